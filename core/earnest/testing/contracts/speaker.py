"""What every ``Speaker`` must do. Subclass and provide the fixture ``speaker``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from earnest.nouns import Sound

if TYPE_CHECKING:
    from earnest.engines.base import Speaker


def tone(seconds: float, rate: int) -> Sound:
    """A quiet 440 Hz tone."""
    time = np.arange(round(seconds * rate)) / rate
    return Sound((2_000 * np.sin(2 * np.pi * 440 * time)).astype(np.int16), rate)


class SpeakerContract:
    """The promises of ``earnest.engines.base.Speaker``."""

    @pytest.fixture
    def speaker(self) -> Speaker:
        """The speaker under test."""
        pytest.fail("a subclass of SpeakerContract provides the fixture `speaker`")

    @pytest.mark.parametrize("rate", [16_000, 22_050, 44_100])
    def test_plays_any_rate_to_the_end(self, speaker: Speaker, rate: int) -> None:
        assert speaker.play(tone(0.1, rate)) is True

    def test_plays_nothing_at_all(self, speaker: Speaker) -> None:
        assert speaker.play(Sound(np.zeros(0, np.int16), 16_000)) is True

    def test_a_stop_before_does_not_silence_what_comes_after(self, speaker: Speaker) -> None:
        speaker.stop()
        assert speaker.play(tone(0.1, 16_000)) is True

    def test_closes_twice(self, speaker: Speaker) -> None:
        speaker.play(tone(0.05, 16_000))
        speaker.close()
        speaker.close()
