"""When the pieces of a moment come together next."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

from earnest.spoken.en.clock import PARTS, part_of_day
from earnest.spoken.en.dates import Day
from earnest.spoken.en.durations import read_duration
from earnest.spoken.en.pieces import Pieces, read_pieces


class Coming(NamedTuple):
    """A time to come."""

    at: datetime
    """Local time, with its zone."""
    rule: str | None
    """An iCalendar RRULE, when it comes again."""


def read_coming(text: str, now: datetime) -> Coming | None:
    """When bare ``text`` comes, seen from ``now``; None when it is no moment, or a past one."""
    if (ahead := read_duration(text)) is not None:
        return _settle(Pieces(ahead=ahead), now)
    pieces = read_pieces(text, now.date())
    return _settle(pieces, now) if pieces else None


def _settle(pieces: Pieces, now: datetime) -> Coming | None:
    """The first time after ``now`` that fits all ``pieces``."""
    zone = _zone(now)
    if pieces.ahead is not None:
        at = _after(pieces, now, zone)
        return Coming(at, None) if at and pieces.rule is None else None
    local = now.replace(tzinfo=None)
    if pieces.rule:
        first = _first(pieces, local)
    elif pieces.day:
        named = pieces.day.date
        days = [named, named + timedelta(days=7)] if pieces.day.weekday else [named]
        first = next((at for day in days for at in _times(pieces, day, local) if at > local), None)
        first = first or _late(pieces, local)
    else:
        days = [now.date() + timedelta(days=ahead) for ahead in (-1, 0, 1, 2)]
        first = _soonest([at for day in days for at in _times(pieces, day, local)], pieces, local)
    return Coming(_localise(first, zone), pieces.rule) if first else None


def _after(pieces: Pieces, now: datetime, zone: tzinfo | None) -> datetime | None:
    """A while from now: by the calendar for days, months and years, by the seconds that pass for anything shorter."""
    local, ahead = now.replace(tzinfo=None), pieces.ahead
    try:
        if isinstance(ahead, timedelta) and ahead % timedelta(days=1):
            alone = pieces == Pieces(ahead=ahead)
            return (now.astimezone(UTC) + ahead).astimezone(zone) if alone else None
        target = local + (ahead or timedelta())
    except (OverflowError, ValueError):
        return None
    if pieces.day:
        return None
    if pieces.clock or pieces.part:
        times = _times(pieces, target.date(), local)
        return _localise(times[0], zone) if times else None
    return _localise(target, zone)


def _times(pieces: Pieces, day: date, local: datetime) -> list[datetime]:
    """The times on ``day`` that clock and part of day can mean, the likelier first."""
    midnight = datetime.combine(day, time())
    if pieces.clock:
        hours = pieces.clock.hours(pieces.part)
        return [midnight + timedelta(hours=hour, minutes=pieces.clock.minute) for hour in hours]
    if pieces.part:
        return [midnight + timedelta(hours=PARTS[pieces.part])]
    return [midnight + timedelta(hours=PARTS["morning"])] if day > local.date() or pieces.rule else []


_SOON = timedelta(hours=2)
"""Whoever says "at six" at five in the morning is awake, and means the six that is near."""


def _soonest(times: list[datetime], pieces: Pieces, local: datetime) -> datetime | None:
    coming = sorted(at for at in times if at > local)
    if pieces.clock is None or pieces.clock.settled or pieces.part:
        return coming[0] if coming else None
    likely = (at for at in coming if at.hour >= 7 or at - local < _SOON)
    return next(likely, None)


def _late(pieces: Pieces, local: datetime) -> datetime | None:
    """An hour from now, for "this evening" said when the evening has begun."""
    soon = (local + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0) + timedelta(hours=bool(local.minute))
    begun = pieces.day == Day(local.date()) and pieces.clock is None and pieces.part is not None
    return soon if begun and soon.date() == local.date() and part_of_day(local.hour) in (pieces.part, "night") else None


def _first(pieces: Pieces, local: datetime) -> datetime | None:
    from dateutil.rrule import rrulestr

    rule = pieces.rule or ""
    if re.search("HOURLY|MINUTELY", rule):
        return rrulestr(rule, dtstart=local).after(local) if pieces.clock is None and pieces.part is None else None
    times = _times(pieces, pieces.day.date if pieces.day else local.date(), local)
    if not times:
        return None
    start = times[0] if pieces.day else times[0] - timedelta(days=1) if "INTERVAL" not in rule else times[0]
    return rrulestr(rule, dtstart=start).after(local)


def _localise(at: datetime, zone: tzinfo | None) -> datetime:
    """Wall-clock time in ``zone``; a time that a change of the clock leaves out comes as much later."""
    from dateutil.tz import resolve_imaginary

    return at.astimezone() if zone is None else resolve_imaginary(at.replace(tzinfo=zone))


def _zone(now: datetime) -> tzinfo | None:
    """The zone of ``now``; None for the machine's own, which ``astimezone`` writes as a mere offset."""
    if isinstance(now.tzinfo, timezone) and now.tzinfo is not UTC and now.astimezone().utcoffset() == now.utcoffset():
        return None
    return now.tzinfo
