"""One way to write what can be said in several: case, punctuation, contractions, and words that add nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

_SIGN = r"(?<=\d\s)[-−–/+*×÷](?=\s\d)|(?<=\d)[+*×÷](?=\d)"
"""Of arithmetic, between two numbers: "5 + 4"."""
_WORD = re.compile(rf"[ap]\.m\b\.?|\d+(?:[.:,]\d+)*%?|[^\W_]+(?:'[^\W_]+)*|{_SIGN}", re.IGNORECASE)


MOST_WORDS = 200
"""Words of one request, at most: as many as somebody says in a minute, which is the most of ``listening.longest``."""


def is_speech(text: str) -> bool:
    """Whether a text is longer than any request: reading it as one takes minutes, and every alarm waits for that."""
    return len(text.split()) > MOST_WORDS


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


@dataclass(frozen=True, eq=False)
class Spelling:
    """How one language's requests are brought into one form."""

    endings: Mapping[str, str]
    """Contracted endings, written out: ``n't`` is ``not``."""
    spoken: Mapping[str, str]
    """Spoken and carelessly typed forms of whole words, written out."""
    possessive: str = ""
    """An ending that is a word of its own (``possessive_word``) only after ``before_possessive``, else a possessive."""
    possessive_word: str = ""
    before_possessive: frozenset[str] = frozenset()
    fillers_before: Iterable[str] = ()
    """What may stand before a request and adds nothing to it."""
    fillers_after: Iterable[str] = ()
    hesitations: frozenset[str] = frozenset()
    """Sounds that are no words, wherever they stand: "um"."""

    def read(self, said: str) -> Wording:
        """The canonical words of an utterance."""
        words: list[str] = []
        spans: list[tuple[int, int]] = []
        for found in _WORD.finditer(said.replace("’", "'")):
            if found.group().lower() in self.hesitations:
                continue
            for word in self._written_out(found.group().lower()):
                words.append(word)
                spans.append(found.span())
        return Wording(said, tuple(words), tuple(spans))

    @cached_property
    def write_out(self) -> _WriteOut:
        """``text`` in canonical words; remembers what it wrote."""
        return _WriteOut(self)

    def without_fillers(self, wording: Wording) -> Iterator[Wording]:
        """The utterance as it is, then with ever more of its politeness taken off, never down to nothing."""
        yield wording
        while (shorter := self._peeled(wording)) is not None:
            wording = shorter
            yield wording

    def politeness(self, wording: Wording) -> frozenset[int]:
        """The places of the words that only lead to a request or take leave of it."""
        *_, request = self.without_fillers(wording)
        starts = range(len(wording.words) - len(request.words) + 1)
        at = next(at for at in starts if wording.part(at, at + len(request.words)) == request)
        return frozenset(range(len(wording.words))) - frozenset(range(at, at + len(request.words)))

    def _peeled(self, wording: Wording) -> Wording | None:
        words, count = wording.words, len(wording.words)
        for length in range(min(self._longest, count - 1), 0, -1):
            if words[:length] in self._before:
                return wording.part(length, count)
        for length in range(min(self._longest, count - 1), 0, -1):
            if words[count - length :] in self._after:
                return wording.part(0, count - length)
        return None

    def _written_out(self, word: str) -> list[str]:
        if word in self.spoken:
            return self.spoken[word].split()
        if self.possessive and word.endswith(self.possessive):
            owner = word.removesuffix(self.possessive)
            return [owner, self.possessive_word] if owner in self.before_possessive else [word]
        for ending, full in self.endings.items():
            if word.endswith(ending) and len(word) > len(ending):
                return [word.removesuffix(ending), full]
        return [word]

    @cached_property
    def _before(self) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(filler.split()) for filler in self.fillers_before)

    @cached_property
    def _after(self) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(filler.split()) for filler in self.fillers_after)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._before | self._after), default=0)


class _WriteOut:
    """Canonical words as text, remembered."""

    def __init__(self, spelling: Spelling) -> None:
        self._written = lru_cache(maxsize=10_000)(lambda text: spelling.read(text).text)

    def __call__(self, text: str) -> str:
        return self._written(text)
