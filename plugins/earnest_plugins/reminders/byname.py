"""By name alone: "cancel the gravy", "how long on the ramen", "move the vet to six", whatever kind of thing it is."""

from __future__ import annotations

import re

from earnest import Due, Moment, Reply, Skills, Talk, Unanswered, changes
from earnest_plugins.reminders.alarms import waking
from earnest_plugins.reminders.kept import ALARM, REMINDER, TIMER, Ring, keep, kept, name_of, told_to, when_of
from earnest_plugins.reminders.meant import chosen, in_a_row, is_called, label
from earnest_plugins.reminders.timers import drop_paused, left


def offer(skills: Skills) -> None:
    """What people say of what is kept, without saying what it is."""
    for skill in (cancel_named, cancel_placed, check_named, move_named):
        skills.add(skill)


_NONE = {ALARM: "no_alarm", TIMER: "no_timer", REMINDER: "no_reminders"}
"""What is said where nothing of a kind is kept."""


@changes("lasting")
async def cancel_named(talk: Talk, name: str) -> Reply:
    """Cancel what goes by a name."""
    several = in_a_row(talk, talk.due, name)
    try:
        found = several or await chosen(talk, _called(talk, name), "cancel")
        if not several and len(found) == 1 and not _is_plain(talk, name, found[0]):
            question = talk.words("asks_cancel_named", name=_told(talk, found[0]))
            found = found if await talk.ask(question, expecting=bool) else []
    except Unanswered:
        found = []
    if not found:
        return talk.reply("timer_off_named", name=name) if drop_paused(talk, name) else talk.reply("not_cancelled")
    for due in found:
        talk.cancel(due)
    return talk.reply("named_off", names=[_told(talk, due) for due in found])


@changes("lasting")
async def cancel_placed(talk: Talk, position: int) -> Reply:
    """Cancel one by its place among those of its kind, or among those just told."""
    kinds = [kind for word, kind in talk.choices("kinds").items() if word in talk.text.lower().split()]
    there = kept(talk, kinds[0]) if kinds else _told_last(talk)
    every = there if kinds else told_to(talk)
    if not every:
        return talk.reply(_NONE[kinds[0]] if kinds else "nothing_set")
    plain = bool(there) and -len(there) <= position < len(there)
    try:
        found = [there[position]] if plain else await chosen(talk, every, "cancel")
        question = talk.words("asks_cancel_named", name=_told(talk, every[0]))
        if not plain and len(every) == 1 and not await talk.ask(question, expecting=bool):
            found = []
    except Unanswered:
        found = []
    for due in found:
        talk.cancel(due)
    return talk.reply("named_off", names=[_told(talk, due) for due in found]) if found else talk.reply("not_cancelled")


@changes("nothing")
async def check_named(talk: Talk, name: str) -> Reply:
    """Tell you when what goes by a name is due."""
    found = _called(talk, name)
    timers = [due for due in found if due.slots.get("kind") == TIMER]
    if timers:
        return talk.reply("time_left", left=[left(talk, due, len(timers)) for due in timers])
    if not found:
        return talk.reply("stands_still", name=name)
    return talk.reply("coming", told=[talk.words("told", name=name_of(due), when=when_of(talk, due)) for due in found])


@changes("passing")
async def move_named(talk: Talk, name: str, when: Moment) -> Reply:
    """Move what goes by a name to another time."""
    try:
        found = await chosen(talk, [due for due in _called(talk, name) if due.slots.get("kind") != TIMER], "move")
        moved = {due.id: await _moved(talk, due, when) for due in found}
    except Unanswered:
        return talk.reply("not_moved")
    if not moved:
        return talk.reply("not_moved")
    for due in found:
        talk.cancel(due)
        keep(talk, moved[due.id], Ring.of(due))
    return talk.reply("moved", when=moved[found[-1].id], task=[name_of(due) for due in found])


async def _moved(talk: Talk, due: Due, to: Moment) -> Moment:
    """When it comes then. Raises Unanswered."""
    moment = when_of(talk, due).amended(to, talk.now)
    return await waking(talk, moment) if due.slots.get("kind") == ALARM else moment


def _called(talk: Talk, name: str) -> list[Due]:
    return [due for due in talk.due if is_called(talk, due, name)]


def _told_last(talk: Talk) -> list[Due]:
    """Those that the house told last, soonest first; none where it told of two kinds, or not of all."""
    last = str(talk.house("last_reply") or "").lower()
    told = [due for due in told_to(talk) if _is_told(talk, due, last)]
    kinds = {str(due.slots.get("kind")) for due in told}
    return told if len(kinds) == 1 and told == kept(talk, kinds.pop()) else []


def _is_told(talk: Talk, due: Due, said: str) -> bool:
    if due.slots.get("kind") == TIMER:
        return (name_of(due) or talk.words("left", length=due.at - talk.now)).lower() in said
    return str(when_of(talk, due)).lower() in said


def _is_plain(talk: Talk, name: str, due: Due) -> bool:
    """Whether it can be nothing else: its whole name was said, or that it is one of several things."""
    whole = is_called(talk, Due(talk.plugin, talk.now, slots={"name": name}), name_of(due))
    return whole or not talk.cues("one_of_several").keys().isdisjoint(re.findall(r"\w+", talk.text.lower()))


def _told(talk: Talk, due: Due) -> str:
    """What it is, with its name."""
    kind = due.slots.get("kind")
    if kind == ALARM and not name_of(due):
        return talk.words("the_alarm_then", when=when_of(talk, due))
    return label(talk, due) if kind == TIMER else talk.words(f"the_{kind}_named", name=name_of(due))
