"""Whose voice it is, by how loud it is: whoever woke the house is louder than the talk behind them.

| heard before | level that counts as theirs |
|---|---|
| a quiet room | 15 dB above that: whatever is a voice |
| talk far behind | 12 dB below their wake word |
| talk, music | 5 dB above that |
| talk as loud as they | 1 dB below their wake word |

Measured with wake words of people and commands of flite's four voices over LibriSpeech, against no levels at all:
over within 1.2 s of the speaker's end at 20, 10 and 5 dB 100, 90 and 90 % instead of 16, 7 and 10 %
(``./scripts/bench background``).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from earnest.engines.base import FRAME
from earnest.listening.levels import gain
from earnest.nouns import RATE

if TYPE_CHECKING:
    from earnest.nouns import Samples

SOFTER = 12.0
"""dB by which somebody may go on more softly than they called where others talk."""
QUIET = 15.0
"""dB above a room's own noise from which it is a voice at all."""
ABOVE = 5.0
"""dB above the mean of what is in the background: its loudest moments are about as much louder."""
ALONE = 25.0
"""dB below the wake word at which what is behind is no talk that matters."""
AT_MOST = 1.0
"""dB below the wake word at which the level ends, however loud the background is."""
SMOOTH = 4
"""Windows over which a level is the mean: an eighth of a second, a syllable."""
WORD, LOUD = 85, 40
"""Frames in which a wake word lies, and how many of the loudest are its level."""
APART = 65
"""Frames before that which may belong to the word still, and count for neither."""
BEFORE = round(4.0 * RATE / FRAME)
"""Frames that are needed of what was heard before: 4 s."""


class Nearness:
    """Tells the voice that woke the house from what is behind it."""

    def __init__(self, before: Sequence[Samples], idle: Iterable[Samples] | None = None) -> None:
        """``before``: the frames up to the moment of waking, as many as there are, up to ``BEFORE``.

        ``idle``: those among them and before them in which nobody spoke to the house, nor it itself; None is all.
        """
        powers = np.array([_power(frame) for frame in before[-BEFORE:]])
        rest = powers[: -WORD - APART] if idle is None else np.array([_power(frame) for frame in idle])
        word = np.sort(powers[-WORD:])[-LOUD:]
        theirs = _decibels(float(word.mean())) if len(word) else 0.0
        behind = _decibels(float(rest.mean())) if len(rest) else 0.0
        self.gain = gain(10 ** (theirs / 20))
        """What their voice is raised by before it is judged."""
        softest = min(theirs - SOFTER, behind + QUIET)
        self.level = min(theirs - AT_MOST, max(softest, behind + ABOVE))
        """dB against one step of int16, from which a voice is theirs."""
        self.quiet_room = behind + ALONE <= theirs
        """Whether nobody else is heard."""
        self._recent: deque[float] = deque(maxlen=SMOOTH)

    def near(self, window: Samples) -> bool:
        """Whether the next stretch of sound is as loud as they are."""
        self._recent.append(_power(window))
        return _decibels(sum(self._recent) / len(self._recent)) >= self.level


def _power(samples: Samples) -> float:
    wave = samples.astype(np.float32)
    return float(np.dot(wave, wave)) / max(1, len(wave))


def _decibels(power: float) -> float:
    return float(10.0 * np.log10(power + 1.0))
