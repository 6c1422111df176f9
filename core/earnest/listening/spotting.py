"""Hearing "stop" and "snooze" while the house itself makes sound, which is not taken for a person's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earnest.chimes import PARTIALS
from earnest.listening.notches import Notches

if TYPE_CHECKING:
    from earnest.engines.base import Spotted, Spotter
    from earnest.nouns import Samples


class Spotting:
    """A spotter, and what it must not hear. Lives in the thread of the ears."""

    def __init__(self, spotter: Spotter | None) -> None:
        """``spotter``: None hears nothing."""
        self._spotter = spotter
        self._notches = Notches(PARTIALS)
        self.own_words = ""
        """What the house says now; may be set from another thread."""

    def begin(self) -> None:
        """The house begins to speak or to ring."""
        if self._spotter is not None:
            self._spotter.reset()

    def without_ring(self, frame: Samples) -> Samples:
        """The next frame without the tones of our own ring."""
        return self._notches.take_out(frame)

    def hear(self, frame: Samples) -> Spotted | None:
        """What somebody said, if it is one of the phrases and not a word of our own."""
        spotted = self._spotter.hear(frame) if self._spotter is not None else None
        return None if spotted is None or spotted.word in self.own_words.lower() else spotted
