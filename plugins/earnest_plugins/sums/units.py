"""Units: from one to another, and cooking measures of what weighs differently by the cup."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from earnest import Reply, Skills, Talk, Unanswered, changes
from earnest_plugins.sums import last

_UK = {
    "cup": "250 * milliliter",
    "teaspoon": "5 * milliliter",
    "tablespoon": "15 * milliliter",
    "fluid_ounce": "imperial_fluid_ounce",
    "pint": "imperial_pint",
    "quart": "imperial_quart",
    "gallon": "imperial_gallon",
}
"""What is meant outside the United States: metric cups and spoons, imperial pints."""
_MASS, _VOLUME = "[mass]", "[length] ** 3"
"""What a food's density leads from and to, as pint writes it."""
_FOOT = 12
"""Inches."""


def offer(skills: Skills) -> None:
    """What people ask of units."""
    for skill in (convert, convert_height, convert_that, convert_as_well):
        skills.add(skill)


@changes("nothing")
async def convert(talk: Talk, source: str, target: str = "gram", food: float | None = None, **much: float) -> Reply:
    """Turn a measure into another one."""
    amount = much.get("amount", 1) * much.get("part", 1)
    source, target = _fluid(source, target), _fluid(target, source)
    uk = talk.settings["measures"] == "uk"
    if food is None and {_kind(source, uk), _kind(target, uk)} == {_MASS, _VOLUME}:
        foods = talk.choices("food")
        try:
            food = foods[await talk.ask(talk.words("asks_food"), expecting=list(foods))]
        except Unanswered:
            return talk.reply("depends")
    value = _in(source, target, amount, food, uk)
    if value is not None:
        last.keep(talk, value, amount=amount, source=source, target=target, food=food)
    return _told(talk, value, source, target, amount)


@changes("nothing")
async def convert_that(talk: Talk, target: str) -> Reply:
    """Turn the last measure into yet another one."""
    before = last.recall(talk) or {}
    if "source" not in before:
        return talk.reply("nothing_yet")
    return await convert(talk, before["source"], target, before["food"], amount=before["amount"])


@changes("nothing")
async def convert_as_well(talk: Talk, source: str | None = None, food: float | None = None, **much: float) -> Reply:
    """Turn another amount into the same measure as the last."""
    before = last.recall(talk) or {}
    if "source" not in before:
        return talk.reply("nothing_yet")
    same = source in (None, before["source"])
    return await convert(
        talk, source or before["source"], before["target"], food if food or not same else before["food"], **much
    )


@changes("nothing")
async def convert_height(talk: Talk, feet: float, inches: float, target: str) -> Reply:
    """Turn feet and inches into another measure."""
    uk = talk.settings["measures"] == "uk"
    value = _in("inch", target, feet * _FOOT + inches, None, uk)
    if value is None:
        return talk.reply("never", source=name_of(talk, "inch"), target=name_of(talk, target))
    figure = _rounded(value)
    return talk.reply("measured", value=figure, target=name_of(talk, target, figure))


def _told(talk: Talk, value: float | None, source: str, target: str, amount: float) -> Reply:
    if value is None:
        return talk.reply("never", source=name_of(talk, source), target=name_of(talk, target))
    figure = _rounded(value)
    exact = math.isclose(float(figure), value, rel_tol=1e-9)
    return talk.reply(
        "converted" if exact else "about_converted",
        measure=_measure(talk, source, amount),
        value=figure,
        target=name_of(talk, target, figure),
    )


def _measure(talk: Talk, unit: str, amount: float) -> str:
    if amount == 0.5:
        return talk.words("half", unit=name_of(talk, unit, 1))
    return talk.words("measure", amount=_rounded(amount), unit=name_of(talk, unit, amount))


def name_of(talk: Talk, unit: str, amount: float = 2) -> str:
    """What so many of a unit are called."""
    return talk.cues("single" if amount == 1 else "several").get(unit, unit)


def _rounded(value: float) -> int | float:
    """To four digits that count, more where they stand before the point."""
    if not value or not math.isfinite(value):
        return 0
    rounded = round(value, max(0, 3 - math.floor(math.log10(abs(value)))))
    return int(rounded) if rounded == int(rounded) else rounded


def _fluid(unit: str, other: str) -> str:
    """An ounce beside a measure of volume is a fluid one."""
    return "fluid_ounce" if unit == "ounce" and _kind(other, uk=False) == _VOLUME else unit


def _in(source: str, target: str, amount: float, food: float | None, uk: bool) -> float | None:
    """``amount`` of one unit in another; None where they measure different things. ``food``: grams in a millilitre."""
    measure = _quantity(amount, source, uk)
    kind, wanted = _kind(source, uk), _kind(target, uk)
    if food is not None and {kind, wanted} == {_MASS, _VOLUME}:
        density = food * _units().Unit("gram / milliliter")
        measure = measure * density if wanted == _MASS else measure / density
    ours = _quantity(1, target, uk)
    if measure.dimensionality != ours.dimensionality:
        return None
    if target.startswith("deg"):
        return float(measure.to(target).magnitude)
    return float((measure / ours).to("dimensionless").magnitude) if not source.startswith("deg") else None


def _quantity(amount: float, unit: str, uk: bool) -> Any:
    units = _units()
    if unit.startswith("deg"):
        return units.Quantity(amount, unit)
    return amount * units.Quantity(_UK.get(unit, unit) if uk else unit)


def _kind(unit: str, uk: bool) -> str:
    """What it measures: ``[mass]``, ``[length] ** 3`` …"""
    return str(_quantity(1, unit, uk).dimensionality)


@cache
def _units() -> Any:
    """Pint's; imported when first asked, for it takes half a second."""
    import pint

    return pint.UnitRegistry()
