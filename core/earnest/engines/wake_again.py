"""A second look at a wake word: the same sound once more, quicker and slower, before it counts.

Whoever says the word is heard at any pace; what only sounds like it, in a sentence or in another language, mostly at
one. Costs nothing until the first look has found something, then a few milliseconds a look.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

KEPT = 150
"""Frames of 10 ms that are looked at again: the word, and what the model needs to hear before it."""
ENDS = 24
"""Frames in the last of which a look may find the end of the word."""
PACES = (1.0, 0.9, 1.1, 1.2)
"""How long the sound is made for each look; the first begins 10 ms later, between two steps of the model."""


class SecondLook:
    """Looks for one word in the last 1.5 s. ``model``: one of its own, never the one that listens."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def score(self, usual: float, heard: Sequence[np.ndarray]) -> float:
        """The mean of ``usual`` (what the first look found) and of the best at each pace, 0 to 1.

        ``heard``: the newest frames of features, each of shape (1, 1, 40), oldest first.
        """
        frames = np.concatenate(heard, axis=1)[0, 1:]
        return float(np.mean([usual, *(self._best(_at_pace(frames, pace)) for pace in PACES)]))

    def _best(self, frames: np.ndarray) -> float:
        self._model.reset()
        scores: deque[float] = deque(maxlen=ENDS)
        for frame in frames:
            scores.append(float(self._model.process_streaming_prob(frame[None, None]) or 0.0))
        return max(scores, default=0.0)


def _at_pace(frames: np.ndarray, pace: float) -> np.ndarray:
    """The frames, shape (n, 40), made ``pace`` times as long, with the same end."""
    last = len(frames) - 1
    at = np.clip(last - np.arange(round(len(frames) * pace))[::-1] / pace, 0, last)
    before = np.minimum(at.astype(int), max(last - 1, 0))
    part = (at - before)[:, None]
    slower: np.ndarray = frames[before] * (1 - part) + frames[np.minimum(before + 1, last)] * part
    return slower.astype(np.float32)
