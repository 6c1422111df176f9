"""Whether words are the beginning of a phrase that goes on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal

Completeness = Literal["whole", "unfinished", "strange", "open", "nothing"]
"""What words are so far: a phrase that needs no more, the beginning of one, a few words that are nobody's phrase (the
beginning of one misheard, often), anything else, or no words at all."""


class Beginnings:
    """The sentences that skills listen for, looked at from their first word."""

    def __init__(self, sentences: Iterable[str]) -> None:
        """``sentences``: canonical words, slots as ``{name}``."""
        self._by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for sentence in sentences:
            words = tuple(sentence.split())
            if words and not _is_slot(words[0]):
                self._by_first[words[0]].append(words)

    def go_on(self, words: Sequence[str], *, plainly: bool = False) -> bool:
        """Whether a sentence begins with ``words`` and goes on.

        ``plainly``: they end with a word of the phrase's own, and not within a slot, which any words may fill.
        """
        said = tuple(words)
        return bool(said) and any(_goes_on(sentence, said, plainly) for sentence in self._by_first.get(said[0], ()))


def _is_slot(word: str) -> bool:
    return word.startswith("{")


def _goes_on(sentence: tuple[str, ...], said: tuple[str, ...], plainly: bool) -> bool:
    @cache
    def onwards(at: int, heard: int, ends_in_slot: bool) -> bool:
        if heard == len(said):
            return at < len(sentence) and not (plainly and ends_in_slot)
        if at == len(sentence):
            return False
        if not _is_slot(sentence[at]):
            return sentence[at] == said[heard] and onwards(at + 1, heard + 1, False)
        return any(onwards(at + 1, end, True) for end in range(heard + 1, len(said) + 1))

    return onwards(0, 0, False)
