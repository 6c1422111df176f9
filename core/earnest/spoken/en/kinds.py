"""What English phrases may name after a slot's colon, and which words look like part of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from earnest.spoken.en.calendar import read_day, read_past_day
from earnest.spoken.en.moments import find_duration, read, read_all, read_duration, read_whole
from earnest.spoken.en.numbers import parse_number, parse_numbers
from earnest.spoken.en.spelling import IDLE, TURNING
from earnest.spoken.language import KEPT, Found, SlotKind

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
_DAYS = frozenset(
    {
        "the", "last", "yesterday", "christmas", "easter", "halloween", "january", "february", "march", "april", "may",
        "june", "july", "august", "september", "october", "november", "december", "year", "years", "ago", "of",
    }
)  # fmt: skip
"""Words that may open a day of the calendar, or stand within it."""


def _read_number(words: str, _now: datetime) -> float | int | None:
    number = parse_number(words)
    return int(number) if number is not None and number == int(number) else number


def _read_numbers(words: str, _now: datetime) -> list[float] | None:
    return parse_numbers(words)


def is_count(word: str) -> bool:
    """Whether the word may open a number."""
    return _COUNTS.match(word) is not None


_BACKWARDS = frozenset({"minus", "negative"})
_LASTING = frozenset({"for", "in"})
_LEADING = frozenset({"for", "from", "of", "to", "until", "till", "before", "past", "beyond"})


def kinds_in(country: str | None) -> Mapping[str, SlotKind]:
    """The kinds a phrase may name after the colon, as they are meant in a country."""

    def read_time(words: str, now: datetime) -> object | None:
        reading = read_whole(_OWNER.sub("", words), now, country)
        return None if reading.rest or reading.doubts else reading.moment

    def find_time(words: str, now: datetime) -> Found:
        reading, every = read(words, now, country), read_all(words, now, country)
        first = every[0]
        if first.rest == reading.rest and len(every) > 1 and all(each.moment and not each.doubts for each in every):
            return Found(first.moment, first.rest, also=tuple(each.moment for each in every[1:]))
        return Found(reading.moment, reading.rest, reading.doubts, _sentence(reading.why))

    def read_calendar(words: str, now: datetime) -> object | None:
        return read_day(_OWNER.sub("", words), now, country)

    def read_past(words: str, now: datetime) -> object | None:
        return read_past_day(_OWNER.sub("", words), now, country)

    kinds = (
        SlotKind("time", read_time, "seven o'clock", _TIMELY, is_count, _UNITS, _LEADING, "at", find_time),
        SlotKind("duration", _read_duration, "ten minutes", _LASTING, is_count, _UNITS, _LEADING, find=_find_duration),
        SlotKind("day", read_calendar, "friday", _TIMELY | _DAYS, is_count, _UNITS | _DAYS),
        SlotKind("past", read_past, "friday", _TIMELY | _DAYS, is_count, _UNITS | _DAYS),
        SlotKind("number", _read_number, "five", frozenset(), is_count, _UNITS),
        SlotKind("numbers", _read_numbers, "two, three and nine", frozenset(), is_count),
        SlotKind("title", _read_title, "bedtime"),
        SlotKind(KEPT, lambda words, _now: words, "the pasta"),
    )
    return MappingProxyType({kind.name: kind for kind in kinds})


_OWNER = re.compile(r"['’]s$")
"""Of a time that owns what is spoken of: "*tomorrow's* alarm"."""
_TITLE = 3
"""Words of a title, at most."""


def _read_title(words: str, _now: datetime) -> str | None:
    """A few words that can be what something is called; a sentence or a question is none."""
    said = words.lower().split()
    little = IDLE | TURNING | {"what", "which", "how", "i", "we", "am", "are", "have", "has", "do", "can", "any"}
    little |= {"another", "set", "make", "put", "add", "create", "start", "need", "want", "remind"}
    named = all(word[:1].isalpha() and not is_count(word) for word in said)
    return words if len(said) <= _TITLE and named and little.isdisjoint(said) else None


def _read_duration(words: str, _now: datetime) -> timedelta | None:
    return read_duration(words)


def _find_duration(words: str, _now: datetime) -> Found:
    length, rest = find_duration(words)
    backwards = tuple(word for word in rest.lower().split() if word in _BACKWARDS)
    return Found(length, rest, backwards if length is not None else ())


def _sentence(why: str | None) -> str:
    if not why:
        return ""
    return f"{why[:1].upper()}{why[1:]}{'' if why[-1] in '.?' else '.'}"
