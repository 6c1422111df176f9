"""Who is speaking: worked out beside the words; nothing is listened for before somebody let a voice be learned."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from earnest.errors import EarnestError, MemoryFault
from earnest.feeling.people import usual_here
from earnest.knowing import Company, learned_from_turn

if TYPE_CHECKING:
    from earnest.engines.base import SpeakerReader
    from earnest.house.household import Household
    from earnest.memory import Memory
    from earnest.nouns import UsualVoice, Utterance
    from earnest.voiceprints import KnownVoice, Voiceprint, Who

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Whose utterance it was, as far as that is known."""

    name: str | None
    who: Who | None = None
    """What the voice says; None where it was not asked: nobody is known, or the house was told who speaks."""
    heard: Voiceprint | None = None


class Speakers:
    """Tells who spoke each utterance of a conversation."""

    def __init__(self, house: Household) -> None:
        self._house = house
        self._reader: SpeakerReader = house.engine("person")
        self._company = Company(house.config.person.floor)

    async def listen(self, utterance: Utterance, told: str | None = None) -> Spoken:
        """Who speaks in it; ``told`` is believed without listening. Changes nothing: more may be said."""
        known = known_voices(self._house) if told is None else []
        if not known:
            return Spoken(told)
        heard = await self._listen(utterance)
        evidence = {each.person: self._reader.evidence(heard, each) if heard else 0.0 for each in known}
        who = self._company.who(evidence, time.monotonic(), answers=self._house.conversation.waiting)
        return Spoken(who.name, who, heard)

    def note(self, spoken: Spoken) -> None:
        """That was all that was said: it is evidence for who speaks next."""
        if spoken.who is not None:
            self._company.note(spoken.who, time.monotonic())

    def usual(self, spoken: Spoken) -> UsualVoice | None:
        """How whoever spoke usually sounds, believed as far as it is sure that it was they; else how people do here."""
        memory = self._house.memory
        usual = memory.usual_voice(spoken.name) if spoken.name else None
        if usual is None:
            return self._usual_here()
        if spoken.who is None:
            return usual
        return replace(usual, evidence=usual.evidence * spoken.who.confidence)

    def _usual_here(self) -> UsualVoice | None:
        """How those whose usual voice is known sound on the mean; None while the memory cannot be read."""
        memory = self._house.memory
        with suppress(MemoryFault):
            voices = [memory.usual_voice(name) for name in memory.people()]
            return usual_here([voice for voice in voices if voice is not None])
        return None

    async def _listen(self, utterance: Utterance) -> Voiceprint | None:
        """What the voice is like; a reader that fails costs the name and not the turn."""
        try:
            return await asyncio.to_thread(self._reader.listen, utterance)
        except EarnestError as fault:
            log.warning("who is speaking was not read: %s", type(fault).__name__)
            return None


def known_voices(house: Household) -> list[KnownVoice]:
    """The voices that the house's reader knows; none while the memory cannot be read."""
    with suppress(MemoryFault):
        return [known for known in house.memory.known_voices() if known.reader == house.engine("person").name]
    return []


def learn_voice(memory: Memory, spoken: Spoken) -> None:
    """Know the voice that spoke a little better, where it was surely theirs. Raises MemoryFault."""
    if spoken.heard is None or spoken.who is None:
        return
    for known in memory.known_voices():
        after = learned_from_turn(spoken.heard, spoken.who, known) if known.person == spoken.name else None
        if after is not None:
            memory.keep_voice(after)
