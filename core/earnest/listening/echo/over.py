"""Whether somebody else is heard over our own voice."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np

from earnest.engines.base import FRAME
from earnest.nouns import RATE

if TYPE_CHECKING:
    from earnest.engines.base import EndOfSpeech
    from earnest.nouns import Samples

VOICE = 0.5
"""Probability from which a window is speech: Silero's own recommendation."""
SURE = 4
"""Windows of the last five that are speech and not ours: an eighth of a second."""
NOT_OURS = 0.5
"""Share of the power heard that is left without our own voice, from which it is somebody else's: it is 0.16 at most
where the filter has learned the room, and above a half where another is as loud as we are."""
FOREIGN = 0.25
"""The same for a wake word: as a whole, and over its whole length."""
WORD = 0.8
"""Seconds that a wake word takes."""
LEARNED = 0.25
"""The same, over half a second, at which the filter has learned the room: before that nobody can tell who speaks."""
KEPT = 3.0
"""Seconds of a voice over ours that are kept."""
HALF, BRIEF = 50, 6
"""Frames: half a second, and two windows."""
LEAD = 0.3
"""Seconds kept before it was plain."""
HOLD = 1.0
"""Seconds for which somebody who fell silent still has the floor."""


class Over:
    """Listens to the cleaned sound while our own voice is heard."""

    def __init__(self, detector: EndOfSpeech) -> None:
        self._detector = detector
        self._window = detector.window
        self._knows_us = False
        self.forget()

    def begin_again(self) -> None:
        """Our voice is heard a little later or sooner than before: it has to be seen that the filter still knows it."""
        self._knows_us = False
        self._powers.clear()

    def forget(self) -> None:
        """We have fallen silent."""
        self._detector.reset()
        self._frames: deque[Samples] = deque(maxlen=round(KEPT * RATE / FRAME))
        self._powers: deque[tuple[float, float]] = deque(maxlen=round(WORD * RATE / FRAME))
        self._pending: Samples = np.zeros(0, np.int16)
        self._speech: deque[bool] = deque(maxlen=SURE + 1)
        self._since = 0
        self._quiet = HOLD
        self.talking = False

    def hear(self, cleaned: Samples, heard: Samples) -> None:
        """The next 10 ms, with and without our own voice."""
        self._frames.append(cleaned)
        self._powers.append((_power(cleaned), _power(heard)))
        self._quiet += FRAME / RATE
        self._since += self.talking
        self._pending = np.concatenate([self._pending, cleaned])
        if len(self._pending) >= self._window:
            window, self._pending = self._pending[: self._window], self._pending[self._window :]
            self._judge(window)

    @property
    def foreign(self) -> bool:
        """Whether what was heard as long as a wake word takes is not our own voice alone, as far as we know it."""
        return not self._knows_us or self._left(len(self._powers)) >= FOREIGN

    @property
    def said(self) -> list[Samples]:
        """What somebody has said over us, from a little before they began; nothing while nobody speaks."""
        return list(self._frames)[-self._since - round(LEAD * RATE / FRAME) :] if self.talking else []

    def _judge(self, window: Samples) -> None:
        self._knows_us = self._knows_us or self._left(HALF) < LEARNED
        ours = not self._knows_us or self._left(BRIEF) < NOT_OURS
        speech = self._detector.voiced(window) >= VOICE and not ours
        self._speech.append(speech)
        if sum(self._speech) >= SURE:
            self._since, self._quiet = (self._since if self.talking else 0), 0.0
            self.talking = True
        elif self._quiet >= HOLD:
            self.talking = False

    def _left(self, count: int) -> float:
        """The share of the power that is not ours, over the last frames."""
        left, whole = np.sum(list(self._powers)[-count:], axis=0) if self._powers else (0.0, 0.0)
        return float(left / (whole + 1.0))


def _power(frame: Samples) -> float:
    wave = frame.astype(np.float32)
    return float(np.dot(wave, wave))
