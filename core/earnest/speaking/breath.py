"""Breath instead of voice, for whispering with a voice that cannot."""

from __future__ import annotations

import numpy as np

from earnest.speaking.loudness import Wave

_FRAME, _HOP = 512, 128
"""Samples of one analysis frame and of its step: 23 and 6 ms at 22.05 kHz."""
_KEPT = 1_200.0
"""Hz below which the voice is kept: what breathy speech keeps too, and what a recogniser needs."""
_LIFTER = 1 / 600
"""Seconds of cepstrum that describe the vocal tract: finer detail than 600 Hz is voice, not articulation."""


def breathe(wave: Wave, rate: int) -> Wave:
    """The same articulation with noise for its source above ``_KEPT``. The noise is the same every time."""
    window = np.hanning(_FRAME + 1)[:-1].astype(np.float32)
    padded = np.pad(wave, _FRAME, mode="constant")
    frames = np.lib.stride_tricks.sliding_window_view(padded, _FRAME)[::_HOP]
    spectrum = np.fft.rfft(frames * window, axis=1)
    envelope = _envelope(np.abs(spectrum), rate)
    noise = np.fft.rfft(np.random.default_rng(0).standard_normal(frames.shape).astype(np.float32) * window, axis=1)
    noise /= np.sqrt(np.sum(window**2))
    frequencies = np.fft.rfftfreq(_FRAME, 1 / rate)
    breath = 1 / (1 + (_KEPT / np.maximum(frequencies, 1.0)) ** 6)
    mixed = np.fft.irfft(spectrum * (1 - breath) + envelope * noise * breath, _FRAME, axis=1) * window
    return _overlap(mixed)[_FRAME : _FRAME + len(wave)].astype(np.float32)


def _envelope(magnitude: np.ndarray, rate: int) -> np.ndarray:
    cepstrum = np.fft.irfft(np.log(magnitude + 1e-6), _FRAME, axis=1)
    keep = max(int(_LIFTER * rate), 1)
    cepstrum[:, keep : _FRAME - keep + 1] = 0.0
    smooth: np.ndarray = np.exp(np.fft.rfft(cepstrum, axis=1).real)
    return smooth


def _overlap(frames: np.ndarray) -> np.ndarray:
    """Frames added where they overlap; the squared window sums to 1.5 at a quarter's step."""
    count, size = frames.shape
    out = np.zeros((count + size // _HOP, _HOP))
    for part in range(size // _HOP):
        out[part : part + count] += frames[:, part * _HOP : (part + 1) * _HOP]
    return out.reshape(-1) / 1.5
