"""From how alike two voiceprints are to how much likelier it is the same voice."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from earnest.voiceprints import KnownVoice, Voiceprint

SHORTEST, LONGEST = 0.5, 4.0
"""Seconds of speech between which a calibration was learned; beyond, the nearer end holds."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A line from the cosine to the logarithm of the ratio, for each length of speech: longer speech says more.

    At ``s`` seconds of speech it is ``slope · cosine + offset``, each ``at one second + per e-fold · ln s``.
    """

    slope: tuple[float, float]
    offset: tuple[float, float]

    def evidence(self, heard: Voiceprint, known: KnownVoice) -> float:
        """The ratio's natural logarithm; 0 where the two are not of one reader."""
        if heard.reader != known.reader or len(heard.numbers) != len(known.numbers):
            return 0.0
        length = math.log(min(max(heard.seconds, SHORTEST), LONGEST))
        slope, offset = (one + more * length for one, more in (self.slope, self.offset))
        return slope * alike(heard.numbers, known.numbers) + offset


def alike(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The cosine between two voices, -1 to 1."""
    first, second = np.array(one), np.array(other)
    return float(first @ second / (np.linalg.norm(first) * np.linalg.norm(second) + 1e-12))


def direction(embeddings: NDArray[np.floating]) -> tuple[float, ...]:
    """The mean direction of what an encoder made of several windows, ``(windows, size)``: so many numbers, length 1."""
    lengths = np.linalg.norm(embeddings, axis=1, keepdims=True) + 1e-12
    mean = (embeddings / lengths).mean(axis=0)
    return tuple(round(float(number), 5) for number in mean / (np.linalg.norm(mean) + 1e-12))
