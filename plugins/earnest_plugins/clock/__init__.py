"""The time and the calendar: here and elsewhere, how long until and since, public holidays, birthdays."""

from __future__ import annotations

from earnest import Reply, Skills, Talk, changes, hookimpl
from earnest_plugins.clock import birthdays, dates, elsewhere, holidays, until


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(tell_time)
    for part in (elsewhere, dates, until, holidays, birthdays):
        part.offer(skills)


@changes("nothing")
async def tell_time(talk: Talk) -> Reply:
    """Tell the time."""
    return talk.reply("time", now=talk.now)
