"""Who answers a turn: distress first, then the open question, then the skills, then the house itself."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from earnest.clocks import Clock, local_time
from earnest.conversation import phrases, putoff
from earnest.conversation.appointments import keep_appointments
from earnest.conversation.aside import Aside
from earnest.conversation.careful import Alert, comfort, consent, cries
from earnest.conversation.deeds import Deeds
from earnest.conversation.doubt import Doubt, ask_which, complete, doubt_all, is_sure
from earnest.conversation.exchange import Answer, Exchange, Say
from earnest.conversation.facts import Facts
from earnest.conversation.foreseeing import Foreseen, PatientLine, heard_in, lone_intent
from earnest.conversation.journal import Done
from earnest.conversation.line import HouseLine
from earnest.conversation.repairing import Repairing, takes_back
from earnest.conversation.sessions import Exchanges
from earnest.conversation.several import requests_in
from earnest.conversation.slips import after_all, instead, straight, withdrawn
from earnest.errors import SkillFault
from earnest.feeling import Distress, read_words
from earnest.intents import Route, Router
from earnest.intents.completeness import Completeness
from earnest.nouns import Intent, Reply, Turn
from earnest.sheets.house import hold_words
from earnest.spoken import language
from earnest.talk import Due, Heard

if TYPE_CHECKING:
    from earnest.config import Config
    from earnest.host import Plugins
    from earnest.memory import Memory
    from earnest.skills import Skill


class Conversation:
    """The dialogue with one household."""

    def __init__(self, config: Config, memory: Memory, plugins: Plugins, clock: Clock = local_time) -> None:
        self._config = config
        self._memory = memory
        self._plugins = plugins
        hold_words(config.language_code)
        self._refusals = phrases.Refusals(config.language_code)
        self._language = language(config.language_code, config.country)
        self.exchanges = Exchanges(self._language)
        """Who is spoken with, and what goes on beside."""
        self.deeds = Deeds()
        self.facts = Facts(config, memory, plugins)
        self.clock = clock
        aside = Aside(lambda: self.router, plugins, memory, self.facts, lambda: self.clock())
        self.facts.answer_aside = partial(aside.answer, language=self._language)
        self.renew()

    def renew(self) -> None:
        """Take the skills as they are now: whom to route to, and what starts by itself. Raises ConfigError."""
        keep_appointments(self._memory, self._plugins, self.clock(), self._language)
        self.router = Router(self._plugins.skills, self._language, self.facts.names_of, self.facts.people)
        own = {plugin.name for plugin in self._plugins.loaded if plugin.first_party}
        self._alert = Alert(self.router, own, self._language.code)

    async def hear(self, turn: Turn, say: Say, foreseen: Foreseen | None = None) -> Answer:
        """Answer what somebody said, with what was ``foreseen`` if that fits. Interim words go through ``say``."""
        self.facts.person, self.facts.introductions.utterance = turn.person, turn.utterance
        answer = (
            await self._careful_answer(turn, say)
            or await self.exchanges.obeyed(turn.transcript.text, say, lambda: self._is_meant(turn.transcript.text))
            or await self._plain_answer(turn, say, foreseen)
        )
        answer = self.exchanges.resumed(answer)
        self.facts.last_turn = turn
        self.facts.last_reply = answer.reply.text
        return answer

    def foresee(self, turn: Turn) -> Foreseen | None:
        """Begin to answer words that may be all, where a skill that changes nothing would; None elsewhere."""
        heard = heard_in(turn, self.clock())
        if (
            self.exchanges.front is not None
            or self.exchanges.beside is not None
            or self._distress(heard.text) is not None
        ):
            return None
        intent = lone_intent(self.router, self._language, heard)
        if intent is None or not self._skill(intent).is_harmless or self._skill(intent).session:
            return None
        self.facts.person, exchange = turn.person, Exchange(self._language, self.exchanges.stage)
        line = PatientLine(self._skill(intent), exchange, self._memory, self.facts)
        exchange.start(self._reply(exchange, intent, heard, line))
        return Foreseen(turn, intent, heard, exchange, line)

    async def silence(self, say: Say) -> Answer | None:
        """Nobody spoke: a skill that asked may let it go in its own words; None when nothing was asked."""
        if self.exchanges.front is None or not self.exchanges.front.waiting:
            return None
        self.exchanges.front.silence()
        return await self.exchanges.outcome(self.exchanges.front, say)

    async def fall_due(self, due: Due, say: Say, *, missed: bool = False) -> Answer:
        """Say or start what has fallen due; ``missed`` when its time passed while the house was off.

        What rang in vain (``due.rang``) says that it did.
        """
        intent = Intent(due.plugin, due.skill or "due", due.slots)
        if due.reply is not None:
            told = phrases.rang if due.rang else phrases.missed
            reply = told(due.reply, due.at, self._language.code) if missed or due.rang else due.reply
            self.facts.last_reply = reply.text
            return self.exchanges.resumed(Answer(reply, intent))
        if due.recurrence is not None and self._plugins.skill(intent.plugin, intent.skill) is None:
            return Answer(Reply(""), intent)  # switched off or removed: it would apologise for ever
        exchange = await self.exchanges.open()
        heard = Heard("", person=due.person, now=self.clock())
        exchange.start(self._run(exchange, intent, heard))
        return self.exchanges.resumed(await self.exchanges.outcome(exchange, say))

    async def drop(self) -> None:
        """Let go of whatever is going on: the house is closing."""
        await self.exchanges.drop()

    async def interrupt(self) -> None:
        """The person woke the house: a session waits beside, a question stays open, and anything else falls silent."""
        if self.exchanges.front is not None and not self.exchanges.front.waiting:
            await self.exchanges.make_room()

    def forget_last(self) -> None:
        """What was done last is done for good: nothing that follows is taken to be about it."""
        self.deeds.forget()

    @property
    def waiting(self) -> bool:
        """Whether a question is open."""
        return self.exchanges.front is not None and self.exchanges.front.waiting

    def completeness(self, text: str) -> Completeness:
        """What ``text`` is so far; open where somebody is not well, and in answers but for a bare "yes" or "no"."""
        if self.waiting and len(text.split()) == 1 and self._language.read_yes_no(text) is not None:
            return "whole"
        troubled = read_words(text).likeliest in ("sad", "angry") or self._distress(text) is not None
        if self.waiting or troubled:
            return "open"
        return self.router.completeness(text, self.clock())

    async def _careful_answer(self, turn: Turn, say: Say) -> Answer | None:
        """Words of distress come before every plugin and every open question."""
        found = self._distress(turn.transcript.text)
        if found is None or cries(self.exchanges.front, turn.transcript.text, self._language.code):
            return None
        await self.exchanges.end_session()
        exchange = await self.exchanges.open()
        exchange.intent = Intent(phrases.HOUSE, "distress")
        exchange.start(comfort(exchange, found, self._config, self._language))
        return await self.exchanges.outcome(exchange, say)

    def is_private(self, text: str) -> bool:
        """Whether the words are of distress, which is told to no plugin of somebody else."""
        return self._distress(text) is not None

    def _distress(self, text: str) -> Distress | None:
        """What in ``text``, heard after the last reply, is danger."""
        return self._alert.heard(text, self.facts.last_reply or "", self.clock())

    async def ask_consent(self, say: Say) -> Answer:
        """Ask the household whether feelings may be read. Once: silence leaves it off, and is not asked again."""
        self._memory.set_consent("emotion-asked", True)
        exchange = await self.exchanges.open()
        exchange.intent = Intent(phrases.HOUSE, "consent")
        exchange.start(consent(exchange, self._memory, self._language.code))
        return await self.exchanges.outcome(exchange, say)

    async def _plain_answer(self, turn: Turn, say: Say, foreseen: Foreseen | None = None) -> Answer:
        if foreseen is not None:
            if foreseen.fits(turn) and self.exchanges.front is None:
                self.exchanges.front, self.deeds.last = foreseen.exchange, foreseen.take()
                self.deeds.undone = None
                return await self.exchanges.outcome(foreseen.exchange, say)
            await foreseen.drop()
        heard, route = straight(self.router, self._language, heard_in(turn, self.clock()))
        exchange, said = self.exchanges.front, heard_in(turn, heard.now)
        if exchange is not None and exchange.waiting and not self._changes_subject(turn, route, exchange, heard):
            strays = exchange.takes_anything or not exchange.fits(heard.text, heard.now)
            other = instead(self.router, self._language, heard) if strays else None
            if other is None:
                again = exchange.offer(heard)
                return again or await self.exchanges.outcome(exchange, say)
            heard, route = other
        if amiss := phrases.amiss(heard.text):
            return Answer(self._say(amiss))
        if exchange is not None:
            exchange.comes_back = putoff.comes_back(exchange, route.intent, said, self.router, self._language)
        exchange = await self.exchanges.open()
        exchange.said = heard.text
        exchange.start(self._answer(exchange, route, heard))
        return await self.exchanges.outcome(exchange, say)

    def _is_meant(self, text: str) -> bool:
        """Whether somebody is asked in their own words."""
        intent = self.router.route(text, self.clock()).intent
        return intent is not None and intent.exact

    def _changes_subject(self, turn: Turn, route: Route, exchange: Exchange, heard: Heard) -> bool:
        """Whether somebody who was asked something says something else instead."""
        woken = turn.utterance is not None and turn.utterance.wake is not None
        sure = route.intent is not None and route.intent.score >= putoff.SURE
        return (woken and sure) or putoff.changes_subject(exchange, route, heard, self._language)

    async def _answer(self, exchange: Exchange, route: Route, heard: Heard) -> Answer:
        """Who is meant, and their answer: something of what was done last, several things at once, or one."""
        if taken_back := withdrawn(self.router, self._language, heard):
            return Answer(self._say("dropped"), taken_back.intent)
        if (other := after_all(self.router, self._language, heard)) is not None:
            if (done := self.deeds.changed) is not None and takes_back(done, heard, self._language):
                self.deeds.take_back(done)
            heard, route = other
        repaired = self._repair(exchange, route, heard)
        if repaired is not None:
            return await repaired
        route = Repairing(self.router, self._language).of_the_last(self.deeds.last, heard, route)
        parted = route.intent is None and route.opposite is None
        if parted and (other := instead(self.router, self._language, heard)) is not None:
            heard, route = other
        several = requests_in(self.router, self._language, route.intent, heard)
        if several:
            asked = doubt_all(several, self._skill(several[0]), self._language, heard)
            sure = await is_sure(exchange, several[0], asked)
            return await self._do_all(exchange, several, heard) if sure else Answer(self._say("dropped"), several[0])
        first, code = self._config.plugins.first, self._language.code
        intent = route.intent or await ask_which(exchange, route.rivals, first, self._skill, code)
        if intent is None:
            self.deeds.changed = None
            return Answer(self._refusals.of(route))
        asked = doubt_all([intent], self._skill(intent), self._language, heard, guessed=route.intent is None)
        if not await is_sure(exchange, intent, asked):
            return Answer(self._say("dropped"), intent)
        return await self._run(exchange, intent, heard)

    def _repair(self, exchange: Exchange, route: Route, heard: Heard) -> Coroutine[Any, Any, Answer] | None:
        """The work of taking back, correcting or repeating what was done last; None when nothing of that was asked."""
        meant = route.intent is not None and route.intent.exact and not self._skill(route.intent).is_harmless
        repairing = Repairing(self.router, self._language)
        undone, self.deeds.undone = self.deeds.undone, None
        again = repairing.redone(heard, undone)
        if undone is not None and again is not None:
            exchange.known.update(again.answers)
            return self._do_all(exchange, [*undone.beside, again.intent], replace(heard, text=undone.heard.text))
        found = repairing.find(heard, route.intent, self.deeds, meant)
        if not isinstance(found, tuple):
            done = found if isinstance(found, Done) else self.deeds.changed if found else None
            undoable = done is not None and (done is found or done.is_fresh(heard.now)) and done.journal
            return self._take_back(exchange, done, sure=found != "drop") if done is not None and undoable else None
        done, repaired = found
        exchange.known.update(repaired.answers)
        return self._run(exchange, repaired.intent, replace(heard, text=done.heard.text))

    async def _take_back(self, exchange: Exchange, done: Done, *, sure: bool) -> Answer:
        asked = None if sure else Doubt(self._say("asks_take_back").text, "a mere no does not say of what")
        if not await is_sure(exchange, done.intent, asked):
            return Answer(self._say("dropped"), done.intent)
        reply = self._say("undone" if self.deeds.take_back(done) else "final")
        return Answer(reply, Intent(phrases.HOUSE, "undo"))

    async def _do_all(self, exchange: Exchange, intents: list[Intent], heard: Heard) -> Answer:
        """One after the other; what they say, in a row."""
        answers = [await self._run(exchange, intent, heard) for intent in intents]
        if (changed := self.deeds.changed) is not None:
            others = (each for each in intents if each is not changed.intent and not self._skill(each).is_harmless)
            self.deeds.go_beside(tuple(others))
        text = " ".join(answer.reply.text for answer in answers)
        return Answer(Reply(text, answers[-1].reply.tone), answers[-1].intent)

    async def _run(self, exchange: Exchange, intent: Intent, heard: Heard) -> Answer:
        skill = self._skill(intent)
        exchange.preface = intent.why_not
        exchange.impossible = heard.text if intent.why_not else ""
        if intent.lacking:
            intent = await complete(exchange, intent, self._language.code)
        if skill.session:
            await self.exchanges.begin_session(exchange)
        answer = await self._reply(exchange, intent, heard, HouseLine(skill, exchange, self._memory, self.facts))
        self.deeds.add(Done(intent, heard, exchange.journal, exchange.answers), harmless=skill.is_harmless)
        return answer

    async def _reply(self, exchange: Exchange, intent: Intent, heard: Heard, line: HouseLine) -> Answer:
        exchange.intent = intent
        return Answer(await self._plugins.run(self._skill(intent), line, heard, intent.slots), intent)

    def _say(self, name: str) -> Reply:
        """Words of the house itself."""
        return phrases.say(name, self._language.code)

    def _skill(self, intent: Intent) -> Skill:
        if (skill := self._plugins.skill(intent.plugin, intent.skill)) is None:
            raise SkillFault(intent.plugin, f"has no skill called {intent.skill}")
        return skill
