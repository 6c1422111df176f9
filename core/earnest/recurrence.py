"""When something that recurs comes again: iCalendar rules (RFC 5545) on clocks that change twice a year.

A rule names times of the wall clock ("every day at half past two") or a distance ("every three hours", without
BYHOUR). On the wall clock a time that a change leaves out comes as much later, and one that it repeats comes the
first time only (RFC 5545, 3.3.5). A distance is time that passes, whatever the wall clock does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateutil.rrule import rrule, rruleset

_STEPS = {
    "SECONDLY": timedelta(seconds=1),
    "MINUTELY": timedelta(minutes=1),
    "HOURLY": timedelta(hours=1),
    "DAILY": timedelta(days=1),
    "WEEKLY": timedelta(weeks=1),
}
_DISTANCES = ("SECONDLY", "MINUTELY", "HOURLY")
_DAY = timedelta(days=1)
_HORIZON = timedelta(days=366 * 9)
"""How far ahead a next time is looked for: from 2096 the twenty ninth of February takes eight years."""
_MOST = 10_000
"""Times that a COUNT may give."""
_FORM = "%Y%m%dT%H%M%S"


def is_distance(recurrence: str | None) -> bool:
    """Whether it comes by time that passes ("every three hours") and not by the wall clock."""
    return recurrence is not None and any(rule.distance for rule in _read(recurrence).rules)


def next_after(recurrence: str, at: datetime, after: datetime, zone: tzinfo) -> datetime | None:
    """The first time after ``after``, in ``zone``; None when there is none within nine years.

    ``at`` is one of its times, from which intervals are counted; no time before it is given. ``recurrence`` is
    "FREQ=…", or lines "RRULE:…" and "EXDATE:…", whose times without a Z are those of the wall in ``zone``.
    Raises ValueError for anything else.
    """
    found = _read(recurrence)
    left_out = frozenset(_instant(each, zone) for each in found.exceptions)
    soonest = min((time for rule in found.rules for time in rule.times(at, after, zone, left_out)), default=None)
    return None if soonest is None else soonest.astimezone(zone)


def complete(recurrence: str, at: datetime, zone: tzinfo) -> str:
    """The same rule, saying itself what it would take from its first time ``at``: hour, minute, and its end.

    A rule that only said DAILY would go on at half past two for ever once half past one was left out. Raises
    ValueError for what is no rule.
    """
    lines = recurrence.split("\n")
    rules = iter(_read(recurrence).rules)
    wall = at.astimezone(zone)
    for number, line in enumerate(lines):
        if _kind(line) == "RRULE":
            lines[number] = line[: len(line) - len(_value(line))] + next(rules).completed(wall, zone)
    return "\n".join(lines)


def wall_times(recurrence: str, first: datetime) -> rrule | rruleset:
    """The times on the wall of a rule that first came at ``first``, a time without zone."""
    from dateutil.rrule import rrulestr

    return rrulestr(recurrence, dtstart=first, cache=False)


def localise(at: datetime, zone: tzinfo | None) -> datetime:
    """Wall-clock time in ``zone``, None for the machine's own; one that a change leaves out comes as much later."""
    from dateutil.tz import resolve_imaginary

    return at.astimezone() if zone is None else resolve_imaginary(at.replace(tzinfo=zone))


