"""What is to end, or not to be done: whoever says "stop the quiz" or "don't set an alarm" wants none begun."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from earnest.intents.lexicon import group_of, stem

if TYPE_CHECKING:
    from earnest.intents.templates import Template
    from earnest.spoken import Language
    from earnest.spoken.language import Opposite

_EVERY = 400
"""Sentences of a phrase that are looked through; of the shipped ones with such words none has more."""
_SLOT = "{"


class Opposites:
    """What the phrases of one skill ask to be ended or left, by the first telling word of it: "talking"."""

    def __init__(self, templates: Iterable[Template], language: Language) -> None:
        self._language = language
        asking = (template for template in templates if self._may_ask(template.phrase))
        read = (language.read_opposite(sentence) for template in asking for sentence in template.expand(_EVERY))
        self._own = {name for opposite in read if opposite is not None for name in self._deed(opposite)}

    def beyond(self, words: Sequence[str], polite: Collection[int]) -> Opposite | None:
        """What the words want ended or left, where no phrase of the skill does: it would do the opposite of that.

        ``polite``: the places of words of politeness.
        """
        courtesy = next((at for at in range(len(words)) if at not in polite), len(words))
        read = (self._language.read_opposite(" ".join(words[start:])) for start in range(courtesy + 1))
        found = next(filter(None, read), None)
        own = found is None or _SLOT in self._own or not self._own.isdisjoint(self._deed(found))
        return None if own else found

    def _may_ask(self, phrase: str) -> bool:
        """Whether some way to say the phrase could begin so, as far as its letters tell."""
        words = re.findall(r"[\w']+", phrase.replace("n't", " not"))
        return any(self._language.read_opposite(" ".join(words[start:])) for start in range(len(words)))

    def _deed(self, opposite: Opposite) -> set[str]:
        first = next((word for word in opposite.deed.split() if word not in self._language.idle), "")
        if first.startswith(_SLOT):
            return {_SLOT}
        base = stem(first)
        return {base, group_of(base) or base}
