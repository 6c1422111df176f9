"""What the words of a ``{slot:kind}`` mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from earnest import spoken


@dataclass(frozen=True, slots=True)
class SlotKind:
    """A kind of slot: how to read its words, and how to show it in a hint."""

    name: str
    """What comes after the colon: ``time`` in ``{when:time}``."""
    parse: Callable[[str, datetime], object | None]
    """Words and the time now → the value; None when the words are no such thing."""
    example: str
    """Words it would take."""
    openers: frozenset[str] = frozenset()
    """Words that may open it at the end of a free slot: "call mom *at* five"."""


def _read_number(words: str, _now: datetime) -> float | int | None:
    number = spoken.parse_number(words)
    return int(number) if number is not None and number == int(number) else number


_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_KINDS = (
    SlotKind(
        "time",
        lambda words, now: spoken.parse_moment(words, now),
        "seven o'clock",
        frozenset("at on in by around every each this next today tonight tomorrow noon midnight after".split() + _DAYS),
    ),
    SlotKind("duration", lambda words, _now: spoken.parse_duration(words), "ten minutes", frozenset({"for", "in"})),
    SlotKind("number", _read_number, "five", frozenset()),
)

KINDS: Mapping[str, SlotKind] = MappingProxyType({kind.name: kind for kind in _KINDS})
"""The kinds a phrase may name after the colon."""


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
