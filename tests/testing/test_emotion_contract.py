"""The emotion contract passes readers that keep it and fails those that do not."""

from __future__ import annotations

import pytest

from earnest.engines.base import EmotionReader
from earnest.engines.emotion_prosody import ProsodicReader
from earnest.nouns import UNSURE_EMOTION, Emotion, UsualVoice, Utterance
from earnest.testing import ScriptedReader
from earnest.testing.contracts.emotion import EmotionReaderContract, check
from earnest.testing.recordings import joined, noise, silence, speech


class TestProsodicReader(EmotionReaderContract):
    @pytest.fixture
    def reader(self) -> EmotionReader:
        return ProsodicReader()


class TestScriptedReader(EmotionReaderContract):
    @pytest.fixture
    def reader(self) -> EmotionReader:
        return ScriptedReader()


class Hothead:
    """A reader that breaks its promises."""

    name = "hothead"

    def read(self, utterance: Utterance, usual: UsualVoice | None = None) -> Emotion:  # noqa: ARG002
        loudest = abs(utterance.sound.samples).max()
        return Emotion({"angry": 2.0}, arousal=float(loudest), valence=0.0, confidence=1.0)


def test_the_contract_fails_a_reader_that_breaks_it() -> None:
    suite = EmotionReaderContract()
    with pytest.raises(AssertionError):
        suite.test_reads_numbers_in_their_ranges(Hothead(), "slt")
    with pytest.raises(ValueError, match="zero-size"):
        suite.test_never_raises_on_odd_sound(Hothead(), "nothing")


def test_unsure_is_an_emotion() -> None:
    check(UNSURE_EMOTION)


def test_generated_speech_is_speech() -> None:
    said = speech("Good morning, everybody.")
    assert said.rate == 16_000
    assert 0.8 < said.seconds < 4.0
    assert abs(said.samples.astype(int)).max() > 3000


def test_sounds_are_joined_in_order() -> None:
    sound = joined(silence(0.5), noise(0.25), silence(0.25))
    assert sound.seconds == 1.0
    assert not sound.samples[:8000].any()
    assert sound.samples[8000:12000].any()


def test_noise_is_the_same_for_the_same_seed() -> None:
    assert (noise(0.1, seed=3).samples == noise(0.1, seed=3).samples).all()
    assert (noise(0.1, seed=3).samples != noise(0.1, seed=4).samples).any()
