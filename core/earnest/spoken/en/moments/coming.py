"""When the pieces of a moment come together next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

from earnest.recurrence import localise
from earnest.spoken.en.moments import halves
from earnest.spoken.en.moments.dates import days
from earnest.spoken.en.moments.pieces import (
    Ahead,
    Calendar,
    Clock,
    Day,
    Impossible,
    Length,
    Month,
    Near,
    Part,
    Point,
    Week,
    Weekday,
    within_reach,
)  # fmt: skip
from earnest.spoken.en.moments.said import Said
from earnest.spoken.en.moments.vocabulary import MONTHS
from earnest.spoken.en.moments.words import say_hour
from earnest.spoken.moment import Moment

_CENTURY = 100
"""Years; nobody is reminded of anything later."""


class Here(NamedTuple):
    """When and where somebody speaks."""

    now: datetime
    country: str | None

    @property
    def local(self) -> datetime:
        """What the clock on the wall shows."""
        return self.now.replace(tzinfo=None)

    @property
    def zone(self) -> tzinfo | None:
        """None for the machine's own, which ``astimezone`` writes as a mere offset."""
        zone = self.now.tzinfo
        if isinstance(zone, timezone) and zone is not UTC and self.now.astimezone().utcoffset() == self.now.utcoffset():
            return None
        return zone

    def moment(self, at: datetime, other: datetime | None = None) -> Moment:
        """A moment at wall-clock time ``at``, and perhaps in the other half of the day."""
        second = None if other is None else Moment(localise(other, self.zone), None, self.now)
        return Moment(localise(at, self.zone), None, self.now, second)


def once(said: Said, here: Here) -> Moment:
    """The first time after now that fits all pieces of something that comes once.

    Raises Impossible where there is none.
    """
    if said.ahead is not None and (said.day is None or said.ahead == Ahead(Length())):
        return _ahead(said, said.ahead.length, here)
    if said.ahead is not None and said.ahead.length.seconds:
        raise Impossible("a number of hours or minutes tells no time of a day")
    named = _named(said, here)
    if named is None and said.clock is None and said.part is None:
        raise Impossible("no time was said")
    if named is None:
        return _next(said.clock, said.part.name if said.part else None, here)
    return _on(named, said, here)


def _named(said: Said, here: Here) -> Day | None:
    """The day, with the week or the month it lies in."""
    day = said.day
    week = said.week.later if said.week else _weeks(said.ahead)
    if week is not None:
        if day is None:
            if week == 0:
                raise Impossible("this week has many days")
            return Near(7 * week)
        if isinstance(day, Near):
            return Near(day.days + 7 * week)
        return replace(day, week=week) if isinstance(day, Weekday) else day
    if said.month and said.month.later is not None and isinstance(day, Calendar):
        return replace(day, later=said.month.later)
    if said.month and day is None:
        same = later(here.local, Length(months=said.month.later or 0))
        return Calendar(same.day, same.month, same.year)
    return day


def _weeks(ahead: Ahead | None) -> int | None:
    return ahead.length.days // 7 if ahead and ahead.length.days and not ahead.length.seconds else None


# --- a while from now -------------------------------------------------------------------------------------------


def _ahead(said: Said, length: Length, here: Here) -> Moment:
    """By the calendar for days, months and years, by the seconds that pass for anything shorter."""
    with within_reach():
        if length.seconds:
            target = (here.now.astimezone(UTC) + timedelta(seconds=length.seconds)).astimezone(here.zone)
            if not (length.days or length.months):
                return Moment(target, None, here.now)
            return here.moment(later(target.replace(tzinfo=None), length))
        target = later(here.local, length)
        if target.year > here.local.year + _CENTURY:
            raise OverflowError
    if said.day is not None:
        day = days(said.day, here.now.date(), here.country)[0]
        return here.moment(datetime.combine(day, here.local.time()))
    if said.clock or said.part:
        times = _times(target.date(), said.clock, said.part.name if said.part else None)
        return here.moment(times[0], times[1] if len(times) > 1 else None)
    return here.moment(target)


def later(at: datetime, length: Length) -> datetime:
    """``at`` and the days and months of ``length``. Raises OverflowError where the calendar has no such year."""
    from dateutil.relativedelta import relativedelta

    try:
        return at + relativedelta(months=length.months, days=length.days)
    except ValueError as fault:
        raise OverflowError from fault


# --- a time of day without a day --------------------------------------------------------------------------------


def _next(clock: Clock | None, part: str | None, here: Here) -> Moment:
    """The next such time: one that somebody is awake in or that is near, where the half of the day is open."""
    today = here.now.date()
    if clock is not None and clock.hour is None:
        return _minute(clock, part, here)
    comes = sorted(
        {each for ahead in range(-1, 3) for each in _spread(today + timedelta(days=ahead), clock, part)},
        key=lambda each: each.at,
    )
    coming = [each for each in comes if each.at > here.local]
    if not coming:
        raise Impossible("that is over")
    if clock is None or clock.settled or part:
        return here.moment(coming[0].at)
    likely = (each for each in coming if each.base.hour >= halves.AWAKE or each.at - here.local < halves.SOON)
    first = next(likely, coming[0])
    other = next((each for each in coming if (each.base.hour - first.base.hour) % 24 == 12), None)
    return here.moment(first.at, other.at if other else None)


