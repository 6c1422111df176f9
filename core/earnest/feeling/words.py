"""Emotion from what was said: a linear reader over words, pairs of words and what is negated.

Trained by ``scripts/train-words``; what on, and how well it does, is in ``weights/words.md``. A sentence becomes
features with weights: each word and pair as it stands, and a word within reach of a negation as ``not_word``, so that
"I'm not happy" and "I'm happy" share nothing but "i am".
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from earnest.feeling.circumplex import placed
from earnest.nouns import MOODS, UNSURE_EMOTION, Emotion
from earnest.text import plain, restored, within_negation

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Lexicon", "features_of", "lexicon", "read_words"]

PLAINEST = 0.7
"""The most that plain words say for a neutral mood: people ask for a timer in every mood."""


def _among(words: str) -> frozenset[str]:
    return frozenset(words.split())


REACH = 3
"""How many words of content a negation reaches over."""
FUNCTION_WORDS = _among(
    "a an the i you he she it we they me my your his her our their this that to of in on at for with be am is are was "
    "were been being do does did have has had having will would can could should just really very too so all as any "
    "feel feeling feels get getting got going go make makes made much even that quite going exactly particularly"
)
STRONGER = _among("so very really extremely incredibly absolutely totally completely truly super")
WEAKER = _among("slightly somewhat fairly bit little kinda sorta")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What was learned: how far each feature speaks for each mood."""

    places: dict[str, int]
    """Feature → row of ``weights``."""
    weights: NDArray[np.float32]
    """Shape (features, 4), in the order of ``MOODS``; logarithms of odds."""
    bias: NDArray[np.float32]
    """Shape (4,): what to believe when no word is known."""
    turned: NDArray[np.float32]
    """Shape (4, 4): what negating a word does to its weights, for words whose negation was too rare to learn."""
    plainest: NDArray[np.float32]
    """Shape (4,): mean score of a plain command, which says nothing about a mood."""

    def score(self, text: str) -> NDArray[np.float32]:
        """Logarithms of odds of the four moods, calibrated."""
        total = np.zeros(len(MOODS), np.float32)
        length = 0.0
        for feature, weight in features_of(text):
            length += 1.0
            row = self.places.get(feature)
            if row is not None:
                total += weight * self.weights[row]
            elif feature.startswith("not_") and (row := self.places.get(feature[4:])) is not None:
                total += weight * (self.weights[row] @ self.turned)
        return self.bias + total / math.sqrt(max(length, 1.0))


def features_of(text: str) -> Iterator[tuple[str, float]]:
    """The features of a sentence, each with its weight (stronger after "very", weaker after "a bit")."""
    words = _unless_superlative(plain(text).split())
    strength = 1.0
    for place, (word, negated) in enumerate(zip(words, within_negation(words, REACH, FUNCTION_WORDS), strict=True)):
        yield (f"not_{word}" if negated else word), strength
        if place:
            yield f"{words[place - 1]} {word}", strength
        strength = 1.4 if word in STRONGER else 0.7 if word in WEAKER else 1.0


def read_words(text: str) -> Emotion:
    """How somebody seems to feel by the words alone; ``unsure`` and flat when there are none."""
    if not plain(text):
        return replace(UNSURE_EMOTION, source="words")
    odds = np.exp(lexicon().score(text).astype(np.float64))
    spread = odds / odds.sum()
    arousal, valence = placed(spread)
    likeliest = int(spread.argmax())
    sure = float(spread[likeliest])
    confidence = min(sure, PLAINEST) if MOODS[likeliest] == "neutral" else sure
    return Emotion(dict(zip(MOODS, spread.tolist(), strict=True)), float(arousal), float(valence), confidence, "words")


def _unless_superlative(words: list[str]) -> list[str]:
    """``could not be happier`` says ``could be happier`` in words and ``happiest`` in meaning: open it."""
    opened: list[str] = []
    for word in words:
        if opened[-3:] in (["could", "not", "be"], ["can", "not", "be"]) and (word.endswith("er") or word == "more"):
            opened[-3:] = ["am", "so"]
            word = _base(word)
        opened.append(word)
    return opened


def _base(comparative: str) -> str:
    irregular = {"better": "great", "more": "very", "worse": "terrible"}
    if comparative in irregular:
        return irregular[comparative]
    if comparative.endswith("ier"):
        return f"{comparative[:-3]}y"
    return comparative[:-2]


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon, read once."""
    with files("earnest.feeling").joinpath("weights/words.npz").open("rb") as shelf, np.load(shelf) as saved:
        names = saved["features"].tobytes().decode().split("\n")
        scaled = restored(saved["weights"], saved["scale"])
        return Lexicon(
            {name: row for row, name in enumerate(names)}, scaled, saved["bias"], saved["turned"], saved["plainest"]
        )
