"""Appointments: skills that start by themselves at the times a household has set."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from earnest.errors import MemoryFault
from earnest.talk import Due

if TYPE_CHECKING:
    from earnest.host import Plugins
    from earnest.memory import Memory
    from earnest.skills import Skill
    from earnest.spoken import Language

SLOT = "appointment"
"""The slot in which a skill finds the setting's own words for the time it was started at."""


def keep_appointments(memory: Memory, plugins: Plugins, now: datetime, language: Language) -> None:
    """Make what is due the times that are set: new ones are kept, others dropped, and those there left in place."""
    for skill in plugins.skills:
        if not skill.times:
            continue
        with suppress(MemoryFault):  # which the memory itself tells
            _keep(memory, skill, plugins.settings_of(skill.plugin)[skill.times], now, language)


def _keep(memory: Memory, skill: Skill, times: list[str], now: datetime, language: Language) -> None:
    there = {due.slots[SLOT]: due for due in memory.list_due(skill.plugin) if SLOT in due.slots}
    for said in there.keys() - set(times):
        memory.drop_due(there[said].id)
    for said in dict.fromkeys(times):
        moment = language.read_moment(said, now)
        assert moment is not None, "checked when the plugin was let in"
        if said not in there:
            memory.keep_due(Due(skill.plugin, moment.at, None, skill.name, {SLOT: said}, moment.recurrence))
