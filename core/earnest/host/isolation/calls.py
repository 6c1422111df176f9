"""What goes to and fro in one turn of a plugin in its own process: the errand, calls of the house, the outcome."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from earnest.errors import EarnestError, NeverMind, SkillFault, Unanswered
from earnest.host.isolation.pipe import FAULTS
from earnest.host.isolation.process import Process
from earnest.host.isolation.relay import Relay
from earnest.host.isolation.wire import Message
from earnest.host.running.bounds import Guard
from earnest.host.running.skill import Given, check_reply
from earnest.legible import legible
from earnest.talk import Heard

if TYPE_CHECKING:
    from earnest.nouns import Reply
    from earnest.skills import Skill

LONGEST_NAME = 200
"""Characters of the name of something played."""
LONGEST_TRACEBACK = 8000
"""Characters of a plugin's traceback, the end of it; only rehearsals show it."""

_CALLS = {
    "ask", "say", "request", "keep_due", "list_due", "drop_due", "read_notes", "write_note", "ask_house", "tell_house",
}  # fmt: skip


class Counter:
    """Where a plugin's calls of the house are done in one turn, through the guard. On the house's own event loop."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._relay: Relay | None = None

    async def do(self, message: Message) -> Any:
        """One call."""
        what, given = message["what"], message["given"]
        if what == "play_begin":
            self.close()
            self._relay = Relay(self._guard, str(given[0])[:LONGEST_NAME])
            return None
        if what in ("play_piece", "play_end"):
            if self._relay is None:
                raise ValueError("nothing is being played")
            return await (self._relay.take(*given) if what == "play_piece" else self._relay.end())
        if what not in _CALLS:
            raise ValueError("the house has no such call")
        result = getattr(self._guard, what)(*given)
        return await result if asyncio.iscoroutine(result) else result

    def close(self) -> None:
        """Let go of what is being played."""
        if self._relay is not None:
            self._relay.close()
            self._relay = None


@contextmanager
def fatal_to(process: Process) -> Iterator[None]:
    """A fault ends the process: whatever state the plugin is in, the next turn meets a fresh one."""
    try:
        yield
    except SkillFault as fault:
        process.end(fault.what)
        raise


def errand(number: int, skill: Skill, heard: Heard, given: Given) -> Message:
    """What the plugin is asked to do."""
    return {
        "kind": "run",
        "turn": number,
        "skill": skill.name,
        "slots": given.slots,
        "heard": heard,
        "settings": given.settings,
    }


def reply_in(skill: Skill, message: Message) -> Reply:
    """The reply in the plugin's last message of a turn. Raises SkillFault, Unanswered."""
    match message["kind"]:
        case "reply":
            return check_reply(skill, message.get("reply"))
        case "unanswered":
            raise NeverMind() if message.get("fault") == "NeverMind" else Unanswered()
        case "fault":
            fault = SkillFault(skill.plugin, legible(str(message.get("what"))[:500]))
            fault.add_note(legible(str(message.get("traceback", ""))[-LONGEST_TRACEBACK:]))
            raise fault
    raise SkillFault(skill.plugin, f"{skill.name} was given up by the plugin itself")


def fault_of(error: BaseException) -> Message:
    """What a call of the house raised, as the plugin is told of it."""
    name = next((name for name, kind in FAULTS.items() if isinstance(error, kind)), "RuntimeError")
    plain = error.args[0] if isinstance(error, KeyError | EarnestError) and error.args else error
    return {"fault": name, "value": str(plain)[:300]}
