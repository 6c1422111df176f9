"""The time and the date, here and elsewhere."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from earnest import Moment, Reply, Skills, Talk, hookimpl, say_date, say_time

_TELL_TIME = (
    "what time is it",
    "what is the time [right now|now|just now]",
    "what time (is it|do we have) (now|right now|already)",
    "(tell|give) me (the time|what time it is)",
    "(do|would) you (have|know|happen to know) (the time|what time it is)",
    "how late is it [already|now]",
    "what does the clock say",
    "(check|read|say) the (time|clock)",
    "(time|the time) please",
    "have you got the time",
    "what is the current time",
    "what hour is it",
    "is it late [already]",
)
_TELL_TIME_ELSEWHERE = (
    "what time is it in {place}",
    "what time is it [right] now in {place}",
    "what is the [current] time in {place}",
    "what is the local time in {place}",
    "(tell|give) me the time in {place}",
    "how late is it in {place}",
    "what time do they have in {place}",
)
_TELL_DATE = (
    "what is the date [today]",
    "what (day|date) is (it|today) [today]",
    "what is (today's|todays) date",
    "which day [of the week] (is it|is today|do we have) [today]",
    "what day of the (week|month) is it [today]",
    "(tell|give) me (the date|today's date|what day it is|the day)",
    "(do|would) you know (the date|what day it is|today's date|what date it is)",
    "what (month|year) is it",
    "which (month|year) are we in",
    "what (month|year) are we in",
    "what is the current date",
    "(day|date) (today|please)",
    "how far along is the month",
    "is today {day:time}",
    "what (day|date) (is|will be) {day:time}",
    "what is the date [on|of|for] {day:time}",
    "what day of the week (is|will be) {day:time}",
)


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(tell_time, *_TELL_TIME)
    skills.add(tell_time_elsewhere, *_TELL_TIME_ELSEWHERE)
    skills.add(tell_date, *_TELL_DATE)


async def tell_time(talk: Talk) -> Reply:
    """Tell the time."""
    return Reply(f"It's {say_time(talk.now)}.")


async def tell_time_elsewhere(talk: Talk, place: str) -> Reply:
    """Tell the time in another city."""
    from zoneinfo import ZoneInfo

    zone = _zones().get(place.lower().removesuffix(" right now").removesuffix(" now").strip().replace(" ", "_"))
    if zone is None:
        return Reply(f"I don't know the clocks of {place}. Here it's {say_time(talk.now)}.")
    there = talk.now.astimezone(ZoneInfo(zone))
    day = "" if there.date() == talk.now.date() else f" on {say_date(there)}"
    return Reply(f"In {place.title()} it's {say_time(there)}{_half(there)}{day}.")


async def tell_date(talk: Talk, day: Moment | None = None) -> Reply:
    """Tell the date."""
    if day is not None:
        return Reply(f"That is {say_date(day.at)}.")
    return Reply(f"Today is {say_date(talk.now)}.")


def _half(at: datetime) -> str:
    return " in the morning" if at.hour < 12 else " in the afternoon" if at.hour < 18 else " in the evening"


@cache
def _zones() -> dict[str, str]:
    """Cities by name: ``tokyo`` is ``Asia/Tokyo``."""
    from zoneinfo import available_timezones

    return {zone.rsplit("/", 1)[-1].lower(): zone for zone in sorted(available_timezones()) if "/" in zone}
