"""What every ``EndOfSpeech`` must do. Subclass and provide the fixtures ``detector`` and ``speech``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from earnest.nouns import RATE, Sound

if TYPE_CHECKING:
    from earnest.engines.base import EndOfSpeech


def probabilities(detector: EndOfSpeech, sound: Sound) -> list[float]:
    """The detector's answer for every whole window of ``sound``."""
    windows = sound.samples[: len(sound.samples) // detector.window * detector.window].reshape(-1, detector.window)
    return [detector.voiced(window) for window in windows]


class EndOfSpeechContract:
    """The promises of ``earnest.engines.base.EndOfSpeech``."""

    @pytest.fixture
    def detector(self) -> EndOfSpeech:
        """The detector under test."""
        pytest.fail("a subclass of EndOfSpeechContract provides the fixture `detector`")

    @pytest.fixture
    def speech(self) -> Sound:
        """Somebody speaking for a second or more, 16 kHz."""
        pytest.fail("a subclass of EndOfSpeechContract provides the fixture `speech`")

    def test_answers_with_probabilities(self, detector: EndOfSpeech, speech: Sound) -> None:
        assert all(0.0 <= probability <= 1.0 for probability in probabilities(detector, speech))

    def test_tells_speech_from_silence_and_from_noise(self, detector: EndOfSpeech, speech: Sound) -> None:
        hiss = Sound(np.random.default_rng(1).normal(0, 200, 2 * RATE).astype(np.int16))
        silence = Sound(np.zeros(2 * RATE, np.int16))
        assert np.median(probabilities(detector, speech)) > 0.5
        for nothing in (silence, hiss):
            detector.reset()
            assert np.median(probabilities(detector, nothing)) < 0.5

    def test_a_reset_makes_it_start_afresh(self, detector: EndOfSpeech, speech: Sound) -> None:
        detector.reset()
        first = probabilities(detector, speech)
        detector.reset()
        assert probabilities(detector, speech) == pytest.approx(first, abs=1e-3)
