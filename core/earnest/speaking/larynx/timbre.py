"""What the pulses sound like: harmonics that may move, the spectrum's tilt, breath in the place of voice."""

from __future__ import annotations

from typing import Any

import numpy as np

from earnest.nouns import Tone
from earnest.speaking.larynx import FLOOR, Reals, Source
from earnest.speaking.prosody import TILT

_BREATH = (700.0, 1_400.0)
"""Hz between which breath sets in: what air through half-open vocal folds sounds like."""
_TOP = 11_000.0
"""Hz; the network's pulses have no harmonics above."""
_EQUAL = 60.0
"""Hz of pitch at which noise of a harmonic's amplitude is as strong as the harmonics are: with a window of 50 ms, a
harmonic holds 1.5 bins of power, noise 2 a bin, and three quarters of that are lost where frames overlap by chance."""
_NONE = -30.0
"""Amplitude of nothing, as a logarithm."""


def movable(source: Source) -> Source:
    """``source`` with harmonics that may be moved: their amplitude is read at them and drawn between them.

    Between its harmonics a network may promise anything, for nothing is there; where the pitch moves, something is.
    """
    columns = np.flatnonzero(source.voiced)
    if not len(columns):
        return source
    apart = source.hertz[columns] / source.bin
    harmonics = source.harmonics.copy()
    harmonics[:, columns] = _drawn(source.harmonics[:, columns], apart, apart)
    return source.but(harmonics=harmonics)


def in_phase(source: Source, before: Reals) -> Source:
    """``source``, whose pitch was ``before`` (Hz), with the phase of each harmonic where that harmonic is now.

    A phase belongs to a harmonic by its number: drawn where it was, as amplitudes are, the tone ``bright`` was 0.08
    worse by DNSMOS and ``gentle`` 0.01 (`voices check`'s judge, thirty household sentences).
    """
    columns = np.flatnonzero(source.voiced)
    if not len(columns):
        return source
    turning = np.exp(1j * source.phase[:, columns]).astype(np.complex64)
    phase = source.phase.copy()
    phase[:, columns] = np.angle(_drawn(turning, before[columns] / source.bin, source.hertz[columns] / source.bin))
    return source.but(phase=phase)


def _drawn(values: Any, apart: Reals, then: Reals) -> Any:
    """``values`` (bins, frames) at every ``apart`` bins, put at every ``then``, and straight lines between."""
    bins = len(values)
    most = int((bins - 1) / min(apart.min(), then.min())) + 2
    known = _between(values, np.arange(most, dtype=np.float32)[:, None] * apart)
    known[0] = known[1]
    return _between(known, np.arange(bins, dtype=np.float32)[:, None] / then)


def _between(values: Any, places: Reals) -> Any:
    """``values`` (bins, frames) at ``places`` that lie between bins, shape (n, frames)."""
    below = np.clip(places, 0.0, len(values) - 1.001).astype(np.int32)
    share = np.clip(places - below, 0.0, 1.0).astype(np.float32)
    flat = below * values.shape[1] + np.arange(values.shape[1], dtype=np.int32)
    low, high = values.ravel().take(flat), values.ravel().take(flat + values.shape[1])
    high -= low
    high *= share
    high += low
    return high


def coloured(source: Source, tone: Tone) -> Source:
    """``source`` tilted by ``tone.tilt`` and with its share of breath; a whisper is all breath."""
    low, pivot, high = TILT
    hertz = np.arange(len(source.harmonics), dtype=np.float32)[:, None] * source.bin
    octaves = np.log2(np.clip(hertz, low, high) / pivot)
    gain = np.asarray(tone.tilt * octaves * (np.log(10) / 20), np.float32)
    share = _breath(hertz, tone)
    harmonics = source.harmonics + gain
    breath = harmonics + 0.5 * np.log(np.maximum(share, 1e-9) * _EQUAL / np.maximum(source.hertz, FLOOR))
    breath = np.where(source.voiced, breath, _NONE)
    return source.but(
        harmonics=np.maximum(harmonics + 0.5 * np.log(np.maximum(1 - share, 1e-9)), _NONE),
        noise=np.logaddexp(2 * (source.noise + gain), 2 * breath) / 2,
        fixed=source.fixed + gain,
        **({"hertz": np.zeros_like(source.hertz)} if tone.whisper else {}),
    )


def _breath(hertz: Reals, tone: Tone) -> Reals:
    """The share of breath at each frequency."""
    if tone.whisper:
        return np.where(hertz < _TOP, np.float32(1.0), np.float32(0.0))
    low, high = np.log2(_BREATH)
    along = np.clip((np.log2(np.maximum(hertz, 1.0)) - low) / (high - low), 0.0, 1.0)
    return np.asarray(tone.breath * along, np.float32)
