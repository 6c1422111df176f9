"""Taking our own ring out of what is heard: narrow gaps in the spectrum where its tones are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from earnest.nouns import RATE

if TYPE_CHECKING:
    from earnest.nouns import Samples

TAPS = 801
"""50 ms of sound: each gap is about 80 Hz wide, and what comes out is 25 ms late."""


class Notches:
    """A filter for a stream of frames, with a gap at each of ``frequencies`` (Hz)."""

    def __init__(self, frequencies: Sequence[float]) -> None:
        self._kernel = _kernel(frequencies)
        self._before = np.zeros(TAPS - 1, np.float32)

    def take_out(self, frame: Samples) -> Samples:
        """The next frame without those tones, 25 ms late; int16, as long as what came in."""
        heard = np.concatenate([self._before, frame.astype(np.float32)])
        self._before = heard[-(TAPS - 1) :]
        left: Samples = np.clip(np.convolve(heard, self._kernel, "valid"), -32_767, 32_767).astype(np.int16)
        return left


def _kernel(frequencies: Sequence[float]) -> np.ndarray:
    """Everything, less a band around each tone; bands are weighed so that the tones themselves come out at nothing."""
    place = np.arange(TAPS) - TAPS // 2
    window = np.hanning(TAPS + 2)[1:-1]
    angles = [2 * np.pi * frequency / RATE for frequency in frequencies]
    bands = np.array([window * np.cos(angle * place) for angle in angles])
    response = np.array([[band @ np.cos(angle * place) for band in bands] for angle in angles])
    kernel = -np.linalg.solve(response, np.ones(len(angles))) @ bands
    kernel[TAPS // 2] += 1.0
    return np.asarray(kernel, np.float32)
