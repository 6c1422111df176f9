"""Rules: several times, and several days, in a row."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from earnest.spoken.en.moments.english import rule
from earnest.spoken.en.moments.halves import closer, hours
from earnest.spoken.en.moments.pieces import Calendar, Clock, Dates, Day, Impossible, Piece

# --- several times ----------------------------------------------------------------------------------------------


@rule("hours_clock", "{figures:#number} (hours|hour)")
def _hours_clock(figures: str) -> tuple[Clock, ...] | None:
    """ "At 19 hours", as many languages say it; without the "at" it is rather how long."""
    return (Clock(int(figures), 0, settled=len(figures) == 2),) if 0 < len(figures) <= 2 and int(figures) < 24 else None


@rule("clocks", "{clock}")
@rule("last_clock", "{clock}")
def _one_clock(clock: Clock) -> tuple[Clock, ...]:
    return (clock,)


@rule("clocks", "{clock} and at {more:hours_clock}")
@rule("clocks", "{clock} (and|,|, and) [at] {more:row}", "{clock} (and|, and) [at] {more:last_clock}")
@rule("row", "{clock} (and|,|, and) [at] {more:row}", "{clock} (and|, and) [at] {more:last_clock}")
@rule("any_row", "{clock} (and|,|, and) [at] {more:any_row}", "{clock} (and|,|, and) [at] {more:last_clock}")
def _more_clocks(clock: Clock, more: tuple[Clock, ...]) -> tuple[Clock, ...]:
    """A part of the day behind the last goes for all that fit it before: "one and two in the morning"."""
    if (told := closer((clock,), more)) is not None:
        return told
    part = more[0].part
    if part and not clock.settled and clock.hour is not None:
        with suppress(Impossible):
            earlier = replace(clock, hour=hours(clock, part)[0], settled=True, plain=False, part=part)
            clock = earlier if (earlier.hour or 0) <= (more[0].hour or 0) else clock
    return (clock, *more)


# --- several days -----------------------------------------------------------------------------------------------


@rule("month_days", "[the] {day:ordinal} (,|and|, and) [on] {more:month_days}")
def _days_of_month(day: int, more: tuple[Calendar, ...]) -> tuple[Calendar, ...]:
    return (Calendar(day, more[0].month, more[0].year), *more)


@rule("month_days", "{date:month_date}")
def _last_of_row(date: Calendar) -> tuple[Calendar, ...]:
    return (date,)


@rule("day_list", "{days:month_days}")
def _dated(days: tuple[Day, ...]) -> tuple[Day, ...]:
    return days


@rule("day_list", "{first:day} (and|, and|and on) {second:day}")
@rule("day_list", "{first:day} (,|and|, and|and on) [on] {more:day_list}")
def _days_in_a_row(first: Day, second: Day | None = None, more: tuple[Day, ...] = ()) -> tuple[Day, ...]:
    return (first, second) if second is not None else (first, *more)


@rule("piece", "[on|this] {days:day_list}")
def _several_days(days: tuple[Day, ...]) -> tuple[Piece, ...] | None:
    return (Dates(days),) if len(days) > 1 else None
