"""The exchange in front, which is spoken with, and beside it a session: a skill that goes on, a quiz, a story, music.

In front, a session is an exchange like any other. When others speak it steps aside: there it waits with its question,
plays on, or speaks up in a pause. Its words ("stop", "pause", "go on", "next") are the house's: no plugin sees them, so
none can fail to heed them.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Literal

from earnest.conversation import phrases
from earnest.conversation.exchange import Answer, Exchange, Say
from earnest.conversation.stage import Imagined, Stage
from earnest.errors import NeverMind, SkillFault, Unanswered
from earnest.nouns import Reply
from earnest.spoken import Language
from earnest.text import plain

Word = Literal["stop", "next", "pause", "resume"]
WORDS: tuple[Word, ...] = ("stop", "next", "pause", "resume")

Aside = Callable[[Callable[[], Answer | None]], Awaitable[None]]
"""Waits until the house is quiet, asks what is to be said now (None: nothing any more), says it, and listens where it
is a question."""

ENDING = 2.0
"""Seconds that a skill has to take its leave once it was told to stop."""


async def _unheard(_: Callable[[], Answer | None]) -> None:
    """Nobody is there to hear it."""


class Exchanges:
    """Whoever is spoken with, and the session that goes on beside."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._code = language.code
        self._following: asyncio.Task[None] | None = None
        self._speaking: asyncio.Task[None] | None = None
        self._going = asyncio.Event()
        self._going.set()
        self.front: Exchange | None = None
        """Who is spoken with; None when nobody."""
        self.put_off: Exchange | None = None
        """Whose question waits until something else is done."""
        self.beside: Exchange | None = None
        """Whose session goes on while others speak."""
        self.stage: Stage = Imagined()
        """Where what skills play is heard."""
        self.aside: Aside = _unheard
        """Says what a session says between turns."""

    @property
    def paused(self) -> bool:
        """Whether the person wants the session to wait."""
        return not self._going.is_set()

    @property
    def busy_beside(self) -> bool:
        """Whether a session thinks, speaks or plays while others may speak."""
        at_work = (work for work in (self._following, self._speaking) if work is not None)
        return not self.paused and any(not work.done() for work in at_work)

    async def open(self) -> Exchange:
        """Another one in front."""
        await self.make_room()
        self.front = Exchange(self._language, self.stage)
        return self.front

    async def make_room(self) -> None:
        """A session steps aside; what else was in front is let go."""
        exchange, self.front = self.front, None
        if exchange is None:
            return
        if exchange.waiting and exchange.comes_back and not exchange.goes_on:
            await self._let_go()
            exchange.put_off, exchange.comes_back, self.put_off = exchange.put_off + 1, False, exchange
            return
        if not exchange.goes_on or exchange.done:
            await exchange.abandon()
            return
        self.beside = exchange
        if not exchange.waiting:
            self._following = asyncio.get_running_loop().create_task(self._follow(exchange))

    async def begin_session(self, exchange: Exchange) -> None:
        """What is in front goes on from now; there is one session at a time."""
        await self.end_session()
        exchange.goes_on = True

    async def end_session(self) -> None:
        """Let go of what goes on beside, and of a question that was put off."""
        self._going.set()
        await self._let_go()
        await self._unfollow()
        exchange, self.beside = self.beside, None
        if exchange is not None:
            await exchange.abandon()

    async def _let_go(self) -> None:
        exchange, self.put_off = self.put_off, None
        if exchange is not None:
            await exchange.abandon()

    async def drop(self) -> None:
        """Let go of everything."""
        await self.end_session()
        exchange, self.front = self.front, None
        if exchange is not None:
            await exchange.abandon()

    async def outcome(self, exchange: Exchange, say: Say, beside: bool = False) -> Answer:
        """What comes of an exchange next, whatever it raises."""
        try:
            answer = await exchange.outcome(say, beside=beside)
        except NeverMind:
            answer = Answer(phrases.say("dropped", self._code), exchange.intent)
        except Unanswered:
            answer = Answer(phrases.say("let_go", self._code), exchange.intent)
        except SkillFault as fault:
            sorry = phrases.say("no_memory", self._code) if fault.excused else phrases.apology(fault.plugin, self._code)
            answer = Answer(sorry, exchange.intent)
        if answer.goes_on:
            await self.make_room()
        if not answer.expects_answer and self.front is exchange:
            self.front = None
        return answer

    async def obeyed(self, text: str, say: Say, meant_elsewhere: Callable[[], bool]) -> Answer | None:
        """A word of the session, done; None where there is none, or somebody else was asked something."""
        exchange = self.front or self.beside
        if exchange is None or not exchange.goes_on:
            return None
        word = next((word for word in WORDS if phrases.is_session_word(word, text, self._code)), None)
        if word is None:  # "stop the rain" may be meant for it
            if not phrases.is_session_word("stop_it", text, self._code) or meant_elsewhere():
                return None
            word = "stop"
        if word in ("next", "resume") and not self.paused and self.front is not None and _is_offered(text, self.front):
            return None
        await self._unfollow()
        self.front, self.beside = exchange, None
        answer = await self._obey(exchange, word, say)
        if not answer.expects_answer and not exchange.done:
            await self.make_room()
        return answer

    def resumed(self, answer: Answer) -> Answer:
        """The answer, and behind it the question that was put off for it, or that of a session interrupted by it."""
        if self.put_off is not None and self.front is None and not answer.goes_on:
            self.front, self.put_off = self.put_off, None
            return replace(question_of(self.front, answer.reply.text), intent=answer.intent)
        if answer.expects_answer or answer.goes_on or self.paused or self.beside is None or not self.beside.waiting:
            return answer
        self.front, self.beside = self.beside, None
        return replace(question_of(self.front, answer.reply.text), intent=answer.intent)

    async def _obey(self, exchange: Exchange, word: Word, say: Say) -> Answer:
        """Do what the person wants of it, whoever wrote the skill."""
        if word == "pause":
            self._going.clear()
            exchange.hold(True)
            return Answer(phrases.say("paused", self._code), exchange.intent)
        self._going.set()
        exchange.hold(False)
        if word == "resume":
            return question_of(exchange) if exchange.waiting else Answer(Reply(""), exchange.intent)
        exchange.wish(word)
        if word == "next":
            return await self.outcome(exchange, say)
        stopped = phrases.say("stopped", self._code)
        try:
            answer = await asyncio.wait_for(self.outcome(exchange, say), ENDING)
        except TimeoutError:
            await exchange.abandon()
            return Answer(stopped, exchange.intent)
        return replace(answer, reply=stopped) if answer.reply == phrases.say("dropped", self._code) else answer

    async def _follow(self, exchange: Exchange) -> None:
        answer = await self.outcome(exchange, self._say_aside, beside=True)
        await self._going.wait()
        self._speaking, self._following = self._following, None
        if answer.expects_answer:
            await self.aside(lambda: self._forward(exchange))
            return
        self.beside = None
        await self.aside(lambda: answer)

    async def _say_aside(self, reply: Reply) -> None:
        await self._going.wait()
        exchange = self.beside
        await self.aside(lambda: Answer(reply, exchange.intent if exchange else None))

    def _forward(self, exchange: Exchange) -> Answer | None:
        """A session's question, now that nobody else asks anything; None where it was asked already."""
        if self.front is not None or self.beside is not exchange or not exchange.waiting:
            return None
        self.front, self.beside = exchange, None
        return question_of(exchange)

    async def _unfollow(self) -> None:
        following, self._following = self._following, None
        if following is not None and following is not asyncio.current_task():
            following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await following


def _is_offered(text: str, exchange: Exchange) -> bool:
    """Whether these very words are a choice that its open question leaves: "go on, or again?"."""
    question = exchange.question
    return question is not None and plain(text) in {plain(choice) for choice in question.choices}


def question_of(exchange: Exchange, before: str = "") -> Answer:
    """Its open question once more, behind what was said in between."""
    question = exchange.question
    assert question is not None
    text = f"{before} {question.text}".strip()
    return Answer(Reply(text, question.tone), exchange.intent, expects_answer=True)
