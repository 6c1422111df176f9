"""Running one skill: the same for the house and for a plugin's own process."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from earnest.errors import SkillFault, Unanswered
from earnest.host.report import blame
from earnest.host.running.bounds import check_text
from earnest.host.running.time_limit import Clock
from earnest.nouns import Reply

if TYPE_CHECKING:
    from earnest.skills import Skill
    from earnest.talk import Talk


@dataclass(frozen=True, slots=True)
class Given:
    """What a skill is called with beside the line and what was heard."""

    slots: Mapping[str, Any]
    settings: Mapping[str, Any]


async def answer(skill: Skill, talk: Talk, slots: Mapping[str, Any], home: Path | None = None) -> Reply:
    """What the skill replies. Raises SkillFault, naming file and line below ``home``; lets Unanswered through."""
    try:
        reply: Any = skill.function(talk, **skill.with_settings(talk.settings).meant(slots))
        if inspect.isawaitable(reply):
            reply = await reply
    except (Unanswered, SkillFault, asyncio.CancelledError, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise SkillFault(skill.plugin, f"{skill.name} raised {blame(error, home)}") from error
    return check_reply(skill, reply)


def check_reply(skill: Skill, reply: object) -> Reply:
    """The reply, if it is one. Raises SkillFault that says what came back instead."""
    if not isinstance(reply, Reply):
        raise SkillFault(skill.plugin, f"{skill.name} returned {type(reply).__name__} instead of a Reply")
    check_text(skill.plugin, f"{skill.name} replied", reply.text)
    if reply.tone is not None and not isinstance(reply.tone, str):
        raise SkillFault(skill.plugin, f"{skill.name} gave a {type(reply.tone).__name__} as the tone's name")
    return reply


async def in_time(skill: Skill, clock: Clock, work: asyncio.Task[Reply]) -> Reply:
    """The work's reply, or SkillFault when the clock ran out first; the work is then cancelled and not waited for."""
    try:
        if await clock.first(work):
            if work.cancelled():
                raise SkillFault(skill.plugin, f"{skill.name} was given up by the plugin itself")
            return work.result()
        raise SkillFault(skill.plugin, f"{skill.name} took more than {skill.time_limit:g} seconds")
    finally:
        clock.cancel()
        if not work.done():
            work.add_done_callback(_swallow)
            work.cancel()


def _swallow(work: asyncio.Task[Reply]) -> None:
    if not work.cancelled():
        work.exception()
