"""A time to come, whatever language it was said in, and what was made of words that may hold one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from earnest.recurrence import localise, next_after
from earnest.spoken.language import ENGLISH, language

_NOON, _DUSK = 12, 17
"""Hours at which an afternoon and an evening begin."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time to come, once or again and again. ``str`` of it is how a person would say it."""

    at: datetime
    """Local time, with its zone: the first time it comes."""
    recurrence: str | None = None
    """iCalendar, for moments that come again: one ``FREQ=...``, or lines ``RRULE:...`` and ``EXDATE:...``.

    What follows the wall clock carries BYHOUR and BYMINUTE; what counts the time that passes does not. Ends are UNTIL,
    in local time."""
    said: datetime | None = field(default=None, compare=False)
    """When somebody spoke of it: what "tomorrow" and "this evening" are measured from; None is now."""
    other: Moment | None = field(default=None, compare=False)
    """The same clock time in the other half of the day, where the words leave it open."""
    named: frozenset[str] = field(default=frozenset(), compare=False)
    """What of it was said: "day", "time", "minute" ("at twenty past"), "part" (of the day), "recurrence", "ahead" (so
    long from then, which is a day and a time), "elapsed" (that in hours and minutes); the rest is what is usual."""
    language: str = field(default=ENGLISH, compare=False)
    """Which language it was said in and is said back in."""

    @staticmethod
    def hear(text: str, now: datetime, language_code: str = ENGLISH) -> Moment | None:
        """The moment that ``text`` is; None when it is anything else or past."""
        return language(language_code).read_moment(text, now)

    @staticmethod
    def within(text: str, now: datetime, language_code: str = ENGLISH) -> Reading:
        """The moment said somewhere in ``text``, the other words, and what was not understood of it."""
        return language(language_code).find_moment(text, now)

    def waking(self) -> Moment | None:
        """The one that whoever wants to be woken means; None where one should ask: "at two" is night or afternoon."""
        return language(self.language).waking(self)

    @property
    def elapsed(self) -> bool:
        """Whether it comes when so many hours and minutes have passed, whatever is done to clock and zone meanwhile."""
        return "elapsed" in self.named and self.recurrence is None

    def amended(self, by: Moment, now: datetime) -> Moment:
        """This moment as another one corrects it: a time keeps the day of this one, a day keeps its time.

        A time that leaves morning or evening open is taken in the half of the day that this one is in; "twenty past" is
        the nearest there is; seven this evening stays at seven "tomorrow evening".
        """
        said = by.named
        if said == {"day", "part"}:
            clock = self.at.replace(hour=self.at.hour % 12 + (0 if by.at.hour < _NOON else 12))
            kept = "time" in self.named and _is_part(clock.hour, by.at.hour)
            return replace(by, at=_wall(by.at.date(), clock), named=self._said_of_it | said) if kept else by
        if said == {"minute"}:
            return self._at_time(self._near(by.at.minute), now)
        if said and said <= {"time", "part"}:
            return self._at_time(by, now)
        if "day" in said and not said & {"time", "part", "recurrence"}:
            other = replace(self.other, at=_wall(by.at.date(), self.other.at)) if self.other is not None else None
            return replace(by, at=_wall(by.at.date(), self.at), named=self._said_of_it | said, other=other)
        if said == {"day", "recurrence"} or said == {"recurrence"}:
            rule = _timed(by.recurrence or "", self.at)
            begins = by.at.date() if "day" in said or "INTERVAL" in rule else now.date()
            first = next_after(rule, _wall(begins, self.at), now, _zone(now))
            other = self.other.amended(by, now) if self.other is not None else None
            return replace(by, at=first or by.at, recurrence=rule, other=other, named=self._said_of_it | said)
        return by

    @property
    def _said_of_it(self) -> frozenset[str]:
        """What was said of a moment that is corrected, which follows the wall clock from then on."""
        return self.named - {"elapsed"}

    def _near(self, minute: int) -> Moment:
        """The nearest time that is so many minutes past an hour; of two as near, in this hour: "half past" of six."""
        there = self.at.replace(minute=minute)
        near = min((there + timedelta(hours=hours) for hours in (0, 1, -1)), key=lambda at: abs(at - self.at))
        return replace(self, at=near, recurrence=None, other=None, named=frozenset({"time"}))

    def _at_time(self, by: Moment, now: datetime) -> Moment:
        clock = by.at
        if "time" not in by.named:
            hour = self.at.hour % 12 + (0 if by.at.hour < 12 else 12)
            clock = self.at.replace(hour=hour)
        elif by.other is not None and (by.at.hour >= 12) != (self.at.hour >= 12):
            clock = by.other.at
        at = _wall(self.at.date(), clock)
        if self.recurrence is not None and "BYHOUR" in self.recurrence:
            rule = _timed(self.recurrence, at)
            if self._goes_on(now):
                at = _wall(now.date(), clock)
            return replace(by, at=next_after(rule, at, now, _zone(now)) or at, recurrence=rule, other=None)
        if at.astimezone(UTC) <= now.astimezone(UTC):
            at = _wall(at.date() + timedelta(days=1), clock)
        other = None
        if self.other is not None and by.other is not None and "time" in by.named:
            clock = by.other.at if clock == by.at else by.at
            other = replace(by, at=_wall(self.other.at.date(), clock), named=self._said_of_it | by.named, other=None)
        return replace(by, at=at, named=self._said_of_it | by.named, other=other)

    def _goes_on(self, now: datetime) -> bool:
        """Whether it has begun, as far as its rule tells: it would come next when it does, were it begun today."""
        if self.recurrence is None or "INTERVAL" in self.recurrence:
            return False
        return next_after(self.recurrence, _wall(now.date(), self.at), now, _zone(now)) == self.at

    def comes_on(self, day: date) -> datetime | None:
        """The first time that it comes on that day; None when it does not."""
        midnight = _wall(day, self.at.replace(hour=0, minute=0, second=0, microsecond=0))
        if self.recurrence is None:
            return self.at if self.at.date() == day else None
        found = next_after(self.recurrence, self.at, midnight - timedelta(seconds=1), _zone(self.at))
        return found if found is not None and found.date() == day else None

    def without(self, at: datetime) -> Moment | None:
        """The same without one of the times it comes; None when it came only then."""
        if self.recurrence is None:
            return None
        rule = "\n".join([_as_line(self.recurrence), f"EXDATE:{at.replace(tzinfo=None):%Y%m%dT%H%M%S}"])
        first = next_after(rule, self.at, at if at == self.at else self.at - timedelta(seconds=1), _zone(self.at))
        return replace(self, at=first, recurrence=rule) if first else None

    def __str__(self) -> str:
        return language(self.language).say(self)


