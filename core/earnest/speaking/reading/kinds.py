"""The mechanism: what stands at a place is of the first kind that fits and says that it is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_NEAR = 60
"""Characters on either side that a reader may look at."""
_LAST_WORD = re.compile(r"([^\W_][\w'’]*)\.?[\s,:]*$")
_FIRST_WORD = re.compile(r"[\s\"“(]*([^\W_][\w'’]*)")
_SENTENCE_ENDED = re.compile(r"(?:^|[.!?:…][\"'’”)]*)[\s\"“'‘(]*$")

Found = re.Match[str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of thing that is written otherwise than it is said: times, prices, initials …"""

    name: str
    pattern: re.Pattern[str]
    say: Callable[[Found], str | None]
    """Its words; None when it is something else after all, and the next kind is asked."""


def kind(name: str, pattern: str, say: Callable[[Found], str | None]) -> Kind:
    """A ``Kind`` from the text of its pattern."""
    return Kind(name, re.compile(pattern), say)


def read(text: str, kinds: Sequence[Kind], plain: re.Pattern[str]) -> Iterator[str]:
    """``text`` piece by piece in words; ``plain`` needs no reading, a character that no kind knows is itself."""
    place, last = 0, " "
    while place < len(text):
        found = plain.match(text, place)
        said = found[0] if found else None
        if found is None:
            found, said = _first(text, place, kinds)
        end = found.end() if found else place + 1
        said = text[place] if said is None else said
        if said:
            # what is read out stands apart from the letters it was written against
            apart = (last.isalnum() or last in ".,;:!?…") and said[0].isalnum()
            yield f" {said}" if apart else said
            last = said[-1]
        place = end


def _first(text: str, place: int, kinds: Sequence[Kind]) -> tuple[Found | None, str | None]:
    for each in kinds:
        found = each.pattern.match(text, place)
        if found and (said := each.say(found)) is not None:
            return found, said
    return None, None


def before(found: Found) -> str:
    """What is written just before."""
    return found.string[max(0, found.start() - _NEAR) : found.start()]


def after(found: Found) -> str:
    """What is written just after."""
    return found.string[found.end() : found.end() + _NEAR]


def word_before(found: Found) -> str:
    """The word before, across spaces and commas; empty where a sentence begins or a sign stands between."""
    word = _LAST_WORD.search(before(found))
    return word[1] if word else ""


def word_after(found: Found) -> str:
    """The word after, across spaces and an opening quotation mark."""
    word = _FIRST_WORD.match(after(found))
    return word[1] if word else ""


def begins_sentence(found: Found) -> bool:
    """Whether nothing of the same sentence stands before."""
    return _SENTENCE_ENDED.search(before(found)) is not None
