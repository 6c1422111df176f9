"""Arithmetic: up to four numbers in a row, percentages, fractions, roots, powers, shares, primes; and what goes on."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

from earnest import Reply, Skills, Talk, changes
from earnest_plugins.sums import last, units

Number = int | float

_STEPS: dict[str, Callable[[float, float], float]] = {
    "^": math.pow,
    "*": operator.mul,
    "/": operator.truediv,
    "+": operator.add,
    "-": operator.sub,
}
_FIRST: tuple[str, ...] = ("^", "*/", "+-")
"""What is worked out first."""
_LARGEST = 1e15
"""Beyond this a float is no longer exact to one, and nobody takes in the words."""


_LARGEST_FACTORED = 1e12
"""A million divisions at most, a tenth of a second."""


def offer(skills: Skills) -> None:
    """What people ask of numbers."""
    for skill in (calculate, apply, add_up, take_percent, compare, share_out):
        skills.add(skill)
    for following in (check_prime, go_on, apply_on, take_percent_on, round_off):
        skills.add(following)


@changes("nothing")
async def calculate(talk: Talk, step: str, a: Number, b: Number, **further: Any) -> Reply:
    """Work out a sum."""
    if ("c" in further) is not ("then" in further) or ("d" in further) is not ("last" in further):
        return talk.reply("unclear")  # a number with no step to it: it was guessed what the numbers are
    numbers = [a, b, further.get("c", 0), further.get("d", 0)]
    steps = [step, further.get("then", "+"), further.get("last", "+")]
    return _told(talk, lambda: _worked_out(numbers, steps))


@changes("nothing")
async def apply(talk: Talk, deed: str, a: Number, source: str = "") -> Reply:
    """Square, halve or double a number, or take a part or a root of it; of a measure, a part or so many times."""
    if not source:
        return _told(talk, lambda: _applied(deed, a))
    if not deed.startswith("times"):
        return talk.reply("unclear")
    figure = _figure(_applied(deed, a))
    return talk.reply("measured", value=figure, target=units.name_of(talk, source, figure))


@changes("nothing")
async def add_up(talk: Talk, numbers: list[float], way: str = "sum") -> Reply:
    """Add several numbers up, or take their average."""
    return _told(talk, lambda: sum(numbers) / (len(numbers) if way == "average" else 1))


@changes("nothing")
async def take_percent(talk: Talk, percent: Number, whole: Number, share: str = "of") -> Reply:
    """Take so many percent of a number, off it, or on top."""
    parts = {"of": (0, 1), "off": (1, -1), "added": (1, 1)}[share]
    return _told(talk, lambda: parts[0] * whole + parts[1] * whole * percent / 100, percent=percent, share=share)


@changes("nothing")
async def compare(talk: Talk, some: Number, whole: Number, asked: str = "percent") -> Reply:
    """Tell how many percent one number is of another, or whether it can be divided by it."""
    if asked != "divisible" or max(abs(some), abs(whole)) > _LARGEST:
        return _told(talk, lambda: 100 * some / whole, "percent")
    if whole and some % whole == 0:
        return talk.reply("divisible", some=some, whole=whole, times=_figure(some / whole))
    return talk.reply("indivisible", some=some, whole=whole)


@changes("nothing")
async def share_out(talk: Talk, whole: Number, people: Number) -> Reply:
    """Share something out among people."""
    return _told(talk, lambda: whole / people, "each")


@changes("nothing")
async def check_prime(talk: Talk, a: Number) -> Reply:
    """Say whether a number is prime."""
    if a != int(a) or a < 0 or a > _LARGEST_FACTORED:
        return talk.reply("beyond")
    number = int(a)
    divisor = next((each for each in range(2, math.isqrt(number) + 1) if number % each == 0), None)
    if divisor is not None:
        return talk.reply("not_prime", first=divisor, second=number // divisor)
    return talk.reply("prime" if number > 1 else "neither_prime")


@changes("nothing")
async def go_on(talk: Talk, step: str, b: Number) -> Reply:
    """Go on with the last result: plus six, times two."""
    before = last.recall(talk)
    return _told(talk, lambda: _STEPS[step](before["value"], b)) if before else talk.reply("nothing_yet")


@changes("nothing")
async def apply_on(talk: Talk, deed: str) -> Reply:
    """Double, halve or square the last result."""
    before = last.recall(talk)
    return _told(talk, lambda: _applied(deed, before["value"])) if before else talk.reply("nothing_yet")


@changes("nothing")
async def take_percent_on(talk: Talk, whole: Number) -> Reply:
    """Take the same percentage of another number."""
    before = last.recall(talk) or {}
    if "percent" not in before:
        return talk.reply("nothing_yet")
    return await take_percent(talk, before["percent"], whole, before["share"])


@changes("nothing")
async def round_off(talk: Talk, upward: str = "", nearest: float = 1) -> Reply:
    """Round the last result."""
    before = last.recall(talk)
    if before is None:
        return talk.reply("nothing_yet")
    rounding = {"up": math.ceil, "down": math.floor}.get(upward, round)
    value = rounding(before["value"] / nearest) * nearest
    last.keep(talk, **{**before, "value": value})
    return talk.reply("result", value=_figure(value))


def _worked_out(numbers: list[Number], steps: list[str]) -> float:
    """In the order of school: powers, then times and divided by, then plus and minus.

    With floats, which end where whole numbers would go on: nine to the power of a million takes no time.
    """
    numbers, steps = [float(number) for number in numbers], list(steps)
    for rank in _FIRST:
        left, kept = [numbers[0]], list[str]()
        for step, number in zip(steps, numbers[1:], strict=True):
            if step in rank:
                left[-1] = _STEPS[step](left[-1], number)
            else:
                kept.append(step)
                left.append(number)
        numbers, steps = left, kept
    return numbers[0]


def _applied(deed: str, number: Number) -> Number:
    """``deed``: ``root 2`` for a square root, ``power 3`` for the cube, ``times 0.5`` for a half."""
    what, by = deed.split()
    if what == "times":
        return number * float(by)
    if what == "power":
        return math.pow(number, int(by))
    return math.sqrt(number) if by == "2" else math.cbrt(number)


def _told(talk: Talk, work: Callable[[], Number], name: str = "result", **how: Number | str) -> Reply:
    try:
        value = float(work())
    except ZeroDivisionError:
        return talk.reply("by_nought")
    except (OverflowError, ValueError):
        return talk.reply("beyond")
    if not math.isfinite(value) or abs(value) > _LARGEST:
        return talk.reply("beyond")
    last.keep(talk, value, **how)
    figure = _figure(value)
    exact = math.isclose(float(figure), value, rel_tol=1e-12)
    return talk.reply(name if exact else f"about_{name}", value=figure)


def _figure(value: Number, digits: int = 6) -> int | float:
    """A number as it is said: whole where it is, else to so many digits, but no more than two of them decimals."""
    if value == int(value) or abs(value) >= 10**digits:
        return round(value)
    decimals = max(2, digits - 4 - math.floor(math.log10(abs(value)))) if abs(value) < 1 else 2
    rounded = round(value, decimals)
    return int(rounded) if rounded == int(rounded) else rounded
