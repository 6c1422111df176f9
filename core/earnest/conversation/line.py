"""The house's side of a ``Talk``: asks the person, keeps notes and things due, answers about itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from earnest.talk import Due, Question

if TYPE_CHECKING:
    from earnest.conversation.exchange import Exchange
    from earnest.conversation.facts import Facts
    from earnest.memory import Memory
    from earnest.nouns import Reply


class HouseLine:
    """What one plugin's skill may do during one exchange."""

    def __init__(self, plugin: str, exchange: Exchange, memory: Memory, facts: Facts) -> None:
        self._plugin = plugin
        self._exchange = exchange
        self._memory = memory
        self._facts = facts

    async def ask(self, question: Question) -> Any:
        """The person's answer, typed. Raises Unanswered."""
        return await self._exchange.ask(question)

    async def say(self, reply: Reply) -> None:
        """Speak an interim word."""
        await self._exchange.say(reply)

    def keep_due(self, due: Due) -> Due:
        """Remember; whatever it says, it is this plugin's own."""
        return self._memory.keep_due(replace(due, plugin=self._plugin))

    def list_due(self) -> list[Due]:
        """This plugin's own, soonest first."""
        return self._memory.list_due(self._plugin)

    def drop_due(self, id: int) -> bool:
        """Forget one of this plugin's own."""
        return self._memory.drop_due(id, self._plugin)

    def read_notes(self) -> dict[str, Any]:
        """All of this plugin's notes."""
        return self._memory.read_notes(self._plugin)

    def write_note(self, key: str, value: Any) -> None:
        """Remember under ``key``; None forgets."""
        self._memory.write_note(self._plugin, key, value)

    def ask_house(self, what: str) -> Any:
        """A fact of the house. Raises KeyError, PermissionError."""
        return self._facts.read(what, self._plugin)

    def tell_house(self, what: str, value: Any) -> None:
        """Change the house. Raises KeyError, PermissionError."""
        self._facts.change(what, value, self._plugin)
