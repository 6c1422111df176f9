"""A tone set where a larynx sets it: on the pitch, the pulses and the breath of a voice that is not sound yet.

    Source ─ melody (semitones, frame by frame) ─ timing (which frame when) ─ timbre (harmonics, tilt, breath) ─▶ Source

For every engine whose network hands over pitch and spectra before the sound is made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A stretch of voice, frame by frame. Spectra: float32, shape (bins, frames); amplitudes are natural logarithms."""

    harmonics: Reals
    """Of the pulses' harmonics."""
    phase: Reals
    """Of the harmonics against the pulses, radians."""
    noise: Reals
    """Of noise."""
    fixed: Reals
    """Of what is neither: bursts and edges, with phases of their own."""
    fixed_phase: Reals
    """Its phase, radians."""
    hertz: Reals
    """Pitch, shape (frames,); below ``FLOOR`` there are no pulses."""
    bin: float = 20.0
    """Hz from one bin to the next."""
    frame: float = 0.0125
    """Seconds from one frame to the next."""

    @property
    def voiced(self) -> NDArray[np.bool_]:
        """Which frames have pulses."""
        return np.asarray(self.hertz > FLOOR)

    @property
    def level(self) -> Reals:
        """Each frame's loudness, dB."""
        power = np.exp(2 * self.harmonics) * self.voiced + np.exp(2 * self.fixed) + np.exp(2 * self.noise)
        return np.asarray(10 * np.log10(power.sum(axis=0) + 1e-12), np.float32)

    def but(self, **changed: Reals) -> Source:
        """The same with something put in its place."""
        narrow: dict[str, Any] = {name: value.astype(np.float32) for name, value in changed.items()}
        return replace(self, **narrow)


FLOOR = 60.0
"""Hz below which a frame has no pulses; the lowest voices of men lie at 70."""
