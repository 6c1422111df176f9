"""Breath in the place of voice, for a voice whose engine hands over nothing but sound."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from earnest.speaking.frames import FRAME, HOP, Spectra, envelope, spectra, waved
from earnest.speaking.loudness import Wave

_KEPT = 1_200.0
"""Hz below which the voice is kept: what breathy speech keeps too, and what a recogniser needs."""
_SMOOTH = 250.0
"""Hz to either side over which the spectrum is smoothed: finer detail is voice, not articulation."""


def breathe(wave: Wave, rate: int, share: float = 1.0) -> Wave:
    """The same articulation with noise for a share (0 to 1) of its source's power above ``_KEPT``.

    The noise is the same every time.
    """
    spectrum = spectra(wave)
    breath = (1 / (1 + (_KEPT / np.maximum(np.fft.rfftfreq(FRAME, 1 / rate), 1.0)) ** 6)).astype(np.float32)
    loud = np.sqrt(envelope(spectrum, max(round(_SMOOTH * FRAME / rate), 1)))
    breath = np.sqrt(np.float32(share)) * breath
    spectrum *= np.sqrt(1 - breath**2) if share < 1 else 1 - breath
    spectrum += loud * breath * _noise(1 << len(spectrum).bit_length())[: len(spectrum)]
    return waved(spectrum, len(wave))


@lru_cache(maxsize=4)
def _noise(frames: int) -> Spectra:
    """White noise of unit power, frame by frame."""
    noise = spectra(np.random.default_rng(0).standard_normal(frames * HOP).astype(np.float32))
    return noise / np.float32(np.sqrt(np.mean(np.abs(noise) ** 2)))
