"""Moments: a time to come, as people say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """A time to come, once or again and again."""

    at: datetime
    """Local time, with its zone: the first time it comes."""
    recurrence: str | None = None
    """An iCalendar RRULE, for moments that come again."""
