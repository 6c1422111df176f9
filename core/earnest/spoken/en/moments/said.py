"""The pieces of one moment, gathered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from earnest.spoken.en.moments.dates import Unknown, days
from earnest.spoken.en.moments.halves import closer
from earnest.spoken.en.moments.pieces import (  # fmt: skip
    Ahead,
    Beside,
    Between,
    Calendar,
    Clock,
    Clocks,
    Count,
    Dates,
    Day,
    Earlier,
    Every,
    Except,
    Festival,
    Impossible,
    Lasting,
    Month,
    Near,
    NthWeekday,
    Only,
    Part,
    Piece,
    Rest,
    Slashed,
    Starting,
    Until,
    Vague,
    Week,
    Weekday,
)


@dataclass(frozen=True, slots=True)
class Said:
    """At most one piece of each kind; exceptions as many as there are."""

    day: Day | None = None
    week: Week | None = None
    month: Month | None = None
    clocks: tuple[Clock, ...] = ()
    between: Between | None = None
    part: Part | None = None
    ahead: Ahead | None = None
    every: Every | None = None
    among: tuple[int, ...] = ()
    """The weekdays on which something comes every so many hours."""
    until: Until | None = None
    starting: Starting | None = None
    lasting: Lasting | None = None
    rest: Rest | None = None
    excepts: tuple[Except, ...] = ()
    only: Only | None = None
    vague: Vague | None = None
    earlier: Earlier | None = None
    count: Count | None = None

    @property
    def clock(self) -> Clock | None:
        """The first time of day."""
        return self.between.first if self.between else self.clocks[0] if self.clocks else None

    @property
    def passes(self) -> bool:
        """Whether it is nothing but so many hours and minutes from now, which pass without a calendar."""
        ahead = self.ahead
        return ahead is not None and self == Said(ahead=ahead) and not (ahead.length.days or ahead.length.months)

    @property
    def named(self) -> frozenset[str]:
        """What was said, in the words of ``Moment.named``."""
        if self.clock is not None and self.clock.hour is None:
            return self.without("clocks", "between").named | {"minute"}
        found = frozenset(name for name, kinds in _NAMES.items() if any(getattr(self, kind) for kind in kinds))
        return found | {"elapsed"} if self.passes else found

    def without(self, *kinds: str) -> Said:
        """All but some kinds of pieces."""
        return replace(self, **{kind: getattr(_NOTHING, kind) for kind in kinds})


_NAMES = {
    "ahead": ("ahead",),
    "day": ("day", "week", "month", "ahead"),
    "time": ("clocks", "between", "ahead"),
    "part": ("part",),
    "recurrence": ("every", "among", "lasting", "count"),
}
_NOTHING = Said()
_KINDS: dict[type, str] = {
    Week: "week", Month: "month", Between: "between", Part: "part", Ahead: "ahead", Until: "until", Rest: "rest",
    Starting: "starting", Lasting: "lasting", Only: "only", Vague: "vague", Earlier: "earlier", Count: "count",
}  # fmt: skip


def add(said: Said, piece: Piece, now: datetime, country: str | None) -> Said | None:
    """``said`` and another piece; None where the two contradict each other."""
    match piece:
        case Clocks(times):
            agreed = times if said.clocks in ((), times) else closer(said.clocks, times)
            return replace(said, clocks=agreed) if agreed else None
        case Every():
            return _repeated(said, piece)
        case Except():
            return replace(said, excepts=(*said.excepts, piece))
        case Near() | Weekday() | Calendar() | Slashed() | NthWeekday() | Festival() | Beside() | Dates():
            return _dated(said, piece, now, country)
        case _:
            kind = _KINDS[type(piece)]
            there = getattr(said, kind)
            change: dict[str, Any] = {kind: piece}
            return replace(said, **change) if there in (None, piece) else None


def _dated(said: Said, day: Day, now: datetime, country: str | None) -> Said | None:
    """Another day agrees with the first where both can mean the same: "tomorrow, friday"."""
    if said.day is None or said.day == day:
        return replace(said, day=day)
    try:
        ours = days(said.day, now.date(), country)
        theirs = days(day, now.date(), country)
    except (Impossible, Unknown):
        return None
    return said if set(ours[:1]) & set(theirs[:1]) else None


def _repeated(said: Said, every: Every) -> Said | None:
    """Two repetitions agree where one tells how often and the other on which days."""
    there = said.every
    if there is None or there == every:
        return replace(said, every=every)
    fine, coarse = (there, every) if there.frequency in ("HOURLY", "MINUTELY", "DAILY") else (every, there)
    if coarse.frequency != "WEEKLY" or not coarse.days or coarse.interval != 1:
        return None
    if fine.frequency == "DAILY" and fine.interval == 1:
        return replace(said, every=coarse)
    if fine.frequency == "WEEKLY" and not fine.days:
        return replace(said, every=replace(fine, days=coarse.days))
    if fine.frequency in ("HOURLY", "MINUTELY"):
        return replace(said, every=fine, among=coarse.days)
    return None
