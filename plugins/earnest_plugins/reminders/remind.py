"""Reminders: set, told, moved and cancelled."""

from __future__ import annotations

import re
from datetime import datetime

from earnest import Due, Moment, Reply, Skills, Talk, Unanswered, changes
from earnest_plugins.reminders.kept import (
    REMINDER,
    Ring,
    called,
    choose,
    keep,
    kept,
    name_of,
    other_half,
    when_of,
    yours,
)

_TOLD = 4
"""More reminders than this are too many to take in by ear."""


def offer(skills: Skills) -> None:
    """What people say about reminders."""
    for skill in (remind, list_reminders, move_reminder, cancel_reminder):
        skills.add(skill)


@changes("passing")
async def remind(talk: Talk, task: str | None = None, when: Moment | None = None) -> Reply:
    """Remind you of something."""
    try:
        task = task or await talk.ask(talk.words("asks_what"))
        if when is None:
            reading = Moment.within(task, talk.now, talk.language)
            when, task = reading.moment, reading.rest
        task = yours(talk, _bare(talk, task) or await talk.ask(talk.words("asks_about_what")))
        moment = when or await talk.ask(talk.words("asks_when"), expecting=Moment)
    except Unanswered:
        return talk.reply("no_rush")
    keep(talk, moment, Ring(REMINDER, task))
    return talk.reply("set_gently" if talk.emotion.seems("sad", "tired") else "set", when=moment, task=task)


@changes("nothing")
async def list_reminders(talk: Talk, task: str | None = None) -> Reply:
    """Tell you what I am to remind you of."""
    reminders = kept(talk, REMINDER)
    if task is not None and reminders:
        reminders = called(talk, reminders, task)
        if not reminders:
            return _none_such(talk, task)
    if not reminders:
        return talk.reply("no_reminders")
    told = "; ".join(talk.words("told", name=name_of(due), when=when_of(talk, due)) for due in reminders[:_TOLD])
    more = len(reminders) - _TOLD
    if more > 0:
        return talk.reply("reminders_and_more", all=len(reminders), told=told, more=more)
    return talk.reply("reminders", count=len(reminders), told=told)


@changes("passing")
async def move_reminder(talk: Talk, task: str | None = None, when: Moment | None = None) -> Reply:
    """Move a reminder to another time."""
    try:
        due = await _meant(talk, task, "move")
        if due is None:
            return _none_such(talk, task)
        moment = when or await talk.ask(talk.words("asks_to_when"), expecting=Moment)
    except Unanswered:
        return talk.reply("not_moved")
    moment = _moved(talk, due, moment)
    talk.cancel(due)
    keep(talk, moment, Ring(REMINDER, name_of(due)))
    return talk.reply("moved", when=moment, task=name_of(due))


@changes("lasting")
async def cancel_reminder(talk: Talk, task: str | None = None) -> Reply:
    """Cancel a reminder."""
    reminders = kept(talk, REMINDER)
    try:
        every = any(word in talk.text.lower() for word in talk.cues("all_reminders"))
        if task is None and len(reminders) > 1 and every:
            if not await talk.ask(talk.words("asks_cancel_all", count=len(reminders)), expecting=bool):
                return talk.reply("all_stay")
            for due in reminders:
                talk.cancel(due)
            return talk.reply("all_cancelled")
        meant = await _meant(talk, task, "cancel")
    except Unanswered:
        return talk.reply("not_cancelled")
    if meant is None:
        return _none_such(talk, task)
    talk.cancel(meant)
    return talk.reply("cancelled", task=name_of(meant))


def _moved(talk: Talk, due: Due, when: Moment) -> Moment:
    """Where to: near the old time if the words leave it open, and again and again if it was so before."""
    other = other_half(talk, when)
    if other and abs(_hour(other.at) - _hour(due.at)) < abs(_hour(when.at) - _hour(due.at)):
        when = other
    if due.recurrence is None or when.recurrence:
        return when
    often = str(when_of(talk, due))
    for at in talk.cues("at"):
        often = often.rsplit(f" {at} ", 1)[0]
    again = talk.words("again_at", often=often, clock=f"{when.at:%H:%M}")
    return Moment.hear(again, talk.now, talk.language) or when


def _hour(at: datetime) -> float:
    return at.hour + at.minute / 60


async def _meant(talk: Talk, task: str | None, verb: str) -> Due | None:
    """The reminder that somebody means; None when there is no such. Raises Unanswered."""
    reminders = kept(talk, REMINDER)
    fitting = called(talk, reminders, task) if task else reminders
    return await choose(talk, fitting, verb) if fitting else None


def _none_such(talk: Talk, task: str | None) -> Reply:
    if not kept(talk, REMINDER):
        return talk.reply("no_reminders")
    return talk.reply("no_such_reminder", task=yours(talk, task) if task else talk.words("that"))


def _bare(talk: Talk, task: str) -> str:
    """The task without what led to it: "me to call mum" is "call mum"."""
    leads, trails = ("|".join(map(re.escape, talk.cues(name))) for name in ("leads", "trails"))
    return re.sub(rf"^(?:(?:{leads}) )+|[.?!,]+$|(?: (?:{trails}))+$", "", task.strip())
