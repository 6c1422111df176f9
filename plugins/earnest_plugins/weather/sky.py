"""The weather in words: which hours are meant, and what is said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from earnest import Moment, Reply, Talk
from earnest_plugins.weather.nouns import Hour, Place, Span

_PARTS = {"morning": (6, 12), "afternoon": (12, 18), "evening": (18, 24)}
"""From which hour to which."""
_WAKING = (6, 23)
"""Of a whole day, the hours that are told of."""
_LATE = 21
"""From this hour on, "today" is what is left of it and the night."""
_LIKELY, _POSSIBLE = 60, 30
"""Chance of rain, in percent: "yes" from the first on, "maybe" from the second (as forecasters say it; WMO, PWS-18)."""
_COLD, _HOT, _FROST, _WINDY = 8.0, 25.0, 0.0, 38.0
"""Degrees Celsius as they feel, and kilometres an hour: a strong breeze, Beaufort 6, begins at 39."""
_WET = ("storm", "snow", "rain", "drizzle")
_MILE = 1.609344
"""Kilometres."""


def span(talk: Talk, when: Moment | None, said: str) -> Span:
    """What ``when``, or a word such as "this weekend", stands for; without either, today."""
    midnight = talk.now.replace(hour=0, minute=0, second=0, microsecond=0)
    if when is not None and "time" in when.named:
        return Span(when.at.replace(minute=0), when.at + timedelta(hours=1), "then")
    if when is not None:
        day = when.at.replace(hour=0, minute=0, second=0, microsecond=0)
        hours = _part(when.at.hour) if "part" in when.named else "day"
        return _day(talk, day, hours)
    if said in ("weekend", "week"):
        ahead = (5 - midnight.weekday()) % 7 if said == "weekend" and midnight.weekday() < 5 else 0
        length = (2 if midnight.weekday() != 6 else 1) if said == "weekend" else 7
        first = midnight + timedelta(days=ahead)
        return Span(first, first + timedelta(days=length), said)
    if said in _PARTS or said == "tomorrow":
        return _day(talk, midnight + timedelta(days=said == "tomorrow"), "day" if said == "tomorrow" else said)
    end = midnight + timedelta(days=1, hours=6 if talk.now.hour >= _LATE else 0)
    return Span(talk.now - timedelta(hours=1), end, "today", is_now=True)


def told(talk: Talk, what: str, place: Place | None, span: Span, hours: Sequence[Hour]) -> Reply:
    """What is said of ``what``: the weather, whether it rains …, or a measure. ``place``: None at home."""
    when = talk.words(span.name, day=span.first) if span.name == "on_day" else talk.words(span.name)
    where = talk.words("in_place", place=place.name) if place is not None else ""
    lead = " ".join(filter(None, (where, when)))
    if what == "weather":
        return _weather(talk, lead, span, hours)
    if what in ("temperature", "wind", "chance"):
        return _measured(talk, what, lead, span, hours)
    return _whether(talk, what, lead, hours)


def _weather(talk: Talk, lead: str, span: Span, hours: Sequence[Hour]) -> Reply:
    facts: dict[str, Any] = {"lead": lead, "sky": talk.words(_main(hours)), "chance": _chance(hours)}
    low, high = _degrees(talk, min(each.degrees for each in hours)), _degrees(talk, max(each.degrees for each in hours))
    wet = "_wet" if _chance(hours) >= _POSSIBLE else ""
    if span.is_now:
        now = {"now": _degrees(talk, hours[0].degrees), "is": talk.words(hours[0].sky)}
        return talk.reply(f"weather_now{wet}", **_without(facts, wet), **now, low=low, high=high)
    return talk.reply(f"weather{wet}", **_without(facts, wet), low=low, high=high)


def _without(facts: dict[str, Any], wet: str) -> dict[str, Any]:
    return facts if wet else {name: value for name, value in facts.items() if name != "chance"}


def _measured(talk: Talk, what: str, lead: str, span: Span, hours: Sequence[Hour]) -> Reply:
    if what == "chance":
        return talk.reply("chance", lead=lead, chance=_chance(hours))
    if what == "wind":
        return talk.reply("wind", lead=lead, speed=_speed(talk, max(each.wind for each in hours)), unit=_per_hour(talk))
    low, high = _degrees(talk, min(each.degrees for each in hours)), _degrees(talk, max(each.degrees for each in hours))
    if span.is_now:
        now = _degrees(talk, hours[0].degrees)
        return talk.reply("degrees_now", lead=lead, now=now, feels=_degrees(talk, hours[0].feels), high=high)
    return talk.reply("degrees", lead=lead, low=low, high=high)


def _whether(talk: Talk, what: str, lead: str, hours: Sequence[Hour]) -> Reply:
    """Yes, no or maybe, and the figure that says so."""
    chance, skies = _chance(hours), [hour.sky for hour in hours]
    if what in ("rain", "dry"):
        likely = "yes" if chance >= _LIKELY else "maybe" if chance >= _POSSIBLE else "no"
        at = max(hours, key=lambda hour: hour.chance).at
        if likely == "no":
            return talk.reply(f"{what}_no", lead=lead, chance=chance)
        return talk.reply(f"{what}_{likely}", lead=lead, chance=chance, at=at)
    if what in ("snow", "storm", "fog"):
        return talk.reply(f"{what}_{'yes' if what in skies else 'no'}", lead=lead)
    if what == "wind":
        strongest = max(hour.wind for hour in hours)
        return talk.reply(
            "windy_yes" if strongest >= _WINDY else "windy_no",
            lead=lead,
            speed=_speed(talk, strongest),
            unit=_per_hour(talk),
        )
    if what in ("sun", "cloud"):
        bright = sum(sky in ("clear", "fair") for sky in skies) * 2 >= len(skies)
        return talk.reply("sun_yes" if bright else "sun_no", lead=lead, sky=talk.words(_main(hours)))
    low, high = min(hour.feels for hour in hours), max(hour.feels for hour in hours)
    is_so = {"cold": low < _COLD, "frost": low <= _FROST, "hot": high >= _HOT}[what]
    felt = _degrees(talk, high if what == "hot" else low)
    return talk.reply(f"{what}_{'yes' if is_so else 'no'}", lead=lead, felt=felt)


def _day(talk: Talk, day: datetime, hours: str) -> Span:
    """A day, or a part of it."""
    first, last = _PARTS.get(hours, _WAKING)
    ahead = (day.date() - talk.now.date()).days
    named = {0: "today", 1: "tomorrow"}.get(ahead, "on_day")
    name = f"this_{hours}" if ahead == 0 and hours in _PARTS else named
    if hours in _PARTS and ahead == 1:
        name = f"tomorrow_{hours}"
    return Span(day + timedelta(hours=first), day + timedelta(hours=last), name)


def _part(hour: int) -> str:
    return next((part for part, (first, last) in _PARTS.items() if first <= hour < last), "morning")


def _main(hours: Sequence[Hour]) -> str:
    """What is said of the sky: what is most of the time, unless something falls that is likely to."""
    wet = [hour.sky for hour in hours if hour.sky in _WET and hour.chance >= _POSSIBLE]
    if wet:
        return min(wet, key=_WET.index)
    dry = Counter(hour.sky for hour in hours if hour.sky not in _WET)
    return dry.most_common(1)[0][0] if dry else "cloudy"


def _chance(hours: Sequence[Hour]) -> int:
    return round(max(hour.chance for hour in hours) / 5) * 5


def _degrees(talk: Talk, celsius: float) -> int:
    return round(celsius * 1.8 + 32 if talk.settings["units"] == "imperial" else celsius)


def _speed(talk: Talk, kilometres: float) -> int:
    return round(kilometres / _MILE if talk.settings["units"] == "imperial" else kilometres)


def _per_hour(talk: Talk) -> str:
    return talk.words("miles" if talk.settings["units"] == "imperial" else "kilometres")
