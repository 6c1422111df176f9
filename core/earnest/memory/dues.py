"""Things due as rows: when they come by the wall clock, and for timers when by the clock that only runs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

from earnest import clocks
from earnest.nouns import Reply
from earnest.recurrence import complete, is_distance
from earnest.talk import Due

COLUMNS = "id, plugin, at, instant, reply, tone, skill, slots, recurrence, person, elapsed, boot, deadline, rings, rang"
"""Of the table ``due``. ``at`` is local time with its offset; ``deadline`` is ``clocks.running`` at that time, good for
the start of the machine called ``boot``, and null for what follows the wall clock."""


def row_of(due: Due, zone: tzinfo) -> tuple[Any, ...]:
    """A thing due as a row, its rule completed: no change of the clock can move it for good.

    Raises ValueError for what is no recurrence, TypeError for slots that JSON cannot hold.
    """
    at = clocks.plain(due.at.astimezone(zone))
    rule = None if due.recurrence is None else complete(due.recurrence, at, zone)
    runs = due.elapsed or is_distance(rule)
    ends = (clocks.boot(), at.timestamp() - clocks.lead()) if runs else (None, None)
    text, tone = (due.reply.text, due.reply.tone) if due.reply else (None, None)
    said = (text, tone, due.skill, json.dumps(dict(due.slots)))
    kept = (due.id or None, due.plugin, at.isoformat(), at.timestamp(), *said, rule, due.person, due.elapsed, *ends)
    return (*kept, due.rings, due.rang)


def dues_of(rows: Sequence[tuple[Any, ...]], zone: tzinfo) -> list[Due]:
    """Things due, soonest first, at the time when they come by the clock as it is set now, and in this zone."""
    return sorted(_dues(rows, zone), key=lambda due: (due.at.timestamp(), due.id))


def _dues(rows: Sequence[tuple[Any, ...]], zone: tzinfo) -> Iterator[Due]:
    for id, plugin, said, _, text, tone, skill, slots, recurrence, person, elapsed, boot, deadline, *rung in rows:
        at = datetime.fromisoformat(said)
        at = clocks.on_the_wall(at, zone) if boot is None else _shifted(at, boot, deadline)
        reply = None if text is None else Reply(text, tone)
        yield Due(plugin, at, reply, skill, json.loads(slots), recurrence, person, id, bool(elapsed), *map(bool, rung))


def _shifted(at: datetime, boot: str, deadline: float) -> datetime:
    """When a timer ends by the wall clock: later when that was set forward, earlier when it was set back.

    After a new start of the machine nobody can tell how long it was off but the wall clock.
    """
    if boot != clocks.boot():
        return at
    shift = clocks.lead() - (at.timestamp() - deadline)
    return at + timedelta(seconds=shift) if abs(shift) >= clocks.JUMP else at
