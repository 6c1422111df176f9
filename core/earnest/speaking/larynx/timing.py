"""When each frame of a voice is heard: rate, the slowing towards an end, and words that are given time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from earnest.nouns import Tone
from earnest.speaking.larynx import Reals, Source

_END = 0.6
"""Seconds before the end of the speech over which it slows: the last foot or so (final lengthening)."""
_EDGE = 8
"""Frames, a tenth of a second: over which a change of level comes and goes."""
Stretch = tuple[int, int, float]
"""First frame, frame after the last, and by what share it lasts longer."""


def softened(source: Source, first: int, after: int, decibels: float) -> Source:
    """The frames from ``first`` to before ``after`` softer, with edges that nobody hears."""
    if not decibels or after <= first:
        return source
    along = np.arange(len(source.hertz))
    inside = np.clip(np.minimum(along - first + _EDGE, after + _EDGE - along) / _EDGE, 0.0, 1.0)
    less = inside * (decibels * np.log(10) / 20)
    return source.but(harmonics=source.harmonics - less, noise=source.noise - less, fixed=source.fixed - less)


def weights(source: Source, tone: Tone, stretches: Iterable[Stretch] = ()) -> Reals:
    """How long each frame is to last against the others; the mean is 1."""
    loud = source.level > source.level.max(initial=-200.0) - 40.0
    lasts = np.ones(len(loud), np.float32)
    if tone.slowing and loud.any():
        end = int(np.flatnonzero(loud)[-1])
        near = np.clip(1 - (end - np.arange(len(loud))) * source.frame / _END, 0.0, 1.0)
        lasts += np.float32(tone.slowing) * near * (np.arange(len(loud)) <= end)
    for first, after, share in stretches:
        lasts[first:after] += share
    return np.asarray(lasts / lasts.mean(), np.float32)


def paced(source: Source, lasts: Reals, length: int) -> Source:
    """``source`` in ``length`` frames, each lasting as ``lasts`` says."""
    count = len(source.hertz)
    if count < 2 or length < 2:
        return source
    ends = np.cumsum(lasts, dtype=np.float64)
    middles = (ends - lasts / 2) * (length / ends[-1])
    places = np.interp(np.arange(length) + 0.5, middles, np.arange(count))
    low = np.clip(places.astype(np.intp), 0, count - 2)
    share = (places - low).astype(np.float32)
    near = np.clip(np.rint(places).astype(np.intp), 0, count - 1)

    def between(values: Any) -> Any:
        return values[..., low] * (1 - share) + values[..., low + 1] * share

    voiced = source.voiced
    turning = between(np.exp(1j * source.phase).astype(np.complex64))
    return source.but(
        harmonics=between(source.harmonics),
        phase=np.angle(turning),
        noise=between(source.noise),
        fixed=between(source.fixed),
        fixed_phase=source.fixed_phase[:, near],
        hertz=np.where(voiced[low] & voiced[low + 1], between(source.hertz), source.hertz[near]),
    )
