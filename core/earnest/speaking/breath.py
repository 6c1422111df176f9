"""Breath instead of voice, for whispering with a voice that cannot."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from earnest.speaking.loudness import Reals, Wave

_FRAME = 512
"""Samples of one frame, 23 ms at 22.05 kHz; they overlap by half."""
_HOP = _FRAME // 2
_KEPT = 1_200.0
"""Hz below which the voice is kept: what breathy speech keeps too, and what a recogniser needs."""
_SMOOTH = 250.0
"""Hz to either side over which the spectrum is smoothed: finer detail is voice, not articulation."""


def breathe(wave: Wave, rate: int) -> Wave:
    """The same articulation with noise for its source above ``_KEPT``. The noise is the same every time."""
    count = -(-len(wave) // _HOP) + 1
    spectrum = _spectra(np.pad(wave, (_HOP, count * _HOP - len(wave))))
    frequencies = np.fft.rfftfreq(_FRAME, 1 / rate)
    breath = (1 / (1 + (_KEPT / np.maximum(frequencies, 1.0)) ** 6)).astype(np.float32)
    envelope = _envelope(spectrum.real**2 + spectrum.imag**2, max(round(_SMOOTH * _FRAME / rate), 1))
    spectrum *= 1 - breath
    spectrum += envelope * breath * _noise(1 << count.bit_length())[:count]
    frames = np.fft.irfft(spectrum, _FRAME, axis=1) * _window()
    whole = np.zeros((count + 1, _HOP), np.float32)
    whole[:-1] += frames[:, :_HOP]
    whole[1:] += frames[:, _HOP:]
    breathed: Wave = whole.reshape(-1)[_HOP : _HOP + len(wave)]
    return breathed


def _spectra(wave: Wave) -> np.ndarray[tuple[int, int], np.dtype[np.complex64]]:
    """Frames by frequencies."""
    frames = np.lib.stride_tricks.sliding_window_view(wave, _FRAME)[::_HOP]
    return np.fft.rfft(frames * _window(), axis=1).astype(np.complex64)


def _envelope(power: Reals, reach: int) -> Reals:
    """The root of the power's mean over ``reach`` bins to either side."""
    total = np.cumsum(np.pad(power, ((0, 0), (reach + 1, reach)), mode="edge"), axis=1)
    return np.sqrt(np.maximum(total[:, 2 * reach + 1 :] - total[:, : -2 * reach - 1], 0.0) / (2 * reach + 1))


@lru_cache(maxsize=1)
def _window() -> Wave:
    """The root of a Hann window, for both ways: halves that overlap sum to one."""
    return np.sqrt(np.hanning(_FRAME + 1)[:-1]).astype(np.float32)


@lru_cache(maxsize=4)
def _noise(frames: int) -> np.ndarray[tuple[int, int], np.dtype[np.complex64]]:
    """White noise of unit power, frame by frame."""
    noise = np.random.default_rng(0).standard_normal((frames + 1) * _HOP).astype(np.float32)
    spectra = _spectra(noise)
    return spectra / np.float32(np.sqrt(np.mean(np.abs(spectra) ** 2)))