@dataclass(frozen=True, slots=True)
class _Rule:
    """One RRULE, by its parts."""

    parts: dict[str, str]

    @property
    def distance(self) -> bool:
        return self.parts["FREQ"] in _DISTANCES and "BYHOUR" not in self.parts

    def times(self, at: datetime, after: datetime, zone: tzinfo, left_out: Set[datetime]) -> Iterator[datetime]:
        """The next times after ``after``, as UTC: a day of them, for a change of the clock puts them in disorder."""
        frame = timezone(at.astimezone(zone).utcoffset() or timedelta(0)) if self.distance else zone
        now, start = _wall(after, frame), _wall(at, frame)
        end: datetime | None = None
        for wall in self._from(start, now, frame, zone):
            if end is not None and wall > end:
                return
            if wall <= now - _DAY:
                continue
            instant = _instant(wall, frame)
            if instant > after.astimezone(UTC) and instant not in left_out:
                end = end or (wall if self.distance else wall + _DAY)
                yield instant

    def completed(self, wall: datetime, zone: tzinfo) -> str:
        """Its parts as text, with those it lacked."""
        parts = dict(self.parts)
        if not self.distance:
            if parts["FREQ"] not in _DISTANCES:
                parts.setdefault("BYHOUR", str(wall.hour))
            if parts["FREQ"] not in ("SECONDLY", "MINUTELY"):
                parts.setdefault("BYMINUTE", str(wall.minute))
        if "COUNT" in parts:
            frame = timezone(wall.utcoffset() or timedelta(0)) if self.distance else zone
            last = list(self._made(_wall(wall, frame), None))[-1:]
            del parts["COUNT"]
            parts["UNTIL"] = f"{_instant(last[0] if last else _wall(wall, frame), frame):{_FORM}}Z"
        return _text(parts)

    def _from(self, start: datetime, now: datetime, frame: tzinfo, zone: tzinfo) -> Iterator[datetime]:
        """Its times of the wall, from shortly before ``now``."""
        until = self._until(frame, zone)
        if "COUNT" in self.parts:
            return iter(self._made(start, until))
        step = _STEPS.get(self.parts["FREQ"])
        if step is not None and (behind := now - 2 * _DAY - start) > timedelta(0):
            step *= int(self.parts.get("INTERVAL", 1))
            start += behind // step * step
        horizon = max(start, now) + _HORIZON
        return iter(self._made(start, horizon if until is None else min(until, horizon)))

    def _made(self, start: datetime, until: datetime | None) -> rrule:
        from dateutil.rrule import rrule, rrulestr

        parts = {name: value for name, value in self.parts.items() if name != "UNTIL"}
        if until is not None and "COUNT" not in parts:
            parts["UNTIL"] = until.strftime(_FORM)
        rule = rrulestr(_text(parts), dtstart=start)
        assert isinstance(rule, rrule)
        return rule

    def _until(self, frame: tzinfo, zone: tzinfo) -> datetime | None:
        """Its end on the wall of ``frame``; a mere day ends with its last second."""
        said = self.parts.get("UNTIL")
        if said is None:
            return None
        end = _moment(said)
        if isinstance(end, datetime):
            return _wall(_instant(end, zone), frame)
        return _wall(_instant(datetime(end.year, end.month, end.day, 23, 59, 59), zone), frame)


@dataclass(frozen=True, slots=True)
class _Recurrence:
    rules: Sequence[_Rule]
    exceptions: Sequence[datetime]


def _read(recurrence: str) -> _Recurrence:
    rules: list[_Rule] = []
    exceptions: list[datetime] = []
    for line in recurrence.split("\n"):
        match _kind(line):
            case "RRULE":
                rules.append(_read_rule(_value(line)))
            case "EXDATE":
                exceptions += [_time(each) for each in _value(line).split(",")]
            case kind:
                raise ValueError(f"{kind}: a recurrence is RRULE and EXDATE lines, found {line!r:.60}")
    if not rules:
        raise ValueError(f"{recurrence!r:.60}: a recurrence needs a rule, as FREQ=DAILY")
    return _Recurrence(rules, exceptions)


def _read_rule(text: str) -> _Rule:
    pairs = [part.partition("=") for part in text.upper().strip().split(";")]
    rule = _Rule({name: value for name, _, value in pairs})
    if "FREQ" not in rule.parts:
        raise ValueError(f"{text!r:.60}: a rule says how often, as FREQ=DAILY")
    if "UNTIL" in rule.parts:
        _moment(rule.parts["UNTIL"])
    if int(rule.parts.get("INTERVAL", 1)) < 1 or not 1 <= int(rule.parts.get("COUNT", 1)) <= _MOST:
        raise ValueError(f"{text!r:.60}: INTERVAL counts from 1, COUNT from 1 to {_MOST}")
    rule._made(datetime(2026, 1, 1), None)
    return rule


def _text(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _kind(line: str) -> str:
    name, colon, _ = line.partition(":")
    return name.partition(";")[0].upper() if colon else "RRULE"


def _value(line: str) -> str:
    return line.partition(":")[2] if ":" in line else line


def _moment(text: str) -> datetime | date:
    """A date, or a time: aware when it ends in Z, else of the wall."""
    if "T" not in text:
        return datetime.strptime(text, "%Y%m%d").date()
    return _time(text)


def _time(text: str) -> datetime:
    time = datetime.strptime(text.strip().removesuffix("Z"), _FORM)
    return time.replace(tzinfo=UTC) if text.strip().endswith("Z") else time


def _wall(moment: datetime, frame: tzinfo) -> datetime:
    return moment.astimezone(frame).replace(tzinfo=None, fold=0)


def _instant(wall: datetime, frame: tzinfo) -> datetime:
    """The UTC of a time on the wall: left out by a change, as much later; repeated, the first (RFC 5545, 3.3.5)."""
    from dateutil.tz import resolve_imaginary

    if wall.tzinfo is not None:
        return wall.astimezone(UTC)
    return resolve_imaginary(wall.replace(tzinfo=frame)).astimezone(UTC)
