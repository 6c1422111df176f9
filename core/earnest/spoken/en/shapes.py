"""What an English slot that takes any words may be handed over as: a list of things, a person."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from earnest.spoken.en.kinds import is_count
from earnest.spoken.en.spelling import SPELLING
from earnest.spoken.language import Shape

_COMMA = re.compile(r"\s+(?:and|plus|also)\s*[,;]\s*|\s*[,;]\s*")
_LAST = re.compile(r"\s*[,;]\s*(?:and|plus|also)\s+")
_AND = re.compile(r"\s+(?:and then|and also|and|plus|as well as|&)\s+", re.IGNORECASE)
_LEADING = re.compile(r"^(?:and|also|plus|then)\s+", re.IGNORECASE)
_HOLDING = frozenset({"of", "for", "with", "in", "at", "by", "to", "from", "the", "number", "size", "than", "per"})
"""Words that go on in what follows: "a loaf *of* seven grain bread"."""
_OPEN = frozenset(
    {"not", "nothing", "neither", "nor", "either", "or", "but", "except", "instead", "if", "unless", "whether"}
)
"""Words by which a row is none: they take something out of it, leave a choice or make a condition."""
_ALIKE = 0.8
"""Ratio of matching letters (difflib) from which a name is taken to be misheard, not another."""
_LONGEST_NAME = 2
_POSSESSORS = frozenset({"my", "our", "your", "the", "his", "her"})
_NOBODY = frozenset({"that", "to", "when", "if", "about", "a", "an", "it", "this", "and", "or"})


def read_list(words: str, _people: Sequence[str] = ()) -> list[str] | None:
    """The things that are named one after the other: "milk, eggs and two loaves of bread"; None for none.

    "Milk but not eggs", "tea or coffee" is no list: word for word it is wrong, and to take less would be a guess.

    Commas part them, "and" does, and so does a number behind a thing: recognisers write no commas. Where the last is
    led by a comma and "and", another "and" joins what belongs together: "milk, fish and chips, and bread".
    """
    said = words.strip().strip(".!?")
    if not _OPEN.isdisjoint(re.findall(r"[\w']+", said.lower())):
        return None
    commas = _COMMA.split(said)
    oxford = len(commas) > 2 and _LAST.search(said) is not None
    parts = commas if oxford else [part for piece in commas for part in _AND.split(piece)]
    things = [thing for part in parts for thing in _counted(_LEADING.sub("", part).split())]
    return things or None


def _counted(words: list[str]) -> list[str]:
    """Things that only their numbers part: "two apples three pears"."""
    things: list[list[str]] = [[]]
    for at, word in enumerate(words):
        before = words[at - 1].lower() if at else ""
        begins = is_count(word.lower()) and at + 1 < len(words)
        if begins and before and not is_count(before) and before not in _HOLDING:
            things.append([])
        things[-1].append(word)
    return [" ".join(thing) for thing in things if thing]


def read_person(words: str, people: Sequence[str] = ()) -> str | None:
    """Who is named: one of ``people`` as the household writes them, ``me``, or a name of a word or two; else None."""
    name = words.strip(" ,.!?").removesuffix("'s").removesuffix("’s")
    known = {person.lower(): person for person in people}
    if name.lower() in known:
        return known[name.lower()]
    if name.lower() in ("me", "myself"):
        return "me"
    near = difflib.get_close_matches(name.lower(), list(known), 1, _ALIKE)
    if near:
        return known[near[0]]
    parts = name.lower().split()
    few = len(parts) <= _LONGEST_NAME and not _NOBODY & set(parts)
    return name if parts and few and (len(parts) > 1 or parts[0] not in _POSSESSORS) else None


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {shape.name: shape for shape in (Shape("list", read_list), Shape("person", read_person))}
)


def read_answer(words: str) -> list[str] | None:
    """The things of an answer, without its politeness."""
    *_, bare = SPELLING.without_fillers(SPELLING.read(words))
    return read_list(bare.original(0, len(bare.words))) if bare.words else None
