"""The scale of a guess: what the sign of arousal says, and what everyday words mean on it."""

from __future__ import annotations

import numpy as np
import pytest

from earnest.feeling.circumplex import placed
from earnest.nouns import MOODS, Emotion, plain_emotion


@pytest.mark.parametrize(("mood", "raised"), [("happy", True), ("angry", True), ("neutral", False), ("sad", False)])
def test_the_sign_of_arousal_tells_joy_and_anger_from_plain_and_sad_speech(mood: str, raised: bool) -> None:
    assert (plain_emotion(mood).arousal > 0) == raised


@pytest.mark.parametrize(
    ("mood", "shades"),
    [("neutral", {"calm"}), ("happy", {"excited"}), ("sad", {"tired", "upset"}), ("angry", {"upset"})],
)
def test_textbook_moods_have_their_shades(mood: str, shades: set[str]) -> None:
    emotion = plain_emotion(mood)
    assert {shade for shade in ("tired", "upset", "calm", "excited") if emotion.seems(shade)} == shades


def test_plain_speech_with_much_sadness_in_it_is_tired() -> None:
    spread = np.array([0.6, 0.0, 0.4, 0.0])
    arousal, valence = placed(spread)
    emotion = Emotion(dict(zip(MOODS, spread, strict=True)), arousal, valence, 0.6)
    assert emotion.label == "neutral"
    assert emotion.seems("tired")


def test_no_word_for_a_mood_is_guessed_at() -> None:
    with pytest.raises(ValueError, match="'cross' is no mood; choose from"):
        plain_emotion(MOODS[0]).seems("cross")
