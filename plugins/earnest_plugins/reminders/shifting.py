"""Earlier and later: "make my alarm half an hour earlier", "the reminder about the bins ten minutes later"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from earnest import Due, Moment, Reply, Skills, Talk, Unanswered, changes
from earnest_plugins.reminders.kept import ALARM, REMINDER, TIMER, Ring, keep, kept, name_of, when_of
from earnest_plugins.reminders.meant import Wanted, chosen, meant
from earnest_plugins.reminders.ranking import pool, ranked


def offer(skills: Skills) -> None:
    """What people say who want something so much earlier or later."""
    for skill in (shift_alarm, shift_reminder, shift_ranked):
        skills.add(skill)


@changes("passing")
async def shift_alarm(talk: Talk, by: timedelta, old: Moment | None = None, rank: str = "") -> Reply:
    """Make an alarm earlier or later."""
    if not kept(talk, ALARM):
        return talk.reply("no_alarm")
    try:
        found = await meant(talk, ALARM, Wanted(when=old, rank=rank), "move_alarm")
    except Unanswered:
        found = []
    moved = _shifted(talk, found, _later(talk, by))
    return talk.reply("alarm_moved", when=moved) if moved else talk.reply("alarms_stay")


@changes("passing")
async def shift_reminder(talk: Talk, by: timedelta, task: str = "", old: Moment | None = None, rank: str = "") -> Reply:
    """Make a reminder earlier or later."""
    if not kept(talk, REMINDER):
        return talk.reply("no_reminders")
    try:
        found = await meant(talk, REMINDER, Wanted(task, when=old, rank=rank), "move")
    except Unanswered:
        found = []
    moved = _shifted(talk, found, _later(talk, by))
    return talk.reply("moved", when=moved, task=[name_of(due) for due in found]) if moved else talk.reply("not_moved")


@changes("passing")
async def shift_ranked(talk: Talk, by: timedelta, rank: str = "") -> Reply:
    """Make one of several, or all of them, earlier or later."""
    there = [due for due in pool(talk, rank) if due.slots.get("kind") != TIMER]
    found = ranked(talk, there, rank) if rank else there
    try:
        found = await chosen(talk, found, "move") if rank else found
    except Unanswered:
        found = []
    moved = _shifted(talk, found, _later(talk, by))
    if moved and found[-1].slots.get("kind") == ALARM:
        return talk.reply("alarm_moved", when=moved)
    return talk.reply("moved", when=moved, task=[name_of(due) for due in found]) if moved else talk.reply("not_moved")


def _later(talk: Talk, by: timedelta) -> timedelta:
    """By how much later: less than nothing for who says "earlier"."""
    words = talk.text.lower().strip(" .!?").split()
    return by if talk.cues("sooner").keys().isdisjoint(words) else -by


def _shifted(talk: Talk, found: list[Due], by: timedelta) -> Moment | None:
    """Keep all of ``found`` so much later; None, and nothing done, where there is none or one would be over by now."""
    if not found or any(due.at + by <= talk.now for due in found):
        return None
    for due in found:
        before = when_of(talk, due)
        after = replace(before, at=before.at + by, recurrence=None, named=frozenset({"time"}))
        moment = before.amended(after, talk.now) if before.recurrence else after
        talk.cancel(due)
        keep(talk, moment, Ring.of(due))
    return moment
