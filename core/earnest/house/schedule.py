"""What falls due, in its time: reminders, timers, check-ins, also those missed while the house was off."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from earnest import clocks
from earnest.recurrence import next_after
from earnest.talk import Due

if TYPE_CHECKING:
    from earnest.memory import Memory

LATE = timedelta(seconds=60)
"""From this late on, something due was missed and says so."""

LOOK = 1.0
"""Seconds between looks at what is due and at the clock: how late a reminder may be that another process set, or that
comes nearer because the clock was set forward."""


class Schedule:
    """Hands out what is due. Nothing is forgotten before it is ``done``: a power cut in mid-sentence repeats it."""

    def __init__(self, memory: Memory, clock: Callable[[], datetime], quiet: Callable[[], bool] = lambda: True) -> None:
        self._memory = memory
        self._clock = clock
        self._quiet = quiet
        self._lead = clocks.lead()

    def ripe(self) -> tuple[Due, bool] | None:
        """The first thing whose time has come, and whether that time was missed; None when there is none."""
        now = self._clock()
        for due in self._memory.list_due()[:1]:
            if due.at <= now:
                return due, now - due.at > LATE
        return None

    async def coming(self) -> AsyncIterator[tuple[Due, bool]]:
        """Each thing as it falls due, soonest first, and whether its time was missed. Never ends.

        Nobody is interrupted: while the house is not ``quiet``, what is due waits.
        """
        while True:
            self._watch_clock()
            ripe = self.ripe() if self._quiet() else None
            if ripe is not None:
                yield ripe
                continue
            wait = min(((due.at - self._clock()).total_seconds() for due in self._memory.list_due()), default=LOOK)
            await asyncio.sleep(min(max(wait, 0.1), LOOK))

    def _watch_clock(self) -> None:
        """Notice that somebody set the clock."""
        lead = clocks.lead()
        if abs(lead - self._lead) >= clocks.JUMP:
            self._lead = lead
            self._memory.follow_clock()

    def done(self, due: Due) -> None:
        """It has been spoken: forget it, or keep its next time."""
        again = next_time(due, self._clock(), self._memory.zone())
        if again is None:
            self._memory.drop_due(due.id)
        elif any(kept.id == due.id for kept in self._memory.list_due(due.plugin)):
            self._memory.keep_due(replace(due, at=again))


def next_time(due: Due, after: datetime, zone: tzinfo) -> datetime | None:
    """When something that recurs comes again, later than ``after`` and than it came last; None when it does not.

    On the wall clock of ``zone``, whatever hours it skips or repeats.
    """
    if due.recurrence is None:
        return None
    return next_after(due.recurrence, due.at, max(after, due.at, key=datetime.timestamp), zone)
