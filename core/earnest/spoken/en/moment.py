"""Moments: a time to come, as people say it and as a recogniser writes it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from earnest.spoken.en.clock import part_of_day, say_clock
from earnest.spoken.en.coming import read_coming
from earnest.spoken.en.dates import WEEKDAYS, say_date, say_recurrence
from earnest.spoken.en.durations import say_duration
from earnest.spoken.en.plain import bare
from earnest.spoken.en.within import find_coming
from earnest.spoken.moment import Moment

_BRIEF = timedelta(minutes=2)
"""A time so near is said in seconds."""


def say_moment(moment: Moment) -> str:
    """A moment as a person would say it."""
    said = moment.said or datetime.now(moment.at.tzinfo)
    if moment.recurrence:
        often = say_recurrence(moment.recurrence, moment.at)
        return often if re.search("HOURLY|MINUTELY", moment.recurrence) else f"{often} {_at(moment.at)}"
    ahead = moment.at.astimezone(UTC) - said.astimezone(UTC)
    if timedelta(0) < ahead < timedelta(hours=1) and (ahead < _BRIEF or not ahead % timedelta(minutes=1)):
        return f"in {say_duration(ahead)}"
    return _say_once(moment.at, said.astimezone(moment.at.tzinfo))


def find_moment(text: str, now: datetime) -> tuple[Moment | None, str]:
    """The moment said somewhere in ``text``, and the other words."""
    found, rest = find_coming(text, now)
    return (Moment(found.at, found.rule, now) if found else None), rest


def parse_moment(text: str, now: datetime) -> Moment | None:
    """The moment that ``text`` is, seen from ``now``; None when it is anything else, or past.

    A bare "at six" is the next six o'clock from seven in the morning to midnight, or one less than two hours away.
    A bare day means nine in the morning. "Next Friday" is Friday of next week.
    """
    found = read_coming(bare(text), now)
    return Moment(found.at, found.rule, now) if found else None


def _say_once(at: datetime, said: datetime) -> str:
    day = (at - timedelta(minutes=1)).date() if (at.hour, at.minute) == (0, 0) else at.date()
    ahead = (day - said.date()).days
    clock = say_clock(at)
    if ahead == 1 and at.hour < 5 and said.hour >= 17:
        return f"at {clock} tonight"
    if ahead == 0:
        today = {"noon": "", "midnight": " tonight"}.get(clock, f" {_THIS[_spoken_part(at)]}")
        return f"at {clock}{today}"
    if ahead == 1:
        return f"tomorrow {_at(at)}"
    if 1 < ahead < 7:
        return f"on {WEEKDAYS[day.weekday()].title()} {_at(at)}"
    year = f" {day.year}" if abs(ahead) > 330 else ""
    return f"on {say_date(day)}{year} {_at(at)}"


_THIS = {"morning": "this morning", "afternoon": "this afternoon", "evening": "this evening", "night": "tonight"}
_IN = {
    "morning": " in the morning",
    "afternoon": " in the afternoon",
    "evening": " in the evening",
    "night": " at night",
}


def _at(at: datetime) -> str:
    clock = say_clock(at)
    return f"at {clock}" if clock in ("noon", "midnight") else f"at {clock}{_IN[_spoken_part(at)]}"


def _spoken_part(at: datetime) -> str:
    """The part of day as it is said: two is at night, and yet "two in the morning"."""
    return "morning" if at.hour < 5 else part_of_day(at.hour)
