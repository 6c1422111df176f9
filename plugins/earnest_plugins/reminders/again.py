"""Once more, later: snooze what has just been heard; and what is coming up altogether."""

from __future__ import annotations

from datetime import timedelta

from earnest import Moment, Reply, Skills, Talk, say_duration
from earnest_plugins.reminders.kept import Ring, keep, listed, name_of, when_of

_NAP = timedelta(minutes=10)
_TOLD = 5


_SNOOZE = (
    "snooze",
    "snooze (it|that|the alarm|my alarm|the reminder|this) [for {length:duration}]",
    "snooze [for] {length:duration}",
    "(remind|tell|wake) me [again] (later|in a bit|in a while|in a moment)",
    "(remind|tell|wake) me again in {length:duration}",
    "(remind|tell|wake) me again (at|on) {when:time}",
    "{length:duration} more [please]",
    "[just] (give me|let me have|let me sleep) {length:duration} [more|longer]",
    "[just] (give me|let me have) another {length:duration}",
    "[just] another {length:duration}",
    "ask me again (later|in {length:duration})",
    "not yet, (later|in {length:duration})",
    "let me sleep [a little|a bit] longer",
)
_TELL_WHAT_COMES = (
    "what (is|have i got|do i have) coming up",
    "what (have i got|do i have|is) set [for today|for tomorrow]",
    "what have you got (set|planned) for me",
    "is (anything|something) coming up",
    "what timers and alarms (are set|do i have|have i got)",
)


def offer(skills: Skills) -> None:
    """What people say when something has rung, and of everything that will."""
    skills.add(snooze, *_SNOOZE)
    skills.add(tell_what_comes, *_TELL_WHAT_COMES)


async def snooze(talk: Talk, length: timedelta | None = None, when: Moment | None = None) -> Reply:
    """Say again later what has just rung."""
    ring = Ring.read(talk.house("last_reply") or "")
    if ring is None:
        return Reply("Nothing has rung just now.")
    keep(talk, when or length or _NAP, ring)
    return Reply(f"I'll come back to it {when or f'in {say_duration(length or _NAP)}'}.")


async def tell_what_comes(talk: Talk) -> Reply:
    """Tell you everything that is set: reminders, timers and alarms."""
    if not talk.due:
        return Reply("Nothing is set. The time is all yours.")
    told = [f"{name_of(due) or f'the {_kind(due.slots)}'}, {when_of(talk, due)}" for due in talk.due[:_TOLD]]
    return Reply(f"Coming up: {listed(told) if len(told) < 3 else '; '.join(told)}.")


def _kind(slots: object) -> str:
    return str(slots["kind"]) if isinstance(slots, dict) else "thing"
