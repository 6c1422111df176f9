"""What an "and" joins: two requests, or two parts of a length; and what a second request leaves out of its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from earnest.spoken import Language

_LENGTH = 3
"""Words on each side of an "and" within a length, at most."""


def is_one_length(words: Sequence[str], at: int, language: Language) -> bool:
    """Whether the word at ``at`` joins no requests but two parts of a length: "an hour *and* fifteen minutes"."""
    leads, trails = range(2, min(at, _LENGTH) + 1), range(1, min(len(words) - at - 1, _LENGTH) + 1)
    spans = (words[at - lead : at + 1 + trail] for lead in leads for trail in trails)
    return any(language.read_duration(" ".join(span)) is not None for span in spans)


def counted(text: str, rest: str, language: Language, now: datetime) -> Iterator[str]:
    """``rest``, a part of ``text``, with what its bare number counts: "eight *minutes* for this and five for that"."""
    find = language.kinds["duration"].find
    if find is not None and find(rest, now).value is not None:
        return
    words = language.spelling.read(text).words
    unit = next((unit for number, unit in pairwise(words) if language.read_duration(f"{number} {unit}")), "")
    said = rest.split()
    bare = [at for at, word in enumerate(said) if language.read_number(word.strip(".,!?")) is not None]
    if unit and bare:
        yield " ".join([*said[: bare[-1] + 1], unit, *said[bare[-1] + 1 :]])
