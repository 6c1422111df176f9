"""How far the reader of the voice and the head on Whisper's encoder count beside each other. numpy only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["KNOWN", "Answered", "Asked", "fit_fusion", "fused", "temperature"]

KNOWN = {"stranger": None, "5 plain": "plain", "5 in any mood": "any"}
"""How well somebody is known when they are asked about: not, or by utterances of which kind."""
STEPS = 20
SCALES = np.geomspace(0.3, 4.0, 16)
"""Of the three logits' weights together."""
NEAR = 0.0025
"""Differences of recall that are none."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Answered:
    """What was said about one corpus by those who had not heard it."""

    logits: Array
    """(answers, 3, 4): the reader's, the head's of the utterance and of its departure."""
    truth: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said by those who had not heard some speakers."""

    name: str
    answers: dict[tuple[str, str], tuple[Answered, NDArray[np.int64]]]
    """By condition and knowledge: logits and truth, and the recordings that were asked about."""


def fused(answered: Answered, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities, ``(answers, 4)``."""
    logits = np.einsum("s,nsm->nm", weights, answered.logits.astype(np.float64))
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def fit_fusion(corpora: Sequence[Answered], known: bool) -> NDArray[np.float64]:
    """How far each of the three counts, so that of no corpus less is heard than by the reader or the head alone.

    Of shares and scales that fulfil that, those of least cross-entropy, each corpus and each mood alike; where none
    does, of those that come nearest. Of strangers there is no departure.
    """
    alone = [max(_recall(one, share) for share in np.eye(3)[: 2 + known]) for one in corpora]
    lacks = {
        tuple(share): max(0.0, *(least - _recall(one, share) for least, one in zip(alone, corpora, strict=True)))
        for share in _shares(known)
    }
    good = [np.array(share) for share, lack in lacks.items() if lack <= min(lacks.values()) + NEAR]
    return min((scale * share for share in good for scale in SCALES), key=lambda weights: _loss(corpora, weights))


def temperature(corpora: Sequence[Answered], part: int) -> NDArray[np.float64]:
    """The weights, least cross-entropy, at which one of the three stands alone."""
    return min((scale * np.eye(3)[part] for scale in SCALES), key=lambda weights: _loss(corpora, weights))


def _loss(corpora: Sequence[Answered], weights: NDArray[np.float64]) -> float:
    return float(np.mean([_surprise(fused(one, weights), one.truth) for one in corpora]))


def _shares(known: bool) -> Iterator[NDArray[np.float64]]:
    """Three shares that sum to 1, in steps of a twentieth; no departure of strangers."""
    for reader in range(STEPS + 1):
        for departure in range(STEPS + 1 - reader) if known else (0,):
            yield np.array([reader, STEPS - reader - departure, departure]) / STEPS


def _recall(answered: Answered, weights: NDArray[np.float64]) -> float:
    """Mean recall of the moods, 0 to 1."""
    guesses = fused(answered, weights).argmax(axis=1)
    return float(np.mean([(guesses[answered.truth == mood] == mood).mean() for mood in np.unique(answered.truth)]))


def _surprise(probabilities: NDArray[np.float64], truth: NDArray[np.int64]) -> float:
    said = -np.log(probabilities[np.arange(len(truth)), truth] + 1e-12)
    return float(np.mean([said[truth == mood].mean() for mood in np.unique(truth)]))
