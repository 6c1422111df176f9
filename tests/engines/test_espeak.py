"""espeak-ng keeps a voice's contract, beside Piper's own copy of it, and moves its pitch as asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import parselmouth
import pytest

from earnest.engines.espeak import EspeakVoice
from earnest.errors import MissingPart
from earnest.nouns import Tone
from earnest.speaking import Card
from earnest.testing.contracts.voice import SENTENCE, VoiceContract, spoken


def card(variant: str = "en-us", language: str = "en_US") -> Card:
    return Card(name=f"espeak-{variant}", folder=Path(), engine="espeak", language=language, variant=variant)


class TestEspeak(VoiceContract):
    @pytest.fixture
    def voice(self) -> EspeakVoice:
        return EspeakVoice(card())


def semitones(samples: np.ndarray, rate: int) -> float:
    pitch = parselmouth.Sound(samples / 32_768, rate).to_pitch(pitch_floor=60, pitch_ceiling=400)
    hertz = pitch.selected_array["frequency"]
    return float(np.mean(12 * np.log2(hertz[hertz > 0])))


@pytest.mark.parametrize("asked", [-3.0, -1.5, 1.5, 3.0])
def test_pitch_moves_as_asked(asked: float) -> None:
    voice = EspeakVoice(card())
    plain = semitones(spoken(voice, SENTENCE), voice.rate)
    moved = semitones(spoken(voice, SENTENCE, Tone(pitch=asked)), voice.rate)
    assert moved - plain == pytest.approx(asked, rel=0.25)


def test_a_wider_range_does_not_lift_the_mean() -> None:
    voice = EspeakVoice(card())
    means = [semitones(spoken(voice, SENTENCE, Tone(range=span)), voice.rate) for span in (0.6, 1.0, 1.4)]
    assert max(means) - min(means) < 0.5


def test_two_languages_take_turns_at_one_library() -> None:
    english, german = EspeakVoice(card()), EspeakVoice(card("de", "de_DE"))
    text = "Guten Morgen, meine Damen und Herren."
    before, other = len(spoken(english, text)), len(spoken(german, text))
    assert abs(other - before) > 0.05 * before
    assert len(spoken(english, text)) == pytest.approx(before, rel=0.01)


def test_an_unknown_variant_is_named() -> None:
    with pytest.raises(MissingPart, match="'en-moon'"):
        EspeakVoice(card("en-moon"))
