"""The weather, from Open-Meteo (https://open-meteo.com): free, without a key. It learns the place and nothing else.

It is asked only after somebody in the house said for which town, or the household wrote one into ``earnest.yaml``::

    settings:
      weather:
        place: Bonn
        units: metric
"""

from __future__ import annotations

from typing import Any

from earnest import Moment, Reply, Settings, Skills, Talk, Unanswered, changes, hookimpl
from earnest_plugins.weather import openmeteo, sky
from earnest_plugins.weather.nouns import Place

earnest_api = "1"
earnest_needs = {"network": ["api.open-meteo.com", "geocoding-api.open-meteo.com"]}

TIME_LIMIT = 20.0
"""Seconds: two questions to a server that may be slow, each with a limit of its own."""


@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("place", "", "the town that the weather is told of; empty asks once, by voice")
    settings.add("units", "metric", "metric (Celsius, kilometres) or imperial (Fahrenheit, miles)")
    settings.add(
        "forecasts", "https://api.open-meteo.com", "where forecasts come from; a server of your own speaks alike"
    )
    settings.add("places", "https://geocoding-api.open-meteo.com", "where the places of towns come from")


@hookimpl
def register_skills(skills: Skills) -> None:
    for skill in (tell, tell_whether, tell_measure, live_in):
        skills.add(skill, time_limit=TIME_LIMIT)


@changes("nothing")
async def tell(talk: Talk, **asked: Any) -> Reply:
    """Tell the weather, now or on a day to come."""
    return await _answered(talk, "weather", **asked)


@changes("nothing")
async def tell_whether(talk: Talk, aspect: str = "dry", **asked: Any) -> Reply:
    """Say whether it will rain, snow, be warm or cold."""
    return await _answered(talk, aspect, **asked)


@changes("nothing")
async def tell_measure(talk: Talk, measure: str, aspect: str = "rain", **asked: Any) -> Reply:
    """Say how warm or windy it is, or how likely rain."""
    return await _answered(talk, aspect if measure == "chance" and aspect != "rain" else measure, **asked)


@changes("passing")
async def live_in(talk: Talk, place: str) -> Reply:
    """Remember the town that the weather is told of."""
    try:
        found = await openmeteo.find(talk.settings, _bare(talk, place), talk.language)
    except OSError:
        return talk.reply("unreachable")
    if found is None:
        return talk.reply("unknown_place", place=place)
    talk.notes["home"] = found.plain()
    return talk.reply("lives_in", place=found.whole_name)


async def _answered(talk: Talk, what: str, place: str = "", when: Moment | None = None, span: str = "") -> Reply:
    """What the forecast says of it, or why there is none."""
    meant = sky.span(talk, when, span)
    try:
        where = await _elsewhere(talk, place) if place else await _home(talk)
        if where is None:
            return talk.reply("unknown_place", place=place or talk.settings["place"] or talk.last.text)
        forecast = await openmeteo.forecast(talk.settings, where)
    except Unanswered:
        return talk.reply("no_place")
    except OSError:
        return talk.reply("unreachable")
    hours = forecast.hours(meant, talk.now)
    if not hours:
        return talk.reply("too_far", days=forecast.days)
    return sky.told(talk, what, where if place else None, meant, hours)


async def _home(talk: Talk) -> Place | None:
    """Where the household is; asked once. Raises Unanswered, OSError."""
    if talk.settings["place"]:
        return await openmeteo.find(talk.settings, talk.settings["place"], talk.language)
    if kept := talk.notes.get("home"):
        return Place(**kept)
    said = await talk.ask(talk.words("asks_place"))
    found = await openmeteo.find(talk.settings, _bare(talk, said), talk.language)
    if found is not None:
        talk.notes["home"] = found.plain()
        await talk.say(talk.words("remembers", place=found.whole_name))
    return found


async def _elsewhere(talk: Talk, place: str) -> Place | None:
    """A place that was named. Whoever never agreed to ask the internet is asked. Raises Unanswered, OSError."""
    if not (talk.settings["place"] or talk.notes.get("home") or talk.notes.get("agreed")):
        if not await talk.ask(talk.words("asks_leave"), expecting=bool):
            raise Unanswered("nobody is to be asked")
        talk.notes["agreed"] = True
    return await openmeteo.find(talk.settings, _bare(talk, place), talk.language)


def _bare(talk: Talk, said: str) -> str:
    """The town alone, of "we live in Bonn"."""
    words = said.strip(" .!?").split()
    leading, trailing = talk.cues("before_place"), talk.cues("after_place")
    while len(words) > 1 and words[0].lower() in leading:
        words = words[1:]
    while len(words) > 1 and words[-1].lower() in trailing:
        words = words[:-1]
    return " ".join(words)
