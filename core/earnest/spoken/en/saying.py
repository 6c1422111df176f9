"""Times of day, days and durations, said by themselves."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from earnest.spoken.en.moments.saying import say_length
from earnest.spoken.en.moments.words import say_clock, say_day
from earnest.spoken.en.numbers import say_number


def say_time(at: datetime) -> str:
    """The time of day in words: "six o'clock", "quarter past six", "six fifty three", "noon"."""
    words = say_clock(at)
    return words if at.minute or words in ("noon", "midnight") else f"{words} o'clock"


def say_date(at: datetime | date) -> str:
    """The day in words: "Friday the third of December"."""
    return say_day(at.date() if isinstance(at, datetime) else at)


def say_duration(duration: timedelta) -> str:
    """``duration`` in words, to the second: "twenty five minutes", "an hour and a half", "half an hour"."""
    weeks, rest = divmod(duration, timedelta(weeks=1))
    if weeks > 1 and not rest:
        return f"{say_number(weeks)} weeks"
    return say_length(duration) if round(duration.total_seconds()) > 0 else "no time"


def say_measure(duration: timedelta) -> str:
    """``duration`` before what it measures: "the *twenty five minute* timer", "the *half hour* timer"."""
    said = re.sub(r"^an hour$", "one hour", say_duration(duration))
    return re.sub(r"\b(hour|minute|second|week)s\b", r"\1", re.sub(r"^(half )?an ", r"\1", said))
