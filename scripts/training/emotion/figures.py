"""Figures from answers: recall, calibration, coverage, gaps. numpy only, for training and report alike."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.figures import calibration_error, recalls, reliability

from .corpora import MOODS

__all__ = ["Result", "figures", "unweighted_recall"]

HIGH_AROUSAL = [MOODS.index("happy"), MOODS.index("angry")]


@dataclass(frozen=True, slots=True)
class Result:
    """Answers about recordings of moods, with the truth."""

    truth: NDArray[np.int64]
    """(recordings,), index into ``MOODS``."""
    probabilities: NDArray[np.float64]
    """(recordings, 4)"""
    confidence: NDArray[np.float64]
    """(recordings,)"""
    arousal: NDArray[np.float64]
    """(recordings,), -1 to 1: above 0 where somebody is heard as happy or angry rather than as sad or neutral."""
    speakers: NDArray[np.str_]
    genders: NDArray[np.str_]
    corpora: NDArray[np.str_]

    def where(self, keep: NDArray[np.bool_]) -> "Result":
        """Return the part that ``keep`` marks."""
        return Result(
            self.truth[keep],
            self.probabilities[keep],
            self.confidence[keep],
            self.arousal[keep],
            self.speakers[keep],
            self.genders[keep],
            self.corpora[keep],
        )

    @property
    def guesses(self) -> NDArray[np.int64]:
        return np.asarray(self.probabilities.argmax(axis=1))


def unweighted_recall(result: Result) -> float:
    """Return the mean recall of the moods that occur (UAR), per cent."""
    return 100 * float(np.mean(recalls(result.truth, result.guesses)))


def figures(result: Result, seed: int = 0) -> dict[str, object]:
    """Return every figure of one result: per cent, except ``ece``, ``brier`` and ``auroc``."""
    high = np.isin(result.truth, HIGH_AROUSAL)
    right = result.guesses == result.truth
    onehot = np.eye(len(MOODS))[result.truth]
    gender = {
        g: unweighted_recall(result.where(result.genders == g)) for g in ("female", "male") if g in result.genders
    }
    return {
        "recordings": len(result.truth),
        "speakers": len(np.unique(result.speakers)),
        "uar": unweighted_recall(result),
        "uar_interval": _bootstrap(result, unweighted_recall, seed),
        "accuracy": 100 * float(right.mean()),
        "recall": {m: 100 * float(right[result.truth == i].mean()) for i, m in enumerate(MOODS) if i in result.truth},
        "arousal": 100 * float(((result.arousal > 0) == high).mean()),
        "ece": calibration_error(result.confidence, right),
        "brier": float(((result.probabilities - onehot) ** 2).sum(axis=1).mean()),
        "auroc": _auroc(result.confidence, right),
        "gender": gender,
        "gender_gap": abs(gender["female"] - gender["male"]) if len(gender) == 2 else None,
        "confusion": confusion(result).tolist(),
        "reliability": reliability(result.confidence, right),
        "coverage": coverage(result),
    }


def confusion(result: Result) -> NDArray[np.int64]:
    """Return ``(4, 4)`` counts: rows are what was meant, columns what was heard."""
    table = np.zeros((len(MOODS), len(MOODS)), dtype=np.int64)
    np.add.at(table, (result.truth, result.guesses), 1)
    return table


def coverage(result: Result) -> list[dict[str, float]]:
    """Return accuracy over the most confident share, for shares of 20 to 100 per cent, and the floor that gives it."""
    order = np.argsort(-result.confidence, kind="stable")
    right = (result.guesses == result.truth)[order]
    points = []
    for share in range(20, 101, 10):
        count = max(1, round(len(right) * share / 100))
        floor = float(result.confidence[order[count - 1]])
        points.append({"coverage": share, "accuracy": 100 * float(right[:count].mean()), "floor": floor})
    return points


def _auroc(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return how well confidence tells right from wrong: 0.5 not at all, 1 perfectly."""
    if right.all() or not right.any():
        return float("nan")
    ranks = np.argsort(np.argsort(confidence)) + 1
    positives = int(right.sum())
    return float((ranks[right].sum() - positives * (positives + 1) / 2) / (positives * (len(right) - positives)))


def _bootstrap(result: Result, measure: Callable[[Result], float], seed: int) -> list[float]:
    """Return the 95 % interval of ``measure`` over 200 draws of speakers."""
    random = np.random.default_rng(seed)
    own = [np.flatnonzero(result.speakers == speaker) for speaker in np.unique(result.speakers)]
    draws = []
    for _ in range(200):
        chosen = np.concatenate([own[i] for i in random.integers(len(own), size=len(own))])
        draws.append(measure(_at(result, chosen)))
    return [float(value) for value in np.percentile(draws, [2.5, 97.5])]


def _at(result: Result, index: NDArray[np.int64]) -> Result:
    return result.where(index)  # type: ignore[arg-type]
