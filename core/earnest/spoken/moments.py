"""Moments: a time to come, as people say it and as a recogniser writes it.

Calendar arithmetic, repetitions and changes of the clock are dateutil's; number words are text2num's. The grammar
between them is our own: of ``dateparser``, ``parsedatetime`` and ``recurrent``, none understands "half past six" in
words, and all take a wrong guess ("at six" is June) where a person should be asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from earnest.spoken.clock import PARTS, Clock, part_of_day, read_clock, say_clock
from earnest.spoken.dates import WEEKDAYS, read_date, read_recurrence, say_date, say_recurrence
from earnest.spoken.durations import read_duration, say_duration
from earnest.spoken.plain import bare

_BRIEF = timedelta(minutes=2)
"""A time so near is said in seconds."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time to come, once or again and again. ``str`` of it is how a person would say it."""

    at: datetime
    """Local time, with its zone: the first time it comes."""
    recurrence: str | None = None
    """An iCalendar RRULE, for moments that come again."""
    said: datetime | None = field(default=None, compare=False)
    """When somebody spoke of it: what "tomorrow" and "this evening" are measured from; None is now."""

    @staticmethod
    def hear(text: str, now: datetime) -> Moment | None:
        """The moment that ``text`` is; None when it is anything else or past."""
        return parse_moment(text, now)

    @staticmethod
    def within(text: str, now: datetime) -> tuple[Moment | None, str]:
        """The moment said somewhere in ``text``, and the other words: "call mum at six" is at six, and "call mum"."""
        from earnest.spoken.within import find_moment

        return find_moment(text, now)

    def __str__(self) -> str:
        said = self.said or datetime.now(self.at.tzinfo)
        if self.recurrence:
            often = say_recurrence(self.recurrence)
            return often if re.search("HOURLY|MINUTELY", self.recurrence) else f"{often} {_at(self.at)}"
        ahead = self.at - said
        if timedelta(0) < ahead < timedelta(hours=1) and (ahead < _BRIEF or not ahead % timedelta(minutes=1)):
            return f"in {say_duration(ahead)}"
        return _say_once(self.at, said.astimezone(self.at.tzinfo))


@dataclass(frozen=True, slots=True)
class Pieces:
    """What has been read of a moment so far."""

    day: date | None = None
    clock: Clock | None = None
    part: str | None = None
    rule: str | None = None
    ahead: timedelta | tuple[int, str] | None = None
    """From now: a duration, or so many months or years."""


def parse_moment(text: str, now: datetime) -> Moment | None:
    """The moment that ``text`` is, seen from ``now``; None when it is anything else, or past.

    A bare "at six" is the next six o'clock from seven in the morning to midnight, or one less than two hours away.
    A bare day means nine in the morning. "Next Friday" is Friday of next week.
    """
    said = bare(text)
    if (ahead := read_duration(said)) is not None:
        return _settle(Pieces(ahead=ahead), now)
    pieces = read_pieces(said, now.date())
    return _settle(pieces, now) if pieces else None


def read_pieces(text: str, today: date) -> Pieces | None:
    """The pieces that plain ``text`` consists of; None when a word is left over or a piece comes twice."""
    pieces, rest = Pieces(), text
    while rest:
        step = _next_piece(rest, today, pieces)
        if step is None:
            return None
        pieces, used = step
        rest = rest[used:].lstrip()
    return pieces if pieces != Pieces() else None


_LINK = re.compile(r"(?:at|by|around|about|from|starting|for|on|and)? ?(?:at |about |around )?")
_PART = re.compile(
    r"(?:(?P<this>this|later this)|in the|during the|at|on the)? ?(?P<part>morning|afternoon|evening|night)(?= |$)"
)
_TONIGHT = re.compile(r"(?:later )?tonight(?= |$)")
_AHEAD = re.compile(
    r"(?:in (?P<length>.+?)(?P<time> time)?|(?P<later>.+?) (?:from now|later|from today))(?=$| at | on )"
)
_CALENDAR = re.compile(r"(?P<count>\d+|an?) (?P<unit>month|year)s?")


