"""One way to write what can be said in several: case, punctuation, contractions, and words that add nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

_WORD = re.compile(r"[ap]\.m\b\.?|\d+(?:[.:,]\d+)*%?|[^\W_]+(?:'[^\W_]+)*", re.IGNORECASE)

_ENDINGS: Mapping[str, str] = MappingProxyType(
    {"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'m": "am", "'d": "would"}
)

_IS = frozenset(
    {
        "it", "that", "this", "what", "who", "where", "when", "how", "why", "there", "here", "he", "she",
        "everything", "something", "name",
    }
)  # fmt: skip
"""Words after which 's is short for "is" (or "has"), not a possessive."""

_SPOKEN: Mapping[str, str] = MappingProxyType(
    {
        "won't": "will not", "can't": "can not", "cannot": "can not", "let's": "let us", "lets": "let us",
        "gonna": "going to", "wanna": "want to", "gotta": "have got to", "gimme": "give me", "lemme": "let me",
        "dunno": "do not know", "whats": "what is", "whos": "who is", "wheres": "where is", "hows": "how is",
        "thats": "that is", "im": "i am", "ive": "i have", "youre": "you are", "dont": "do not", "cant": "can not",
        "wont": "will not", "didnt": "did not", "doesnt": "does not", "isnt": "is not", "arent": "are not",
        "ok": "okay", "ya": "you", "ur": "your", "u": "you", "pls": "please", "a.m": "am", "p.m": "pm",
        "a.m.": "am", "p.m.": "pm", "alright": "all right", "yeah": "yes", "thx": "thanks",
    }
)  # fmt: skip
"""Spoken and carelessly typed forms."""

_FILLERS_BEFORE = (
    "hey", "hi", "okay", "please", "so", "well", "um", "uh", "er", "oh", "now", "and", "just", "kindly", "computer",
    "assistant", "alexa", "jarvis", "hey jarvis", "nabu", "okay nabu", "mycroft", "hey mycroft", "earnest",
    "can you", "could you", "would you", "will you", "are you able to", "can i get you to", "would you mind",
    "i want you to", "i need you to", "i would like you to", "i would like for you to", "go ahead and",
    "do me a favor and", "do you think you can", "do you think you could", "you need to", "you should", "let us",
    "i want to", "i would like to", "i need to", "may i", "can i", "could i", "help me",
)  # fmt: skip
_FILLERS_AFTER = (
    "please", "thanks", "thank you", "okay", "now", "right now", "for me", "for me please", "will you", "would you",
    "could you", "can you", "if you can", "if you could", "if you would", "if you do not mind", "right away",
    "at once", "immediately", "again please", "um", "uh", "assistant", "computer", "then",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """An utterance's words in their one canonical form."""

    said: str
    """The utterance, untouched."""
    words: tuple[str, ...]
    """Lower case, contractions written out, no punctuation."""
    spans: tuple[tuple[int, int], ...]
    """Where in ``said`` each word comes from; the two halves of "what's" share theirs."""

    @property
    def text(self) -> str:
        """The words with a space between them."""
        return " ".join(self.words)

    def original(self, first: int, last: int) -> str:
        """What was said from word ``first`` up to but not including word ``last``."""
        return self.said[self.spans[first][0] : self.spans[last - 1][1]] if first < last else ""

    def part(self, first: int, last: int) -> Wording:
        """The same utterance, only these words of it."""
        return Wording(self.said, self.words[first:last], self.spans[first:last])

    def word_at(self, offset: int) -> int:
        """Which word of ``text`` holds the character at ``offset``."""
        return self.text.count(" ", 0, offset)


def read_wording(said: str) -> Wording:
    """The canonical words of an utterance."""
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    for found in _WORD.finditer(said.replace("’", "'")):
        for word in _written_out(found.group().lower()):
            words.append(word)
            spans.append(found.span())
    return Wording(said, tuple(words), tuple(spans))


@lru_cache(maxsize=10_000)
def write_out(text: str) -> str:
    """``text`` in canonical words."""
    return read_wording(text).text


def without_fillers(wording: Wording) -> Iterator[Wording]:
    """The utterance as it is, then with ever more of its politeness taken off, never down to nothing."""
    yield wording
    while (shorter := _peeled(wording)) is not None:
        wording = shorter
        yield wording


def _peeled(wording: Wording) -> Wording | None:
    words, count = wording.words, len(wording.words)
    for length in range(min(_LONGEST, count - 1), 0, -1):
        if words[:length] in _BEFORE:
            return wording.part(length, count)
    for length in range(min(_LONGEST, count - 1), 0, -1):
        if words[count - length :] in _AFTER:
            return wording.part(0, count - length)
    return None


def _written_out(word: str) -> list[str]:
    if word in _SPOKEN:
        return _SPOKEN[word].split()
    if word.endswith("'s"):
        return [word[:-2], "is"] if word[:-2] in _IS else [word]
    for ending, full in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return [word.removesuffix(ending), full]
    return [word]


_BEFORE = frozenset(tuple(filler.split()) for filler in _FILLERS_BEFORE)
_AFTER = frozenset(tuple(filler.split()) for filler in _FILLERS_AFTER)
_LONGEST = max(map(len, _BEFORE | _AFTER))
