"""What falls due, in its time: reminders, timers, check-ins, also those missed while the house was off."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from earnest import clocks
from earnest.errors import MemoryFault
from earnest.recurrence import next_after
from earnest.talk import Due

if TYPE_CHECKING:
    from earnest.memory import Memory

LATE = timedelta(seconds=60)
"""From this late on, something due was missed and says so."""

LOOK = 1.0
"""Seconds between looks at what is due and at the clock: how late a reminder may be that another process set, or that
comes nearer because the clock was set forward."""


PAUSES = (1.0, 5.0, 30.0, 120.0, 600.0)
"""Seconds after which something due is tried again that could not be spoken; the last again and again."""


class Schedule:
    """Hands out what is due. Nothing is forgotten before it is ``done``: a power cut in mid-sentence repeats it."""

    def __init__(
        self,
        memory: Memory,
        clock: Callable[[], datetime],
        quiet: Callable[[], bool] = lambda: True,
        rings_for: timedelta = LATE,
    ) -> None:
        """``rings_for``: how late something that rings may be and still ring."""
        self._rings_for = max(rings_for, LATE)
        self._memory = memory
        self._clock = clock
        self._quiet = quiet
        self._lead = clocks.lead()
        self._tries: dict[int, tuple[int, float]] = {}
        self._told: dict[int, Due] = {}

    def ripe(self, wanted: Callable[[Due], bool] = lambda _: True) -> tuple[Due, bool] | None:
        """The first thing that is ``wanted`` and whose time has come, and whether that time was missed; None for none.

        Raises MemoryFault.
        """
        now = self._clock()
        for due in self._memory.list_due():
            if due.at > now:
                break
            if not due.rang and wanted(due) and not self._waits(due):
                return due, now - due.at > (self._rings_for if due.rings else LATE)
        return None

    def unanswered(self) -> list[Due]:
        """What rang until nobody came, oldest first. Raises MemoryFault."""
        return [due for due in self._memory.list_due() if due.rang and not self._waits(due)]

    async def coming(self) -> AsyncIterator[tuple[Due, bool]]:
        """Each thing as it falls due, soonest first, and whether its time was missed. Never ends.

        Nobody is interrupted: while the house is not ``quiet``, what is due waits.
        """
        while True:
            try:
                ripe, wait = self._look()
            except MemoryFault:  # which the memory itself tells; what is due waits until it can be read
                ripe, wait = None, LOOK
            if ripe is not None:
                yield ripe
            else:
                await asyncio.sleep(wait)

    def _look(self) -> tuple[tuple[Due, bool] | None, float]:
        """What is ripe now, if the house is quiet, and else the seconds to wait."""
        self._watch_clock()
        for due in list(self._told.values()):
            self.done(due)
        ripe = self.ripe() if self._quiet() else None
        comes = (due for due in self._memory.list_due() if not due.rang)
        wait = min(((due.at - self._clock()).total_seconds() for due in comes), default=LOOK)
        return ripe, min(max(wait, 0.1), LOOK)

    def _watch_clock(self) -> None:
        """Notice that somebody set the clock."""
        lead = clocks.lead()
        if abs(lead - self._lead) >= clocks.JUMP:
            self._lead = lead
            self._memory.follow_clock()

    def is_due(self, due: Due) -> bool:
        """Whether it is still to be told: nobody heard or cancelled it meanwhile. Raises MemoryFault."""
        now = self._clock()
        return not self._waits(due) and any(kept.id == due.id and kept.at <= now for kept in self._memory.list_due())

    def done(self, due: Due) -> None:
        """It has been heard: forget it, or keep its next time; as soon as the memory can be written."""
        self._told[due.id] = due
        again = next_time(due, self._clock(), self._memory.zone())
        try:
            if again is None:
                self._memory.drop_due(due.id)
            elif any(kept.id == due.id for kept in self._memory.list_due(due.plugin)):
                self._memory.keep_due(replace(due, at=again))
        except MemoryFault:
            return  # the memory tells it; what was heard is not said again meanwhile
        del self._told[due.id]
        self._tries.pop(due.id, None)

    def snooze(self, due: Due, length: timedelta) -> None:
        """Let it come again after ``length``; what recurs comes in its own time too. Raises MemoryFault."""
        self._keep_instead(due, replace(due, at=self._clock() + length, elapsed=True, rang=False))

    def rang_out(self, due: Due) -> None:
        """Nobody came: keep it until it can be told. Raises MemoryFault."""
        self._keep_instead(due, replace(due, rang=True))

    def _keep_instead(self, due: Due, other: Due) -> None:
        """What comes once is moved in one step, for a power cut must not leave both."""
        if due.recurrence is None:
            self._memory.keep_due(other)
            self._tries.pop(due.id, None)
        else:
            self._memory.keep_due(replace(other, id=0, recurrence=None))
            self.done(due)

    def put_off(self, due: Due) -> bool:
        """It could not be spoken: try again after a while, longer each time. True for the first time."""
        tries = self._tries.get(due.id, (0, 0.0))[0]
        self._tries[due.id] = (tries + 1, time.monotonic() + PAUSES[min(tries, len(PAUSES) - 1)])
        return tries == 0

    def _waits(self, due: Due) -> bool:
        """Whether it was told already and could not be forgotten, or is to be tried later."""
        told = self._told.get(due.id)
        return (told is not None and told.at == due.at) or time.monotonic() < self._tries.get(due.id, (0, 0.0))[1]


def next_time(due: Due, after: datetime, zone: tzinfo) -> datetime | None:
    """When something that recurs comes again, later than ``after`` and than it came last; None when it does not.

    On the wall clock of ``zone``, whatever hours it skips or repeats.
    """
    if due.recurrence is None:
        return None
    return next_after(due.recurrence, due.at, max(after, due.at, key=datetime.timestamp), zone)
