"""One exchange: a skill at work, and the question it may be waiting on."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from earnest.conversation import phrases
from earnest.conversation.journal import Journal
from earnest.conversation.stage import Stage
from earnest.conversation.understanding import Before, understood
from earnest.errors import NeverMind, Skipped, Unanswered
from earnest.nouns import Intent, Reply, Sound
from earnest.spoken import Language
from earnest.talk import Answered, Heard, Question

Say = Callable[[Reply], Awaitable[None]]
"""Speaks an interim word while a skill goes on."""

Wish = Literal["stop", "next"]
"""What a person may want of a skill that goes on."""

PATIENCE = 2.0
"""Seconds of thinking after which the person hears "one moment"."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the house says to a turn."""

    reply: Reply
    intent: Intent | None = None
    """Whose answer it is; None when nobody's."""
    expects_answer: bool = False
    """True for a question: the next utterance needs no wake word."""
    doubt: str = ""
    """Why the house asks before it does what it took the words for; empty when it does not."""
    goes_on: bool = False
    """True when the skill goes on beside other turns: something plays."""


@dataclass(slots=True)
class _Asked:
    """A question on its way to the person, and the place where the answer will be put."""

    question: Question
    answer: asyncio.Future[Answered] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    tries: int = 0


class Exchange:
    """From a person's words to the reply, through as many questions as the skill asks."""

    def __init__(self, language: Language, stage: Stage) -> None:
        self._language = language
        self._stage = stage
        self.goes_on = False
        """Whether it is a session, which waits while others speak."""
        self.intent: Intent | None = None
        """Whose exchange it is, once that is known."""
        self.said = ""
        """The words that it began with."""
        self.comes_back = False
        """Whether its open question is to be asked again behind what is done meanwhile."""
        self.put_off = 0
        """How often it was."""
        self._task: asyncio.Task[Answer] | None = None
        self._asked: _Asked | None = None
        self._stirring = asyncio.Event()
        self._say: Say | None = None
        self._playing: asyncio.Task[None] | None = None
        self._wanted: Wish | None = None
        self._saying: asyncio.Future[None] | None = None
        self.journal = Journal()
        """What was changed in it."""
        self.answers: list[tuple[Question, Answered]] = []
        """What was asked and answered in it."""
        self.known: dict[str, Answered] = {}
        """Answers that are known already, by the question's text: given in the exchange that this one corrects."""
        self.doubt = ""
        """Why the person is asked before the skill begins."""
        self.preface = ""
        """What is to be said before anything else."""
        self.impossible = ""
        """What was heard, where it named a time that cannot be, so that "the thirtieth, then" puts that right."""

    def start(self, work: Coroutine[Any, Any, Answer]) -> None:
        """Set the skill to work."""
        self._task = asyncio.get_running_loop().create_task(work)

    @property
    def waiting(self) -> bool:
        """Whether a question is open."""
        return self._asked is not None

    @property
    def question(self) -> Question | None:
        """The open one."""
        return self._asked.question if self._asked is not None else None

    @property
    def takes_anything(self) -> bool:
        """Whether any words answer the open question."""
        return self._asked is not None and self._asked.question.expecting == "text"

    @property
    def done(self) -> bool:
        """Whether the skill has ended."""
        return self._task is None or self._task.done()

    async def ask(self, question: Question) -> Answered:
        """Put a question to the person; the skill's side. Raises Unanswered."""
        if question.text in self.known:
            answer = self.known.pop(question.text)
        else:
            self._heed()
            self._asked = _Asked(question)
            self._stirring.set()
            answer = await self._asked.answer
        self.answers.append((question, answer))
        return answer

    async def say(self, reply: Reply) -> None:
        """Speak an interim word; the skill's side."""
        self._heed()
        if self._say is None:
            return
        self._saying = saying = asyncio.ensure_future(self._say(reply))
        try:
            await asyncio.wait({saying})
        finally:
            self._saying = None
            saying.cancel()
        if not saying.cancelled():
            saying.result()
        self._heed()

    async def play(self, pieces: AsyncIterator[Sound], name: str) -> bool:
        """Let something be heard; the skill's side. False when the next is wanted. Raises NeverMind."""
        self._heed()
        work = self._stage.play(pieces, name, beside=self.goes_on)
        self._playing = playing = asyncio.get_running_loop().create_task(work)
        self._stirring.set()
        try:
            await asyncio.wait({playing})
        finally:
            self._playing = None
            self._stirring.clear()
            playing.cancel()
        if not playing.cancelled():
            playing.result()
            return True
        self._heed()
        return False

    def wish(self, wish: Wish) -> None:
        """The person wants no more of it, or the next."""
        self._wanted = wish if wish == "stop" else None
        if self._asked is not None:
            self._settle(NeverMind("the person wants no more") if wish == "stop" else Skipped("the next is wanted"))
        for work in (self._playing, self._saying):
            if work is not None:
                work.cancel()

    def hold(self, paused: bool) -> None:
        """Hold what plays where it is, or go on with it."""
        if paused:
            self._stage.pause()
        else:
            self._stage.resume()

    def _heed(self) -> None:
        """Raises NeverMind once the person wants no more."""
        if self._wanted == "stop":
            raise NeverMind("the person wants no more")

    def fits(self, text: str, now: datetime) -> bool:
        """Whether these words answer the open question, or drop it."""
        assert self._asked is not None
        return (
            phrases.is_never_mind(text, self._language.code)
            or self._understood(self._asked.question, text, now) is not None
        )

    def offer(self, heard: Heard) -> Answer | None:
        """Take the words as the answer; an ``Answer`` back is the same question, asked once more."""
        asked = self._asked
        assert asked is not None
        value = self._understood(asked.question, heard.text, heard.now)
        if phrases.is_never_mind(heard.text, self._language.code):
            self._settle(NeverMind("the person dropped the question"))
        elif value is not None:
            self._settle(Answered(value, heard))
        elif asked.tries:
            self._settle(Unanswered("the answer did not fit the question"))
        else:
            asked.tries += 1
            return Answer(
                Reply(phrases.ask_again(asked.question.text, self._language.code), asked.question.tone),
                self.intent,
                True,
            )
        return None

    def _understood(self, question: Question, text: str, now: datetime) -> Any:
        return understood(question, text, now, self._language, Before(self.said, self.impossible))

    def silence(self) -> None:
        """Nobody answered."""
        self._settle(Unanswered("nobody answered"))

    async def outcome(self, say: Say, *, beside: bool = False) -> Answer:
        """The reply, the next question, or that it goes on. Raises what the skill's work raises.

        ``beside``: other turns are going on, so that what plays need not be told.
        """
        assert self._task is not None
        self._say = say
        patience = None if beside else PATIENCE
        while not self._task.done():
            stirring = asyncio.create_task(self._stirring.wait())
            try:
                done, _ = await asyncio.wait(
                    {self._task, stirring}, timeout=patience, return_when=asyncio.FIRST_COMPLETED
                )
            finally:
                stirring.cancel()
            if not done and self._saying is None:
                await say(phrases.say("one_moment", self._language.code))
            patience = patience if done or self._saying is not None else None
            if self._asked is not None and not self._task.done():
                asked = self._asked.question
                return Answer(Reply(self._prefaced(asked.text), asked.tone), self.intent, True, self.doubt)
            if self._playing is not None and self.goes_on and not beside:
                return Answer(Reply(""), self.intent, goes_on=True)
            if self._playing is not None:
                await asyncio.wait({self._task, self._playing}, return_when=asyncio.FIRST_COMPLETED)
        answer = self._task.result()
        return replace(answer, reply=replace(answer.reply, text=self._prefaced(answer.reply.text)))

    def _prefaced(self, text: str) -> str:
        preface, self.preface = self.preface, ""
        return f"{preface} {text}".strip()

    async def preview(self) -> Answer:
        """What the work comes to by itself, without hearing it out: no question is passed on, no interim word said."""
        assert self._task is not None
        answer = await asyncio.shield(self._task)
        return replace(answer, reply=replace(answer.reply, text=f"{self.preface} {answer.reply.text}".strip()))

    async def abandon(self) -> None:
        """Let it go, whatever it was doing."""
        if self._task is not None and not self._task.done():
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self._task

    def _settle(self, value: Answered | Unanswered) -> None:
        asked, self._asked = self._asked, None
        self._stirring.clear()
        if asked is None or asked.answer.done():
            return
        if isinstance(value, Unanswered):
            asked.answer.set_exception(value)
        else:
            asked.answer.set_result(value)
