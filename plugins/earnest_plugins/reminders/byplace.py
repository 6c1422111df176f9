"""By place or measure, or all: "cancel the later one", "move the first one to Monday", "cancel both of them"."""

from __future__ import annotations

from collections.abc import Sequence

from earnest import Due, Moment, Reply, Skills, Talk, Unanswered, changes
from earnest_plugins.reminders.byname import moved, told
from earnest_plugins.reminders.kept import ALARM, REMINDER, TIMER, Ring, keep, name_of, told_to
from earnest_plugins.reminders.meant import chosen, is_called
from earnest_plugins.reminders.ranking import named_kind, pool, ranked
from earnest_plugins.reminders.timers import make_as_long


def offer(skills: Skills) -> None:
    """What people say of one of several things kept, or of all, without a name."""
    for skill in (cancel_ranked, cancel_these, move_ranked):
        skills.add(skill)


_NONE = {ALARM: "no_alarm", TIMER: "no_timer", REMINDER: "no_reminders"}
"""What is said where nothing of a kind is kept."""


@changes("lasting")
async def cancel_ranked(talk: Talk, rank: str) -> Reply:
    """Cancel one of several."""
    try:
        found = await _one(talk, rank, "cancel")
    except Unanswered:
        found = []
    if not found:
        return _nothing(talk)
    return _cancelled(talk, found)


@changes("lasting")
async def cancel_these(talk: Talk, name: str = "", rank: str = "") -> Reply:
    """Cancel several."""
    there = pool(talk)
    there = there if len(there) > 1 else told_to(talk)
    stays = [due for due in there if name and is_called(talk, due, name)]
    stays = ranked(talk, there, rank) if rank else stays
    if (name or rank) and len(stays) != 1:
        return talk.reply("not_cancelled")
    found = [due for due in there if due not in stays]
    plain = len({due.slots.get("kind") for due in found}) < 2
    try:
        if not plain and not await talk.ask(talk.words("asks_cancel_these", these=_told(talk, found)), expecting=bool):
            found = []
    except Unanswered:
        found = []
    return _cancelled(talk, found) if found else _nothing(talk)


@changes("passing")
async def move_ranked(talk: Talk, rank: str, when: Moment) -> Reply:
    """Move one of several."""
    try:
        found = await _one(talk, rank, "move")
        timers = [due for due in found if due.slots.get("kind") == TIMER]
        if timers and "ahead" in when.named:
            return talk.reply("extended", length=make_as_long(talk, timers[0], when.at - talk.now))
        to = [] if timers else [await moved(talk, due, when) for due in found]
    except Unanswered:
        return talk.reply("not_moved")
    if not to:
        return _nothing(talk)
    for due, moment in zip(found, to, strict=True):
        talk.cancel(due)
        keep(talk, moment, Ring.of(due))
    if found[-1].slots.get("kind") == ALARM:
        return talk.reply("alarm_moved", when=to[-1])
    return talk.reply("moved", when=to[-1], task=[name_of(due) for due in found])


async def _one(talk: Talk, rank: str, verb: str) -> list[Due]:
    """The one that is meant, asked for where it is not plain. Raises Unanswered."""
    there = pool(talk, rank)
    fitting = ranked(talk, there, rank)
    if len(there) > 1 and len(fitting) == 1:
        return fitting
    every = there if there or named_kind(talk) else told_to(talk)
    if len(every) != 1:
        return await chosen(talk, every, verb)
    asked = talk.words(f"asks_{verb}_named", name=told(talk, every[0]))
    return every if await talk.ask(asked, expecting=bool) else []


def _cancelled(talk: Talk, found: Sequence[Due]) -> Reply:
    for due in found:
        talk.cancel(due)
    return talk.reply("named_off", names=_told(talk, found))


def _told(talk: Talk, dues: Sequence[Due]) -> list[str]:
    return [told(talk, due) for due in dues]


def _nothing(talk: Talk) -> Reply:
    """Nothing was done: there is none of the kind that was named, or it was not said which."""
    kind = named_kind(talk)
    if kind and not pool(talk):
        return talk.reply(_NONE[kind])
    return talk.reply("not_cancelled" if told_to(talk) else "nothing_set")
