"""Figures that every model card needs: recall of each class, calibration, temperature."""

from __future__ import annotations

import numpy as np

__all__ = ["BINS", "calibration_error", "fit_temperature", "recalls", "reliability", "softmax"]

BINS = 10


def softmax(logits: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """Probabilities over the last axis."""
    odds = np.exp((logits - logits.max(axis=1, keepdims=True)) / temperature)
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def fit_temperature(logits: np.ndarray, truth: np.ndarray, weight: np.ndarray) -> float:
    """The temperature (0.3 to 5) of least weighted cross-entropy (Guo et al. 2017)."""
    grid = np.geomspace(0.3, 5, 141)
    rows = np.arange(len(truth))
    losses = [-(weight * np.log(softmax(logits, t)[rows, truth] + 1e-12)).sum() for t in grid]
    return float(grid[int(np.argmin(losses))])


def recalls(truth: np.ndarray, guesses: np.ndarray) -> list[float]:
    """Of each class that occurs, in order: the share that was recognised."""
    return [float((guesses[truth == one] == one).mean()) for one in np.unique(truth)]


def reliability(confidence: np.ndarray, right: np.ndarray) -> list[dict[str, float]]:
    """For each of ten equal bins of confidence that holds any: how many, how sure they were, how many were right."""
    index = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        {
            "count": int(inside.sum()),
            "confidence": float(confidence[inside].mean()),
            "right": float(right[inside].mean()),
        }
        for bin_ in range(BINS)
        if (inside := index == bin_).any()
    ]


def calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """Mean distance of confidence from accuracy over the bins (ECE, Guo et al. 2017), 0 to 1."""
    bins = reliability(confidence, right)
    total = sum(one["count"] for one in bins)
    return sum(one["count"] * abs(one["confidence"] - one["right"]) for one in bins) / total
