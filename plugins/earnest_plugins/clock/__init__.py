"""The time and the date, here and elsewhere."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from earnest import Moment, Reply, Skills, Talk, changes, hookimpl


@hookimpl
def register_skills(skills: Skills) -> None:
    for skill in (tell_time, tell_time_elsewhere, tell_date):
        skills.add(skill)


@changes("nothing")
async def tell_time(talk: Talk) -> Reply:
    """Tell the time."""
    return talk.reply("time", now=talk.now)


@changes("nothing")
async def tell_time_elsewhere(talk: Talk, place: str) -> Reply:
    """Tell the time in another city."""
    from zoneinfo import ZoneInfo

    city = place.lower()
    for now in talk.cues("now"):
        city = city.removesuffix(f" {now}")
    zone = _zones().get(city.strip().replace(" ", "_"))
    if zone is None:
        return talk.reply("unknown_place", place=place, now=talk.now)
    there = talk.now.astimezone(ZoneInfo(zone))
    where = "elsewhere" if there.date() == talk.now.date() else "elsewhere_another_day"
    return talk.reply(where, place=place.title(), there=there, half=talk.words(_half(there)))


@changes("nothing")
async def tell_date(talk: Talk, day: Moment | None = None) -> Reply:
    """Tell the date."""
    return talk.reply("that_day", day=day.at) if day is not None else talk.reply("today", day=talk.now)


def _half(at: datetime) -> str:
    return "morning" if at.hour < 12 else "afternoon" if at.hour < 18 else "evening"


@cache
def _zones() -> dict[str, str]:
    """Cities by name: ``tokyo`` is ``Asia/Tokyo``."""
    from zoneinfo import available_timezones

    return {zone.rsplit("/", 1)[-1].lower(): zone for zone in sorted(available_timezones()) if "/" in zone}
