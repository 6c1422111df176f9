"""Timers: several at once, by name or by length; longer, shorter, paused."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from earnest import Due, Moment, Reply, Skills, Talk, Unanswered, changes
from earnest_plugins.reminders.kept import TIMER, Ring, keep, kept, length_of, name_of
from earnest_plugins.reminders.meant import Wanted, all_but, is_called, label, meant

_NAME = 4
"""Words of a timer's name, at most."""
_LONG = timedelta(hours=8)
"""A timer that ends at a time is rarely as long; the time may be another one."""
_MOST_UNITS = 1000
"""Hours, minutes or seconds that a mere number may count; what is more was another number."""
_PAUSED = "paused"
"""The note that holds timers which stand still: what is left of each."""


def offer(skills: Skills) -> None:
    """What people say about timers."""
    for skill in (set_timer, check_timers, cancel_timer, extend_timer, shorten_timer, pause_timer, resume_timer):
        skills.add(skill)
    skills.add(set_timer_until)
    skills.add(change_timer)


@changes("passing")
async def set_timer(talk: Talk, length: timedelta | None = None, name: str = "") -> Reply:
    """Set a timer."""
    if length is None:
        try:
            length = await talk.ask(talk.words("asks_length"), expecting=timedelta)
        except Unanswered:
            return talk.reply("no_timer_then")
    named = _bare(talk, name)
    if _is_a_story(talk, named) and not await _sure(talk, talk.words("asks_named", length=length, name=named)):
        return talk.reply("no_timer_then")
    keep(talk, length, Ring(TIMER, named, length))
    return talk.reply("started_named", length=length, name=named) if named else talk.reply("started", length=length)


@changes("passing")
async def set_timer_until(talk: Talk, end: Moment, name: str = "") -> Reply:
    """Set a timer that ends at a time."""
    length = end.at - talk.now
    plain = not talk.cues("ends_at").keys().isdisjoint(re.findall(r"[^\W\d]+|:", talk.text.lower()))
    if (length > _LONG or not plain) and not await _sure(talk, talk.words("asks_long", length=length)):
        return talk.reply("no_timer_then")
    return await set_timer(talk, length, name)


@changes("passing")
async def change_timer(
    talk: Talk, length: timedelta | None = None, name: str = "", count: float | None = None, rank: str = ""
) -> Reply:
    """Make a timer as long as you say.

    A mere number (``count``) counts what the timer was set in.
    """
    try:
        changed = await meant(talk, TIMER, Wanted(name, rank=rank), "extend")
    except Unanswered:
        return talk.reply("timers_stay")
    if count is not None and not 0 < count <= _MOST_UNITS:
        try:
            length = await talk.ask(talk.words("asks_length"), expecting=timedelta)
        except Unanswered:
            return talk.reply("timers_stay")
    if not changed and length is not None and not kept(talk, TIMER):
        sure = await _sure(talk, talk.words("asks_instead", length=length))
        return await set_timer(talk, length, name) if sure else talk.reply("no_timer")
    if not changed:
        return _none_such(talk, Wanted(name))
    for due in changed:
        left = make_as_long(talk, due, length or _unit(length_of(due) or timedelta(minutes=1)) * (count or 1))
    return talk.reply("extended", length=left)


def make_as_long(talk: Talk, due: Due, whole: timedelta) -> timedelta:
    """Let a timer run as if it had been set for ``whole``; how long is left of that."""
    left = max(due.at - talk.now + whole - (length_of(due) or whole), timedelta(seconds=1))
    talk.cancel(due)
    keep(talk, left, Ring(TIMER, name_of(due), whole))
    return left


def _unit(length: timedelta) -> timedelta:
    """What it was counted in: whole hours, minutes or seconds."""
    units = (timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1))
    return next((unit for unit in units if not length % unit), units[-1])


@changes("nothing")
async def check_timers(talk: Talk, name: str = "", length: timedelta | None = None) -> Reply:
    """Tell you how long a timer still runs."""
    wanted = Wanted(name, length)
    timers = [due for due in kept(talk, TIMER) if wanted.fits(talk, due)]
    if not timers:
        return _none_such(talk, wanted)
    return talk.reply("time_left", left=[left(talk, due, len(timers)) for due in timers])


@changes("lasting")
async def cancel_timer(talk: Talk, name: str = "", length: timedelta | None = None, spared: str = "") -> Reply:
    """Stop a timer."""
    wanted = Wanted(spared or name, length)
    try:
        stopped = all_but(talk, TIMER, wanted) or [] if spared else await meant(talk, TIMER, wanted, "stop")
    except Unanswered:
        return talk.reply("timers_run")
    if not stopped:
        return talk.reply("timers_run") if _fitting(talk, name, length) else _none_such(talk, wanted)
    for due in stopped:
        talk.cancel(due)
    if spared:
        return talk.reply("timers_off_but", these=[label(talk, due) for due in kept(talk, TIMER)])
    if len(stopped) > 1:
        return talk.reply("timers_off")
    called = name_of(stopped[0])
    return talk.reply("timer_off_named", name=called) if called else talk.reply("timer_off")


@changes("passing")
async def extend_timer(
    talk: Talk, length: timedelta, name: str = "", run: timedelta | None = None, rank: str = ""
) -> Reply:
    """Give a timer more time."""
    return await _change(talk, Wanted(name, run, rank=rank), length)


