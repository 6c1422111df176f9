"""The scale of a guess: what the sign of arousal says, and what everyday words mean on it."""

from __future__ import annotations

import pytest

from earnest.model import MOODS, Emotion, plain_emotion


@pytest.mark.parametrize(("mood", "raised"), [("happy", True), ("angry", True), ("neutral", False), ("sad", False)])
def test_the_sign_of_arousal_tells_joy_and_anger_from_plain_and_sad_speech(mood: str, raised: bool) -> None:
    assert (plain_emotion(mood).arousal > 0) == raised


@pytest.mark.parametrize(("mood", "shades"), [("neutral", {"calm"}), ("happy", {"excited"}), ("angry", {"upset"})])
def test_textbook_moods_have_their_shades(mood: str, shades: set[str]) -> None:
    emotion = plain_emotion(mood)
    assert {shade for shade in ("tired", "upset", "calm", "excited") if emotion.seems(shade)} == shades


def test_who_sounds_lower_than_plain_speech_is_tired() -> None:
    sad, plain = (Emotion(plain_emotion(mood).probabilities, -0.7, 0.0, 0.9) for mood in ("sad", "neutral"))
    assert sad.seems("tired")
    assert plain.seems("tired")
    assert not plain_emotion("neutral").seems("tired")


def test_no_word_for_a_mood_is_guessed_at() -> None:
    with pytest.raises(ValueError, match="'cross' is no mood; choose from"):
        plain_emotion(MOODS[0]).seems("cross")
