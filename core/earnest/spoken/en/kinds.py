"""What English phrases may name after a slot's colon, and which words look like part of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from earnest.spoken.en.durations import parse_duration
from earnest.spoken.en.moment import parse_moment
from earnest.spoken.en.numbers import parse_number
from earnest.spoken.language import SlotKind

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
_TIMELY = frozenset(
    {
        "at", "on", "in", "by", "around", "every", "each", "this", "next", "today", "tonight", "tomorrow", "noon",
        "midnight", "after", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    }
)  # fmt: skip


def _read_number(words: str, _now: datetime) -> float | int | None:
    number = parse_number(words)
    return int(number) if number is not None and number == int(number) else number


def _is_count(word: str) -> bool:
    return _COUNTS.match(word) is not None


_KINDS = (
    SlotKind("time", parse_moment, "seven o'clock", _TIMELY, _is_count, _UNITS),
    SlotKind(
        "duration",
        lambda words, _now: parse_duration(words),
        "ten minutes",
        frozenset({"for", "in"}),
        _is_count,
        _UNITS,
    ),
    SlotKind("number", _read_number, "five", frozenset(), _is_count, _UNITS),
)

KINDS: Mapping[str, SlotKind] = MappingProxyType({kind.name: kind for kind in _KINDS})
"""The kinds a phrase may name after the colon."""
