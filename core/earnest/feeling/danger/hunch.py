"""A hunch: how much does this sound like what people in danger say?

A linear model over words, their pairs and triples, and groups of letters, trained by ``scripts/train-danger``; on what,
and how well it does, is in ``weights/hunch.md``. It hears danger that no rule foresaw, for which a careful question is
asked, and doubts a rule where hardly anything else speaks of danger.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import IO, TYPE_CHECKING

import numpy as np

from earnest.feeling.danger.grammar import KINDS, Kind
from earnest.text import BOUNDARIES, NEGATIONS, in_a_row, letter_groups, restored, row_of, within_negation

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BUCKETS", "Hunch", "Suspicion", "places_of", "read_hunch", "suspicion"]

BUCKETS = 2**17
"""Features share rows by a checksum of their letters."""
LONGEST = 3
"""Words in a row."""
LETTERS = (3, 4, 5)
"""In a group, the word's edges included."""
REACH = 4
"""Words that a negation reaches over."""
FEWEST = 3
"""Words that say enough."""
EDGE = "|"
"""Stands before the first word and after the last."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """The likeliest danger, and how likely there is any."""

    kind: Kind
    probability: float


@dataclass(frozen=True, slots=True, eq=False)
class Hunch:
    """What was learned of each kind of danger."""

    weights: NDArray[np.float32]
    """Shape (BUCKETS, 3): how far a feature speaks for each of ``KINDS``; logarithms of odds against no danger."""
    bias: NDArray[np.float32]
    """Shape (3,)"""

    def suspicion(self, said: str) -> Suspicion:
        """What the essence of a text sounds like; of a word or two nobody can tell."""
        found = self.probabilities(said)
        enough = len(said.split()) >= FEWEST
        return Suspicion(KINDS[int(found.argmax())], float(found.sum()) if enough else 0.5)

    def probabilities(self, said: str) -> NDArray[np.float64]:
        """Shape (3,): of each of ``KINDS``; what is missing to 1 is that of no danger."""
        score = self.bias.astype(np.float64)
        for places in places_of(said):
            if places:
                score = score + self.weights[places].sum(axis=0) / np.sqrt(len(places))
        odds = np.exp(np.minimum(score, 50.0))
        return np.asarray(odds / (1.0 + odds.sum()))


def places_of(said: str) -> tuple[list[int], list[int]]:
    """The rows of a sentence's words in a row, and of its groups of letters."""
    words = said.split()
    groups = (group for word in words for group in letter_groups(word, LETTERS))
    return [row_of(each, BUCKETS) for each in _phrases(words)], [row_of(each, BUCKETS) for each in groups]


def _phrases(words: list[str]) -> Iterator[str]:
    edged = [EDGE, *words, EDGE]
    for length in range(1, LONGEST + 1):
        yield from (phrase for phrase in in_a_row(edged, length) if phrase != EDGE)
    for word, negated in zip(words, within_negation(words, REACH), strict=True):
        if negated and word not in NEGATIONS | BOUNDARIES:
            yield f"not_{word}"


def suspicion(said: str) -> Suspicion:
    """What the essence of a text sounds like to the shipped hunch."""
    return _shipped().suspicion(said)


def read_hunch(shelf: IO[bytes]) -> Hunch:
    """From the arrays of ``weights/hunch.npz``."""
    with np.load(shelf) as saved:
        return Hunch(restored(saved["weights"], saved["scale"]), saved["bias"])


@cache
def _shipped() -> Hunch:
    with files("earnest.feeling.danger").joinpath("weights/hunch.npz").open("rb") as shelf:
        return read_hunch(shelf)
