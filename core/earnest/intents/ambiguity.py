"""In how many ways a template may be tried on what somebody says.

hassil tries every way through a template's brackets. Where the same words fit in several places, "[(a|b)] [(a|b)] …",
each further place multiplies them, and one phrase of one plugin would keep the whole house silent. They are counted
without being walked: how often each place in a sentence is come to, by every way there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import permutations

from hassil.expression import Alternative, Expression, Group, ListReference, Permutation, TextChunk

from earnest.intents.expansion import count, expand

MOST_STEPS = 20_000
"""Steps on one sentence: a twentieth of a second on a desktop. Of the 1,210 shipped phrases none takes 700."""

_Places = Counter[int]
"""How many ways lead to a place between two words."""


_SAMPLES = 8


def steps(expression: Expression) -> int:
    """Steps that it takes at most to hold a sentence of the template against it; counting ends at ``MOST_STEPS``.

    A template that stands for few sentences has no more ways through it than those; of others the longest of some
    sentences are walked along. Slots count as one word: hassil looks for their ends by what follows, which is quick.
    """
    if (few := count(expression)) < MOST_STEPS:
        return few
    longest = sorted(expand(expression, _SAMPLES), key=len)[-3:]
    return max(_Walk(sentence.split()).steps(expression) for sentence in longest)


class _Walk:
    """Every way through a template at once, along one sentence."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._steps = 0

    def steps(self, expression: Expression) -> int:
        self._through(expression, Counter({0: 1}))
        return min(self._steps, MOST_STEPS)

    def _through(self, expression: Expression, places: _Places) -> _Places:
        """The places that are come to behind ``expression`` from ``places``."""
        self._steps += places.total()
        if not places or self._steps >= MOST_STEPS:
            return Counter()
        match expression:
            case Alternative():
                return sum((self._through(item, places) for item in expression.items), Counter())
            case Permutation():
                orders = permutations(expression.items)
                return sum((self._along(order, places) for order in orders), Counter())
            case Group():
                return self._along(expression.items, places)
            case ListReference():  # a word of its own in the sentence
                return Counter({place + 1: ways for place, ways in places.items() if place < len(self._words)})
            case TextChunk():
                return self._behind(expression.text.split(), places)
        return places

    def _along(self, items: Sequence[Expression], places: _Places) -> _Places:
        for item in items:
            places = self._through(item, places)
        return places

    def _behind(self, said: Sequence[str], places: _Places) -> _Places:
        length = len(said)
        return Counter(
            {place + length: ways for place, ways in places.items() if self._words[place : place + length] == said}
        )
