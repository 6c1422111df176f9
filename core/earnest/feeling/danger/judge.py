"""The judge of danger: how likely somebody is in danger who says this, after what Earnest said last.

Two readers vote: one weighs words in a row, groups of letters, what the rules found, and words of the answer beside
words of the question; the other reads the sentence and the question word by word with a small network. Trained by
``scripts/train-danger``; on what, and how well it does, is in ``<language>/judge.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from earnest.feeling.danger.rules import KINDS, Kind
from earnest.text import BOUNDARIES, NEGATIONS, in_a_row, letter_groups, restored, row_of, within_negation

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LETTER_ROWS", "ROWS", "Judge", "Suspicion", "buckets_of", "judge_of", "read_judge", "rows_of", "words_of"]

ROWS = 2**17
"""Of the weigher: features share rows by a checksum of their letters."""
LETTER_ROWS = 2**12
"""Of the network's groups of letters."""
LONGEST = 3
"""Words in a row."""
WEIGHED_LETTERS, READ_LETTERS = (3, 4, 5), (3, 4)
"""In a group, the word's edges included."""
REACH = 4
"""Words that a negation reaches over."""
MOST = 40
"""Words of a sentence that are read."""
ASKED, BESIDE = 12, 8
"""Last words of what Earnest said that are read; so many of these are put beside as many first ones of the answer."""
EDGE = "|"
"""Stands before the first word and after the last."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """The likeliest danger, and how likely there is any."""

    kind: Kind
    probability: float

    def doubted(self, doubt: float) -> Suspicion:
        """The same with the odds divided by ``doubt``."""
        odds = self.probability / max(1.0 - self.probability, 1e-12) / doubt
        return self if doubt == 1.0 else Suspicion(self.kind, odds / (1.0 + odds))


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """What was learned."""

    weights: NDArray[np.int8]
    """Shape (ROWS, 3): how far a feature speaks for each of ``KINDS``, in steps of ``scale``; logarithms of odds."""
    scale: np.float32
    bias: NDArray[np.float32]
    """Shape (3,)"""
    words: Mapping[str, int]
    """Row of each known word in ``word_table``; row 0 is for the others."""
    net: Mapping[str, NDArray[np.float32]]
    """The network's tables and layers, as named in ``scripts/training/danger/network.py``."""
    temperature: float
    """What the sum of both votes is divided by, so that probabilities are honest."""

    def suspicion(self, said: str, asked: str, signs: Iterable[str]) -> Suspicion:
        """What the essence of a text sounds like, after that of what was ``asked``, with the ``signs`` of the rules."""
        score = (self.weighed(said, asked, signs) + self.read(said, asked)) / self.temperature
        odds = np.exp(np.minimum(score, 50.0))
        return Suspicion(KINDS[int(odds.argmax())], float(odds.sum() / (1.0 + odds.sum())))

    def weighed(self, said: str, asked: str, signs: Iterable[str]) -> NDArray[np.float64]:
        """The weigher's vote, shape (3,)."""
        score = self.bias.astype(np.float64)
        for rows in rows_of(said, asked, signs):
            if rows:
                score = score + self.weights[rows].sum(axis=0, dtype=np.float64) * self.scale / np.sqrt(len(rows))
        return score

    def read(self, said: str, asked: str) -> NDArray[np.float64]:
        """The network's vote, shape (3,)."""
        net = self.net
        pooled = np.concatenate([self._pooled(words_of(said)), self._pooled(words_of(asked, last=ASKED))])
        hidden = np.maximum(pooled @ net["hidden"] + net["hidden_bias"], 0)
        votes = hidden @ net["output"] + net["output_bias"]
        return np.asarray(votes[1:] - votes[0], np.float64)

    def _pooled(self, words: list[str]) -> NDArray[np.float32]:
        """The strongest and the most telling of a sentence's traits; noughts for no words."""
        net = self.net
        if not words:
            return np.zeros(2 * len(net["first_bias"]), np.float32)
        points = np.stack([self._point(word) for word in words])
        first = np.maximum(_beside(points, 1) @ net["first"] + net["first_bias"], 0)
        second = first + np.maximum(_beside(first, 2) @ net["second"] + net["second_bias"], 0)
        telling = np.exp(second @ net["attention"])
        mean = (telling / telling.sum()) @ second
        return np.concatenate([second.max(axis=0), mean])

    def _point(self, word: str) -> NDArray[np.float32]:
        groups = self.net["letter_table"].take(buckets_of(word), axis=0).mean(axis=0)
        point: NDArray[np.float32] = self.net["word_table"][self.words.get(word, 0)] + groups
        return point


def words_of(text: str, last: int = 0) -> list[str]:
    """The words of a plain text that are read: the first ``MOST``, or so many of the ``last``."""
    words = text.split()
    return words[-last:] if last else words[:MOST]


@lru_cache(maxsize=5_000)
def buckets_of(word: str) -> tuple[int, ...]:
    """Rows of a word's groups of letters in the network's table."""
    return tuple(row_of(group, LETTER_ROWS) for group in letter_groups(word, READ_LETTERS))


def _beside(points: NDArray[np.float32], step: int) -> NDArray[np.float32]:
    """Each row between those ``step`` before and after it, noughts beyond the ends; shape (rows, 3 * columns)."""
    beyond = np.zeros((step, points.shape[1]), np.float32)
    padded = np.concatenate([beyond, points, beyond])
    count = len(points)
    return np.concatenate([padded[:count], points, padded[2 * step : 2 * step + count]], axis=1)


def rows_of(said: str, asked: str, signs: Iterable[str]) -> tuple[list[int], ...]:
    """The weigher's rows, by group: words in a row, letters, words beside those of the question, rules."""
    words = said.split()
    letters = (group for word in words for group in letter_groups(word, WEIGHED_LETTERS))
    answered = _answered(words, words_of(asked, last=ASKED))
    return tuple([row_of(each, ROWS) for each in group] for group in (_phrases(words), letters, answered, signs))


def _phrases(words: list[str]) -> Iterator[str]:
    edged = [EDGE, *words, EDGE]
    for length in range(1, LONGEST + 1):
        yield from (phrase for phrase in in_a_row(edged, length) if phrase != EDGE)
    for word, negated in zip(words, within_negation(words, REACH), strict=True):
        if negated and word not in NEGATIONS | BOUNDARIES:
            yield f"not_{word}"


def _answered(words: list[str], asked: list[str]) -> Iterator[str]:
    """Which words the question had too, and each beside each of the question."""
    known = set(asked)
    yield from (f"={word}" for word in words[:ASKED] if word in known)
    for word in words[:BESIDE]:
        yield from (f"{each} → {word}" for each in asked[-BESIDE:])


def read_judge(shelf: IO[bytes]) -> Judge:
    """From the arrays of ``judge.npz``."""
    with np.load(shelf) as saved:
        arrays: dict[str, Any] = dict(saved)
    words = arrays["words"].tobytes().decode().split("\n")
    net = {name[4:]: arrays[name].astype(np.float32) for name in arrays if name.startswith("net_")}
    for table in ("word_table", "letter_table"):
        net[table] = restored(arrays[table], arrays[f"{table}_scale"])
    return Judge(
        arrays["weights"],
        np.float32(arrays["scale"]),
        arrays["bias"],
        {word: row for row, word in enumerate(words, start=1)},
        net,
        float(arrays["temperature"]),
    )


@cache
def judge_of(language: str) -> Judge:
    """The shipped judge of a language. Raises FileNotFoundError where it has none."""
    with files("earnest.feeling.danger").joinpath(f"{language}/judge.npz").open("rb") as shelf:
        return read_judge(shelf)
