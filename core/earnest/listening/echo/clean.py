"""A microphone whose frames no longer have our own voice in them.

| while | a frame costs |
|---|---|
| nothing was played for two seconds | a comparison |
| our voice may be heard | the filter (14 ms a second), voice activity as after a wake word, now and then a delay |
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from earnest.engines.base import FRAME
from earnest.listening.echo.delay import LONGEST, find_delay
from earnest.listening.echo.filter import EchoFilter
from earnest.listening.echo.over import Over
from earnest.nouns import RATE

if TYPE_CHECKING:
    from earnest.engines.base import EndOfSpeech, Microphone
    from earnest.listening.echo.reference import Reference
    from earnest.nouns import Samples

MARGIN = 0.03
"""Seconds by which the filter is given our voice before it is heard: a measured delay may be a little too long."""
LOOK = 0.25
"""Seconds between two measurements."""
WINDOW = 2.0
"""Seconds that are correlated."""
ENOUGH = 0.4
"""Seconds of our voice that can be measured: a vowel alone looks the same a period later."""
ALIKE = 0.002
"""Seconds within which two measurements in a row agree."""
TAIL = 0.2
"""Seconds that a room rings on."""
SHIFTED = 0.0005
"""Seconds by which our voice is plainly a little later than it was: a sound server starts no two sounds alike."""
MOVED = 0.05
"""Seconds by which a delay must differ to be remembered."""
ELSEWHERE = 0.1
"""Seconds by which it differs where it is another loudspeaker, and the way must be learned anew."""


class CleanMicrophone:
    """A live ``Microphone``, and what is known of our own voice in it."""

    live = True

    def __init__(
        self, inner: Microphone, reference: Reference, detector: EndOfSpeech, delay: float | None = None
    ) -> None:
        """``delay``: seconds by which the loudspeaker was late when last measured, if it was."""
        self.inner = inner
        self.delay = delay
        self.audible = False
        """Whether our own voice may be in the last frame."""
        self.measured: Callable[[float], None] = lambda _seconds: None
        """Told each new delay, in seconds."""
        self.yield_floor: Callable[[bool], None] = lambda _talking: None
        """Told when somebody begins to speak over us, and when they have finished."""
        self._reference = reference
        self._expected = delay or 0.0
        self._stretch = 0
        self._in_place = False
        self._found: float | None = None
        self._found_before = False
        self._filter = EchoFilter()
        self._over = Over(detector)
        self._yields = False
        self._recent: deque[Samples] = deque(maxlen=round(WINDOW * RATE / FRAME))
        self._unmeasured = 0

    def open(self) -> None:
        """Start the stream. Raises MissingPart when there is no such device."""
        self.inner.open()

    def close(self) -> None:
        """Stop; a blocked ``read`` returns None."""
        self.inner.close()

    def read(self) -> Samples | None:
        """The next 10 ms without our own voice; None once closed."""
        frame = self.inner.read()
        if frame is None:
            return None
        self._reference.hear(len(frame))
        since = (self._reference.heard - self._reference.loud_until) / RATE
        if since > LONGEST + TAIL:
            if self._recent:
                self._fall_silent()
            return frame
        self._recent.append(frame)
        self._measure()
        self.audible = since <= (self.delay or 0.0) + TAIL
        return self._clean(frame)

    @property
    def foreign(self) -> bool:
        """Whether what was just heard is somebody else, as far as our own voice is known."""
        return not self.audible or self._over.foreign

    @property
    def said_over(self) -> list[Samples]:
        """What somebody is saying over our own voice, from a little before they began."""
        return self._over.said

    def _clean(self, frame: Samples) -> Samples:
        if self._reference.stretch != self._stretch:
            self._stretch, self._in_place = self._reference.stretch, False
        early = round(max(0.0, self._expected - MARGIN) * RATE)
        played = self._reference.played(self._reference.heard - FRAME - early, FRAME)
        cleaned = self._filter.clean(frame, played, learn=self._in_place)
        if not self._in_place:
            return frame
        if self.audible or self._over.talking:
            self._over.hear(cleaned, frame)
            self._give_way(self._over.talking)
        return cleaned

    def _give_way(self, talking: bool) -> None:
        if talking != self._yields:
            self._yields = talking
            self.yield_floor(talking)

    def _fall_silent(self) -> None:
        self.audible = False
        self._recent.clear()
        self._over.forget()
        self._give_way(False)

    def _measure(self) -> None:
        """Where our voice is in what is heard, a few times a second, by what is played now alone."""
        self._unmeasured += FRAME
        if self._unmeasured < LOOK * RATE:
            return
        self._unmeasured = 0
        heard = np.concatenate(self._recent)
        begin = self._reference.heard - len(heard) - round(LONGEST * RATE)
        played = self._reference.played(begin, self._reference.heard - begin)
        played[: max(0, self._reference.stretch - begin)] = 0
        if self._reference.heard - self._reference.stretch < (ENOUGH + (self.delay or 0.0)) * RATE:
            return
        before = self._found
        found = find_delay(heard, played, self._expected if self._in_place else None)
        self._found = found
        if found is not None and before is not None and abs(found - before) <= ALIKE:
            self._align(found)

    def _align(self, delay: float) -> None:
        shift = abs(delay - self._expected)
        if shift > (ELSEWHERE if self._found_before else SHIFTED):
            self._filter = EchoFilter()
        self._found_before = True
        if shift > SHIFTED or not self._in_place:
            self._over.begin_again()
        self._expected, self._in_place = delay, True
        if self.delay is None or abs(delay - self.delay) > MOVED:
            self.measured(delay)
        self.delay = delay
