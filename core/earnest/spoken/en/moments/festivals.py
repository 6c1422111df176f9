"""Days with a name: those that people name wherever they live, and the public holidays of a country by a library."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache

NAMES: dict[str, tuple[str, ...]] = {
    "christmas eve": ("christmas eve", "xmas eve"),
    "christmas day": ("christmas [day]", "xmas [day]"),
    "boxing day": ("boxing day",),
    "new year's eve": ("(new years|new year's|new year|hogmanay) eve", "hogmanay"),
    "new year's day": ("(new years|new year's|new year) day", "(new years|new year's)", "the new year"),
    "valentine's day": ("[saint|st] (valentines|valentine) [day]",),
    "st patrick's day": ("(saint|st) (patricks|paddys) day", "paddys day"),
    "st david's day": ("(saint|st) davids day",),
    "st george's day": ("(saint|st) georges day",),
    "st andrew's day": ("(saint|st) andrews day",),
    "st stephen's day": ("[saint|st] stephens day",),
    "halloween": ("(halloween|hallowe'en|halloweens) [night]",),
    "bonfire night": ("bonfire night", "guy fawkes [night]"),
    "burns night": ("burns night",),
    "epiphany": ("epiphany", "twelfth night"),
    "saint nicholas' day": ("(saint|st) (nicholas|nicholass|nicholas') day", "(saint|st) nicholas"),
    "saint lucy's day": ("(saint|st) (lucys|lucias|lucy) day",),
    "april fools' day": ("april (fools|fool's|fool) [day]",),
    "groundhog day": ("groundhog day",),
    "women's day": ("[international] (womens|women's) day",),
    "earth day": ("earth day",),
    "pi day": ("pi day",),
    "all saints' day": ("all (saints|hallows) [day]",),
    "all souls' day": ("all souls [day]",),
    "candlemas": ("candlemas",),
    "michaelmas": ("michaelmas",),
    "maundy thursday": ("maundy thursday",),
    "trinity sunday": ("trinity sunday",),
    "corpus christi": ("corpus christi",),
    "leap day": ("leap day",),
    "shrove tuesday": ("(shrove tuesday|pancake day|pancake tuesday|mardi gras)",),
    "ash wednesday": ("ash wednesday",),
    "palm sunday": ("palm sunday",),
    "good friday": ("good friday",),
    "easter": ("easter [sunday|day]",),
    "easter saturday": ("easter saturday",),
    "easter monday": ("easter monday",),
    "ascension day": ("ascension [day]",),
    "whit sunday": ("(whit sunday|pentecost)",),
    "whit monday": ("whit monday",),
    "mother's day": ("(mothers|mother|mothering) (day|sunday)",),
    "father's day": ("(fathers|father) day",),
    "thanksgiving": ("thanksgiving [day]",),
    "black friday": ("black friday",),
    "summer bank holiday": ("[the] (summer|august|late summer) bank holiday",),
    "labor day": ("(labor|labour) day",),
    "memorial day": ("memorial day",),
    "independence day": ("independence day",),
    "martin luther king day": ("(mlk|martin luther king) [jr|junior] day",),
    "presidents' day": ("presidents day",),
    "veterans day": ("veterans day",),
    "columbus day": ("columbus day",),
    "bank holiday monday": ("[the] [next] bank holiday monday",),
    "bank holiday": ("[the] [next] (bank|public) holiday",),
}
"""How each is said, by the name that it is said back with."""

_FIXED = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
    "new year's day": (1, 1), "valentine's day": (2, 14), "st patrick's day": (3, 17), "halloween": (10, 31),
    "bonfire night": (11, 5), "st david's day": (3, 1), "st george's day": (4, 23), "st andrew's day": (11, 30),
    "st stephen's day": (12, 26), "burns night": (1, 25), "epiphany": (1, 6), "saint nicholas' day": (12, 6),
    "saint lucy's day": (12, 13), "april fools' day": (4, 1), "groundhog day": (2, 2), "women's day": (3, 8),
    "earth day": (4, 22), "pi day": (3, 14), "all saints' day": (11, 1), "all souls' day": (11, 2), "candlemas": (2, 2),
    "michaelmas": (9, 29),
}  # fmt: skip
_FROM_EASTER = {
    "shrove tuesday": -47, "ash wednesday": -46, "palm sunday": -7, "good friday": -2, "easter saturday": -1,
    "easter": 0, "easter monday": 1, "ascension day": 39, "whit sunday": 49, "whit monday": 50, "maundy thursday": -3,
    "trinity sunday": 56, "corpus christi": 60,
}  # fmt: skip
_BY_LIBRARY = {
    "thanksgiving": "thanksgiving", "labor day": "labor day|labour day", "memorial day": "memorial day",
    "independence day": "independence day", "martin luther king day": "martin luther king jr day",
    "presidents' day": "washingtons birthday|presidents day", "veterans day": "veterans day",
    "columbus day": "columbus day",
    "summer bank holiday": "late summer bank holiday|summer bank holiday",
}  # fmt: skip
"""Names in which the library's own, made plain, are looked for."""

