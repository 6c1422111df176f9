"""Sentences as points: close together when people ask for the same thing with them.

A bag of words, letter groups (for words never met, and misheard ones) and pairs of words, averaged with learned
attention. Trained by ``scripts/train-paraphrases`` so that sentences with the same intent meet; see ``weights/``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from earnest.text import letter_groups, restored, row_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float32]

START = "<s>"
"""Stands before the first word in its pair."""
SIZES = (3, 4)
"""Letters in a group, the word's edges included."""
SHARPEST = 4.0
"""Attention stays within e to the plus or minus this."""


@lru_cache(maxsize=20_000)
def letter_buckets(word: str, buckets: int) -> list[int]:
    """The buckets of a word's groups of letters."""
    return [row_of(group, buckets) for group in letter_groups(word, SIZES)]


def pair_bucket(first: str, second: str, buckets: int) -> int:
    """The bucket of two words in a row."""
    return row_of(f"{first} {second}", buckets)


@dataclass(frozen=True, slots=True, eq=False)
class Encoder:
    """Words to a point on the unit sphere."""

    words: Mapping[str, int]
    """Row of each known word in ``word_table``; row 0 is for the others."""
    word_table: Floats
    letter_table: Floats
    pair_table: Floats
    attention: Floats
    """Shape (size,): how much a word's point says about its weight."""
    bias: float

    @staticmethod
    def of(weights: Mapping[str, Any]) -> Encoder:
        """From the arrays of ``weights/paraphrases.npz``."""
        tables = {
            name: restored(weights[f"{name}_table"], weights[f"{name}_scale"]) for name in ("word", "letter", "pair")
        }
        words = {word: row + 1 for row, word in enumerate(str(weights["words"]).split(" "))}
        return Encoder(
            words, tables["word"], tables["letter"], tables["pair"], weights["attention"], float(weights["bias"])
        )

    @property
    def size(self) -> int:
        """Dimensions of a point."""
        return int(self.word_table.shape[1])

    def embed(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """Points, shape (sentences, size), each of length 1 (0 for no words at all)."""
        places: dict[tuple[str, str] | str, int] = {}
        items: list[int] = []
        lengths: list[int] = []
        for sentence in sentences:
            before = START
            for word in sentence:
                items.append(places.setdefault(word, len(places)))
                items.append(places.setdefault((before, word), len(places)))
                before = word
            lengths.append(2 * len(sentence))
        if not items:
            return np.zeros((len(sentences), self.size), np.float32)
        points = np.stack([self._point(place) for place in places])
        weights = np.exp(np.clip(points @ self.attention + self.bias, -SHARPEST, SHARPEST))
        return _average(points * weights[:, None], np.array(items), np.array(lengths))

    def _point(self, item: tuple[str, str] | str) -> Floats:
        if isinstance(item, tuple):
            pair: Floats = self.pair_table[pair_bucket(*item, len(self.pair_table))]
            return pair
        groups = letter_buckets(item, len(self.letter_table))
        word: Floats = self.word_table[self.words.get(item, 0)] + self.letter_table[groups].sum(axis=0) / len(groups)
        return word


def _average(weighted: Floats, items: NDArray[np.int64], lengths: NDArray[np.int64]) -> Floats:
    """Sums of each sentence's items, brought to length 1."""
    sums = np.zeros((len(lengths), weighted.shape[1]), np.float32)
    filled = lengths > 0
    starts = (np.cumsum(lengths) - lengths)[filled]
    sums[filled] = np.add.reduceat(weighted[items], starts, axis=0)
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    points: Floats = sums / np.maximum(norms, np.float32(1e-9))
    return points


def read_weights(code: str) -> Mapping[str, Any] | None:
    """The shipped arrays of a language; None for one that nobody trained a matcher for."""
    shelf = Path(__file__).parent / "weights" / code / "paraphrases.npz"
    if not shelf.is_file():
        return None
    with np.load(shelf) as archive:
        return dict(archive)
