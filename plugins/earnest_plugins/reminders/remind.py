"""Reminders: set, told, moved and cancelled."""

from __future__ import annotations

import re

from earnest import Moment, Reply, Skills, Talk, Unanswered, changes
from earnest_plugins.reminders.kept import REMINDER, Ring, in_step, is_title, keep, kept, name_of, when_of, yours
from earnest_plugins.reminders.meant import Wanted, all_but, is_all, meant

_TOLD = 4
"""More reminders than this are too many to take in by ear."""


def offer(skills: Skills) -> None:
    """What people say about reminders."""
    for skill in (remind, titled_reminder, remind_other, list_reminders, move_reminder, cancel_reminder):
        skills.add(skill)


@changes("passing")
async def remind(talk: Talk, task: str = "", when: Moment | None = None) -> Reply:
    """Remind you of something."""
    try:
        if when is None or not task:
            task, when = await _both(talk, task, when)
        what = yours(talk, _bare(talk, task) or await talk.ask(talk.words("asks_about_what")))
        moment = in_step(talk, when) if when else await talk.ask(talk.words("asks_when"), expecting=Moment)
    except Unanswered:
        return talk.reply("no_rush")
    keep(talk, moment, Ring(REMINDER, what, urgent=_is_urgent(talk, what)))
    return talk.reply("set_gently" if talk.emotion.seems("sad", "tired") else "set", when=moment, task=what)


@changes("passing")
async def titled_reminder(talk: Talk, title: str, when: Moment) -> Reply:
    """Remind you of something that has a title."""
    sure = await is_title(talk, title, when, "asks_titled")
    return await remind(talk, title, when) if sure else talk.reply("no_rush")


@changes("passing")
async def remind_other(talk: Talk, who: str, task: str, when: Moment | None = None) -> Reply:
    """Say here what somebody else is to be reminded of."""
    try:
        if not await talk.ask(talk.words("asks_aloud", who=who), expecting=bool):
            return talk.reply("no_rush")
    except Unanswered:
        return talk.reply("no_rush")
    return await remind(talk, f"{who}, {task}", when)


@changes("nothing")
async def list_reminders(talk: Talk, task: str = "", when: Moment | None = None) -> Reply:
    """Tell you what I am to remind you of."""
    wanted = Wanted(task, when=when)
    reminders = [due for due in kept(talk, REMINDER) if wanted.fits(talk, due)]
    if not reminders:
        return _none_such(talk, wanted)
    told = "; ".join(talk.words("told", name=name_of(due), when=when_of(talk, due)) for due in reminders[:_TOLD])
    more = len(reminders) - _TOLD
    if more > 0:
        return talk.reply("reminders_and_more", all=len(reminders), told=told, more=more)
    return talk.reply("reminders", count=len(reminders), told=told)


@changes("passing")
async def move_reminder(talk: Talk, task: str = "", when: Moment | None = None, old: Moment | None = None) -> Reply:
    """Move a reminder to another time."""
    wanted = Wanted(task, when=old)
    try:
        found = await meant(talk, REMINDER, wanted, "move")
        if not found:
            return _none_such(talk, wanted)
        to = when or await talk.ask(talk.words("asks_to_when"), expecting=Moment)
    except Unanswered:
        return talk.reply("not_moved")
    for due in found:
        moment = when_of(talk, due).amended(to, talk.now)
        talk.cancel(due)
        keep(talk, moment, Ring.of(due))
    return talk.reply("moved", when=moment, task=[name_of(due) for due in found])


@changes("lasting")
async def cancel_reminder(talk: Talk, task: str = "", when: Moment | None = None, spared: str = "") -> Reply:
    """Cancel a reminder."""
    wanted = Wanted(spared or task, when=when)
    try:
        found = all_but(talk, REMINDER, wanted) or [] if spared else await meant(talk, REMINDER, wanted, "cancel")
        bulk = len(found) > 1 and (is_all(talk, REMINDER) or bool(spared))
        if bulk and not await talk.ask(talk.words("asks_cancel_all", count=len(found)), expecting=bool):
            return talk.reply("all_stay")
    except Unanswered:
        return talk.reply("not_cancelled")
    if not found:
        fitting = [due for due in kept(talk, REMINDER) if wanted.fits(talk, due)]
        return talk.reply("not_cancelled") if fitting else _none_such(talk, wanted)
    for due in found:
        talk.cancel(due)
    if len(found) > 1 and not kept(talk, REMINDER):
        return talk.reply("all_cancelled")
    return talk.reply("cancelled", task=[name_of(due) for due in found])


async def _both(talk: Talk, task: str, when: Moment | None) -> tuple[str, Moment | None]:
    """The task, and its time when one was said with it. Raises Unanswered."""
    said = task or await talk.ask(talk.words("asks_what"))
    reading = Moment.within(said, talk.now, talk.language)
    if when is not None or reading.moment is None:
        return said, when
    if reading.doubts and not await talk.ask(talk.words("asks_without", left=list(reading.doubts)), expecting=bool):
        raise Unanswered
    return reading.rest, reading.moment


def _is_urgent(talk: Talk, task: str) -> bool:
    """Whether the reminder itself was called urgent, not something in its task."""
    before, _, _ = talk.text.lower().partition(task.lower())
    return any(word.strip(".,!?") in talk.cues("urgent") for word in before.split())


def _none_such(talk: Talk, wanted: Wanted) -> Reply:
    """There is none like that; what there is instead."""
    reminders = kept(talk, REMINDER)
    if not reminders:
        return talk.reply("no_reminders")
    there = [talk.words("told", name=name_of(due), when=when_of(talk, due)) for due in reminders[:_TOLD]]
    if not wanted.name:
        return talk.reply("no_reminder_then", there=there)
    return talk.reply("no_such_reminder", task=yours(talk, wanted.name), there=there)


def _bare(talk: Talk, task: str) -> str:
    """The task without what led to it: "me to call mum" is "call mum"."""
    leads, trails = ("|".join(map(re.escape, talk.cues(name))) for name in ("leads", "trails"))
    bare = re.sub(rf"[.?!,]+$|(?: (?:{trails}))+$", "", task.strip(), flags=re.IGNORECASE).strip()
    return re.sub(rf"^(?:(?:{leads})(?: |$))+", "", bare, flags=re.IGNORECASE).strip()
