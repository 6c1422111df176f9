"""By name alone: "cancel the gravy", "how long on the ramen", "move the vet to six", whatever kind of thing it is."""

from __future__ import annotations

import re

from earnest import Due, Moment, Reply, Skills, Talk, Unanswered, changes
from earnest_plugins.reminders.alarms import waking
from earnest_plugins.reminders.kept import ALARM, TIMER, Ring, keep, name_of, when_of
from earnest_plugins.reminders.meant import chosen, in_a_row, is_called, label
from earnest_plugins.reminders.ranking import pool, ranked
from earnest_plugins.reminders.timers import drop_paused, left


def offer(skills: Skills) -> None:
    """What people say of what is kept, without saying what it is."""
    for skill in (cancel_named, check_named, move_named):
        skills.add(skill)


@changes("lasting")
async def cancel_named(talk: Talk, name: str) -> Reply:
    """Cancel what goes by a name."""
    several = in_a_row(talk, talk.due, name)
    try:
        found = several or await chosen(talk, _called(talk, name), "cancel")
        if not several and len(found) == 1 and not _is_plain(talk, name, found[0]):
            question = talk.words("asks_cancel_named", name=told(talk, found[0]))
            found = found if await talk.ask(question, expecting=bool) else []
    except Unanswered:
        found = []
    if not found:
        return talk.reply("timer_off_named", name=name) if drop_paused(talk, name) else talk.reply("not_cancelled")
    for due in found:
        talk.cancel(due)
    return talk.reply("named_off", names=[told(talk, due) for due in found])


@changes("nothing")
async def check_named(talk: Talk, name: str = "", rank: str = "") -> Reply:
    """Tell you when what goes by a name, or by its place, is due."""
    found = ranked(talk, pool(talk, rank), rank) if rank else _called(talk, name)
    timers = [due for due in found if due.slots.get("kind") == TIMER]
    if timers:
        return talk.reply("time_left", left=[left(talk, due, len(timers)) for due in timers])
    if not found:
        return talk.reply("stands_still", name=name) if name else talk.reply("nothing_set")
    return talk.reply("coming", told=[_coming(talk, due) for due in found])


def _coming(talk: Talk, due: Due) -> str:
    return talk.words("told", name=name_of(due), when=when_of(talk, due)) if name_of(due) else told(talk, due)


@changes("passing")
async def move_named(talk: Talk, name: str, when: Moment) -> Reply:
    """Move what goes by a name to another time."""
    try:
        found = await chosen(talk, [due for due in _called(talk, name) if due.slots.get("kind") != TIMER], "move")
        to = {due.id: await moved(talk, due, when) for due in found}
    except Unanswered:
        return talk.reply("not_moved")
    if not to:
        return talk.reply("not_moved")
    for due in found:
        talk.cancel(due)
        keep(talk, to[due.id], Ring.of(due))
    return talk.reply("moved", when=to[found[-1].id], task=[name_of(due) for due in found])


async def moved(talk: Talk, due: Due, to: Moment) -> Moment:
    """When it comes then. Raises Unanswered."""
    moment = when_of(talk, due).amended(to, talk.now)
    return await waking(talk, moment) if due.slots.get("kind") == ALARM else moment


def _called(talk: Talk, name: str) -> list[Due]:
    return [due for due in talk.due if is_called(talk, due, name)]


def _is_plain(talk: Talk, name: str, due: Due) -> bool:
    """Whether it can be nothing else: its whole name was said, or that it is one of several things."""
    whole = is_called(talk, Due(talk.plugin, talk.now, slots={"name": name}), name_of(due))
    return whole or not talk.cues("one_of_several").keys().isdisjoint(re.findall(r"\w+", talk.text.lower()))


def told(talk: Talk, due: Due) -> str:
    """What it is, with its name."""
    kind = due.slots.get("kind")
    if kind == ALARM and not name_of(due):
        return talk.words("the_alarm_then", when=when_of(talk, due))
    return label(talk, due) if kind == TIMER else talk.words(f"the_{kind}_named", name=name_of(due))
