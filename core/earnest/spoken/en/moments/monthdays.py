"""Rules: days of a month and of a year, and days with a name."""

from __future__ import annotations

from dataclasses import replace

from earnest.spoken.en.moments.english import rule
from earnest.spoken.en.moments.festivals import NAMES
from earnest.spoken.en.moments.pieces import (
    Beside,
    Calendar,
    Day,
    Festival,
    Length,
    NthWeekday,
    Slashed,
)  # fmt: skip

# --- dates ------------------------------------------------------------------------------------------------------


@rule("ordinal", "{low_ordinal}")
def _low(low_ordinal: int) -> int:
    return low_ordinal


@rule("ordinal", "{tens} {low_ordinal}")
def _high(tens: int, low_ordinal: int) -> int | None:
    return tens + low_ordinal if low_ordinal < 10 and tens < 40 else None


@rule("ordinal", "thirtieth")
def _thirtieth() -> int:
    return 30


@rule("ordinal", "{figures:#ordinal}")
def _figures(figures: str) -> int:
    return int(figures[:-2])


@rule("year", "{figures:#number}")
def _year(figures: str) -> int | None:
    return int(figures) if len(figures) == 4 and figures.startswith("2") else None


@rule("year", "twenty {last:below_hundred}", "two thousand [and] {last:below_hundred}")
def _year_words(last: int) -> int | None:
    return 2000 + last if last > 19 else None


@rule("date", "[the] {day:ordinal} [of] {month} [[,] {year}]")
@rule("date", "{month} [the] {day:ordinal} [[,] {year}]")
@rule("date", "[the] {day:day_number} [of] {month} [{year}]", "{month} {day:day_number} [[,] {year}]")
def _date(day: int, month: int, year: int | None = None) -> Calendar:
    return Calendar(day, month, year)


@rule("day_number", "{whole}")
def _day_number(whole: int) -> int | None:
    return whole if 1 <= whole <= 31 else None


@rule("date", "[the] {day:ordinal} of the {month:ordinal}")
def _numbered_month(day: int, month: int) -> Calendar | None:
    """ "The third of the fourth" is in April, wherever people say so."""
    return Calendar(day, month) if month <= 12 else None


@rule("date", "the {day:ordinal} [of the month|of this month]")
@rule("date", "{day:ordinal} of (the|this) month")
def _day_of_month(day: int) -> Calendar:
    return Calendar(day)


@rule("date", "[the] {day:ordinal} of next month", "next month [,] on the {day:ordinal}")
def _day_of_next_month(day: int) -> Calendar:
    return Calendar(day, later=1)


@rule("date", "{figures:#ordinal}")
def _bare_ordinal(figures: str) -> Calendar:
    return Calendar(int(figures[:-2]))


@rule("day", "{date}")
def _plain_date(date: Calendar) -> Day:
    return date


@rule("day", "{weekday} [,] [on] {date}")
def _weekday_date(weekday: int, date: Calendar) -> Day:
    return replace(date, weekday=weekday)


@rule("day", "{figures:#iso}")
def _iso(figures: str) -> Day:
    year, month, day = map(int, figures.split("-"))
    return Calendar(day, month, year)


@rule("day", "{figures:#slash}")
def _slash(figures: str) -> Day | None:
    first, second, *year = map(int, figures.replace(".", "/").strip("/").split("/"))
    if not (first and second):
        return None
    if "." in figures:
        return Calendar(first, second, year[0] if year else None)
    return Slashed(first, second, year[0] + 2000 * (year[0] < 100) if year else None)


# --- inside a month ---------------------------------------------------------------------------------------------


@rule("day", "[the] end of (the|this) month", "month end", "[the] last day of (the|this) month")
def _month_end() -> Day:
    return Calendar(-1)


@rule("day", "[the] (end|last day) of next month")
def _next_month_end() -> Day:
    return Calendar(-1, later=1)


@rule("day", "[the] (end|last day|last) (of|in) {month} [{year}]")
def _end_of(month: int, year: int | None = None) -> Day:
    return Calendar(-1, month, year)


@rule("day", "[the] (start|beginning|first day) of next month")
def _next_month_start() -> Day:
    return Calendar(1, later=1)


@rule("day", "[the] (start|beginning|first day) of {month}")
def _start_of(month: int) -> Day:
    return Calendar(1, month)


@rule("day", "[the] end of the year", "[the] last day of the year")
def _year_end() -> Day:
    return Calendar(31, 12)


@rule("nth", "{ordinal}")
def _nth(ordinal: int) -> int | None:
    return ordinal if ordinal <= 5 else None


@rule("nth", "last")
def _nth_last() -> int:
    return -1


@rule("day", "[the] {nth} {weekday} (in|of) {month} [{year}]")
def _nth_in(nth: int, weekday: int, month: int, year: int | None = None) -> Day:
    return NthWeekday(nth, weekday, month, year=year)


@rule("day", "[the] {nth} {weekday} (in|of) next month")
def _nth_next(nth: int, weekday: int) -> Day:
    return NthWeekday(nth, weekday, later=1)


@rule("day", "[the] {nth} {weekday} (in|of) this month")
def _nth_this(nth: int, weekday: int) -> Day:
    return NthWeekday(nth, weekday, later=0)


# --- days with a name -------------------------------------------------------------------------------------------

for _name, _patterns in NAMES.items():
    rule("festival", *_patterns)(lambda name=_name: Festival(name))


@rule("day", "[this|next|this coming] {festival}")
def _festival(festival: Festival) -> Day:
    return festival


@rule("day", "[the] day after {day:fixed_day}")
def _day_after(day: Day) -> Day:
    return Beside(day, 1)


@rule("day", "[the] day before {day:fixed_day}")
def _day_before(day: Day) -> Day:
    return Beside(day, -1)


@rule("day", "[the|the first] {weekday} (after|following) {day:fixed_day}")
def _weekday_after(weekday: int, day: Day) -> Day:
    return Beside(day, 1, weekday)


@rule("day", "[the|the last] {weekday} before {day:fixed_day}")
def _weekday_before(weekday: int, day: Day) -> Day:
    return Beside(day, -1, weekday)


@rule("day", "{length} (before|ahead of) {day:fixed_day}")
def _before(length: Length, day: Day) -> Day | None:
    return Beside(day, -length.days) if length == Length(days=length.days) else None


@rule("day", "{length} (after|from) {day:fixed_day}")
def _after(length: Length, day: Day) -> Day | None:
    return Beside(day, length.days) if length == Length(days=length.days) else None


@rule("fixed_day", "{festival}", "{date}")
def _fixed(festival: Day | None = None, date: Day | None = None) -> Day | None:
    return festival or date