def _is_part(hour: int, usual: int) -> bool:
    """Whether an hour may be in the part of the day that is usually meant at ``usual``: 17 in an afternoon."""
    first, behind = (0, _NOON) if usual < _NOON else (_NOON, _DUSK + 1) if usual < _DUSK else (_DUSK, 24)
    return first <= hour < behind


def _wall(day: date, clock: datetime) -> datetime:
    """That day at the wall clock's time of ``clock``."""
    return localise(datetime.combine(day, clock.time().replace(tzinfo=None)), clock.tzinfo)


def _zone(at: datetime) -> tzinfo:
    return at.tzinfo or UTC


def _timed(recurrence: str, at: datetime) -> str:
    """The rule at another time of day."""
    return re.sub(r"BYHOUR=[\d,]+;BYMINUTE=[\d,]+", f"BYHOUR={at.hour};BYMINUTE={at.minute}", recurrence)


def _as_line(recurrence: str) -> str:
    return recurrence if ":" in recurrence else f"RRULE:{recurrence}"


class Reading(NamedTuple):
    """What was understood of a text, and what was not."""

    moment: Moment | None
    rest: str
    """The other words, as said, in order: "water the plants"."""
    doubts: tuple[str, ...] = ()
    """Stretches of words about time that the moment does not account for: "except friday"."""
    why: str | None = None
    """Why what was said cannot be: "there is no thirty first of February"."""
