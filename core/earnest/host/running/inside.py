"""A plugin that runs inside the house's own process."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from earnest.host.running.bounds import Guard
from earnest.host.running.skill import Given, answer, in_time
from earnest.host.running.time_limit import Clock
from earnest.talk import Heard, Line, Talk

if TYPE_CHECKING:
    from earnest.nouns import Reply
    from earnest.sheets import Sheet
    from earnest.skills import Skill


class Inside:
    """Runs a plugin's skills on the house's event loop. A skill that blocks there blocks the house."""

    def __init__(self, home: Path | None, sheet: Sheet) -> None:
        self._home = home
        self._sheet = sheet

    async def run(self, skill: Skill, line: Line, heard: Heard, given: Given) -> Reply:
        """One turn. Raises SkillFault, Unanswered."""
        clock = Clock(skill.time_limit, renewed=skill.session)
        guard = Guard(line, skill.plugin, clock.stopped, session=skill.session)
        talk = Talk(guard, skill.plugin, heard, given.settings, self._sheet)
        work = asyncio.get_running_loop().create_task(answer(skill, talk, given.slots, self._home))
        return await in_time(skill, clock, work)

    def rest(self) -> None:
        """A turn that is being answered goes on in the module it began in."""

    def close(self) -> None:
        """Nothing to stop."""
