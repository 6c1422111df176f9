"""Which of several is "the first", "the shorter", "the later", "the other": by place, by measure, by what was told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from earnest import Due, Talk
from earnest_plugins.reminders.kept import ALARM, REMINDER, TIMER, kept, length_of, name_of, told_to, when_of

_OF_TWO = ("shorter", "longer", "earlier", "later")
"""Of three, nobody can tell which is "the later one"."""
_LEAST = ("shorter", "shortest", "earlier", "earliest", "oldest")
_BY_LENGTH = ("shorter", "shortest", "longer", "longest")
_BY_ORDER = ("oldest", "newest")


def ranked(talk: Talk, there: Sequence[Due], rank: str) -> list[Due]:
    """Those of ``there``, soonest first, that ``rank`` (a meaning in the sheet's ``rank``) may mean: one, or all.

    Where two measures disagree, what was set for longer but ends sooner, it may be any.
    """
    if len(there) < 2:
        return list(there)
    if _is_place(rank):
        ordered = _as_set(there) if _says(talk, "as_set") else list(there)
        return [ordered[int(rank)]] if -len(ordered) <= int(rank) < len(ordered) else list(there)
    if rank == "other":
        others = [due for due in there if not is_told(talk, due, _last(talk))]
        return others if len(others) == 1 else list(there)
    if rank in _OF_TWO and len(there) > 2:
        return list(there)
    ends = {_end(there, by, least=rank in _LEAST) for by in _measures(there, rank)}
    return [due for due in there if due.id in ends] if len(ends) == 1 else list(there)


def pool(talk: Talk, rank: str = "") -> list[Due]:
    """Those among which somebody who names no kind chooses, soonest first; none where that is not plain.

    The kind that was said, else timers for a length, else what was just told, else the only kind of which there are
    several.
    """
    kind = named_kind(talk) or (TIMER if rank in _BY_LENGTH else "")
    if kind:
        return kept(talk, kind)
    if told := told_last(talk):
        return told
    groups = [there for kind in (TIMER, ALARM, REMINDER) if len(there := kept(talk, kind)) > 1]
    return groups[0] if len(groups) == 1 and (not _is_place(rank) or _says(talk, "as_set", "as_due")) else []


def named_kind(talk: Talk) -> str:
    """The kind of thing that was said: "alarm"; empty where none was."""
    said = talk.text.lower().split()
    return next((str(kind) for word, kind in talk.choices("kinds").items() if word in said), "")


def told_last(talk: Talk) -> list[Due]:
    """Those that the house told last, soonest first; none where it told of two kinds, or not of all."""
    told = [due for due in told_to(talk) if is_told(talk, due, _last(talk))]
    kinds = {str(due.slots.get("kind")) for due in told}
    return told if len(kinds) == 1 and told == kept(talk, kinds.pop()) else []


def is_told(talk: Talk, due: Due, said: str) -> bool:
    """Whether a reply spoke of it."""
    if due.slots.get("kind") == TIMER:
        called = [name for name in (name_of(due), talk.words("left", length=due.at - talk.now)) if name]
        return any(name.lower() in said for name in called)
    return str(when_of(talk, due)).lower() in said


def _last(talk: Talk) -> str:
    return str(talk.house("last_reply") or "").lower()


def _is_place(rank: str) -> bool:
    return rank.lstrip("-").isdigit()


def _says(talk: Talk, *cues: str) -> bool:
    """Whether it is said by what is counted: "the last one *I set*", "the one that *finishes* first"."""
    return any(said in talk.text.lower() for cue in cues for said in talk.cues(cue))


def _as_set(there: Sequence[Due]) -> list[Due]:
    return sorted(there, key=lambda due: due.id or 0)


def _measures(there: Sequence[Due], rank: str) -> list[Callable[[Due], float]]:
    if rank in _BY_ORDER:
        return [lambda due: float(due.id or 0)]
    if rank in _BY_LENGTH:
        lengths = {due.id: length for due in there if (length := length_of(due)) is not None}
        by_length: list[Callable[[Due], float]] = [lambda due: lengths[due.id].total_seconds()]
        return [lambda due: due.at.timestamp(), *(by_length if len(lengths) == len(there) else [])]
    if any(due.recurrence for due in there):
        return [lambda due: due.at.timestamp(), lambda due: _clock(due.at)]
    return [lambda due: due.at.timestamp()]


def _clock(at: datetime) -> float:
    return at.hour * 60.0 + at.minute


def _end(there: Sequence[Due], by: Callable[[Due], float], *, least: bool) -> int | None:
    """The one at the end; None where two are alike."""
    ordered = sorted(there, key=by, reverse=not least)
    return ordered[0].id if by(ordered[0]) != by(ordered[1]) else None
