"""Timers: several at once, by name."""

from __future__ import annotations

from datetime import timedelta

from earnest import Due, Reply, Skills, Talk, Unanswered, changes
from earnest_plugins.reminders.kept import TIMER, Ring, called, choose, keep, kept, name_of


def offer(skills: Skills) -> None:
    """What people say about timers."""
    for skill in (set_timer, check_timers, cancel_timer, extend_timer):
        skills.add(skill)


@changes("passing")
async def set_timer(talk: Talk, length: timedelta | None = None, name: str = "") -> Reply:
    """Set a timer."""
    if length is None:
        try:
            length = await talk.ask(talk.words("asks_length"), expecting=timedelta)
        except Unanswered:
            return talk.reply("no_timer_then")
    for_name = "" if name in talk.cues("plain_timers") else _bare(talk, name)
    taken = {name_of(due) for due in kept(talk, TIMER)}
    title = for_name if for_name or "" not in taken else talk.words("length", length=length)
    keep(talk, length, Ring(TIMER, title))
    if for_name:
        return talk.reply("started_named", length=length, name=for_name)
    return talk.reply("started", length=length)


@changes("nothing")
async def check_timers(talk: Talk, name: str | None = None) -> Reply:
    """Tell you how long a timer still runs."""
    timers = _fitting(talk, name)
    if not timers:
        return _none_such(talk, name)
    return talk.reply("time_left", left=[_left(talk, due, len(timers)) for due in timers])


@changes("lasting")
async def cancel_timer(talk: Talk, name: str | None = None) -> Reply:
    """Stop a timer."""
    timers = _fitting(talk, name)
    if not timers:
        return _none_such(talk, name)
    words = talk.text.lower().split()
    if any(word in words for word in talk.cues("all_timers")):
        meant = timers
    else:
        try:
            meant = [await choose(talk, timers, "stop")]
        except Unanswered:
            return talk.reply("timers_run")
    for due in meant:
        talk.cancel(due)
    if len(meant) > 1:
        return talk.reply("timers_off")
    name = name_of(meant[0])
    return talk.reply("timer_off_named", name=name) if name else talk.reply("timer_off")


@changes("passing")
async def extend_timer(talk: Talk, length: timedelta, name: str | None = None) -> Reply:
    """Give a timer more time."""
    timers = _fitting(talk, name)
    if not timers:
        return _none_such(talk, name)
    try:
        due = await choose(talk, timers, "extend")
    except Unanswered:
        return talk.reply("timers_stay")
    talk.cancel(due)
    longer = keep(talk, due.at - talk.now + length, Ring(TIMER, name_of(due)))
    return talk.reply("extended", length=longer.at - talk.now)


def _fitting(talk: Talk, name: str | None) -> list[Due]:
    timers = kept(talk, TIMER)
    return called(talk, timers, name) if name else timers


def _left(talk: Talk, due: Due, count: int) -> str:
    """How long it still runs, and which it is where there are several."""
    left = due.at - talk.now
    if name := name_of(due):
        return talk.words("left_named", length=left, name=name)
    return talk.words("left_other" if count > 1 else "left", length=left)


def _bare(talk: Talk, name: str) -> str:
    """A name without the word for a timer behind it."""
    for word in talk.cues("timer"):
        name = name.removesuffix(f" {word}")
    return name


def _none_such(talk: Talk, name: str | None) -> Reply:
    return talk.reply("no_timer_named", name=name) if name else talk.reply("no_timer")
