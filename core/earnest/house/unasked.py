"""What the house says by itself, between turns: what fails, and the question of consent once."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

from earnest.conversation import phrases
from earnest.errors import EarnestError, MemoryFault
from earnest.listening import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from earnest.conversation import Answer
    from earnest.house.household import Household
    from earnest.house.mouth import Mouth
    from earnest.house.supervisor import Supervisor
    from earnest.listening import Listening

log = logging.getLogger(__name__)

_LOOK = 0.1
"""Seconds between looks at whether the house is quiet."""


LINGERING = 5.0
"""Seconds for which what plays goes on once a recording has ended, or nothing of it would be heard."""


class Unasked:
    """Speaks up when nobody asked."""

    def __init__(self, house: Household, mouth: Mouth, listening: Listening, supervisor: Supervisor) -> None:
        self._house = house
        self._mouth = mouth
        self._listening = listening
        self._supervisor = supervisor
        exchanges = house.conversation.exchanges
        exchanges.stage, exchanges.aside = mouth.stage, self.speak_aside

    async def ask_consent(self) -> None:
        """The question of consent, once; only live ears can agree to anything. None while no answer could be kept."""
        with contextlib.suppress(MemoryFault):  # which the memory itself tells
            if not self._house.must_ask_consent():
                return
            async with self._mouth.floor:
                answer = await self._house.conversation.ask_consent(self._mouth.interim)
                await self._mouth.speak(answer.reply)
            self._listening.tell("asked")

    async def speak_aside(self, what: Callable[[], Answer | None]) -> None:
        """What a skill that goes on says between turns, once nobody speaks; ``what`` tells it then."""
        while True:
            while self._listening.state is not State.IDLE:
                await asyncio.sleep(_LOOK)
            async with self._mouth.floor:
                if self._listening.state is not State.IDLE:
                    continue
                answer = what()
                if answer is None:
                    return
                await self._mouth.speak(answer.reply)
            self._listening.tell("asked" if answer.expects_answer else "finished")
            return

    async def hear_out(self, working: asyncio.Task[None] | None) -> None:
        """A recording is over: its last turn is finished; what a skill plays beside is heard a little, and ended."""
        if working is not None:
            await working
        until = asyncio.get_running_loop().time() + LINGERING
        while self._house.conversation.exchanges.busy_beside and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(_LOOK)
        await self._house.conversation.drop()

    async def apologise(self) -> None:
        """A turn failed: say so, if that can be heard."""
        if self._mouth.works:
            try:
                await self._mouth.speak(phrases.say("trouble", self._house.config.language_code))
            except Exception as again:
                log.error("nor can the apology be said: %s", type(again).__name__)

    async def say_notices(self) -> None:
        """What fails, once the house is quiet. Never ends."""
        async for notice in self._supervisor.notices():
            while self._listening.state is not State.IDLE:
                await asyncio.sleep(_LOOK)
            with contextlib.suppress(EarnestError):
                async with self._mouth.floor:
                    await self._mouth.speak(phrases.say(notice, self._house.config.language_code))
            self._listening.tell("finished")
