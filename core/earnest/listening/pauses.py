"""How long a silence has to be before it is the end: shorter after a word, longer for somebody who pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earnest.listening.endings import BREATH, ENDINGS

if TYPE_CHECKING:
    from earnest.intents.completeness import Completeness

WORD = 0.45
"""Seconds of voice up to which an utterance is a word: "stop", "yes please"."""
AFTER_A_WORD = 0.6
"""Share of the silence that a word needs."""
SLOWER = 1.3
"""A pause that ends an utterance is this much longer than the longest one inside it …"""
AT_MOST = 2.0
"""… but never longer than this many times the setting."""


class Pauses:
    """The rhythm of one utterance: voice, pauses, and whether the last one is the end."""

    def __init__(self, silence: float, *, quiet_room: bool = True) -> None:
        """``silence`` is the setting: seconds that end an ordinary sentence. ``quiet_room``: nobody else talks."""
        self._silence = silence
        self._quiet_room = quiet_room
        self._longest = 0.0
        self.words: Completeness = "open"
        """What was said up to this pause; open again with the next voice."""
        self.spoken = 0.0
        """Seconds of voice."""
        self.quiet = 0.0
        """Seconds since the last voice."""

    def hear(self, voiced: bool, seconds: float) -> None:
        """The next stretch of sound."""
        if not voiced:
            self.quiet += seconds
            return
        if self.quiet >= BREATH and self.words != "unfinished":
            # who stops in mid-phrase looks for a word; that says nothing of how they pause
            self._longest = max(self._longest, self.quiet)
        self.quiet, self.words = 0.0, "open"
        self.spoken += seconds

    @property
    def needed(self) -> float:
        """Seconds of silence that would be the end now."""
        unheard = self.words == "nothing" and self.spoken > 2 * WORD
        talk = self.words == "strange" and not self._quiet_room
        return ENDINGS["open" if unheard or talk else self.words](self._rhythm, self._longest)

    @property
    def _rhythm(self) -> float:
        """The same, by the voice alone."""
        if self.spoken <= WORD:
            return self._silence * AFTER_A_WORD
        return min(max(self._silence, self._longest * SLOWER), self._silence * AT_MOST)

    @property
    def over(self) -> bool:
        """Whether the speaker has finished."""
        return self.quiet >= self.needed
