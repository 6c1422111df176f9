"""A room in numbers: what a loudspeaker plays comes back, late and coloured, while somebody speaks over it.

Faster than life, and the same each time; its clock is how much was heard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from earnest.engines.base import FRAME
from earnest.nouns import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from earnest.engines.base import Witness
    from earnest.nouns import Samples

BLOCK = round(0.1 * RATE)
"""Samples that the loudspeaker takes at a time."""
RINGS = 0.3
"""Seconds in which the room's answer falls by 60 dB."""
DUCKED = 0.25
"""What is left of the voice while somebody speaks over it."""


class EchoRoom:
    """A live ``Microphone`` in a room with a loudspeaker."""

    live = True

    def __init__(self, said: Samples, *, late: float, loud: float = 1.0, seed: int = 0) -> None:
        """``said``: what somebody says, from the first sample on; the room ends with it. ``late``: the loudspeaker's
        delay in seconds; ``loud``: its amplitude, ×; ``seed``: of the room's reflections and its hiss."""
        self._random = np.random.default_rng(seed)
        self._air = np.concatenate([said.astype(np.float64), np.zeros(round((late + 1.0) * RATE))])
        self._end, self._late, self._loud = len(said), round(late * RATE), loud
        self._answer = self._reflections()
        self._left: Samples = np.zeros(0, np.int16)
        self._playing_until = 0
        self._gain = self._wanted = 1.0
        self.heard = 0
        """Samples so far."""
        self.witness: Witness | None = None
        """Told what the loudspeaker takes."""

    def clock(self) -> float:
        """Seconds since the room began."""
        return self.heard / RATE

    def play(self, samples: Samples) -> None:
        """Begin to play this, 16 kHz."""
        self._left, self._playing_until = samples, self.heard
        if self.witness is not None:
            self.witness.begins(RATE)

    def duck(self, down: bool) -> None:
        """Play lower, or as before."""
        self._wanted = DUCKED if down else 1.0

    @property
    def plays(self) -> bool:
        """Whether the loudspeaker has something left."""
        return len(self._left) > 0

    def open(self) -> None:
        """The room is always open."""

    def close(self) -> None:
        """It ends by itself."""

    def read(self) -> Samples | None:
        """The next 10 ms; None at the end."""
        if self.heard + FRAME > self._end:
            return None
        while len(self._left) and self._playing_until < self.heard + BLOCK:
            self._take()
        frame = self._air[self.heard : self.heard + FRAME] + self._random.normal(0.0, 4.0, FRAME)
        self.heard += FRAME
        return np.clip(frame, -32_767, 32_767).astype(np.int16)

    def _take(self) -> None:
        block, self._left = self._left[:BLOCK], self._left[BLOCK:]
        played = (block * np.linspace(self._gain, self._wanted, len(block))).astype(np.int16)
        self._gain = self._wanted
        if self.witness is not None:
            self.witness.takes(played)
        echo = np.convolve(played * self._loud, self._answer)
        begin = self._playing_until + self._late
        room = self._air[begin : begin + len(echo)]
        room += echo[: len(room)]
        self._playing_until += len(block)

    def _reflections(self) -> NDArray[np.float64]:
        count = round(0.2 * RATE)
        answer: NDArray[np.float64] = self._random.normal(0.0, 0.15, count) * 10 ** (
            -3 * np.arange(count) / RATE / RINGS
        )
        answer[: FRAME // 10] = 0.0
        answer[0] = 1.0
        return answer / float(np.sqrt((answer**2).sum()))
