"""Typed slots amid other words: where one begins at the end of a free slot, and where one stands in a sentence."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from earnest.spoken.language import Found

if TYPE_CHECKING:
    from earnest.spoken import SlotKind

_LONGEST = 8
"""Words of the longest typed slot that is looked for amid others."""


def take_out(words: str, kind: SlotKind, now: datetime, beside: str, *, known: bool) -> Found | None:
    """What a ``kind`` takes out of the words of a free slot; None when nothing of it is there, or nothing else.

    ``beside``: words that a slot of this kind holds already (``known``), which those in the free slot may belong to:
    "*at six* remind me to call mum *tomorrow*".
    """
    if kind.find is None:
        return None if known else _split_tail(words.split(), kind, now)
    found = kind.find(words, now)
    if found.value is None and not found.doubts and not found.why:
        return None
    if known and not found.rest:
        return None
    if known:
        both = kind.find(f"{beside} {words}", now) if beside else found
        whole = both.value is not None and both.rest and not both.doubts
        if whole and len(both.rest.split()) <= len(found.rest.split()):
            return both
    if known and found.value is not None:
        return Found(None, words, (_left_out(words, found.rest),))
    for doubted in found.doubts:
        found = found._replace(rest=" ".join(found.rest.replace(doubted, " ", 1).split()))
    return found if found.rest else None


def stands(kind: SlotKind, words: str, now: datetime) -> bool:
    """Whether a ``kind`` at the end of ``words`` is more than a part of the free slot that they begin with.

    The eight of "leave because the film begins at eight" is when the film begins.
    """
    found = kind.find(words, now) if kind.find is not None else None
    return found is None or found.value is not None or bool(found.doubts or found.why)


def find(words: Sequence[str], kind: SlotKind, now: datetime) -> tuple[frozenset[int], Found] | None:
    """What a ``kind`` takes out of canonical words, empty for those that are taken: their places, and what it is."""
    if kind.find is None:
        span = _find_span(words, kind, now)
        return (frozenset(range(span[0], span[1])), Found(span[2], "")) if span else None
    there = [at for at, word in enumerate(words) if word]
    found = kind.find(" ".join(words[at] for at in there), now)
    if found.value is None:
        return None
    left = _aligned([words[at] for at in there], found.rest.split())
    return frozenset(at for place, at in enumerate(there) if place not in left), found


def _aligned(words: Sequence[str], rest: Sequence[str]) -> set[int]:
    """The places of ``words`` that are ``rest``."""
    blocks = difflib.SequenceMatcher(None, words, rest, autojunk=False).get_matching_blocks()
    return {at for block in blocks for at in range(block.a, block.a + block.size)}


def _left_out(words: str, rest: str) -> str:
    """What of ``words`` is not in ``rest``."""
    said = words.split()
    kept = _aligned(said, rest.split())
    return " ".join(word for at, word in enumerate(said) if at not in kept)


def _split_tail(words: list[str], kind: SlotKind, now: datetime) -> Found | None:
    """The longest ``kind`` at the end of ``words``; at least one word is left before it."""
    for first in range(1, len(words)):
        if words[first].lower() in kind.openers:
            value = kind.parse(" ".join(words[first:]), now)
            if value is not None:
                return Found(value, " ".join(words[:first]))
    return None


def _find_span(words: Sequence[str], kind: SlotKind, now: datetime) -> tuple[int, int, object] | None:
    """The longest stretch of ``words`` that is a ``kind``: first word, the one after its last, and its value."""
    starts = [at for at, word in enumerate(words) if kind.may_open(word)]
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for first in starts:
            if first + length <= len(words):
                value = kind.parse(" ".join(words[first : first + length]), now)
                if value is not None:
                    return first, first + length, value
    return None
