"""The time in other places: the cities of the zone database, and countries that have one time."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from earnest import Reply, Skills, Talk, changes

_CONTINENTS = frozenset(
    ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
)
"""What the names of zones begin with that are called after a city (others are "US/Eastern", "Etc/GMT")."""
_YEAR = 366 * 24
"""Hours that are looked through for the next change of the clocks."""


def offer(skills: Skills) -> None:
    """What is asked about clocks that are not here, and about ours when it is set anew."""
    for skill in (tell_time_elsewhere, tell_difference, tell_clock_change, tell_sun):
        skills.add(skill)


@changes("nothing")
async def tell_time_elsewhere(talk: Talk, place: str) -> Reply:
    """Tell the time in another city."""
    place, zones = _zones(talk, place)
    if len(zones) != 1:
        return talk.reply("several_times" if zones else "unknown_place", place=place)
    there = talk.now.astimezone(zones[0])
    where = "elsewhere" if there.date() == talk.now.date() else "elsewhere_another_day"
    return talk.reply(where, place=place, there=there, half=talk.words(_half(there)))


@changes("nothing")
async def tell_difference(talk: Talk, place: str = "") -> Reply:
    """Tell how far the clocks of another city are ahead or behind."""
    place = place or await talk.ask(talk.words("asks_place"))
    place, zones = _zones(talk, place)
    if len(zones) != 1:
        return talk.reply("several_times" if zones else "unknown_place", place=place)
    ahead = _offset(zones[0], talk.now) - (talk.now.utcoffset() or timedelta())
    if not ahead:
        return talk.reply("same_time", place=place)
    return talk.reply("ahead" if ahead > timedelta() else "behind", place=place, length=abs(ahead))


@changes("nothing")
async def tell_clock_change(talk: Talk) -> Reply:
    """Tell when the clocks change."""
    start = talk.now.astimezone(UTC)
    for hour in range(_YEAR):
        before, after = (start + timedelta(hours=each) for each in (hour, hour + 1))
        if shift := _here(talk, after) - _here(talk, before):
            return talk.reply("forward" if shift > timedelta() else "back", day=after.astimezone(talk.now.tzinfo))
    return talk.reply("no_change")


@changes("nothing")
async def tell_sun(talk: Talk) -> Reply:
    """Say that I don't know when the sun rises and sets."""
    return talk.reply("unknown_sun")


def _here(talk: Talk, at: datetime) -> timedelta:
    return at.astimezone(talk.now.tzinfo).utcoffset() or timedelta()


def _half(at: datetime) -> str:
    return "morning" if at.hour < 12 else "afternoon" if at.hour < 18 else "evening"


def _zones(talk: Talk, place: str) -> tuple[str, list[ZoneInfo]]:
    """What a place is called, and its zones that differ now: none for a place that is not known."""
    name = place.strip(" .,!?").lower()
    for words in talk.cues("around_place"):
        name = name.removesuffix(f" {words}").removeprefix(f"{words} ")
    articles = talk.cues("before_place")
    telling = [word for word in name.split() if word not in articles]
    by_offset = {_offset(zone, talk.now): zone for zone in map(ZoneInfo, _found(_bare(" ".join(telling)), talk))}
    shown = (word if word in articles else word[:1].upper() + word[1:] for word in name.split())
    return " ".join(shown), list(by_offset.values())


def _found(name: str, talk: Talk) -> tuple[str, ...]:
    """The zones of a place, also of a city said with its country: "paris france"."""
    every, called = _cities(talk.language), talk.cues("places")

    def look_up(words: list[str]) -> tuple[str, ...]:
        text = " ".join(words)
        return every.get(_bare(called.get(text, text)), ())

    words = name.split()
    pairs = ((words[:at], words[at:]) for at in range(1, len(words)))
    return look_up(words) or next((look_up(city) for city, rest in pairs if look_up(city) and look_up(rest)), ())


def _offset(zone: ZoneInfo, now: datetime) -> timedelta:
    return now.astimezone(zone).utcoffset() or timedelta()


def _bare(name: str) -> str:
    """Without capitals, accents and marks: "São Paulo" is "sao paulo"."""
    letters = unicodedata.normalize("NFKD", name.lower().replace("_", " ").replace("-", " "))
    return " ".join("".join(each for each in letters if each.isalnum() or each == " ").split())


@cache
def _cities(language: str) -> dict[str, tuple[str, ...]]:
    """The zones of cities and countries by name, as the zone database and the Unicode CLDR (by Babel) have them."""
    from babel import Locale
    from babel.core import get_global

    known = {zone for zone in available_timezones() if zone.partition("/")[0] in _CONTINENTS}
    locale = Locale.parse(language)
    found: dict[str, tuple[str, ...]] = {}
    territories: dict[str, list[str]] = {}
    for zone, code in get_global("zone_territories").items():
        if zone in known:
            territories.setdefault(code, []).append(zone)
    for code, zones in territories.items():
        found[_bare(str(locale.territories.get(code, code)))] = tuple(sorted(zones))
    for zone in sorted(known):
        city = locale.time_zones.get(zone, {}).get("city", "")
        for name in {_bare(zone.rsplit("/", 1)[-1]), _bare(str(city))} - {""}:
            found[name] = (zone,)
    return found
