"""Public holidays of the household's country, by the library ``holidays``."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from earnest import Reply, Skills, Talk, changes
from earnest_plugins.clock.dates import month_name

_SEAT = {"GB": "ENG"}
"""The part of a country whose holidays are meant where they differ: most of its people live there."""
_TOLD = 4
"""Holidays that are told at once."""


def offer(skills: Skills) -> None:
    """What is asked about public holidays."""
    for skill in (tell_next_holiday, tell_holidays, check_holiday):
        skills.add(skill)


@changes("nothing")
async def tell_next_holiday(talk: Talk) -> Reply:
    """Tell the next public holiday."""
    coming = _coming(talk)
    if not coming:
        return talk.reply("no_country")
    day, name = coming[0]
    return talk.reply("next_holiday", name=name, day=day)


@changes("nothing")
async def tell_holidays(talk: Talk, month: int | None = None) -> Reply:
    """Tell the public holidays that are coming."""
    every = _coming(talk)
    if not every:
        return talk.reply("no_country")
    found = [each for each in every if month in (None, each[0].month)]
    if not found and month is not None:
        return talk.reply("no_holiday_in", month=month_name(talk, month))
    return talk.reply("holidays", told=[talk.words("named_day", name=name, day=day) for day, name in found[:_TOLD]])


@changes("nothing")
async def check_holiday(talk: Talk, day: datetime | None = None) -> Reply:
    """Say whether a day is a public holiday."""
    meant = day or talk.now
    every = _holidays(talk, (meant.year,))
    if not every:
        return talk.reply("no_country")
    name = every.get(meant.date())
    return talk.reply("is_holiday", name=name) if name else talk.reply("is_no_holiday", day=meant)


def _coming(talk: Talk) -> list[tuple[datetime, str]]:
    """The holidays of a year after today, the next first."""
    every = sorted(_holidays(talk, (talk.now.year, talk.now.year + 1)).items())
    today = talk.now.date()
    coming = ((day, name) for day, name in every if today < day <= today + timedelta(days=366))
    return [(datetime.combine(day, time(), talk.now.tzinfo), name) for day, name in coming]


def _holidays(talk: Talk, years: tuple[int, ...]) -> dict[date, str]:
    """Every holiday of these years by its day; none without a country, or for one that the library has not."""
    country = talk.house("country")
    if country is None:
        return {}
    from holidays import country_holidays

    country = country.upper()
    try:
        there = country_holidays(country, subdiv=_SEAT.get(country), years=years)
        spoken = [each for each in there.supported_languages if each.startswith(talk.language)]
        if spoken:
            there = country_holidays(country, subdiv=_SEAT.get(country), years=years, language=spoken[-1])
    except NotImplementedError:
        return {}
    return {day: re.sub(r"\s*\(.*?\)", "", name).partition("; ")[0] for day, name in there.items()}
