"""Typed slots amid other words: where one begins at the end of a free slot, and where one stands in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from earnest.spoken import SlotKind

_LONGEST = 8
"""Words of the longest typed slot that is looked for amid others."""


def split_tail(words: list[str], kind: SlotKind, now: datetime) -> tuple[int, object] | None:
    """Where at the end of ``words`` a ``kind`` begins, and its value: the longest such tail; None without one.

    At least one word is left for the free slot before it.
    """
    for first in range(1, len(words)):
        if words[first].lower() in kind.openers:
            value = kind.parse(" ".join(words[first:]), now)
            if value is not None:
                return first, value
    return None


def find_span(words: Sequence[str], kind: SlotKind, now: datetime) -> tuple[int, int, object] | None:
    """The longest stretch of ``words`` that is a ``kind``: first word, the one after its last, and its value."""
    starts = [at for at, word in enumerate(words) if kind.may_open(word)]
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for first in starts:
            if first + length <= len(words):
                value = kind.parse(" ".join(words[first : first + length]), now)
                if value is not None:
                    return first, first + length, value
    return None
