"""What one skill asks of the others, in their own phrases, while it answers: a briefing, which has the weather told."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from earnest.conversation.exchange import Exchange
from earnest.conversation.line import HouseLine
from earnest.conversation.stage import Imagined
from earnest.errors import SkillFault, Unanswered
from earnest.talk import Answered, Heard, Question

if TYPE_CHECKING:
    from earnest.conversation.facts import Facts
    from earnest.host import Plugins
    from earnest.intents import Router
    from earnest.memory import Memory
    from earnest.nouns import Reply, Sound
    from earnest.spoken import Language

_QUESTION = re.compile(r"(?<![^\s.!?:])[^.!?]*\?\s*$|(?<=[.!?])\s[^.!?]*\?\s*$")
"""The last sentence of a text, where it asks something."""


class AsideLine(HouseLine):
    """The house's end for a skill that nobody speaks to: it can ask nobody, and its interim words are not said."""

    in_vain = False
    """Whether it wanted to know something before it could answer."""
    told = ""
    """What it told before it asked whether to go on: "Twelve things: … Shall I go on?"."""

    async def ask(self, question: Question) -> Answered:
        """Raises Unanswered."""
        if question.expecting == "yes-no" and not self.in_vain:
            self.told = _QUESTION.sub("", question.text).strip()
        self.in_vain = True
        raise Unanswered("a skill that another one asks can ask nobody")

    async def say(self, reply: Reply) -> None:
        """Say nothing."""

    async def play(self, pieces: AsyncIterator[Sound], name: str) -> bool:  # noqa: ARG002
        """Play nothing."""
        return True

    async def request(self, words: str) -> str | None:  # noqa: ARG002
        """Nothing: who is asked by a skill asks no other, or two would ask each other for ever."""
        return None


@dataclass(frozen=True, slots=True)
class Aside:
    """Answers for one skill what another says."""

    router: Callable[[], Router]
    """The skills as they are now."""
    plugins: Plugins
    memory: Memory
    facts: Facts
    clock: Callable[[], datetime]

    async def answer(self, words: str, plugin: str, language: Language) -> str | None:
        """What another plugin than ``plugin`` answers, where ``words`` are a phrase of a skill that changes nothing."""
        heard = Heard(words, person=self.facts.person, now=self.clock())
        intent = self.router().route(words, heard.now).intent
        if intent is None or not intent.exact or intent.unexplained or intent.plugin == plugin:
            return None
        skill = self.plugins.skill(intent.plugin, intent.skill)
        if skill is None or not skill.is_harmless or skill.session:
            return None
        line = AsideLine(skill, Exchange(language, Imagined()), self.memory, self.facts)
        try:
            reply = await self.plugins.run(skill, line, heard, intent.slots)
        except (Unanswered, SkillFault):
            return None
        return (line.told if line.in_vain else reply.text) or None
