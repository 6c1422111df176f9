"""A time to come, whatever language it was said in, and what was made of words that may hold one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from earnest.spoken.language import ENGLISH, language


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

    def __str__(self) -> str:
        return language(self.language).say(self)


class Reading(NamedTuple):
    """What was understood of a text, and what was not."""

    moment: Moment | None
    rest: str
    """The other words, as said, in order: "water the plants"."""
    doubts: tuple[str, ...] = ()
    """Stretches of words about time that the moment does not account for: "except friday"."""
    why: str | None = None
    """Why what was said cannot be: "there is no thirty first of February"."""
