"""Something that comes again and again, as iCalendar, and when it comes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from earnest.recurrence import localise, wall_times
from earnest.spoken.en.moments import halves, icalendar
from earnest.spoken.en.moments.coming import Here, later, month_start, once, point_day, point_said
from earnest.spoken.en.moments.dates import days
from earnest.spoken.en.moments.icalendar import STEPS
from earnest.spoken.en.moments.pieces import (
    Calendar,
    Clock,
    Every,
    Except,
    Impossible,
    Length,
    Month,
    NthWeekday,
    Point,
    Weekday,
)  # fmt: skip
from earnest.spoken.en.moments.said import Said
from earnest.spoken.en.moments.times import times_of_day
from earnest.spoken.moment import Moment

_DAY = timedelta(days=1)
_A_MONTH = Length(months=1)
_LATEST = time(23, 59, 59)
_ALWAYS = (
    "count", "every", "clocks", "between", "part", "until",
    "starting", "lasting", "rest", "only", "week", "month", "excepts",
)  # fmt: skip
"""Kinds of pieces that always have a part in something that comes again by the clock."""
_NEVER = "that would never come"


class Repeated(NamedTuple):
    """A moment that comes again, and the kinds of pieces that had no part in it."""

    moment: Moment
    unused: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Window:
    """The days from which and until which something comes, both included; ``end`` may be a time."""

    start: date
    end: datetime | None
    starting: bool
    """Whether somebody said when it begins."""


def repeated(said: Said, here: Here) -> Repeated:
    """When something that comes again comes, first and then. Raises Impossible where it never would."""
    every = said.every or Every("DAILY")
    if every.frequency in STEPS and said.between is None:
        return _elapsed(said, every, here)
    said = _borrowed(said)
    every, unused = _completed(every, said, here)
    moments = []
    for half in (0, 1):
        times = times_of_day(said, every, half)
        if half and times == times_of_day(said, every, 0):
            break
        moments.append(_wall(said, every, times, here))
    primary = moments[0]
    return Repeated(replace(primary, other=moments[1] if len(moments) > 1 else None), unused)


# --- time that passes -------------------------------------------------------------------------------------------


def _elapsed(said: Said, every: Every, here: Here) -> Repeated:
    """Every so many hours or minutes, from now or from when it starts, whatever the clock on the wall does."""
    step = STEPS[every.frequency] * every.interval
    at = (here.now.astimezone(UTC) + step).astimezone(here.zone)
    if said.starting:
        at = _starts(said.starting.point, here) or at
    clock = said.clock
    used = {"until", "starting", "lasting", "rest", "count"}
    if clock is not None and clock.hour is None and every.frequency == "HOURLY":
        at = once(Said(clocks=(clock,)), here).at
        used.add("clocks")
    end = None
    if said.until:
        end = _ends_elapsed(said.until.point, here)
    elif said.count:
        end = (at.astimezone(UTC) + step * (said.count.number - 1)).astimezone(here.zone).replace(tzinfo=None)
    elif said.lasting:
        length = said.lasting.length
        end = later(here.local, length) + timedelta(seconds=length.seconds)
    elif said.rest and said.rest.unit == "day":
        end = datetime.combine(here.now.date(), _LATEST)
    if end is not None and localise(end, here.zone) < at:
        raise Impossible(_NEVER)
    rule = icalendar.text(
        {"FREQ": every.frequency, "INTERVAL": icalendar.interval(every), "UNTIL": icalendar.stamp(end)}
    )
    return Repeated(Moment(at, rule, here.now), _unused(said, used | {"every"}))


def _starts(point: Point, here: Here) -> datetime | None:
    said = point_said(point)
    if said.clock is None and said.part is None and said.day is not None:
        said = (
            replace(said, clocks=(Clock(*halves.DAY, settled=True),))
            if point_day(said, here) != here.now.date()
            else Said()
        )
    return once(said, here).at if said != Said() else None


def _ends_elapsed(point: Point, here: Here) -> datetime:
    said = point_said(point)
    if said.clock is None and said.part is None:
        return _end_of(point, here)
    return once(said, here).at.replace(tzinfo=None)


# --- the clock on the wall --------------------------------------------------------------------------------------


def _borrowed(said: Said) -> Said:
    """ "Every day until friday at seven": the seven is that of every day, as is that of "starting tomorrow at six"."""
    for kind in ("until", "starting"):
        piece = getattr(said, kind)
        if piece is None or said.clocks or said.between:
            continue
        point = point_said(piece.point)
        if point.clocks and (point.day or point.week or point.month):
            rest = tuple(each for each in piece.point if not isinstance(each, Clock) and each != point.part)
            said = replace(said, clocks=point.clocks, part=said.part or point.part, **{kind: type(piece)(rest)})
        elif point.clocks and kind == "starting":
            said = replace(said, clocks=point.clocks, part=said.part or point.part, starting=None)
    return said


def _completed(every: Every, said: Said, here: Here) -> tuple[Every, frozenset[str]]:
    """``every`` with the day it was said on, or today's, and the kinds of pieces that had no part in it."""
    used = set(_ALWAYS)
    used |= {"among"} if said.between else set()
    today = _window(said, here).start
    match every.frequency, said.day:
        case "WEEKLY", Weekday(number, "", 0, None) if not every.days:
            every, used = replace(every, days=(number,)), used | {"day"}
        case "MONTHLY", Calendar(number, None, None, None) if every.monthday is None and every.nth is None:
            every, used = replace(every, monthday=number), used | {"day"}
        case "MONTHLY", NthWeekday(nth, number, None, None) if every.monthday is None and every.nth is None:
            every, used = replace(every, days=(number,), nth=nth), used | {"day"}
        case "YEARLY", Calendar(number, int(month), None, None) if every.monthday is None:
            every, used = replace(every, monthday=number, month=month), used | {"day"}
    every = _on_day(every, today)
    if every.frequency in STEPS and said.among:
        every = replace(every, days=said.among)
    if said.lasting and not _is_long(said.lasting.length):
        used.discard("lasting")
    if any(each.days for each in said.excepts) and not icalendar.by_weekday(every):
        used.discard("excepts")
    return every, _unused(said, used)


