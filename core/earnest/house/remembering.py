"""What is kept of a turn, each only where they agreed: how somebody felt, usually sounds, and is known by voice."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from earnest.errors import MemoryFault
from earnest.feeling.people import learned_from_turn
from earnest.house.speakers import Spoken, learn_voice
from earnest.memory import DiaryEntry
from earnest.nouns import UNSURE

if TYPE_CHECKING:
    from earnest.house.household import Household
    from earnest.nouns import Turn


def remember(house: Household, turn: Turn, spoken: Spoken) -> None:
    """Keep what may be kept of the turn; nothing while the memory fails."""
    with contextlib.suppress(MemoryFault):  # which the memory itself tells
        learn_voice(house.memory, spoken)
        _remember(house, turn)


def _remember(house: Household, turn: Turn) -> None:
    memory, emotion = house.memory, turn.emotion
    if not turn.readings or turn.utterance is None:
        return
    if emotion.label != UNSURE and house.may_keep_diary():
        shades = emotion.label, emotion.confidence, emotion.arousal, emotion.valence
        memory.write_mood(DiaryEntry(house.conversation.clock(), *shades, turn.person))
    if turn.person is not None:
        after = learned_from_turn(turn, memory.usual_voice(turn.person), house.engine("emotion"))
        if after is not None:
            memory.keep_usual_voice(after)
