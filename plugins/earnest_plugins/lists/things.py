"""What stands on lists: several things told apart in one breath, and one found again by what somebody calls it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from earnest import Talk

_CLOSE = 0.8
"""How alike two words are (difflib) to count as the same one misheard."""
_OF_A_TASK = 2
"""Words that each side of an "and" has at least, to be a task of its own: "wash and dry the dog" is one."""


def to_add(talk: Talk, said: str, name: str) -> list[str]:
    """The things to put on the list ``name``; none where it is left open which: "milk but not eggs", "tea or coffee".

    What is to do may be anything: "ring the bank if the card is not here".
    """
    said = _without_verb(talk, said)
    unsettled = not set(talk.cues("unsettled")).isdisjoint(re.findall(r"[\w']+", said.lower()))
    is_open = unsettled and name != talk.words("to_do")
    return [] if is_open or is_nothing(talk, said) else split(talk, said, name)


def split(talk: Talk, said: str, name: str = "") -> list[str]:
    """The things in what was said for the list ``name``, as they are read back; none for a mere "it"."""
    parts = [part for part in re.split(r"\s*[,;:]\s*", said) if part]
    found = [each for part in parts for each in _apart(talk, part, tasks=name == talk.words("to_do"))]
    becomes = talk.cues("yours")
    bare = [" ".join(becomes.get(word.lower(), word) for word in _bare(talk, each)) for each in found]
    return list(dict.fromkeys(each for each in bare if each and each.lower() not in talk.cues("pronouns")))


def matching(talk: Talk, wanted: str, there: Sequence[str]) -> list[str]:
    """Those of ``there`` that ``wanted`` names: the one that is called so, else all that have its words."""
    words = _telling(talk, wanted)
    same = [each for each in there if _telling(talk, each) == words]
    return same or [each for each in there if words and all(_is_in(word, _telling(talk, each)) for word in words)]


def is_among(talk: Talk, wanted: str, there: Sequence[str]) -> bool:
    """Whether just this is there already."""
    return any(_telling(talk, each) == _telling(talk, wanted) for each in there)


def is_nothing(talk: Talk, said: str) -> bool:
    """Whether the answer to "what shall I put on it" is that there is nothing yet."""
    return re.sub(r"[^\w' ]", "", said.lower()).strip() in talk.cues("nothing")


def _without_verb(talk: Talk, said: str) -> str:
    """The things alone where somebody answers in a whole sentence: "*put* socks *on it*"."""
    verbs, ends = ("|".join(map(re.escape, talk.cues(name))) for name in ("placing", "placed"))
    found = re.fullmatch(rf"\s*(?:{verbs})\s+(.+?)\s+(?:{ends})[\s.!]*", said, re.IGNORECASE)
    return found[1] if found else said


def _apart(talk: Talk, part: str, *, tasks: bool) -> list[str]:
    joining = "|".join(map(re.escape, talk.cues("joining")))
    pairs = "|".join(map(re.escape, talk.cues("pairs")))
    joins = re.finditer(rf"\b(?:{pairs})\b|(?P<join>\s*\b(?:{joining})\b\s*)", part, re.IGNORECASE)
    ends = [(found.start(), found.end()) for found in joins if found["join"]]
    begins = [0, *(end for _, end in ends)]
    pieces = [part[at:end] for at, end in zip(begins, [*(start for start, _ in ends), len(part)], strict=True)]
    pieces = [piece for piece in pieces if piece]
    if tasks and any(len(piece.split()) < _OF_A_TASK for piece in pieces):
        return [part]
    return pieces


def _bare(talk: Talk, thing: str) -> list[str]:
    """Its words, without those that only lead to it: "some milk"."""
    words = thing.strip(" .!?").split()
    while len(words) > 1 and words[0].lower() in talk.cues("leading"):
        words = words[1:]
    while len(words) > 1 and words[-1].lower() in talk.cues("trailing"):
        words = words[:-1]
    return words


def _telling(talk: Talk, thing: str) -> list[str]:
    words = re.findall(r"[\w']+", thing.lower())
    return [re.sub(r"(?<=\w{2})e?s$", "", word) for word in words if word not in talk.cues("leading")]


def _is_in(word: str, words: Sequence[str]) -> bool:
    return bool(difflib.get_close_matches(word, words, 1, _CLOSE))
