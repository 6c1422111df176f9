"""Logistic regression of each kind against no danger, by Adam, in numpy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from earnest.feeling.danger.grammar import KINDS
from earnest.feeling.danger.hunch import BUCKETS, Hunch, places_of
from earnest.text import squeezed
from training.adam import Adam
from training.danger.sentences import Sentence

__all__ = ["train", "write"]

EPOCHS, BATCH, RATE = 14, 128, 0.05
SHRINK = 1e-4
"""Decay of the weights at each step."""
DROPPED = 0.1
"""Share of the features that each sentence loses, so that no single word decides."""


def train(sentences: Sequence[Sentence]) -> Hunch:
    """Learn from ``sentences``."""
    rng = np.random.default_rng(1)
    features = [_features(one.ruling.rest) for one in sentences]
    truth = np.eye(len(KINDS) + 1, dtype=np.float32)[[one.kind for one in sentences], 1:]
    importance = np.array([[one.weight] for one in sentences], np.float32)
    table, bias = Adam((BUCKETS, len(KINDS)), SHRINK), Adam((len(KINDS),), 0.0)
    steps = EPOCHS * -(-len(features) // BATCH)
    for epoch in range(EPOCHS):
        order = rng.permutation(len(features))
        for number, start in enumerate(range(0, len(order), BATCH)):
            batch = order[start : start + BATCH]
            lengths = [len(features[one][0]) for one in batch]
            rows, strengths = (np.concatenate(part) for part in zip(*(features[one] for one in batch), strict=True))
            strengths = strengths * (rng.random(strengths.shape) > DROPPED)
            starts = np.cumsum([0, *lengths[:-1]])
            scores = bias.values + np.add.reduceat(strengths * table.values[rows], starts)
            error = importance[batch] * (_probabilities(scores) - truth[batch]) / BATCH
            slope = np.zeros_like(table.values)
            np.add.at(slope, rows, strengths * np.repeat(error, lengths, axis=0))
            rate = RATE * (1 - (epoch * steps / EPOCHS + number) / steps)
            table.step(slope, rate)
            bias.step(error.sum(axis=0), rate)
    return Hunch(table.values, bias.values)


def write(hunch: Hunch, path: Path) -> None:
    """Save as int8 with one scale."""
    weights, scale = squeezed(hunch.weights)
    np.savez_compressed(path, weights=weights, scale=scale, bias=hunch.bias)


def _features(said: str) -> tuple[np.ndarray, np.ndarray]:
    """Rows of ``Hunch.weights``, shape (features,), and how much each counts, shape (features, 1)."""
    parts = places_of(said)
    strengths = [np.full((len(part), 1), 1 / np.sqrt(max(len(part), 1)), np.float32) for part in parts]
    return np.array([row for part in parts for row in part], np.int64), np.concatenate(strengths)


def _probabilities(scores: np.ndarray) -> np.ndarray:
    odds = np.exp(np.minimum(scores, 50))
    return np.asarray(odds / (1 + odds.sum(axis=1, keepdims=True)))
