"""What every ``Voice`` must do. Subclass, provide the voice, get the tests:

class TestMyVoice(VoiceContract):
    @pytest.fixture
    def voice(self) -> Voice:
        return MyVoice()
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from earnest.nouns import Tone

if TYPE_CHECKING:
    from earnest.engines.base import Voice

SENTENCE = "The kettle is on and the tea will be ready in a moment."


def spoken(voice: Voice, text: str, tone: Tone | None = None) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    """Everything the voice makes of ``text``, joined."""
    return np.concatenate([np.zeros(0, np.int16), *(s.samples for s in voice.speak(text, tone or Tone()))])


def sounding(samples: np.ndarray[tuple[int], np.dtype[np.int16]]) -> int:
    """Samples from the first audible one to the last."""
    loud = np.flatnonzero(np.abs(samples.astype(int)) > 300)
    return int(loud[-1] - loud[0]) if len(loud) else 0


class VoiceContract:
    """The promises of ``earnest.engines.base.Voice``."""

    @pytest.fixture
    def voice(self) -> Voice:
        """The voice under test."""
        pytest.fail("a subclass of VoiceContract provides the fixture `voice`")

    def test_has_a_name_and_a_rate_that_people_can_hear(self, voice: Voice) -> None:
        assert voice.name
        assert 8_000 <= voice.rate <= 96_000

    def test_speaks_in_its_own_rate(self, voice: Voice) -> None:
        sounds = list(voice.speak(SENTENCE, Tone()))
        assert sounds
        for sound in sounds:
            assert sound.rate == voice.rate
            assert sound.samples.dtype == np.int16
            assert sound.samples.ndim == 1

    def test_is_heard(self, voice: Voice) -> None:
        samples = spoken(voice, SENTENCE)
        assert 1.0 < sounding(samples) / voice.rate < 15.0
        assert np.abs(samples.astype(int)).max() > 1_000

    def test_more_words_take_longer(self, voice: Voice) -> None:
        assert sounding(spoken(voice, SENTENCE)) > 2 * sounding(spoken(voice, "Tea?"))

    @pytest.mark.parametrize("rate", [0.8, 1.25])
    def test_rate_moves_its_length(self, voice: Voice, rate: float) -> None:
        plain = sounding(spoken(voice, SENTENCE))
        moved = sounding(spoken(voice, SENTENCE, Tone(rate=rate)))
        assert plain / moved == pytest.approx(rate, abs=0.25 * abs(rate - 1))

    def test_the_pieces_come_one_after_the_other(self, voice: Voice) -> None:
        pieces = voice.speak(SENTENCE, Tone())
        assert iter(pieces) is iter(pieces)
        assert len(next(iter(pieces)).samples)

    @pytest.mark.parametrize("text", ["", "   ", "…", "🙂", "<b>", "[[x]]", "a\0b", "ünïcödé", "字"])
    def test_odd_text_does_not_break_it(self, voice: Voice, text: str) -> None:
        assert spoken(voice, text).dtype == np.int16
        assert len(spoken(voice, SENTENCE))

    def test_speaks_in_several_threads_at_once(self, voice: Voice) -> None:
        texts = [SENTENCE, "Tea?", SENTENCE, "Good night, and sleep well."]
        alone = [sounding(spoken(voice, text)) for text in texts]
        with ThreadPoolExecutor(4) as pool:
            together = [sounding(samples) for samples in pool.map(lambda text: spoken(voice, text), texts)]
        assert together == pytest.approx(alone, rel=0.15)
