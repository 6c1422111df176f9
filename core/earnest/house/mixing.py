"""One loudspeaker for what is said and what plays: a stream of both, softer music while somebody speaks."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from earnest.nouns import Sound
from earnest.sound import as_float, as_int16, resample

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from earnest.engines.base import Speaker

    Wave = NDArray[np.float32]

BLOCK = 0.05
"""Seconds that are mixed at a time."""
DUCKED = 0.1
"""What is left of what plays while somebody speaks, as a factor: 20 dB less."""
_STEP = 0.3
"""By how much that factor moves in a block, at most: a fifth of a second from loud to soft."""
_EARLY = 0.2
"""Seconds by which a loudspeaker that takes sound faster than it is heard is kept from running ahead."""


class _Said:
    """Something being said over what plays."""

    def __init__(self, wave: Wave) -> None:
        self.left = wave
        self.over = threading.Event()
        self.whole = False


class Mixer:
    """Plays through one ``Speaker``. ``say`` and ``run`` block and are called on threads of their own."""

    def __init__(self, speaker: Speaker, softly: Callable[[], bool], level: Callable[[], float]) -> None:
        """``softly``: whether somebody speaks to the house; ``level``: how loud what plays is, as a factor."""
        self._speaker = speaker
        self._softly = softly
        self._level = level
        self._lock = threading.Lock()
        self._said: deque[_Said] = deque()
        self._music: deque[Wave] = deque()
        self._running = False
        self._ended = False
        self._rate = 0
        self._now = 1.0
        self.paused = False

    def say(self, sound: Sound) -> bool:
        """Play speech to its end, over what plays; False when ``hush`` cut it short. Raises EngineError."""
        with self._lock:
            said = _Said(as_float(resample(sound, self._rate).samples)) if self._running else None
            if said is not None:
                self._said.append(said)
        if said is None:
            return self._speaker.play(sound)
        said.over.wait()
        return said.whole

    def hush(self) -> None:
        """What is said falls silent; what plays goes on."""
        with self._lock:
            running = self._running
            for said in self._said:
                said.over.set()
            self._said.clear()
        if not running:
            self._speaker.stop()

    def begin(self, rate: int) -> None:
        """Something is to be played, at ``rate`` samples a second."""
        with self._lock:
            self._music.clear()
            self._running, self._ended, self.paused, self._rate, self._now = True, False, False, rate, 1.0

    def add(self, piece: Sound) -> None:
        """More of what plays."""
        self._music.append(as_float(resample(piece, self._rate).samples))

    @property
    def ahead(self) -> float:
        """Seconds of it that are not heard yet."""
        return sum(map(len, list(self._music))) / max(self._rate, 1)

    def end(self, *, at_once: bool) -> None:
        """No more of it comes. ``at_once``: nor is what is there still to be heard."""
        with self._lock:
            if at_once:
                self._music.clear()
            alone = at_once and self._running and not self._said
            self._ended, self.paused = True, False
        if alone:
            self._speaker.stop()

    def run(self) -> None:
        """Play until it has ended and nothing is said over it any more. Raises EngineError."""
        try:
            stream = getattr(self._speaker, "stream", None)
            if stream is not None:
                stream(self._blocks())
            else:
                self._pace(self._blocks())
        finally:
            with self._lock:
                self._running = False
            for said in self._said:
                said.over.set()
            self._said.clear()

    def _pace(self, blocks: Iterator[Sound]) -> None:
        """For a loudspeaker that knows only one sound after the other, and may take it faster than it is heard."""
        began, played = time.monotonic(), 0.0
        for block in blocks:
            if not self._speaker.play(block):
                return
            played += block.seconds
            time.sleep(max(began + played - _EARLY - time.monotonic(), 0.0))

    def _blocks(self) -> Iterator[Sound]:
        size = round(BLOCK * self._rate)
        while (mixed := self._mixed(size)) is not None:
            yield Sound(as_int16(mixed), self._rate)

    def _mixed(self, size: int) -> Wave | None:
        """The next block; None when all is over."""
        with self._lock:
            speech = self._next_said(size)
            music, over = self._next_music(size)
            if over and speech is None:
                self._running = False
                return None
        wanted = DUCKED if speech is not None or self._softly() else 1.0
        before, self._now = self._now, self._now + float(np.clip(wanted - self._now, -_STEP, _STEP))
        faded = music * np.linspace(before, self._now, size, dtype=np.float32) * np.float32(self._level())
        return faded if speech is None else faded + speech

    def _next_said(self, size: int) -> Wave | None:
        if not self._said:
            return None
        said = self._said[0]
        block, said.left = said.left[:size], said.left[size:]
        if not len(said.left):
            said.whole = True
            said.over.set()
            self._said.popleft()
        return np.pad(block, (0, size - len(block)))

    def _next_music(self, size: int) -> tuple[Wave, bool]:
        """The next block of what plays, silence where none has come yet, and whether it is over."""
        block = np.zeros(size, np.float32)
        filled = 0
        while not self.paused and self._music and filled < size:
            piece = self._music.popleft()
            taken = piece[: size - filled]
            block[filled : filled + len(taken)] = taken
            filled += len(taken)
            if len(taken) < len(piece):
                self._music.appendleft(piece[len(taken) :])
        return block, self._ended and not self._music and not filled