def _next_piece(text: str, today: date, pieces: Pieces) -> tuple[Pieces, int] | None:
    if pieces.ahead is None and (match := _AHEAD.match(text)):
        length = match["length"] or match["later"]
        if (ahead := _read_ahead(length)) is not None:
            return replace(pieces, ahead=ahead), match.end()
    if pieces.rule is None and (found := read_recurrence(text)):
        return replace(pieces, rule=found[0], part=found[1] or pieces.part), found[2]
    if pieces.day is None and (match := _TONIGHT.match(text)):
        return replace(pieces, day=today, part="night"), match.end()
    if pieces.part is None and (match := _PART.match(text)):
        day = today if match["this"] else pieces.day
        return replace(pieces, day=day, part=match["part"]), match.end()
    link = _LINK.match(text)
    skipped = link.end() if link else 0
    for start in dict.fromkeys((0, skipped)):
        if pieces.day is None and (dated := read_date(text[start:], today)):
            return replace(pieces, day=dated[0]), start + dated[1]
        if pieces.clock is None and (timed := read_clock(text[start:])):
            return replace(pieces, clock=timed[0]), start + timed[1]
    if skipped and (rest := text[skipped:]) and pieces.part is None and (match := _PART.match(rest)):
        return replace(pieces, part=match["part"]), skipped + match.end()
    return None


def _read_ahead(length: str) -> timedelta | tuple[int, str] | None:
    if match := _CALENDAR.fullmatch(length):
        return (int(match["count"]) if match["count"].isdigit() else 1), match["unit"]
    return read_duration(length)


def _settle(pieces: Pieces, now: datetime) -> Moment | None:
    """The first time after ``now`` that fits all ``pieces``."""
    zone = _zone(now)
    if pieces.ahead is not None:
        at = _after(pieces, now, zone)
        return Moment(at, None, now) if at and pieces.rule is None else None
    local = now.replace(tzinfo=None)
    if pieces.rule:
        first = _first(pieces, local)
    elif pieces.day:
        first = next((at for at in _times(pieces, pieces.day, local) if at > local), None)
        first = first or _late(pieces, local)
    else:
        days = [now.date() + timedelta(days=ahead) for ahead in (-1, 0, 1, 2)]
        first = _soonest([at for day in days for at in _times(pieces, day, local)], pieces, local)
    return Moment(_localise(first, zone), pieces.rule, now) if first else None


def _after(pieces: Pieces, now: datetime, zone: tzinfo | None) -> datetime | None:
    from dateutil.relativedelta import relativedelta

    ahead = pieces.ahead
    local = now.replace(tzinfo=None)
    if isinstance(ahead, tuple):
        count, unit = ahead
        try:
            target = local + (relativedelta(months=count) if unit == "month" else relativedelta(years=count))
        except (OverflowError, ValueError):
            return None
    elif ahead is not None and ahead % timedelta(days=1):
        return None if pieces.clock or pieces.part or pieces.day else (now.astimezone(UTC) + ahead).astimezone(zone)
    else:
        try:
            target = local + (ahead or timedelta())
        except OverflowError:
            return None
    if pieces.day:
        return None
    if pieces.clock or pieces.part:
        target = next(iter(_times(pieces, target.date(), local)), target)
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
    begun = pieces.day == local.date() and pieces.clock is None and pieces.part is not None
    return soon if begun and soon.date() == local.date() and part_of_day(local.hour) in (pieces.part, "night") else None


def _first(pieces: Pieces, local: datetime) -> datetime | None:
    from dateutil.rrule import rrulestr

    rule = pieces.rule or ""
    if re.search("HOURLY|MINUTELY", rule):
        return rrulestr(rule, dtstart=local).after(local) if pieces.clock is None and pieces.part is None else None
    times = _times(pieces, pieces.day or local.date(), local)
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


def _say_once(at: datetime, said: datetime) -> str:
    day = (at - timedelta(minutes=1)).date() if (at.hour, at.minute) == (0, 0) else at.date()
    ahead = (day - said.date()).days
    clock = say_clock(at)
    if ahead == 1 and at.hour < 5 and said.hour >= 17:
        return f"at {clock} tonight"
    if ahead == 0:
        today = {"noon": "", "midnight": " tonight"}.get(clock, f" {_THIS[part_of_day(at.hour)]}")
        return f"at {clock}{today}"
    if ahead == 1:
        return f"tomorrow {_at(at)}"
    if 1 < ahead < 7:
        return f"on {WEEKDAYS[day.weekday()].title()} {_at(at)}"
    year = f" {day.year}" if abs(ahead) > 330 else ""
    return f"on {say_date(day)}{year} {_at(at)}"


_THIS = {"morning": "this morning", "afternoon": "this afternoon", "evening": "this evening", "night": "tonight"}
_IN = {
    "morning": " in the morning",
    "afternoon": " in the afternoon",
    "evening": " in the evening",
    "night": " at night",
}


def _at(at: datetime) -> str:
    clock = say_clock(at)
    return f"at {clock}" if clock in ("noon", "midnight") else f"at {clock}{_IN[part_of_day(at.hour)]}"
