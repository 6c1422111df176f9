"""Where an English sentence without commas may be cut: before a word that begins a phrase, after one that can end it.

Without a parser: a place is one only where the words on both sides say so, so that most of what is no boundary is
left out and much that is one too. Names, numbers and pairs ("salt and pepper") are never cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from earnest.speaking.reading.en.sheet import sheet

_WORD = re.compile(r"[^\W_][\w'’-]*")
CLAUSE, JOINT, CIRCUMSTANCE, PLACE = 4, 3, 2, 1
"""How plainly a phrase begins: before "because", "and", "without", "in"."""
_PAIR = 2
"""Words after "and" up to the end, or to the next word that begins a phrase, that make a pair of what it joins."""


def openings(sentence: str) -> Iterator[tuple[int, int]]:
    """Places where a phrase begins, in order, each with how plainly it does so (1 to 4)."""
    found = list(_WORD.finditer(sentence))
    words = [word[0] for word in found]
    for at in range(2, len(words) - 1):
        plainness = _plainness(words, at)
        # after a comma or in brackets somebody else has said where it may be cut
        if plainness and sentence[found[at - 1].end() : found[at].start()] == " ":
            yield found[at].start(), plainness


def _plainness(words: Sequence[str], at: int) -> int:
    """How plainly a phrase begins with the word at ``at``; 0 where none does."""
    word, before = words[at].lower(), words[at - 1].lower()
    if words[at] != word or before in sheet().leaning or _opens(before) or _is_number(words, at) or _is_name(words, at):
        return 0
    if word in sheet().clauses:
        return CLAUSE
    if word in sheet().joints:
        return 0 if _is_pair(words, at) else PLACE if _joins_things(words, at) else JOINT
    if before in sheet().particles:
        return 0
    ahead = words[at + 1].lower()
    if word in sheet().circumstances or (word == "that" and (ahead in sheet().leaning or ahead in sheet().objects)):
        return CIRCUMSTANCE
    particle = word in sheet().particles and ahead in sheet().determiners
    place = word in sheet().places_and_times or word == "to" or particle
    return PLACE if place and _names_a_thing(words, at) else 0


def _names_a_thing(words: Sequence[str], at: int) -> bool:
    """Whether a thing is named just before: "the light in", "a cold night in", but not "looked in" or "put in"."""
    if words[at - 1].lower() in sheet().objects or words[at - 2].lower() in sheet().determiners:
        return True
    return at > 2 and words[at - 3].lower() in sheet().determiners and not words[at - 1].endswith(("s", "ed", "ing"))


def _joins_things(words: Sequence[str], at: int) -> bool:
    """Whether it may be two things that are joined: "the milk and the bread"."""
    return words[at - 2].lower() in sheet().determiners and words[at + 1].lower() in sheet().determiners


def _opens(word: str) -> bool:
    every = sheet()
    return any(word in words for words in (every.clauses, every.joints, every.circumstances, every.places_and_times))


def _is_number(words: Sequence[str], at: int) -> bool:
    """Whether it is in a number or right behind one: "one hundred and five", "seven in the evening"."""
    counted = words[at].lower() in sheet().joints and words[at + 1].lower() in sheet().figures
    return counted or words[at - 1].lower() in sheet().figures


def _is_name(words: Sequence[str], at: int) -> bool:
    """Whether there are capitals on both sides: "Alice in Wonderland", "the Fox and the Hound"."""
    ahead = words[at + 1 : at + 3]
    if ahead and ahead[0].lower() in sheet().determiners:
        ahead = ahead[1:]
    return words[at - 1][0].isupper() and bool(ahead) and ahead[0][0].isupper()


def _is_pair(words: Sequence[str], at: int) -> bool:
    """Whether "and" joins two words only: "salt and pepper", "warm and dry"."""
    ends = (n for n, word in enumerate(words[at + 1 :]) if _opens(word.lower()) or word.lower() in sheet().particles)
    ahead = next(ends, len(words) - at - 1)
    return ahead <= _PAIR and words[at + 1].lower() not in sheet().leaning
