"""What every ``WakeWord`` must do. Subclass and provide the fixtures ``detector`` and ``said``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from earnest.engines.base import FRAME
from earnest.nouns import RATE, Sound, Wake

if TYPE_CHECKING:
    from earnest.engines.base import WakeWord


def hear_all(detector: WakeWord, sound: Sound) -> list[Wake]:
    """Everything that woke in ``sound`` and the second of silence after it."""
    padded = np.concatenate([sound.samples, np.zeros(RATE, np.int16)])
    frames = padded[: len(padded) // FRAME * FRAME].reshape(-1, FRAME)
    return [wake for frame in frames if (wake := detector.hear(frame)) is not None]


class WakeWordContract:
    """The promises of ``earnest.engines.base.WakeWord``."""

    @pytest.fixture
    def detector(self) -> WakeWord:
        """The detector under test."""
        pytest.fail("a subclass of WakeWordContract provides the fixture `detector`")

    @pytest.fixture
    def said(self) -> tuple[str, Sound]:
        """One of its words, and a recording of 16 kHz in which somebody says it once."""
        pytest.fail("a subclass of WakeWordContract provides the fixture `said`")

    def test_hears_its_word_once(self, detector: WakeWord, said: tuple[str, Sound]) -> None:
        word, sound = said
        wakes = hear_all(detector, sound)
        assert [wake.word for wake in wakes] == [word]
        assert word in detector.words
        assert 0.0 < wakes[0].score <= 1.0

    def test_hears_it_again_after_a_reset(self, detector: WakeWord, said: tuple[str, Sound]) -> None:
        first = hear_all(detector, said[1])
        detector.reset()
        again = hear_all(detector, said[1])
        assert [wake.word for wake in again] == [wake.word for wake in first]

    def test_a_reset_in_the_middle_forgets_what_was_heard(self, detector: WakeWord, said: tuple[str, Sound]) -> None:
        half = len(said[1].samples) // 2 // FRAME * FRAME
        for frame in said[1].samples[:half].reshape(-1, FRAME):
            detector.hear(frame)
        detector.reset()
        assert hear_all(detector, Sound(np.zeros(RATE, np.int16))) == []

    def test_silence_and_noise_do_not_wake(self, detector: WakeWord) -> None:
        noise = np.random.default_rng(1).normal(0, 1_000, 5 * RATE).astype(np.int16)
        assert hear_all(detector, Sound(np.zeros(5 * RATE, np.int16))) == []
        assert hear_all(detector, Sound(noise)) == []
