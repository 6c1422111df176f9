"""The answer to what may be all that was said: begun in a pause, taken at the end, or thrown away when more comes."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from earnest.conversation.foreseeing import Foreseen
    from earnest.house.household import Household
    from earnest.house.mouth import Mouth
    from earnest.listening import Pause
    from earnest.nouns import Turn, Utterance

log = logging.getLogger(__name__)


class Early:
    """One answer at a time, with its first piece of speech. Only skills that change nothing are begun here."""

    def __init__(self, house: Household, mouth: Mouth) -> None:
        self._house = house
        self._mouth = mouth
        self._begun: tuple[Pause, Foreseen] | None = None
        self._leaving: set[asyncio.Task[None]] = set()
        self._over = -1.0

    async def begin(self, pause: Pause, turn: Turn) -> None:
        """Answer ``turn``, which ends at ``pause`` if no voice comes any more."""
        self.drop()
        if pause.utterance.started == self._over:  # it came to its end meanwhile
            return
        foreseen = self._house.conversation.foresee(turn)
        if foreseen is None:
            return
        self._begun = begun = (pause, foreseen)
        try:
            answer = await foreseen.answer()
        except Exception as fault:  # whoever takes the answer meets it again, and tells
            log.info("an early answer failed: %s", type(fault).__name__)
            return
        if self._begun is begun:
            self._mouth.prepare(answer.reply, turn.emotion)

    def take(self, utterance: Utterance) -> Foreseen | None:
        """What was begun, if ``utterance`` is all that it answers; None where nothing was."""
        self._over = utterance.started
        if self._begun is not None and not self._begun[0].said_all(utterance):
            self.drop()
        begun, self._begun = self._begun, None
        return begun[1] if begun else None

    def drop(self) -> None:
        """Let go of what was begun; nobody waits for it to end."""
        begun, self._begun = self._begun, None
        if begun is not None:
            leaving = asyncio.create_task(begun[1].drop())
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)
