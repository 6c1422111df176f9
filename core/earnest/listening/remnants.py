"""Taking what is left of the wake word off the front of a transcript."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from earnest.nouns import Transcript, Wake

ALIKE = 0.66
"""Share of letters (difflib's ratio) from which words are taken for the wake word misheard."""
LONGEST = 4
"""Words a wake word may be misheard as."""


def strip_wake_word(transcript: Transcript, wake: Wake | None) -> Transcript:
    """The transcript without a wake word at its front, whole or misheard ("okay now boo what time is it")."""
    if wake is None:
        return transcript
    words = transcript.text.split()
    called, ending = _letters(wake.word), _letters(wake.word.rpartition("_")[2])
    fronts = [_letters("".join(words[:count])) for count in range(1, min(LONGEST, len(words)) + 1)]
    likeness = [1.0 if front == ending else _likeness(front, called) for front in fronts]
    best, count = max(((share, count) for count, share in enumerate(likeness, 1)), default=(0.0, 0))
    return replace(transcript, text=" ".join(words[count:])) if best >= ALIKE else transcript


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalpha())


def _likeness(said: str, called: str) -> float:
    """0 to 1; a front much shorter than the wake word is a word of its own: the "okay" of "okay, stop"."""
    return SequenceMatcher(None, said, called).ratio() if len(said) >= 0.75 * len(called) else 0.0
