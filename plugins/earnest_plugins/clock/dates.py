"""The calendar: which day it is, was or will be, and what week, month and year it lies in."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import datetime

from earnest import Moment, Reply, Skills, Talk, changes

_LEAPS = 8
"""Years between two leap years, at most (1896 to 1904)."""


def offer(skills: Skills) -> None:
    """What is asked about days, weeks, months and years."""
    days = (tell_date, tell_past_date, check_weekday, check_weekend)
    longer = (tell_week, tell_quarter, tell_day_of_year, tell_month_length)
    for skill in (*days, *longer, tell_leap_year, tell_next_leap_year):
        skills.add(skill)


@changes("nothing")
async def tell_date(talk: Talk, day: datetime | None = None, when: Moment | None = None, period: str = "") -> Reply:
    """Tell the date."""
    asked = day or (when.at if when is not None else None)
    if asked is not None:
        return talk.reply("that_day", day=told(talk, asked))
    match period:
        case "year":
            return talk.reply("year", year=str(talk.now.year))
        case "month":
            return talk.reply("month", month=month_name(talk, talk.now.month), year=str(talk.now.year))
    return talk.reply("today", day=talk.now)


@changes("nothing")
async def tell_past_date(talk: Talk, day: datetime) -> Reply:
    """Tell the date of a day that is over."""
    return talk.reply("that_day_was" if day < talk.now else "that_day", day=told(talk, day))


@changes("nothing")
async def check_weekday(talk: Talk, weekday: int, day: datetime | None = None) -> Reply:
    """Say whether a day is a certain day of the week."""
    meant = day or talk.now
    return talk.reply("yes_day" if meant.weekday() == weekday else "no_day", day=told(talk, meant))


@changes("nothing")
async def check_weekend(talk: Talk) -> Reply:
    """Say whether it is weekend."""
    return talk.reply("yes_day" if talk.now.weekday() >= 5 else "no_day", day=told(talk, talk.now))


@changes("nothing")
async def tell_week(talk: Talk, day: datetime | None = None) -> Reply:
    """Tell the number of the week, by ISO 8601."""
    week = (day or talk.now).isocalendar().week
    return talk.reply("week" if day is None else "that_week", number=week)


@changes("nothing")
async def tell_quarter(talk: Talk) -> Reply:
    """Tell the quarter of the year."""
    return talk.reply("quarter", number=(talk.now.month + 2) // 3, year=str(talk.now.year))


@changes("nothing")
async def tell_day_of_year(talk: Talk) -> Reply:
    """Tell the number of the day in the year."""
    return talk.reply("day_of_year", number=talk.now.timetuple().tm_yday)


@changes("nothing")
async def tell_leap_year(talk: Talk, year: int | None = None, ahead: int = 0) -> Reply:
    """Say whether a year is a leap year."""
    asked = talk.now.year + ahead if year is None else int(year)
    reply = "leap_year" if isleap(asked) else "no_leap_year"
    return talk.reply(reply, year=str(asked), following=str(_leap_year_after(asked)))


@changes("nothing")
async def tell_next_leap_year(talk: Talk) -> Reply:
    """Tell the next leap year."""
    return talk.reply("next_leap_year", following=str(_leap_year_after(talk.now.year)))


def _leap_year_after(year: int) -> int:
    return next(each for each in range(year + 1, year + 1 + _LEAPS) if isleap(each))


@changes("nothing")
async def tell_month_length(talk: Talk, month: int | None = None, year: int | None = None) -> Reply:
    """Tell how many days a month has."""
    asked = month or talk.now.month
    days = monthrange(int(year or talk.now.year), asked)[1]
    return talk.reply("month_length", month=month_name(talk, asked), days=days)


def told(talk: Talk, day: datetime) -> str:
    """A day in words, its year only where it is not this one."""
    if day.year == talk.now.year:
        return talk.words("day", day=day)
    return talk.words("day_and_year", day=day, year=str(day.year))


def month_name(talk: Talk, month: int) -> str:
    """ "March", as the Unicode CLDR has it (by Babel)."""
    from babel.dates import get_month_names

    return str(get_month_names("wide", "stand-alone", talk.language)[month])
