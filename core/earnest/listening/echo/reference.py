"""What the loudspeaker was given, sample by sample, on the clock of the microphone.

The loudspeaker takes blocks in a thread of its own, the microphone hands over frames in another, each at its own pace
and sometimes late. So the clock is how many samples the microphone has handed over, and a moment is put on it by the
least late of its last frames.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from earnest.nouns import RATE
from earnest.sound import Resampler, as_float

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from earnest.nouns import Samples

PAST = 5.0
"""Seconds that are remembered: for the latest loudspeaker, and what is needed to measure how late it is."""
AHEAD = 35.0
"""Seconds that a loudspeaker may take at once: more than any sentence lasts."""
LATENESS = 3.0
"""Seconds in which the microphone's least late frame is looked for: its reader keeps up once in that time."""
EVERY = 0.1
"""Seconds between two looks at how late the microphone is while nothing plays: an idle house costs nothing."""
SLACK = 0.25
"""Seconds by which a block may come late and still follow the last one: devices take them in bursts."""


class Reference:
    """A ``Witness`` of the loudspeaker, asked by the microphone. May be told from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._ring: Samples = np.zeros(round((PAST + AHEAD) * RATE), np.int16)
        self._lock = threading.Lock()
        self._begins: deque[tuple[int, float]] = deque()
        self._resampler = Resampler(RATE)
        self._next, self._looked = -len(self._ring), 0
        self._fresh = True
        self.heard = 0
        """Samples that the microphone has handed over."""
        self.stretch = 0
        """Where what is played now began, in the same count: no two sounds are late by quite the same."""
        self.loud_until = self._next
        """Where the last sound that was played ends, in the same count; silence does not count."""

    def hear(self, count: int) -> None:
        """The microphone has handed over so many samples more."""
        self.heard += count
        if self.heard < self._next + len(self._ring) or self.heard - self._looked >= EVERY * RATE:
            self._keep_time(count)

    def _keep_time(self, count: int) -> None:
        """Forget what is too old, and look how late the last frame is."""
        with self._lock:
            self._looked = self.heard
            if self.heard < self._next + len(self._ring):
                self._ring[self._places(self.heard - count - round(PAST * RATE), count)] = 0
            began = self._clock() - self.heard / RATE
            while self._begins and self._begins[-1][1] >= began:
                self._begins.pop()
            self._begins.append((self.heard, began))
            while self._begins[0][0] < self.heard - LATENESS * RATE:
                self._begins.popleft()

    def begins(self, rate: int) -> None:
        """Something is about to be played, with so many samples a second."""
        with self._lock:
            self._resampler, self._fresh = Resampler(rate, RATE), True

    def takes(self, block: Samples) -> None:
        """The loudspeaker takes the next samples."""
        with self._lock:
            here = self._resampler.push(as_float(block))
            now = self._now()
            if self._fresh or now > self._next + SLACK * RATE:
                self._next = self.stretch = now
                self._fresh = False
            self._put(here)

    def stops(self) -> None:
        """What it has taken and not yet played is never played."""
        with self._lock:
            now = self._now()
            if self._next > now:
                self._ring[self._places(now, self._next - now)] = 0
                self._next = now
            self.loud_until = min(self.loud_until, now)

    def played(self, begin: int, count: int) -> Samples:
        """The samples from ``begin`` on; silence for what is forgotten or not yet played."""
        with self._lock:
            return self._ring[self._places(begin, count)]

    def _put(self, samples: Samples) -> None:
        samples = samples[: round(AHEAD * RATE) - max(0, self._next - self.heard)]
        self._ring[self._places(self._next, len(samples))] = samples
        loud = np.flatnonzero(samples)
        if len(loud):
            self.loud_until = self._next + int(loud[-1]) + 1
        self._next += len(samples)

    def _places(self, begin: int, count: int) -> NDArray[np.int64]:
        return np.arange(begin, begin + count) % len(self._ring)

    def _now(self) -> int:
        """Where the microphone is at this moment, frames on their way to us counted."""
        began = self._begins[0][1] if self._begins else self._clock()
        return max(self.heard, round((self._clock() - began) * RATE))
