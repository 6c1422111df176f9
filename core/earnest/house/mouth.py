"""What the house says aloud, one thing at a time: a reply, its tone, its sound."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator
from datetime import time as time_of_day
from typing import TYPE_CHECKING, Any

from earnest import events
from earnest.chimes import louder
from earnest.errors import EarnestError, MemoryFault
from earnest.house.mixing import Mixer
from earnest.house.stage import LoudStage
from earnest.listening import State
from earnest.nouns import UNSURE_EMOTION, Emotion, Reply, Sound, Speech
from earnest.speaking.policy import USUAL_VOLUME, VOLUME_STEP

if TYPE_CHECKING:
    from earnest.engines.base import Speaker
    from earnest.house.household import Household
    from earnest.listening import Listening

_AGAIN = 0.02
"""Seconds between two tries to silence a chime that has only just begun."""


_FRESH = 0.5
"""Seconds for which the volume that somebody wants is not looked up again."""


class Mouth:
    """Speaks through the loudspeaker. Whoever speaks holds the ``floor``."""

    def __init__(self, house: Household, speaker: Speaker, listening: Listening, emit: events.Emit) -> None:
        self._house = house
        self._speaker = speaker
        self._listening = listening
        self.emit = emit
        self._mixer = Mixer(speaker, self._is_spoken_to, self._level)
        self.stage = LoudStage(self._mixer, lambda: listening.tell("replied"), emit)
        """Where what skills play is heard."""
        self.floor = asyncio.Lock()
        self._volume, self._looked = USUAL_VOLUME, 0.0
        self._chiming: asyncio.Task[None] | None = None

    @property
    def works(self) -> bool:
        """Whether anything can be heard of it, as far as is known."""
        return bool(getattr(self._speaker, "working", True))

    async def speak(self, reply: Reply, emotion: Emotion = UNSURE_EMOTION) -> float:
        """Speech plays as it is made; the monotonic time of the first sound. An empty reply is silence.

        Raises EngineError when it cannot be heard to the end; a person who cuts it short has heard it.
        """
        if not reply.text:
            return time.monotonic()
        self._listening.tell("replied")
        first, seconds, voice = 0.0, 0.0, ""
        async with contextlib.aclosing(self.made(reply, emotion)) as pieces:
            async for speech in pieces:
                first = first or time.monotonic()
                seconds, voice = seconds + speech.sound.seconds, speech.voice
                if not await self.play(speech.sound):
                    break
        self.emit({"event": "speech", "voice": voice, "seconds": round(seconds, 3)})
        return first or time.monotonic()

    def prepare(self, reply: Reply, emotion: Emotion) -> None:
        """Begin to make what will probably be spoken next."""
        preferences = self._preferences()
        if reply.text and preferences["volume"] > 0:
            tone = self._house.speaking.tone_for(reply, emotion, preferences, tentative=True)
            self._house.speaking.prepare(reply.text, tone)

    async def made(self, reply: Reply, emotion: Emotion = UNSURE_EMOTION) -> AsyncGenerator[Speech, None]:
        """A reply as sound, piece by piece, not yet heard; nothing of it where the house was asked to be silent."""
        preferences = self._preferences()
        tone = self._house.speaking.tone_for(reply, emotion, preferences)
        self._house.conversation.facts.last_tone = tone.name
        self.emit(events.reply_event(reply, tone.name))
        self._listening.spotting.own_words = reply.text
        if preferences["volume"] <= 0:
            return
        async with contextlib.aclosing(self._house.speaking.speak(reply.text, tone)) as pieces:
            async for speech in pieces:
                yield speech

    async def play(self, sound: Sound) -> bool:
        """Let a sound be heard; False when it was cut short. Raises EngineError."""
        while self._chiming is not None and not self._chiming.done():  # it has been heard enough of
            self._mixer.hush()
            await asyncio.wait({self._chiming}, timeout=_AGAIN)
        return await asyncio.to_thread(self._mixer.say, sound)

    def chime(self, sound: Sound) -> None:
        """Let a short sound be heard, if the house is not silent; whatever is to be said cuts it short."""
        volume = self._preferences()["volume"]
        if not self.works or volume <= 0 or (self._chiming is not None and not self._chiming.done()):
            return
        self._chiming = asyncio.create_task(self._chime(louder(sound, (volume - USUAL_VOLUME) * VOLUME_STEP)))

    async def _chime(self, sound: Sound) -> None:
        with contextlib.suppress(EarnestError):
            await asyncio.to_thread(self._mixer.say, sound)

    async def interim(self, reply: Reply) -> None:
        """An interim word, while somebody holds the floor already."""
        await self.speak(reply)

    def rest(self, asked: bool) -> None:
        """It has spoken: listen for an answer, or for a wake word."""
        self._listening.tell("asked" if asked else "finished")

    def hush(self) -> None:
        """Fall silent; what plays beside goes on."""
        self._mixer.hush()

    def _is_spoken_to(self) -> bool:
        """Whether somebody speaks, or waits for an answer."""
        return self._listening.state in (State.LISTENING, State.THINKING, State.ASKING)

    def _level(self) -> float:
        """How loud what plays is, as a factor: as the person wants the house to speak."""
        if time.monotonic() - self._looked > _FRESH:
            self._volume, self._looked = float(self._preferences()["volume"]), time.monotonic()
        if self._volume <= 0:
            return 0.0
        return float(10.0 ** ((self._volume - USUAL_VOLUME) * VOLUME_STEP / 20.0))

    def _preferences(self) -> dict[str, Any]:
        """How whoever is speaking wants to be spoken to, and at night no louder than the household wants.

        As everybody, while the memory cannot be read.
        """
        try:
            wanted = self._house.conversation.facts.preferences()
        except MemoryFault:
            wanted = {}
        volume, night = wanted.get("volume", USUAL_VOLUME), self._house.config.night
        if night.volume is not None and between(night.begins, night.ends, self._house.conversation.clock().time()):
            volume = min(volume, night.volume)
        return {**wanted, "volume": volume}


def between(begins: time_of_day, ends: time_of_day, now: time_of_day) -> bool:
    """Whether a time lies between two others, over midnight where the second is earlier."""
    return begins <= now < ends if begins <= ends else now >= begins or now < ends
