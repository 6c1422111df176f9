"""Where moods lie in arousal and valence (Russell's circumplex, 1980): one scale for every reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from earnest.nouns import MOODS, plain_emotion

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CIRCUMPLEX", "placed"]

CIRCUMPLEX = np.array([(plain_emotion(mood).arousal, plain_emotion(mood).valence) for mood in MOODS])
"""Arousal and valence of a plain case of each mood; shape (4, 2)."""


def placed(probabilities: NDArray[np.floating]) -> NDArray[np.float64]:
    """Arousal and valence in [-1, 1], ``(…, 2)``, of ``probabilities`` over ``MOODS``, ``(…, 4)``."""
    return np.asarray(probabilities @ CIRCUMPLEX, dtype=np.float64)
