"""How late the loudspeaker is heard, by correlation of what was played with what was heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from earnest.nouns import RATE

if TYPE_CHECKING:
    from earnest.nouns import Samples

LONGEST = 2.0
"""Seconds by which a loudspeaker may be late: twice what Bluetooth and network loudspeakers are."""
PLAIN = 9.0
"""How far the peak of the correlation stands out, in its own standard deviations, where it is the echo and no chance:
of 32,000 values drawn at random the greatest stands out by 4.2."""
STRONGER = 0.5
"""The share of the greatest peak at which the one before still counts as the same echo."""
FAINT = 20.0
"""Root of the mean power, int16, below which nothing can be found in what is heard or played."""
LOW, HIGH = 200.0, 4000.0
"""Hz between which a voice through a small loudspeaker is heard."""


def find_delay(heard: Samples, played: Samples, before: float | None = None) -> float | None:
    """Seconds by which ``played`` is heard late in ``heard``, where it is plainly in there; else None.

    ``played`` ends where ``heard`` does and begins ``LONGEST`` seconds before it; both 16 kHz. Only the phase of each
    frequency counts (GCC-PHAT: Knapp and Carter, 1976), so that a room's colour does not blur the peak.
    ``before``: what was found last; it is found again as long as a reflection is not plainly stronger.
    """
    if min(_level(heard), _level(played)) < FAINT:
        return None
    size = 1 << (len(played) + len(heard) - 1).bit_length()
    cross = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(played, size))
    frequencies = np.fft.rfftfreq(size, 1 / RATE)
    cross[(frequencies < LOW) | (frequencies > HIGH)] = 0
    strength = np.abs(cross)
    cross /= strength + 0.01 * strength.max() + 1e-9
    lead = len(played) - len(heard)
    # a lag of 0 puts the beginning of both together: ``played`` began ``lead`` samples earlier
    found = np.roll(np.fft.irfft(cross, size), lead)[: lead + 1]
    place, spread = int(np.argmax(found)), float(found.std()) or 1.0
    if before is not None and found[round(before * RATE)] >= STRONGER * found[place]:
        place = round(before * RATE)
    return place / RATE if found[place] / spread >= PLAIN else None


def _level(samples: Samples) -> float:
    return float(np.sqrt(np.mean(samples.astype(np.float32) ** 2)))
