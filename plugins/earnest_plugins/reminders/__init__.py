"""Reminders, timers and alarms: things that speak up by themselves when their time has come."""

from __future__ import annotations

from earnest import Skills, hookimpl
from earnest_plugins.reminders import again, alarms, byname, byplace, remind, shifting, timers


@hookimpl
def register_skills(skills: Skills) -> None:
    for room in (remind, timers, alarms, again, byname, byplace, shifting):
        room.offer(skills)
