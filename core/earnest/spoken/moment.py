"""A time to come, whatever language it was said in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from earnest.spoken.language import ENGLISH, language


@dataclass(frozen=True, slots=True)
class Moment:
    """A time to come, once or again and again. ``str`` of it is how a person would say it."""

    at: datetime
    """Local time, with its zone: the first time it comes."""
    recurrence: str | None = None
    """An iCalendar RRULE, for moments that come again."""
    said: datetime | None = field(default=None, compare=False)
    """When somebody spoke of it: what "tomorrow" and "this evening" are measured from; None is now."""
    language: str = field(default=ENGLISH, compare=False)
    """Which language it was said in and is said back in."""

    @staticmethod
    def hear(text: str, now: datetime, language_code: str = ENGLISH) -> Moment | None:
        """The moment that ``text`` is; None when it is anything else or past."""
        return language(language_code).read_moment(text, now)

    @staticmethod
    def within(text: str, now: datetime, language_code: str = ENGLISH) -> tuple[Moment | None, str]:
        """The moment said somewhere in ``text``, and the other words: "call mum at six" is at six, and "call mum"."""
        return language(language_code).find_moment(text, now)

    def __str__(self) -> str:
        return language(self.language).say(self)
