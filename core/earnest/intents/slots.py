"""What the words of a ``{slot:kind}`` mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from earnest import spoken

_COUNTS = re.compile(
    r"\d|an?$|half$|quarter$|(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|couple|dozen)$"
    r"|(thir|four|fif|six|seven|eigh|nine)teen$|(twen|thir|for|fif|six|seven|eigh|nine)ty$"
)
"""Words that may open a number or a duration."""
_UNITS = frozenset(
    {
        "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months",
        "am", "pm", "o'clock", "past", "till", "morning", "afternoon", "evening", "night", "weekday", "weekdays",
    }
)  # fmt: skip
"""Words that may stand within a time or a duration."""
_LONGEST = 8
"""Words of the longest typed slot that is looked for amid others."""


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

    def may_hold(self, word: str) -> bool:
        """Whether the word looks like part of one."""
        return word in self.openers or word in _UNITS or _COUNTS.match(word) is not None


def _read_number(words: str, _now: datetime) -> float | int | None:
    number = spoken.parse_number(words)
    return int(number) if number is not None and number == int(number) else number


_TIMELY = frozenset(
    {
        "at", "on", "in", "by", "around", "every", "each", "this", "next", "today", "tonight", "tomorrow", "noon",
        "midnight", "after", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    }
)  # fmt: skip
_KINDS = (
    SlotKind("time", lambda words, now: spoken.parse_moment(words, now), "seven o'clock", _TIMELY),
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


def find_span(words: Sequence[str], kind: SlotKind, now: datetime) -> tuple[int, int, object] | None:
    """The longest stretch of ``words`` that is a ``kind``: first word, the one after its last, and its value."""
    starts = [at for at, word in enumerate(words) if word in kind.openers or _COUNTS.match(word)]
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for first in starts:
            if first + length <= len(words):
                value = kind.parse(" ".join(words[first : first + length]), now)
                if value is not None:
                    return first, first + length, value
    return None
