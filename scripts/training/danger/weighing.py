"""The weigher: logistic regression of each kind against no danger, by Adam, in numpy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from earnest.feeling.danger.judge import ROWS, rows_of
from earnest.feeling.danger.rules import KINDS
from training.adam import Adam
from training.danger.sentences import Sentence

__all__ = ["weigh", "weigher"]

EPOCHS, BATCH, RATE = 12, 128, 0.05
SHRINK = 1e-4
"""Decay of the weights at each step."""
DROPPED = 0.4
"""Share of the features that each sentence loses, so that no single word decides. With 0.1 dangers by strangers were
heard less often at as many questions in vain: of 148 alone 105 and not 117, at 5 of 799 (2026-11-28)."""


def weigher(sentences: Sequence[Sentence]) -> tuple[np.ndarray, np.ndarray]:
    """Weights, shape (ROWS, 3), and bias, shape (3,)."""
    rng = np.random.default_rng(1)
    features = [_features(one) for one in sentences]
    truth = np.eye(len(KINDS) + 1, dtype=np.float32)[[one.kind for one in sentences], 1:]
    importance = np.array([[one.weight] for one in sentences], np.float32)
    table, bias = Adam((ROWS, len(KINDS)), SHRINK), Adam((len(KINDS),), 0.0)
    for epoch in range(EPOCHS):
        order = rng.permutation(len(features))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            lengths = [len(features[one][0]) for one in batch]
            rows, strengths = (np.concatenate(part) for part in zip(*(features[one] for one in batch), strict=True))
            strengths = strengths * (rng.random(strengths.shape) > DROPPED)
            starts = np.cumsum([0, *lengths[:-1]])
            scores = bias.values + np.add.reduceat(strengths * table.values[rows], starts)
            error = importance[batch] * (_probabilities(scores) - truth[batch]) / BATCH
            pull = strengths * np.repeat(error, lengths, axis=0)
            slope = np.stack([np.bincount(rows, kind, ROWS) for kind in pull.T], axis=1).astype(np.float32)
            rate = RATE * (1 - (epoch + start / len(order)) / EPOCHS)
            table.step(slope, rate)
            bias.step(error.sum(axis=0), rate)
    return table.values, bias.values


def weigh(weights: np.ndarray, bias: np.ndarray, sentences: Sequence[Sentence]) -> np.ndarray:
    """The weigher's votes, shape (sentences, 3)."""
    return np.array([bias + (strengths * weights[rows]).sum(axis=0) for rows, strengths in map(_features, sentences)])


def _features(one: Sentence) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the weights, shape (features,), and how much each counts, shape (features, 1)."""
    parts = rows_of(one.said, one.asked, one.found.signs)
    strengths = [np.full((len(part), 1), 1 / np.sqrt(max(len(part), 1)), np.float32) for part in parts]
    return np.array([row for part in parts for row in part], np.int64), np.concatenate(strengths)


def _probabilities(scores: np.ndarray) -> np.ndarray:
    odds = np.exp(np.minimum(scores, 50))
    return np.asarray(odds / (1 + odds.sum(axis=1, keepdims=True)))
