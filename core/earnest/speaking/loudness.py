"""Loudness as ITU-R BS.1770-4 defines it, for mono speech."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Wave = NDArray[np.float32]
"""Shape (n,), full scale ±1."""
Reals = NDArray[np.floating[Any]]

_BLOCK, _HOP = 0.4, 0.1
"""Seconds: gating blocks of 400 ms that overlap by three quarters."""
_ABSOLUTE, _RELATIVE = -70.0, -10.0
"""Gates, LUFS and LU."""
_OFFSET = -0.691
"""Annex 1: makes a 997 Hz sine of full scale read -3.01 LKFS."""
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGHPASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""Tables 1 and 2: numerator and denominator of the two filters at 48 kHz."""


def loudness(wave: Wave, rate: int) -> float:
    """Integrated loudness in LUFS; -inf for silence. A sound shorter than a block counts as one block."""
    size = fast_length(max(len(wave), int(_BLOCK * rate)))
    return gated(np.fft.irfft(np.fft.rfft(wave, size) * k_weighting(size, rate), size)[: len(wave)], rate)


def gated(weighted: Reals, rate: int) -> float:
    """The loudness of a K-weighted wave after both gates, LUFS."""
    hop, hops = int(_HOP * rate), round(_BLOCK / _HOP)
    count = max(-(-len(weighted) // hop), hops)
    padded = np.zeros(count * hop, np.float32)
    padded[: len(weighted)] = weighted
    steps = padded.reshape(count, hop)
    energy = np.concatenate(([0.0], np.cumsum(np.einsum("ij,ij->i", steps, steps), dtype=np.float64)))
    power = (energy[hops:] - energy[:-hops]) / (hops * hop)
    for gate in (_ABSOLUTE, None):
        level = _ABSOLUTE if gate is not None else _lufs(power) + _RELATIVE
        power = power[power > 10 ** ((level - _OFFSET) / 10)]
        if not len(power):
            return -np.inf
    return _lufs(power)


@lru_cache(maxsize=16)
def k_weighting(size: int, rate: int) -> Wave:
    """The filters' gain at each frequency of a real transform of ``size`` samples; below 24 kHz at any rate."""
    delay = np.exp(-2j * np.pi * np.fft.rfftfreq(size, 1 / rate) / 48_000)
    gain = np.ones(len(delay))
    for numerator, denominator in (_SHELF, _HIGHPASS):
        gain *= np.abs(np.polyval(numerator[::-1], delay) / np.polyval(denominator[::-1], delay))
    return gain.astype(np.float32)


def fast_length(least: int) -> int:
    """The next length at or above ``least`` that a Fourier transform likes: 2ⁿ, 3·2ⁿ or 5·2ⁿ."""
    power = max(least - 1, 1).bit_length()
    return min(size for size in (1 << power, 3 << (power - 2), 5 << (power - 3)) if size >= least)


def _lufs(power: Reals) -> float:
    return float(_OFFSET + 10 * np.log10(np.mean(power)))