class _Time(NamedTuple):
    at: datetime
    base: datetime
    """The time that was named, of which ``at`` may be a while before."""


def _spread(day: date, clock: Clock | None, part: str | None) -> Iterator[_Time]:
    shift = clock.shift if clock else timedelta()
    for at in _times(day, clock, part):
        yield _Time(at, at - shift)


def _minute(clock: Clock, part: str | None, here: Here) -> Moment:
    """ "At half past": the next half past there is."""
    if part:
        raise Impossible("half past what?" if clock.minute == 30 else "of which hour?")
    at = here.local.replace(minute=clock.minute, second=0, microsecond=0)
    return here.moment(at if at > here.local else at + timedelta(hours=1))


def _times(day: date, clock: Clock | None, part: str | None) -> list[datetime]:
    """The times on ``day`` that clock and part of day can mean, the likelier first."""
    midnight = datetime.combine(day, time())
    if clock is None:
        hour, minute = halves.PARTS[part] if part else halves.DAY
        return [midnight + timedelta(hours=hour, minutes=minute)]
    if clock.hour is None:
        raise Impossible("half past what?" if clock.minute == 30 else "of which hour?")
    return [midnight + timedelta(hours=hour, minutes=clock.minute) + clock.shift for hour in halves.hours(clock, part)]


# --- a time of a day --------------------------------------------------------------------------------------------


def _on(named: Day, said: Said, here: Here) -> Moment:
    """On a day that was named: the first of its days on which it is still to come."""
    part = said.part.name if said.part else None
    candidates = days(named, here.now.date(), here.country)
    if named == Near(0) and part == "night" and here.local.hour < halves.ASKED.stop:
        candidates = [here.now.date() - timedelta(days=1), *candidates]
    for day in candidates:
        times = _times(day, said.clock, part)
        coming = [at for at in times if at > here.local]
        if coming and (coming[0] == times[0] or named == Near(0)):
            others = [at for each in candidates for at in _times(each, said.clock, part)[1:] if at > here.local]
            other = next((at for at in others if at != coming[0]), None)
            return here.moment(coming[0], other)
    if said.clock is None and named == Near(0):
        return here.moment(_begun(part, here))
    raise Impossible(_over(said))


def _begun(part: str | None, here: Here) -> datetime:
    """The next full hour, for "this evening" said when the evening has begun."""
    if part is None:
        raise Impossible("at what time today?")
    soon = here.local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    end = datetime.combine(here.now.date(), time()) + timedelta(hours=halves.ENDS[part])
    if soon >= end:
        raise Impossible(f"the {part} is over")
    return soon


def _over(said: Said) -> str:
    if said.clock is None or said.clock.hour is None:
        return "that day is over"
    minute = f" {said.clock.minute:02}" if said.clock.minute else ""
    return f"{say_hour(said.clock.hour)}{minute} is over by then"


def before(moment: Moment, length: Length, here: Here) -> Moment:
    """So long before ``moment``, and before the one in the other half of the day."""
    back = Length(-length.seconds, -length.days, -length.months)
    at = later(moment.at.replace(tzinfo=None), back) + timedelta(seconds=back.seconds)
    if at <= here.local:
        raise Impossible("that is over by then")
    other = None
    if moment.other is not None:
        other = later(moment.other.at.replace(tzinfo=None), back) + timedelta(seconds=back.seconds)
    return here.moment(at, other if other is not None and other > here.local else None)


# --- a moment inside another piece ------------------------------------------------------------------------------


def point_said(point: Point) -> Said:
    """The pieces of a point: "friday at six"."""
    said = Said()
    for piece in point:
        match piece:
            case Clock():
                said = replace(said, clocks=(piece,))
            case Part():
                said = replace(said, part=piece)
            case Week():
                said = replace(said, week=piece)
            case Month():
                said = replace(said, month=piece)
            case Ahead():
                said = replace(said, ahead=piece)
            case _:
                said = replace(said, day=piece)
    return said


def point_day(said: Said, here: Here) -> date | None:
    """The day of a point, its first where it is a week or a month; None where it names none."""
    today = here.now.date()
    if said.day is not None:
        return days(_named(said, here) or said.day, today, here.country)[0]
    if said.ahead is not None:
        return later(here.local, said.ahead.length).date()
    if said.week is not None:
        return today - timedelta(days=today.weekday()) + timedelta(days=7 * said.week.later)
    if said.month is not None:
        return month_start(said.month, today)
    return None


def month_start(month: Month, today: date) -> date:
    """The first of a month that is to come, or of the one there is."""
    number = month.number or (today.month - 1 + (month.later or 0)) % 12 + 1
    year = today.year + (number < today.month)
    return date(year, number, 1)


def which_day(month: int) -> Impossible:
    """What to answer where only a month was said."""
    return Impossible(f"on which day of {MONTHS[month - 1].title()}?")