def _on_day(every: Every, today: date) -> Every:
    """On the day of the week, month or year that it is, where no other was said."""
    if every.frequency == "WEEKLY" and not every.days:
        return replace(every, days=(today.weekday(),))
    if every.frequency == "MONTHLY" and every.monthday is None and every.nth is None:
        return replace(every, monthday=today.day)
    if every.frequency == "YEARLY" and every.monthday is None:
        return replace(every, monthday=today.day, month=today.month)
    return every


def _unused(said: Said, used: Iterable[str]) -> frozenset[str]:
    kinds = (kind for kind in Said.__dataclass_fields__ if getattr(said, kind) not in (None, ()))
    return frozenset(kinds) - frozenset(used) - {"vague"}


def _wall(said: Said, every: Every, times: tuple[tuple[int, int], ...], here: Here) -> Moment:
    window = _window(said, here)
    fields = icalendar.fields(every, said.excepts)
    night = min(times) >= (24, 0)
    begin = datetime.combine(window.start, time()) + (_DAY if night and window.starting else timedelta())
    start = max(begin - timedelta(microseconds=1), here.local)
    simple = "\n".join(icalendar.lines({**fields, "INTERVAL": None}, times))
    first = wall_times(simple, datetime.combine(window.start - _DAY, time())).after(start)
    end = window.end
    if first is not None and end is None:
        end = _last(said, icalendar.lines(fields, times), first, _DAY if night else timedelta())
    if end is not None and (late := max(times)) >= (24, 0):
        end = end + _DAY if late > (24, 0) or night else datetime.combine(end + _DAY, time())
    lines = icalendar.lines({**fields, "UNTIL": icalendar.stamp(end)}, times)
    if first is None or (end is not None and first > end):
        raise Impossible(_NEVER)
    skipped = _skipped(said.excepts, lines, first, here, _DAY if night else timedelta())
    if skipped:
        lines = [f"RRULE:{line.removeprefix('RRULE:')}" for line in lines]
        first = wall_times("\n".join([*lines, icalendar.exceptions(skipped)]), first).after(start)
        if first is None:
            raise Impossible(_NEVER)
        left = [at for at in skipped if at > first]
        lines = (
            [*lines, icalendar.exceptions(left)]
            if left
            else lines
            if len(lines) > 1
            else [lines[0].removeprefix("RRULE:")]
        )
    rule = "\n".join(lines)
    return Moment(localise(first, here.zone), rule, here.now)


