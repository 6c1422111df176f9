"""Days of the calendar, gone and to come: "the third of march 1990", "ten days ago", "a week after easter".

A ``Moment`` is ahead, since something is to happen then; a day that is asked about may lie on either side of today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

from earnest.recurrence import localise
from earnest.spoken.en.moments import read_whole
from earnest.spoken.en.plain import plain

_NAMED = {"today": 0, "now": 0, "yesterday": -1, "the day before yesterday": -2, "day before yesterday": -2}
"""Days by their distance from today that no moment is."""
_YEAR = re.compile(
    r"(?P<day>.+?) (?:of |in )?(?:the year )?(?:(?P<year>(?:1[6-9]|2[0-3]) ?\d\d)|(?P<which>this|next|last) year)"
)
_DISTANCE = re.compile(
    r"(?:in )?(?P<count>an?|\d+) (?P<unit>day|week|fortnight|month|year)s?"
    r"(?P<way> ago|s? time| from (?:now|today)| hence|)(?: (?P<side>before|after|from) (?P<day>.+))?"
)
_FARTHEST = 400
"""Years to the farthest day that is told by its distance: after so many the calendar repeats."""
_LAST = re.compile(r"(?:on )?(?:the )?last (?P<day>.+)")
_WINDOWS = (7, 31, 366)
"""Days to look back for the last day of a name: of the week, of the month, of the year."""


def read_day(words: str, now: datetime, country: str | None) -> datetime | None:
    """The day that ``words`` are, the next where several are called so; None when they are anything else."""
    return _as_time(_day(plain(words), now, country), now.tzinfo)


def read_past_day(words: str, now: datetime, country: str | None) -> datetime | None:
    """The same, the last one before today where several are called so."""
    text = plain(words)
    last = _LAST.fullmatch(text)
    day = _said_whole(text, now, country)
    return _as_time(day or _last(last["day"] if last else text, now, country), now.tzinfo)


def _as_time(day: date | None, zone: tzinfo | None) -> datetime | None:
    return localise(datetime.combine(day, time()), zone) if day is not None else None


def _day(text: str, now: datetime, country: str | None) -> date | None:
    if (day := _said_whole(text, now, country)) is not None:
        return day
    if (last := _LAST.fullmatch(text)) and last["day"].split()[0] not in ("day", "week", "weekend"):
        return _last(last["day"], now, country)
    return _coming(text, now, country)


def _said_whole(text: str, now: datetime, country: str | None) -> date | None:
    """A day that can be no other one: with its year, or by its distance."""
    if text.removeprefix("on ") in _NAMED:
        return now.date() + timedelta(days=_NAMED[text.removeprefix("on ")])
    if found := _YEAR.fullmatch(text):
        shift = {"this": 0, "next": 1, "last": -1}
        year = int(found["year"].replace(" ", "")) if found["year"] else now.year + shift[found["which"]]
        day = _coming(found["day"], now.replace(year=year - 1, month=12, day=31, hour=23, minute=59), country)
        return day if day is not None and day.year == year else None
    found = _DISTANCE.fullmatch(text)
    return _at_distance(found, now, country) if found else None


def _at_distance(found: re.Match[str], now: datetime, country: str | None) -> date | None:
    """The day so far from today or from another day; None where it is not said from which, or beyond the calendar."""
    from dateutil.relativedelta import relativedelta

    count = int(found["count"]) if found["count"].isdigit() else 1
    unit, count = ("week", 2 * count) if found["unit"] == "fortnight" else (found["unit"], count)
    start = _day(found["day"], now, country) if found["day"] else now.date()
    led = found[0].startswith("in ")
    if start is None or bool(found["day"]) == bool(led or found["way"]):
        return None
    sign = -1 if found["way"] == " ago" or found["side"] == "before" else 1
    try:
        found_day: date = start + relativedelta(**{f"{unit}s": sign * count})  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None
    return found_day if abs(found_day.year - now.year) <= _FARTHEST else None


def _coming(text: str, now: datetime, country: str | None) -> date | None:
    reading = read_whole(text, now, country)
    moment = reading.moment
    if moment is None or reading.rest or reading.doubts or moment.recurrence or "day" not in moment.named:
        return None
    return moment.at.date() if not moment.named & {"time", "part", "minute"} else None


def _last(text: str, now: datetime, country: str | None) -> date | None:
    """The last day before today that is called so."""
    for window in _WINDOWS:
        found = list(_before_today(text, now - timedelta(days=window), now.date(), country))
        if found:
            return found[-1]
    return None


def _before_today(text: str, since: datetime, today: date, country: str | None) -> Iterator[date]:
    while (day := _coming(text, since, country)) is not None and since.date() <= day < today:
        yield day
        since = since.replace(year=day.year, month=day.month, day=day.day, hour=23, minute=59)
