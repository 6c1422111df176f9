"""The moments of a sentence, one beside the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from earnest.spoken.en.moments.coming import Here
from earnest.spoken.en.moments.dates import Unknown, days
from earnest.spoken.en.moments.finding import Span
from earnest.spoken.en.moments.pieces import Dates, Day, Impossible, Weekday
from earnest.spoken.en.moments.said import Said
from earnest.spoken.moment import Moment


@dataclass
class Group:
    """One moment of a sentence, as far as it has been gathered."""

    said: Said = field(default_factory=Said)
    spans: list[Span] = field(default_factory=list)


def split(groups: Sequence[Group], here: Here) -> list[Group]:
    """One group for each time of something that comes once, with the day that was said for the first."""
    found: list[Group] = []
    for group in [each for whole in groups for each in _by_day(whole, here)]:
        said = group.said
        if found and said.day is None and said.every is None and said.ahead is None:
            said = replace(said, day=found[0].said.day, every=found[0].said.every, part=said.part or found[0].said.part)
        single = said.every is None and said.lasting is None and said.vague is None
        for clock in said.clocks if single and said.clocks else (None,):
            found.append(Group(replace(said, clocks=(clock,)) if clock else said, group.spans))
    return found


def _by_day(group: Group, here: Here) -> list[Group]:
    """One for each of its days, where it has several: "on monday and wednesday"; a weekday comes after those before."""
    day = group.said.day
    if not isinstance(day, Dates) or group.said.every is not None:
        return [group]
    found: list[Day] = []
    for each in day.days:
        if found and isinstance(each, Weekday) and _is_behind(each, found[-1], here):
            each = replace(each, later=each.later + 1)
        found.append(each)
    return [Group(replace(group.said, day=each), group.spans) for each in found]


def _is_behind(day: Day, last: Day, here: Here) -> bool:
    with suppress(Impossible, Unknown):
        first, second = (days(each, here.now.date(), here.country)[0] for each in (day, last))
        return first <= second
    return False


def other_days(told: Iterable[Span], said: Said, moment: Moment | None, here: Here) -> list[Span]:
    """Days on which something else is, which may be meant for a request that names none: "we fly *on friday*"."""
    if moment is None or said.day or said.week or said.month or said.every or (said.ahead and not said.clocks):
        return []
    found = []
    for span in told:
        for piece in span.pieces:
            with suppress(Impossible, Unknown):
                named = days(piece, here.now.date(), here.country)[0] if isinstance(piece, Day) else moment.at.date()
                halves = (moment.at, moment.other.at) if moment.other else (moment.at,)
                found += [span] if named not in [at.date() for at in halves] else []
    return found
