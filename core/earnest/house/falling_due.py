"""What falls due: said once or rung until somebody comes, snoozed, or told later when nobody came."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from earnest.conversation import phrases
from earnest.errors import EarnestError, MemoryFault
from earnest.house.ringing import Ringing
from earnest.house.schedule import Schedule
from earnest.house.supervisor import reason
from earnest.listening import State
from earnest.nouns import RATE, Sound, Utterance
from earnest.spoken import language

if TYPE_CHECKING:
    from earnest.conversation import Answer
    from earnest.engines.base import Spotted
    from earnest.house.household import Household
    from earnest.house.mouth import Mouth
    from earnest.house.showing import Showing
    from earnest.house.supervisor import Supervisor
    from earnest.listening import Listening
    from earnest.nouns import Reply
    from earnest.talk import Due

LONGER = 1.4
"""Seconds of sound, a fifth before and after it included, from which more was said than "snooze"."""


class FallingDue:
    """Lets what falls due be heard, and forgets it only then."""

    def __init__(
        self, house: Household, mouth: Mouth, listening: Listening, supervisor: Supervisor, showing: Showing
    ) -> None:
        self._house = house
        self._mouth = mouth
        self._listening = listening
        self._supervisor = supervisor
        rings_for = timedelta(minutes=house.config.ringing.minutes)
        self._schedule = Schedule(house.memory, house.conversation.clock, self._may_speak_up, rings_for)
        self._ringing = Ringing(mouth, listening, house.config.ringing, showing.rings)
        self._saying: Due | None = None
        self._snoozed: Spotted | None = None

    def _may_speak_up(self) -> bool:
        """Nobody is interrupted, and nothing is told to a loudspeaker that is gone."""
        return self._listening.state is State.IDLE and self._mouth.works

    async def speak_what_came(self) -> None:
        """What has fallen due and was not told, at the end of the stream."""
        while (ripe := self._schedule.ripe()) is not None:
            await self.speak_due(*ripe)

    def woken(self) -> None:
        """Somebody woke the house: what rings has been heard."""
        self._ringing.end("wake")

    async def speak_what_comes(self) -> None:
        """Each thing as it falls due. Never ends."""
        async for due, missed in self._schedule.coming():
            await self.speak_due(due, missed)

    async def speak_due(self, due: Due, missed: bool) -> None:
        """One thing that fell due. It is forgotten only when it was heard; one that fails lets others go first."""
        asked = False
        try:
            async with self._mouth.floor:
                if not self._schedule.is_due(due):
                    return
                answer = await self._begin_due(due, missed)
                asked = answer.expects_answer
                if due.rings and not missed and not asked:
                    await self._ring(due, answer.reply)
                else:
                    await self._say_due(due, answer.reply)
        except Exception as fault:
            asked = False
            if self._schedule.put_off(due) and self._mouth.works:
                self._supervisor.tell("announcement", reason(fault))
        self._mouth.rest(asked)

    async def tell_unanswered(self) -> None:
        """What rang until nobody came, now that somebody is there. Whoever calls this holds the floor."""
        with contextlib.suppress(MemoryFault):  # which the memory itself tells
            for due in self._schedule.unanswered():
                answer = await self._begin_due(due, True)
                await self._mouth.speak(answer.reply)
                self._schedule.done(due)

    def interrupt(self, spotted: Spotted) -> bool:
        """Somebody said "stop" or "snooze"; whether that was to something that is due."""
        if self._ringing.end("snooze" if spotted.word == "snooze" else "stop", spotted):
            return True
        if self._saying is not None and spotted.word == "snooze":
            self._snoozed = spotted
        return self._saying is not None

    async def _begin_due(self, due: Due, missed: bool) -> Answer:
        answer = await self._house.conversation.fall_due(due, self._mouth.interim, missed=missed)
        if answer.reply.text:
            self._mouth.emit({"event": "due", "plugin": due.plugin, "text": answer.reply.text, "missed": missed})
        return answer

    async def _say_due(self, due: Due, reply: Reply) -> None:
        self._saying, self._snoozed = due, None
        try:
            await self._mouth.speak(reply)
        finally:
            self._saying = None
        if self._snoozed is not None:
            await self._snooze((due,), self._snoozed)
        else:
            self._schedule.done(due)

    async def _ring(self, due: Due, reply: Reply) -> None:
        """Ring, with what falls due meanwhile, until somebody comes; then it is snoozed, done, or told later."""

        def is_new(other: Due) -> bool:
            return all(each.id != other.id for each in self._ringing.now)

        async def others() -> tuple[Due, Reply] | None:
            with contextlib.suppress(MemoryFault):
                ripe = self._schedule.ripe(lambda each: each.reply is not None and is_new(each))
                if ripe is not None:
                    return ripe[0], (await self._begin_due(*ripe)).reply
            return None

        rung = await self._ringing.ring(due, reply, others, once=not self._listening.lives)
        unanswered = rung.by == "limit" and self._listening.lives
        for each in rung.told if rung.by == "snooze" else (*rung.dues, *rung.told):
            (self._schedule.rang_out if unanswered else self._schedule.done)(each)
        if rung.by == "snooze":
            await self._snooze(rung.dues, rung.spotted)

    async def _snooze(self, dues: Iterable[Due], spotted: Spotted | None) -> None:
        length = await self._how_long(spotted) or timedelta(minutes=self._house.config.ringing.snooze)
        for due in dues:
            self._schedule.snooze(due, length)
        await self._mouth.speak(phrases.snoozed(length, self._house.config.language_code))

    async def _how_long(self, spotted: Spotted | None) -> timedelta | None:
        """What was said behind "snooze"; None where nothing was, or it is no length."""
        if spotted is None or len(spotted.sound) < LONGER * RATE:
            return None
        recognizer = self._house.engine("recognizer")
        with contextlib.suppress(EarnestError):
            heard = await asyncio.to_thread(recognizer.transcribe, Utterance(Sound(spotted.sound)))
            config, clock = self._house.config, self._house.conversation.clock
            find = language(config.language_code, config.country).kinds["duration"].find
            found = find(heard.text, clock()).value if find is not None else None
            return found if isinstance(found, timedelta) else None
        return None
