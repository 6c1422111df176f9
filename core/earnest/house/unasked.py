"""What the house says by itself, between turns: what falls due, what fails, and the question of consent once."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from earnest.conversation import phrases
from earnest.errors import EarnestError
from earnest.house.supervisor import reason
from earnest.listening import State

if TYPE_CHECKING:
    from earnest.events import Emit
    from earnest.house.household import Household
    from earnest.house.mouth import Mouth
    from earnest.house.schedule import Schedule
    from earnest.house.supervisor import Supervisor
    from earnest.listening import Listening
    from earnest.talk import Due

_LOOK = 0.1
"""Seconds between looks at whether the house is quiet."""


class Unasked:
    """Speaks up when nobody asked."""

    def __init__(
        self, house: Household, mouth: Mouth, listening: Listening, schedule: Schedule, supervisor: Supervisor
    ) -> None:
        self._house = house
        self._mouth = mouth
        self._listening = listening
        self._schedule = schedule
        self._supervisor = supervisor

    async def ask_consent(self) -> None:
        """The question of consent, once; only live ears can agree to anything."""
        if not self._house.must_ask_consent():
            return
        async with self._mouth.floor:
            answer = await self._house.conversation.ask_consent(self._mouth.interim)
            await self._mouth.speak(answer.reply)
        self._listening.tell("asked")

    async def speak_what_comes(self, emit: Emit) -> None:
        """Each thing as it falls due. Never ends."""
        async for due, missed in self._schedule.coming():
            await self.speak_due(due, missed, emit)

    async def speak_due(self, due: Due, missed: bool, emit: Emit) -> None:
        """One thing that fell due. It is forgotten only when it was heard; one that fails lets others go first."""
        asked = False
        try:
            async with self._mouth.floor:
                if not self._schedule.is_due(due):
                    return
                answer = await self._house.conversation.fall_due(due, self._mouth.interim, missed=missed)
                asked = answer.expects_answer
                if answer.reply.text:
                    emit({"event": "due", "plugin": due.plugin, "text": answer.reply.text, "missed": missed})
                await self._mouth.speak(answer.reply)
                self._schedule.done(due)
        except Exception as fault:
            asked = False
            if self._schedule.put_off(due) and self._mouth.works:
                self._supervisor.tell("announcement", reason(fault))
        self._listening.tell("asked" if asked else "finished")

    async def say_notices(self) -> None:
        """What fails, once the house is quiet. Never ends."""
        async for notice in self._supervisor.notices():
            while self._listening.state is not State.IDLE:
                await asyncio.sleep(_LOOK)
            with contextlib.suppress(EarnestError):
                async with self._mouth.floor:
                    await self._mouth.speak(phrases.say(notice, self._house.config.language_code))
            self._listening.tell("finished")
