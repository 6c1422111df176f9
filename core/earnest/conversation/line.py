"""The house's side of a ``Talk``: asks the person, keeps notes and things due, answers about itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from earnest.errors import MemoryFault
from earnest.notes import WHOSE_TURN
from earnest.talk import Answered, Due, Question

if TYPE_CHECKING:
    from earnest.conversation.exchange import Exchange
    from earnest.conversation.facts import Facts
    from earnest.conversation.journal import TakeBack
    from earnest.memory import Memory
    from earnest.nouns import Reply, Sound
    from earnest.skills import Skill


class HouseLine:
    """What one plugin's skill may do during one exchange. What it changes is written into the exchange's journal."""

    def __init__(self, skill: Skill, exchange: Exchange, memory: Memory, facts: Facts) -> None:
        self._skill = skill
        self._plugin = skill.plugin
        self._exchange = exchange
        self._memory = memory
        self._facts = facts

    async def ask(self, question: Question) -> Answered:
        """The person's answer, typed. Raises Unanswered."""
        return await self._exchange.ask(question)

    async def say(self, reply: Reply) -> None:
        """Speak an interim word."""
        await self._exchange.say(reply)

    async def request(self, words: str) -> str | None:
        """What another plugin's skill answers. Raises PermissionError."""
        return await self._facts.request(words, self._plugin)

    async def play(self, pieces: AsyncIterator[Sound], name: str) -> bool:
        """Let them be heard."""
        return await self._exchange.play(pieces, name)

    def keep_due(self, due: Due) -> Due:
        """Remember; whatever it says, it is this plugin's own."""
        self._may_change()
        before = next((other for other in self.list_due() if other.id == due.id), None)
        kept = self._memory.keep_due(replace(due, plugin=self._plugin))
        self._exchange.journal.write(
            lambda: self._memory.keep_due(before) if before else self._memory.drop_due(kept.id, self._plugin),
            f"due {kept.id}",
            gained=True,
        )
        return kept

    def list_due(self) -> list[Due]:
        """This plugin's own, soonest first."""
        return [due for due in self._memory.list_due(self._plugin) if not due.rang]

    def drop_due(self, id: int) -> bool:
        """Forget one of this plugin's own."""
        self._may_change()
        dropped = next((due for due in self.list_due() if due.id == id), None)
        if dropped is None or not self._memory.drop_due(id, self._plugin):
            return False
        self._exchange.journal.write(lambda: self._memory.put_back(dropped), f"due {id}", lost=True)
        return True

    def read_notes(self) -> dict[str, Any]:
        """All of this plugin's notes."""
        return self._memory.read_notes(self._plugin)

    def write_note(self, key: str, value: Any) -> None:
        """Remember under ``key``; None forgets. What is only noted beside an answer costs none where it cannot be."""
        before = self.read_notes().get(key)
        try:
            self._memory.write_note(self._plugin, key, value)
        except MemoryFault:  # which the memory itself tells
            if self._skill.is_harmless or key.startswith(WHOSE_TURN):
                return
            raise
        self._wrote(lambda: self._memory.write_note(self._plugin, key, before), f"note {self._plugin} {key}")

    def own_folder(self) -> Path:
        """This plugin's own, in the household's data."""
        return self._memory.folder_of(self._plugin)

    def ask_house(self, what: str) -> Any:
        """A fact of the house. Raises KeyError, PermissionError."""
        return self._facts.read(what, self._plugin)

    def tell_house(self, what: str, value: Any) -> None:
        """Change the house. Raises KeyError, PermissionError."""
        self._may_change()
        self._wrote(self._facts.change(what, value, self._skill), f"house {what}")

    def _may_change(self) -> None:
        """Raises PermissionError for a skill that says of itself that it changes nothing."""
        if self._skill.is_harmless:
            name = f"{self._plugin}.{self._skill.name}"
            raise PermissionError(f"{name} says that it changes nothing; mark it @changes('passing') or 'lasting'")

    def _wrote(self, take_back: TakeBack | None, what: str) -> None:
        self._exchange.journal.write(take_back, what)