def _is_long(length: Length) -> bool:
    return bool(length.days or length.months)


def _last(said: Said, lines: list[str], first: datetime, moved: timedelta) -> datetime | None:
    """The end of the last day of something that lasts so long, or comes so often; ``moved`` a day for midnights."""
    if said.lasting and _is_long(said.lasting.length):
        return datetime.combine(later(first - moved, said.lasting.length) - _DAY, _LATEST)
    if said.count is None:
        return None
    comes, at = wall_times("\n".join(lines), first), first
    for _ in range(said.count.number - 1):
        at = comes.after(at) or at
    several = any("," in line.partition("BYHOUR=")[2].partition(";")[0] for line in lines) or len(lines) > 1
    return at if several else datetime.combine((at - moved).date(), _LATEST)


def _window(said: Said, here: Here) -> _Window:
    today = here.now.date()
    start, end = today, None
    if said.starting:
        start = point_day(point_said(said.starting.point), here) or today
    if said.week is not None:
        start = max(today, today - timedelta(days=today.weekday()) + timedelta(days=7 * said.week.later))
        end = start - timedelta(days=start.weekday()) + timedelta(days=6)
    month = Month(number=said.only.month) if said.only else said.month
    if month is not None:
        first = month_start(month, today)
        start, end = max(start, first), later(datetime.combine(first, time()), _A_MONTH).date() - _DAY
    if said.rest:
        end = _rest(said.rest.unit, today)
    found = None if end is None else datetime.combine(end, _LATEST)
    if said.until:
        found = _end_of(said.until.point, here)
        found -= timedelta(seconds=1) if found.time() == time() else timedelta()
    return _Window(start, found, said.starting is not None)


def _rest(unit: str, today: date) -> date:
    if unit == "week":
        return today + timedelta(days=6 - today.weekday())
    if unit == "month":
        return days(Calendar(-1), today, None)[0]
    return date(today.year, 12, 31) if unit == "year" else today


def _end_of(point: Point, here: Here) -> datetime:
    """The last moment of "until friday", which has its friday, or of "until june", which has no June."""
    said = point_said(point)
    if said.clock is not None:
        return once(said, here).at.replace(tzinfo=None)
    day = point_day(said, here) or here.now.date()
    if said.day is None and (said.month or said.week):
        day -= _DAY
    return datetime.combine(day, _LATEST)


def _skipped(
    excepts: tuple[Except, ...], lines: list[str], first: datetime, here: Here, later_by: timedelta
) -> list[datetime]:
    """The times of the days that are left out; those of a night at ``later_by`` belong to the day before."""
    found: list[datetime] = []
    for day in (day for each in excepts for day in each.dates):
        for date_ in days(day, here.now.date(), here.country)[: 1 if isinstance(day, Weekday) else 2]:
            midnight = datetime.combine(date_, time()) + later_by
            end = midnight + _DAY - timedelta(seconds=1)
            found += wall_times("\n".join(lines), first).between(midnight, end, inc=True)
    return sorted(set(found))
