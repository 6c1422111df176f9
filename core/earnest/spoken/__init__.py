"""What is heard and said in a language: numbers, durations, moments, answers. One folder per language."""

from __future__ import annotations

from earnest.spoken.language import ENGLISH, Language, Shape, SlotKind, language, languages
from earnest.spoken.moment import Moment, Reading
from earnest.spoken.wording import Spelling, Wording, is_speech

__all__ = [
    "ENGLISH",
    "Language",
    "Moment",
    "Reading",
    "Shape",
    "SlotKind",
    "Spelling",
    "Wording",
    "is_speech",
    "language",
    "languages",
]