@changes("passing")
async def shorten_timer(
    talk: Talk, length: timedelta, name: str = "", run: timedelta | None = None, rank: str = ""
) -> Reply:
    """Take time off a timer."""
    return await _change(talk, Wanted(name, run, rank=rank), -length)


@changes("passing")
async def pause_timer(talk: Talk, name: str = "", rank: str = "") -> Reply:
    """Let a timer stand still."""
    try:
        paused = await meant(talk, TIMER, Wanted(name, rank=rank), "pause")
    except Unanswered:
        return talk.reply("timers_run")
    if not paused:
        return _none_such(talk, Wanted(name))
    for due in paused:
        talk.cancel(due)
    kept_still = [_still(talk, due) for due in paused]
    _stand_still(talk, [*talk.notes.get(_PAUSED, []), *kept_still])
    return talk.reply("paused", left=[timedelta(seconds=each["left"]) for each in kept_still])


@changes("passing")
async def resume_timer(talk: Talk, name: str = "") -> Reply:
    """Let a timer run again."""
    still = list(talk.notes.get(_PAUSED, []))
    wanted = [each for each in still if not name or _is_named(talk, each["name"], name)]
    if not wanted:
        return talk.reply("nothing_paused")
    for each in wanted:
        length = timedelta(seconds=each["length"]) if each["length"] else None
        keep(talk, timedelta(seconds=each["left"]), Ring(TIMER, each["name"], length))
    _stand_still(talk, [each for each in still if each not in wanted])
    return talk.reply("resumed", left=[timedelta(seconds=each["left"]) for each in wanted])


def drop_paused(talk: Talk, name: str) -> bool:
    """Forget timers of that name that stand still; False when there is none."""
    still = talk.notes.get(_PAUSED, [])
    others = [each for each in still if not _is_named(talk, each["name"], name)]
    if len(others) < len(still):
        _stand_still(talk, others)
    return len(others) < len(still)


def _stand_still(talk: Talk, timers: list[dict[str, Any]]) -> None:
    """Keep what is left of these, and that they can be spoken of by name."""
    talk.notes[_PAUSED] = timers or None
    talk.keeps(each["name"] for each in timers if each["name"])


def _is_a_story(talk: Talk, name: str) -> bool:
    """Whether it is no name but a sentence: long, said of oneself, or with an article within: "hold the homework"."""
    words = name.lower().split()
    if words[:1] and words[0] in talk.cues("yours"):
        return True
    return len(words) > _NAME or any(word in talk.cues("plain_timers") for word in words[1:])


async def _sure(talk: Talk, question: str) -> bool:
    """Only a yes counts."""
    try:
        return await talk.ask(question, expecting=bool)
    except Unanswered:
        return False


async def _change(talk: Talk, wanted: Wanted, by: timedelta) -> Reply:
    """Run longer, or shorter; one that would be over rings at once."""
    try:
        changed = await meant(talk, TIMER, wanted, "extend")
    except Unanswered:
        return talk.reply("timers_stay")
    if not changed:
        return _none_such(talk, wanted)
    for due in changed:
        talk.cancel(due)
        left = max(due.at - talk.now + by, timedelta(seconds=1))
        keep(talk, left, Ring.of(due))
    return talk.reply("extended", length=left)


def _fitting(talk: Talk, name: str, length: timedelta | None) -> list[Due]:
    return [due for due in kept(talk, TIMER) if Wanted(name, length).fits(talk, due)]


def _still(talk: Talk, due: Due) -> dict[str, Any]:
    length = length_of(due)
    left = (due.at - talk.now).total_seconds()
    return {"name": name_of(due), "left": left, "length": length.total_seconds() if length else None}


def _is_named(talk: Talk, name: str, wanted: str) -> bool:
    return is_called(talk, Due(talk.plugin, talk.now, slots={"name": name}), wanted)


def left(talk: Talk, due: Due, count: int) -> str:
    """How long it still runs, and which it is where there are several."""
    left = due.at - talk.now
    if name := name_of(due):
        return talk.words("left_named", length=left, name=name)
    unnamed = [each for each in kept(talk, TIMER) if not name_of(each)]
    if count > 1 and len(unnamed) > 1 and length_of(due) is not None:
        return talk.words("left_of", length=left, timer=label(talk, due))
    return talk.words("left_other" if count > 1 else "left", length=left)


def _bare(talk: Talk, name: str) -> str:
    """A timer's name without the words around it; none where it names no timer."""
    plain = set(talk.cues("plain_timers"))
    words = name.split()
    while words and words[0].lower() in plain:
        words = words[1:]
    while words and words[-1].lower().strip(".,!?") in plain:
        words = words[:-1]
    return " ".join(words).strip(".,!? ")


def _none_such(talk: Talk, wanted: Wanted) -> Reply:
    """There is none like that; what there is instead."""
    timers = kept(talk, TIMER)
    if not timers:
        return talk.reply("no_timer")
    there = [talk.words("label_left", label=label(talk, due), left=due.at - talk.now) for due in timers]
    called = wanted.name or (talk.words("length", length=wanted.length) if wanted.length else "")
    return talk.reply("no_such_timer", name=called, there=there)
