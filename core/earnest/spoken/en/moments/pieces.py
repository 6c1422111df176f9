"""The pieces that a moment is said in, before anybody has asked what day it is.

Each piece is a value without a calendar: "friday", "half past six", "every other week". ``dates.py`` tells which days
a piece of the calendar can mean, ``halves.py`` which hours a clock can, and ``coming.py`` when they come together.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta


class Impossible(Exception):
    """What was said cannot be; the message is what a person would answer."""


@contextmanager
def within_reach() -> Iterator[None]:
    """Whatever lies beyond the years that a calendar has is Impossible."""
    try:
        yield
    except OverflowError:
        raise Impossible("that is too far away") from None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as somebody said it."""

    hour: int | None
    """0 to 24; 24 is the midnight that ends a day; None where only the minute was said ("at half past")."""
    minute: int = 0
    settled: bool = False
    """Whether the half of the day is known; "at six" leaves it open."""
    shift: timedelta = timedelta()
    """How far from it: "two hours before six" is minus two hours."""
    plain: bool = field(default=False, compare=False)
    """Whether it is a mere number, which is a time only next to other words about time."""
    part: str = field(default="", compare=False)
    """The part of the day by which its half is known: "in the morning"."""
    loose: bool = field(default=False, compare=False)
    """Whether it is the usual time of something, which a time beside it tells better: "lunchtime"."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """One or more times of day."""

    times: tuple[Clock, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """From one time of day to another, both included."""

    first: Clock
    last: Clock
    ranged: bool = False
    """Whether it was "from ... to", which is more than one time: nothing that comes once."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day: morning, afternoon, evening or night."""

    name: str


@dataclass(frozen=True, slots=True)
class Vague:
    """Words about time that do not say when: "tea time", "twice a day"."""

    said: str
    times: int = 0
    """How many times of day would make it plain; 0 where none would."""


@dataclass(frozen=True, slots=True)
class Length:
    """So long: seconds that pass, days and months of the calendar."""

    seconds: float = 0
    days: int = 0
    months: int = 0

    def __add__(self, other: Length) -> Length:
        return Length(self.seconds + other.seconds, self.days + other.days, self.months + other.months)


@dataclass(frozen=True, slots=True)
class Ahead:
    """So long from now."""

    length: Length


@dataclass(frozen=True, slots=True)
class Earlier:
    """So long before what was said: "at three, remind me ten minutes before"."""

    length: Length


@dataclass(frozen=True, slots=True)
class Count:
    """How many times something comes."""

    number: int


# --- days ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Near:
    """So many days from today: tomorrow is one, yesterday minus one."""

    days: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday is 0."""

    number: int
    which: str = ""
    """"this", "last", or nothing: its next coming."""
    later: int = 0
    """Weeks after its next coming: "friday week" is one."""
    week: int | None = None
    """Of the week so many weeks from now, weeks beginning on Monday: "next friday" is one."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day of the calendar, as far as it was said; its next coming."""

    day: int
    """1 to 31, or -1: the last of the month."""
    month: int | None = None
    year: int | None = None
    later: int | None = None
    """Of the month so many months from now."""
    weekday: int | None = None
    """The weekday that was said with it."""


@dataclass(frozen=True, slots=True)
class Slashed:
    """A date in two or three figures; which is the day depends on the country."""

    first: int
    second: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The second Tuesday of a month; -1 is the last."""

    nth: int
    number: int
    month: int | None = None
    later: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Festival:
    """A day with a name."""

    name: str


@dataclass(frozen=True, slots=True)
class Beside:
    """So many days after another day, or before it; with ``weekday`` the first of those (Monday is 0) on that side."""

    day: Day
    days: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """Several days: "on monday and wednesday", once each."""

    days: tuple[Day, ...]


Day = Near | Weekday | Calendar | Slashed | NthWeekday | Festival | Beside | Dates


@dataclass(frozen=True, slots=True)
class Week:
    """The week so many weeks from now."""

    later: int


@dataclass(frozen=True, slots=True)
class Month:
    """The month so many months from now, or by its number."""

    later: int | None = None
    number: int | None = None


# --- again and again --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Every:
    """How often, in the terms of iCalendar."""

    frequency: str
    interval: int = 1
    days: tuple[int, ...] = ()
    """Weekdays, Monday is 0."""
    nth: int | None = None
    """The how manyeth of those weekdays in a month; -1 is the last."""
    monthday: int | None = None
    month: int | None = None


Point = tuple["Day | Clock | Part | Week | Month | Ahead", ...]
"""A moment inside another piece: "friday at six" of "until friday at six"."""


@dataclass(frozen=True, slots=True)
class Until:
    """The end of something that comes again."""

    point: Point


@dataclass(frozen=True, slots=True)
class Starting:
    """Its beginning."""

    point: Point


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long it goes on."""

    length: Length


@dataclass(frozen=True, slots=True)
class Rest:
    """It goes on for the rest of the day, week, month or year."""

    unit: str


@dataclass(frozen=True, slots=True)
class Except:
    """When it does not come: weekdays, days, months."""

    days: tuple[int, ...] = ()
    dates: tuple[Day, ...] = ()
    months: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Only:
    """The month that it comes in, and in no other."""

    month: int


Piece = (
    Clocks
    | Earlier
    | Count
    | Between
    | Part
    | Vague
    | Ahead
    | Day
    | Week
    | Month
    | Every
    | Until
    | Starting
    | Lasting
    | Rest
    | Except
    | Only
)
