"""The times of day at which something comes again."""

from __future__ import annotations

from datetime import timedelta

from earnest.spoken.en.moments import halves
from earnest.spoken.en.moments.icalendar import STEPS
from earnest.spoken.en.moments.pieces import Every, Impossible
from earnest.spoken.en.moments.said import Said


def times_of_day(said: Said, every: Every, half: int) -> tuple[tuple[int, int], ...]:
    """Hours, counted from the beginning of the day, and minutes; ``half`` 1 for those of the other half of the day."""
    part = said.part.name if said.part else None
    if said.between and every.frequency in STEPS:
        return _steps(said, part, STEPS[every.frequency] * every.interval)
    if said.clock is None:
        return (halves.PARTS[part] if part else halves.DAY,)
    if len(set(said.clocks)) < len(said.clocks):
        raise Impossible("in the morning, in the evening, or both?")
    found: list[tuple[int, int]] = []
    for clock in said.clocks or (said.clock,):
        if clock.hour is None:
            raise Impossible("half past what?" if clock.minute == 30 else "of which hour?")
        hours = halves.hours(clock, part)
        choices = [timedelta(hours=hour, minutes=clock.minute) + clock.shift for hour in hours]
        at = choices[min(half, len(hours) - 1)]
        if found and at <= (before := timedelta(hours=found[-1][0], minutes=found[-1][1])):
            at = next((each for each in choices if each > before), at)
        found.append((int(at.total_seconds()) // 3600, int(at.total_seconds()) // 60 % 60))
    return tuple(dict.fromkeys(found))


def _steps(said: Said, part: str | None, step: timedelta) -> tuple[tuple[int, int], ...]:
    """Every so often from one time to another: 9:00, 10:00 ... 17:00."""
    assert said.between is not None
    first, last = said.between.first, said.between.last
    at = timedelta(hours=halves.hours(first, part)[0], minutes=first.minute)
    ends = [timedelta(hours=hour, minutes=last.minute) for hour in halves.hours(last, part)]
    end = min((each for each in ends if each > at), default=None)
    if end is None:
        raise Impossible("that ends before it begins")
    found = []
    while at <= end:
        found.append((at // timedelta(hours=1), at // timedelta(minutes=1) % 60))
        at += step
    return tuple(found)
