"""An answer that is begun before it is sure that all was said: only by a skill that changes nothing.

What such a skill reads, it may read early. What it would do (ask, say an interim word, keep a note) waits until the
answer is taken; when the voice goes on, nothing of it has happened.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from earnest.conversation.journal import Done
from earnest.conversation.line import HouseLine
from earnest.conversation.repairing import refuses, repairs_in
from earnest.conversation.several import requests_in
from earnest.talk import Heard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from earnest.conversation.exchange import Answer, Exchange
    from earnest.conversation.facts import Facts
    from earnest.intents import Router
    from earnest.memory import Memory
    from earnest.nouns import Intent, Reply, Sound, Turn
    from earnest.skills import Skill
    from earnest.spoken import Language
    from earnest.talk import Question


class PatientLine(HouseLine):
    """A ``HouseLine`` on which nothing happens before ``begin``."""

    def __init__(self, skill: Skill, exchange: Exchange, memory: Memory, facts: Facts) -> None:
        super().__init__(skill, exchange, memory, facts)
        self._begun = asyncio.Event()
        self._kept: dict[str, Any] = {}

    def begin(self) -> None:
        """It was meant: what was kept back happens now, and the rest as on any line."""
        self._begun.set()
        for key, value in self._kept.items():
            super().write_note(key, value)

    async def ask(self, question: Question) -> Any:
        """As on any line, once it was meant."""
        await self._begun.wait()
        return await super().ask(question)

    async def say(self, reply: Reply) -> None:
        """As on any line, once it was meant."""
        await self._begun.wait()
        await super().say(reply)

    async def play(self, pieces: AsyncIterator[Sound], name: str) -> bool:
        """As on any line, once it was meant."""
        await self._begun.wait()
        return await super().play(pieces, name)

    def read_notes(self) -> dict[str, Any]:
        """With those that are kept back."""
        notes = {**super().read_notes(), **self._kept}
        return {key: value for key, value in notes.items() if value is not None}

    def write_note(self, key: str, value: Any) -> None:
        """Kept back until it was meant."""
        if self._begun.is_set():
            super().write_note(key, value)
        else:
            self._kept[key] = value


def heard_in(turn: Turn, now: datetime) -> Heard:
    """A turn as a skill is given it."""
    return Heard(turn.transcript.text, turn.emotion, turn.person, now, turn.transcript.confidence)


def lone_intent(router: Router, language: Language, heard: Heard) -> Intent | None:
    """What is meant by words that ask for one thing and are about nothing that was done before; None for any other."""
    intent = router.route(heard.text, heard.now).intent if heard.text.strip() else None
    if (
        intent is None
        or refuses(heard.text, language)
        or language.find_slip(heard.text) is not None
        or next(repairs_in(heard, language), None) is not None
    ):
        return None
    return None if requests_in(router, language, intent, heard) else intent


@dataclass(frozen=True, slots=True, eq=False)
class Foreseen:
    """An answer under way to words that may be all that is said."""

    turn: Turn
    intent: Intent
    heard: Heard
    exchange: Exchange
    line: PatientLine

    def fits(self, turn: Turn) -> bool:
        """Whether that is what was said in the end, and how."""
        mine = self.turn
        return (mine.transcript, mine.emotion, mine.person) == (turn.transcript, turn.emotion, turn.person)

    async def answer(self) -> Answer:
        """What will be said, if it is taken. Raises what the skill's work raises."""
        return await self.exchange.preview()

    def take(self) -> Done:
        """It is what was meant: let what waits happen."""
        self.line.begin()
        return Done(self.intent, self.heard, self.exchange.journal, self.exchange.answers)

    async def drop(self) -> None:
        """It was not: let it go."""
        await self.exchange.abandon()
