"""Hearing "stop" and "snooze" while the house itself makes sound, which is not taken for a person's."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from earnest.chimes import PARTIALS
from earnest.engines.base import Spotted
from earnest.listening.notches import Notches

if TYPE_CHECKING:
    from earnest.controls import Control
    from earnest.engines.base import Spotter
    from earnest.nouns import Samples

FRESH = 1.0
"""Seconds for which a press counts: one just before the house begins to ring ends that, an older one ends nothing."""


class Spotting:
    """A spotter, what it must not hear, and what is pressed in its place. Lives in the thread of the ears."""

    def __init__(self, spotter: Spotter | None = None) -> None:
        self.spotter = spotter
        """Who hears it; None hears nothing, and a wake word or a button ends what rings or speaks."""
        self._notches = Notches(PARTIALS)
        self._pressed: Control | None = None
        self._at = 0.0
        self.own_words = ""
        """What the house says now: words of its own are not taken for somebody's. May be set from another thread."""

    def press(self, what: Control) -> None:
        """As if ``wake``, ``stop`` or ``snooze`` had been said just now; from any thread."""
        self._pressed, self._at = what, time.monotonic()

    def take_wake(self) -> bool:
        """Whether somebody has just pressed what wakes the house; once for each press."""
        if self._pressed != "wake":
            return False
        self._pressed = None
        return time.monotonic() - self._at < FRESH

    def begin(self) -> None:
        """The house begins to speak or to ring."""
        if self.spotter is not None:
            self.spotter.reset()

    def without_ring(self, frame: Samples) -> Samples:
        """The next frame without the tones of our own ring."""
        return self._notches.take_out(frame)

    def hear(self, frame: Samples) -> Spotted | None:
        """What somebody pressed, or said, if it is one of the phrases and not a word of our own."""
        pressed, self._pressed = self._pressed, None
        if pressed is not None and time.monotonic() - self._at < FRESH:
            return Spotted(pressed, frame[:0])
        spotted = self.spotter.hear(frame) if self.spotter is not None else None
        return None if spotted is None or spotted.word in self.own_words.lower() else spotted
