"""Taking what is left of the wake word off the front of a transcript."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from earnest.model import Transcript, Wake

ALIKE = 0.7
"""Share of letters (difflib's ratio) from which words are taken for the wake word misheard."""


def strip_wake_word(transcript: Transcript, wake: Wake | None) -> Transcript:
    """The transcript without a wake word at its front, whole or misheard ("okay now boo what time is it")."""
    if wake is None:
        return transcript
    words = transcript.text.split()
    called = _letters(wake.word.replace("_", " "))
    ending = _letters(wake.word.rpartition("_")[2])
    for count in range(min(4, len(words)), 0, -1):
        said = _letters(" ".join(words[:count]))
        if _alike(said, called) or said == ending:
            return replace(transcript, text=" ".join(words[count:]))
    return transcript


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalpha())


def _alike(said: str, called: str) -> bool:
    return SequenceMatcher(None, said, called).ratio() >= ALIKE
