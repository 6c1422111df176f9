"""Text as it is written → sentences in words, by the ways of one language.

English has a room of its own (``en/``): kinds of things that are written otherwise than they are said, each with its
own reader. Another language lays a room like it beside it; until then ``cldr.py`` reads what the Unicode CLDR knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

__all__ = ["Reading", "reading_of"]


class Reading(Protocol):
    """How one language is read aloud."""

    def sentences(self, line: str) -> Iterator[str]:
        """The sentences of a line of text, in words and punctuation; nothing is raised, whatever the text."""
        ...

    def openings(self, sentence: str) -> Iterator[tuple[int, int]]:
        """Places in a sentence where a phrase begins without a comma, in order, each with how plainly (1 or more)."""
        ...


@lru_cache(maxsize=8)
def reading_of(language: str) -> Reading:
    """The reading of ``en``, ``en_GB``, ``de_DE`` …; numbers of an unknown language stay as they are."""
    if re.split(r"[-_]", language)[0].lower() == "en":
        from earnest.speaking.reading.en import English

        return English(language)
    from earnest.speaking.reading.cldr import ByCldr

    return ByCldr(language)
