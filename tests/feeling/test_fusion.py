"""Voice and words together."""

from __future__ import annotations

import itertools

import pytest

from earnest.feeling import explain, fuse, read_words
from earnest.nouns import MOODS, UNSURE_EMOTION, Emotion, plain_emotion


def voice(probabilities: dict[str, float], arousal: float, valence: float) -> Emotion:
    return Emotion(probabilities, arousal, valence, max(probabilities.values()), "voice")


LIVELY = voice({"neutral": 0.05, "happy": 0.4, "sad": 0.05, "angry": 0.5}, 0.7, 0.0)
"""What a voice often says: agitated, and joy or anger cannot be told apart."""


def test_words_decide_what_a_lively_voice_leaves_open() -> None:
    assert fuse(LIVELY, read_words("that is wonderful news thank you so much")).label == "happy"
    assert fuse(LIVELY, read_words("leave me alone this is ridiculous")).label == "angry"


def test_great_just_great_said_angrily_is_not_happy() -> None:
    emotion = fuse(plain_emotion("angry", 0.85), read_words("great just great"))
    assert emotion.label != "happy"
    assert not emotion.seems("happy")
    assert emotion.arousal > 0.5


def test_a_contradiction_is_unsure() -> None:
    for mood in ("sad", "angry"):
        assert fuse(plain_emotion(mood, 0.9), read_words("i am so happy today")).label == "unsure"
    assert fuse(plain_emotion("happy", 0.9), read_words("i feel terrible and lonely")).label == "unsure"


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("command", ["set a timer for ten minutes", "what time is it", "turn off the light"])
def test_plain_words_leave_the_voice_as_it_is(mood: str, command: str) -> None:
    emotion = fuse(plain_emotion(mood, 0.75), read_words(command))
    assert emotion.label == mood
    assert emotion.confidence == pytest.approx(0.75, abs=0.15)


def test_agreement_makes_surer() -> None:
    alone = plain_emotion("sad", 0.6)
    assert fuse(alone, read_words("i miss her so much i could cry")).confidence > alone.confidence


def test_arousal_is_the_voice_s_and_valence_the_words() -> None:
    quiet = voice({"neutral": 0.5, "happy": 0.1, "sad": 0.35, "angry": 0.05}, -0.5, -0.2)
    emotion = fuse(quiet, read_words("i had a lovely day with my family"))
    assert emotion.arousal < -0.2
    assert emotion.valence > 0.2


def test_a_doubtful_sound_leaves_it_to_the_words() -> None:
    doubtful = Emotion({"neutral": 0.02, "happy": 0.02, "sad": 0.02, "angry": 0.94}, 0.3, -0.3, 0.05, "voice")
    assert fuse(doubtful, read_words("i am so glad you are here")).label == "happy"


def test_one_alone_is_told_as_it_is() -> None:
    words = read_words("i am happy")
    assert fuse(None, words) is words
    assert fuse(LIVELY, None) is LIVELY
    assert fuse(None, None) is UNSURE_EMOTION


def test_every_pair_gives_a_proper_emotion() -> None:
    texts = ["", "hello", "i am so sad", "wonderful", "you idiot"]
    voices = [plain_emotion(mood, sure) for mood in MOODS for sure in (0.3, 0.6, 0.99)] + [UNSURE_EMOTION]
    for heard, text in itertools.product(voices, texts):
        emotion = fuse(heard, read_words(text))
        assert sum(emotion.probabilities.values()) == pytest.approx(1)
        assert 0 <= emotion.confidence <= 1
        assert -1 <= emotion.arousal <= 1
        assert -1 <= emotion.valence <= 1
        assert emotion.source == "both"
        assert emotion.floor == heard.floor


def test_the_explanation_names_voice_and_words_and_how_sure() -> None:
    heard, said = plain_emotion("sad", 0.8), read_words("i miss her so much")
    told = explain(fuse(heard, said), (heard, said))
    assert "sad" in told
    assert "Your voice" in told
    assert "Your words" in told
    assert "percent" in told


def test_a_contradiction_is_explained() -> None:
    heard, said = plain_emotion("angry", 0.9), read_words("great just great")
    told = explain(fuse(heard, said), (heard, said))
    assert "not sure" in told
    assert "did not fit together" in told


def test_nothing_read_is_nothing_explained() -> None:
    assert "did not guess" in explain(UNSURE_EMOTION)
    assert "words" in explain(read_words("i am happy"))
    assert "voice" not in explain(read_words("i am happy"))
