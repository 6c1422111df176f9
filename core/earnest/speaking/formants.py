"""Formants put back where they were after a wave was played faster or slower to move its pitch."""

from __future__ import annotations

import numpy as np

from earnest.speaking.frames import FRAME, envelope, spectra, waved
from earnest.speaking.loudness import Wave

_SMOOTH = 200.0
"""Hz to either side over which the spectrum is smoothed, about a harmonic's distance: what is left are formants."""
_MOST = 4.0
"""Largest gain, × amplitude: beyond it there is only noise to lift."""


def restore(wave: Wave, rate: int, factor: float) -> Wave:
    """``wave``, which was played ``factor`` times as fast, with its spectral envelope moved back by as much."""
    spectrum = spectra(wave)
    here = envelope(spectrum, max(round(_SMOOTH * FRAME / rate), 1))
    last = here.shape[1] - 1
    place = np.minimum(np.arange(last + 1) * factor, last)
    low = np.minimum(place.astype(np.intp), last - 1)
    share = (place - low).astype(np.float32)
    there = here[:, low] * (1 - share) + here[:, low + 1] * share
    spectrum *= np.clip(np.sqrt(there / here), 1 / _MOST, _MOST)
    return waved(spectrum, len(wave))
