"""How a tutor follows a child: what comes next, how hard, and in which tone, by the answer and by how it sounded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from earnest import Emotion

Mood = Literal["low", "cross", "happy", "plain"]

EASIEST, HARDEST = 1, 5
_IN_A_ROW = 2
"""Right answers in a row after which it gets harder; when the child is happy, one will do."""
_HARD_GOING = 2
"""Answers in a row that sounded low or cross after which stopping is offered."""
_TONES: dict[Mood, str] = {"low": "gentle", "cross": "calm", "happy": "warm", "plain": "warm"}
"""Never the bright one: praise that is loud makes the next mistake worse, and nobody who is low wants cheering."""


@dataclass(frozen=True, slots=True)
class Tutor:
    """Where a child stands in one quiz."""

    level: int = 2
    """1 to 5."""
    right_in_a_row: int = 0
    low_in_a_row: int = 0
    mood: Mood = "plain"
    """How the latest answer sounded."""

    @property
    def tone(self) -> str:
        """The tone in which to go on."""
        return _TONES[self.mood]

    @property
    def is_gentle(self) -> bool:
        """Whether to speak of no mistakes and ask for less."""
        return self.mood in ("low", "cross")

    @property
    def should_offer_to_stop(self) -> bool:
        """Whether it has been hard going for so long that stopping is better offered."""
        return self.low_in_a_row >= _HARD_GOING

    def starting(self, emotion: Emotion) -> Tutor:
        """The tutor of a child who sounds like this before the first question."""
        mood = mood_of(emotion)
        return replace(self, mood=mood, level=max(self.level - 1, EASIEST) if mood in ("low", "cross") else self.level)

    def heard(self, right: bool, emotion: Emotion) -> Tutor:
        """The tutor after an answer, and how it sounded."""
        mood = mood_of(emotion)
        low = mood in ("low", "cross")
        row = self.right_in_a_row + 1 if right else 0
        harder = right and not low and (row >= _IN_A_ROW or mood == "happy")
        easier = not right or low
        level = min(self.level + 1, HARDEST) if harder else max(self.level - 1, EASIEST) if easier else self.level
        return replace(
            self,
            level=level,
            right_in_a_row=0 if harder else row,
            low_in_a_row=self.low_in_a_row + 1 if low else 0,
            mood=mood,
        )

    def asked_to_go_on(self) -> Tutor:
        """The tutor of a child who would rather go on: as easy as can be, and not asked at once again."""
        return replace(self, level=EASIEST, low_in_a_row=0)


def mood_of(emotion: Emotion) -> Mood:
    """What a feeling means to a tutor; what is not sure means nothing."""
    if emotion.seems("sad", "tired"):
        return "low"
    if emotion.seems("angry"):
        return "cross"
    return "happy" if emotion.seems("happy") else "plain"
