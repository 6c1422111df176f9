"""What follows an answer without the wake word, where a household wants that: for a few seconds, and plainly meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from earnest.conversation import phrases
from earnest.feeling import distress

if TYPE_CHECKING:
    from earnest.house.ahead import Ahead
    from earnest.house.household import Household
    from earnest.nouns import Transcript, Utterance

After: TypeAlias = Literal["asked", "answered", "finished"]
"""How a turn ends: a question is open, something may follow, or it is over."""


class Following:
    """Tells a turn from talk in the room, and whether another may follow it."""

    def __init__(self, house: Household, ahead: Ahead[Transcript], *, live: bool) -> None:
        self._house = house
        self._ahead = ahead
        self._wanted = live and house.config.listening.follow_up > 0

    async def is_turn(self, utterance: Utterance) -> bool:
        """Whether it is for the house: woken, an answer, or else a skill's own phrase, or words of distress."""
        if utterance.wake is not None or self._house.conversation.waiting or not self._wanted:
            return True
        if utterance.ended_by == "no-speech":
            return False
        text, conversation = (await self._ahead.look(utterance)).text, self._house.conversation
        in_danger = distress(text, conversation.facts.last_reply or "", self._house.config.language_code) is not None
        return in_danger or conversation.router.knows(text, conversation.clock())

    def after(self, text: str, *, asked: bool) -> After:
        """How a turn ends in which ``text`` was said."""
        if asked:
            return "asked"
        enough = phrases.is_enough(text, self._house.config.language_code)
        return "answered" if self._wanted and not enough else "finished"
