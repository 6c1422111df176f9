"""A wave as overlapping frames of spectrum, and back."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from earnest.speaking.loudness import Reals, Wave

FRAME = 512
"""Samples of one frame, 23 ms at 22.05 kHz; they overlap by half."""
HOP = FRAME // 2

Spectra = np.ndarray[tuple[int, int], np.dtype[np.complex64]]
"""Frames by frequencies."""


def spectra(wave: Wave) -> Spectra:
    """Every frame's spectrum; the first and the last reach beyond the wave."""
    count = -(-len(wave) // HOP) + 1
    padded = np.pad(wave, (HOP, count * HOP - len(wave)))
    frames = np.lib.stride_tricks.sliding_window_view(padded, FRAME)[::HOP]
    return np.fft.rfft(frames * _window(), axis=1).astype(np.complex64)


def waved(spectrum: Spectra, length: int) -> Wave:
    """The wave of so many samples that has these frames."""
    frames = np.fft.irfft(spectrum, FRAME, axis=1) * _window()
    whole = np.zeros((len(frames) + 1, HOP), np.float32)
    whole[:-1] += frames[:, :HOP]
    whole[1:] += frames[:, HOP:]
    return whole.reshape(-1)[HOP : HOP + length]


def envelope(spectrum: Spectra, reach: int) -> Reals:
    """Power without its harmonics: the mean over ``reach`` frequencies to either side."""
    power = spectrum.real**2 + spectrum.imag**2
    total = np.cumsum(np.pad(power, ((0, 0), (reach + 1, reach)), mode="edge"), axis=1, dtype=np.float64)
    mean: Reals = (total[:, 2 * reach + 1 :] - total[:, : -2 * reach - 1]).astype(np.float32) / np.float32(
        2 * reach + 1
    )
    return np.maximum(mean, np.float32(1e-12))


@lru_cache(maxsize=1)
def _window() -> Wave:
    """The root of a Hann window, for both ways: halves that overlap sum to one."""
    return np.sqrt(np.hanning(FRAME + 1)[:-1]).astype(np.float32)
