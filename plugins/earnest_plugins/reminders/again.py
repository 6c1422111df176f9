"""Once more, later: snooze what has just been heard; and what is coming up altogether."""

from __future__ import annotations

from datetime import timedelta

from earnest import Due, Moment, Reply, Skills, Talk, changes
from earnest_plugins.reminders.kept import Ring, keep, name_of, told_to, when_of
from earnest_plugins.reminders.meant import Wanted

_NAP = timedelta(minutes=10)
_TOLD = 5


def offer(skills: Skills) -> None:
    """What people say when something has rung, and of everything that will."""
    skills.add(snooze)
    skills.add(tell_what_comes)


@changes("passing")
async def snooze(talk: Talk, length: timedelta | None = None, when: Moment | None = None) -> Reply:
    """Say again later what has just rung."""
    ring = Ring.read(talk, talk.house("last_reply") or "")
    if ring is None:
        return talk.reply("nothing_rang")
    keep(talk, when or length or _NAP, ring)
    return talk.reply("back_at", when=when) if when else talk.reply("back_in", length=length or _NAP)


@changes("nothing")
async def tell_what_comes(talk: Talk, when: Moment | None = None) -> Reply:
    """Tell you everything that is set: reminders, timers and alarms."""
    wanted = Wanted(when=when)
    coming = [due for due in told_to(talk) if wanted.fits(talk, due)]
    if not coming:
        return talk.reply("nothing_set" if when is None else "nothing_then")
    told = [talk.words("told", name=_called(talk, due), when=when_of(talk, due)) for due in coming[:_TOLD]]
    return talk.reply("coming", told=told if len(told) < 3 else "; ".join(told))


def _called(talk: Talk, due: Due) -> str:
    return name_of(due) or talk.words(f"the_{due.slots.get('kind', 'thing')}")
