"""Rules: numbers, and how long something takes.

Numbers are read here and not by text2num, which joins what belongs apart ("six thirty" is no number) and loses the
place of each word in the sentence.
"""

from __future__ import annotations

from earnest.spoken.en.moments.english import rule, table
from earnest.spoken.en.moments.pieces import Length

# --- numbers ----------------------------------------------------------------------------------------------------


@rule("below_hundred", "{digit}", "{teen}", "{tens}", "{tens} {digit}")
def _words(tens: int = 0, teen: int = 0, digit: int = 0) -> int:
    return tens + teen + digit


@rule("below_thousand", "{below_hundred}")
def _small(below_hundred: int) -> int:
    return below_hundred


@rule("whole", "{figures:#number}")
def _figures(figures: str) -> int:
    return int(figures)


@rule("below_thousand", "(a|one) hundred [[and] {rest:below_hundred}]")
def _hundred(rest: int = 0) -> int:
    return 100 + rest


@rule("below_thousand", "{digit} hundred [[and] {rest:below_hundred}]")
def _hundreds(digit: int, rest: int = 0) -> int:
    return 100 * digit + rest


@rule("whole", "{below_thousand}")
def _below_thousand(below_thousand: int) -> int:
    return below_thousand


@rule("whole", "(a|one) thousand [[and] {rest:below_thousand}]")
@rule("whole", "{count:below_hundred} thousand [[and] {rest:below_thousand}]")
def _thousands(count: int = 1, rest: int = 0) -> int:
    return 1000 * count + rest


@rule("whole", "(a|one) million", "{count:below_thousand} million")
def _millions(count: int = 1) -> int:
    return count * 1_000_000


@rule("whole", "(a|one) (billion|trillion)", "{count:below_thousand} (billion|trillion)")
def _billions(count: int = 1) -> int:
    """At least as many as nobody waits for, of whatever it is."""
    return count * 1_000_000_000


@rule("whole", "[a] couple [of]")
def _couple() -> int:
    return 2


@rule("whole", "[a] dozen")
def _dozen() -> int:
    return 12


@rule("fraction", "[a] half")
def _half() -> float:
    return 0.5


@rule("fraction", "(a|one) quarter", "quarter")
def _quarter() -> float:
    return 0.25


@rule("fraction", "(three|3) quarters")
def _quarters() -> float:
    return 0.75


_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75}


@rule("fraction", "{sign:#fraction}")
@rule("mark", "{sign:#fraction}")
def _sign(sign: str) -> float:
    return _SIGNS[sign]


@rule("fraction", "{slashed:#slash}")
@rule("mark", "{slashed:#slash}")
def _slashed(slashed: str) -> float | None:
    return {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75}.get(slashed)


@rule("amount", "{whole}")
def _amount(whole: int) -> float:
    return whole


@rule("amount", "{figures:#decimal}")
def _decimal(figures: str) -> float:
    return float(figures)


@rule("amount", "{whole} point {digit}")
def _point(whole: int, digit: int) -> float:
    return whole + digit / 10


@rule("amount", "{whole} and {fraction}", "{whole} {fraction:mark}")
def _mixed(whole: int, fraction: float) -> float:
    return whole + fraction


# --- lengths ----------------------------------------------------------------------------------------------------

_UNITS = {
    "second": Length(seconds=1),
    "minute": Length(seconds=60),
    "hour": Length(seconds=3600),
    "day": Length(days=1),
    "week": Length(days=7),
    "fortnight": Length(days=14),
    "month": Length(months=1),
    "year": Length(months=12),
}
_SHORT = {
    "s": "second", "sec": "second", "m": "minute", "min": "minute", "h": "hour", "hr": "hour", "wk": "week",
}  # fmt: skip
_SINGULAR = {**_UNITS, **{short: _UNITS[unit] for short, unit in _SHORT.items()}}
_PLURAL = {f"{unit}s": length for unit, length in _SINGULAR.items() if len(unit) > 1}
_OWNING = {f"{unit}'s": _UNITS[unit] for unit in ("week", "month", "year")}
"""As in "a week's time"."""
table("unit", {**_SINGULAR, **_PLURAL, **_OWNING})


def _times(count: float, unit: Length) -> Length | None:
    """``count`` of a unit, to the second; None for none, and for what the calendar does not divide, as half a month."""
    if count <= 0:
        return None
    if unit.months:
        return Length(months=int(count * unit.months)) if float(count * unit.months).is_integer() else None
    days = int(count * unit.days)
    seconds = round(count * unit.seconds + 86_400 * (count * unit.days - days))
    return Length(seconds=seconds, days=days) if seconds or days else None


@rule("stretch", "[another] {count:amount} [more|extra|further] {unit}")
def _stretch(count: float, unit: Length) -> Length | None:
    return _times(count, unit)


@rule("stretch", "(a|an|another) {unit}", "{unit:lone_unit}")
def _one(unit: Length) -> Length:
    return unit


@rule("lone_unit", "fortnight")
def _fortnight() -> Length:
    return _UNITS["fortnight"]


@rule("stretch", "[another] {fraction} [of] [a|an] {unit}")
def _part_of(fraction: float, unit: Length) -> Length | None:
    return _times(fraction, unit)


@rule("stretch", "{count:amount} {unit} and {fraction}", "[a|an] {unit} and {fraction}")
def _and_part(unit: Length, fraction: float, count: float = 1) -> Length | None:
    return _times(count + fraction, unit)


@rule("length", "{stretch}")
def _length(stretch: Length) -> Length:
    return stretch


@rule("length", "{stretch} [,] [and] {length}")
def _lengths(stretch: Length, length: Length) -> Length | None:
    smaller = (length.months, length.days, length.seconds) < _least(stretch)
    return stretch + length if smaller else None


def _least(length: Length) -> tuple[int, int, float]:
    """The unit that ``length`` was counted in, as far as what may follow it goes."""
    if length.months:
        return (1 if length.months < 12 else 12, 0, 0)
    if length.days:
        return (0, 1 if length.days % 7 else 7, 0)
    return (0, 0, 1) if length.seconds < 60 else (0, 0, 60) if length.seconds < 3600 else (0, 0, 3600)


@rule("length", "{hours} [and] {minutes:whole}", "{hours} {minutes:whole} [m]")
def _hours_minutes(hours: Length, minutes: int) -> Length | None:
    """ "An hour fifteen", "1h20", "hour and twenty"; from five, so that "an hour and one for the rice" is none."""
    return hours + Length(seconds=60 * minutes) if 5 <= minutes < 60 else None


@rule("length", "{figures:#elapsed}")
def _elapsed(figures: str) -> Length | None:
    hours, minutes, seconds = map(int, figures.split(":"))
    return Length(seconds=3600 * hours + 60 * minutes + seconds) if minutes < 60 and seconds < 60 else None


@rule("hours", "{count:whole} (hour|hours|h|hr|hrs)", "[an] hour")
def _hours(count: int = 1) -> Length:
    return Length(seconds=3600 * count)


@rule("length", "{minutes} {seconds:whole}")
def _minutes_seconds(minutes: Length, seconds: int) -> Length | None:
    return minutes + Length(seconds=seconds) if 10 <= seconds < 60 else None


@rule("minutes", "{count:whole} (minute|minutes|m|min|mins)", "a minute")
def _minutes(count: int = 1) -> Length:
    return Length(seconds=60 * count)