_SECOND_SUNDAY_OF_MAY = frozenset(
    ("US", "CA", "AU", "NZ", "ZA", "DE", "AT", "CH", "NL", "BE", "IT", "DK", "FI", "IN", "JP", "BR")
)
_THIRD_SUNDAY_OF_JUNE = frozenset(("US", "CA", "GB", "IE", "ZA", "NL", "FR", "IN", "JP"))
_LENT = frozenset(("GB", "IE"))
"""Where Mothering Sunday is the fourth of Lent, three weeks before Easter."""


def festival_days(name: str, country: str | None, years: Iterable[int]) -> list[date]:
    """The days called ``name`` in ``years``, in order; none where ``country`` has no such day."""
    found: list[date] = []
    for year in years:
        if name in _FIXED:
            found.append(date(year, *_FIXED[name]))
        elif name in _FROM_EASTER:
            found.append(_easter(year) + timedelta(days=_FROM_EASTER[name]))
        elif name in _MOVABLE:
            found.extend(_MOVABLE[name](year, country))
        else:
            found.extend(sorted(day for day, called in _public(country, year) if _is_called(called, name, day)))
    return found


@cache
def public_names(country: str | None, year: int) -> dict[tuple[str, ...], str]:
    """The public holidays of ``country`` about ``year`` by their words: ("juneteenth",) is "juneteenth"."""
    names = {called for each in (year, year + 1) for _, called in _public(country, each) if len(called) > 3}
    return {tuple(called.split()): called for called in names}


def _is_called(called: str, name: str, day: date) -> bool:
    if name == "bank holiday":
        return True
    if name == "bank holiday monday":
        return day.weekday() == 0
    return any(each == called or f"{each} day" == called for each in _BY_LIBRARY.get(name, name).split("|"))


_SEAT = {"GB": "ENG"}
"""The part of a country whose public holidays are meant where they differ: most of its people live there."""


@cache
def _public(country: str | None, year: int) -> tuple[tuple[date, str], ...]:
    """The public holidays of ``country`` in ``year``, their English names made plain, substitutes included."""
    if country is None:
        return ()
    from holidays import country_holidays

    try:
        days = country_holidays(country, subdiv=_SEAT.get(country), years=year, language="en_US")
    except NotImplementedError:
        return ()
    return tuple((day, _plain(each)) for day, called in days.items() for each in called.split("; "))


def _plain(called: str) -> str:
    return " ".join(re.sub(r"\(.*?\)|[^\w ]", "", called.lower().replace("-", " ")).split())


@cache
def _easter(year: int) -> date:
    from dateutil.easter import easter

    return easter(year)


def _leap_day(year: int, _country: str | None) -> list[date]:
    """In the next year that has one, for whatever year is asked: it may be eight years away."""
    return [date(year, 2, 29)] if isleap(year) else []


def _mothers(year: int, country: str | None) -> list[date]:
    if country in _LENT:
        return [_easter(year) - timedelta(days=21)]
    return [_sunday(year, 5, 2)] if country in _SECOND_SUNDAY_OF_MAY else []


def _fathers(year: int, country: str | None) -> list[date]:
    if country in ("AU", "NZ"):
        return [_sunday(year, 9, 1)]
    return [_sunday(year, 6, 3)] if country in _THIRD_SUNDAY_OF_JUNE else []


def _black_friday(year: int, country: str | None) -> list[date]:
    """The day after the fourth Thursday of November, in whatever country."""
    first = date(year, 11, 1)
    return [first + timedelta(days=(3 - first.weekday()) % 7 + 22)] if country else []


_MOVABLE: dict[str, Callable[[int, str | None], list[date]]] = {
    "black friday": _black_friday,
    "leap day": _leap_day,
    "mother's day": _mothers,
    "father's day": _fathers,
}


def _sunday(year: int, month: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (nth - 1))
