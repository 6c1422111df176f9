"""Figures of what the reader and the head heard of those whom neither had heard before."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from earnest.feeling.circumplex import placed

from .corpora import Recording
from .encoder import HEARD_IN
from .figures import Result, figures
from .fusing import KNOWN, Answered, Asked, fit_fusion, fused, temperature

__all__ = ["FLOOR", "measured"]

FLOOR = 0.55
"""Below it the answer is unsure, as ``recipe.yaml`` has it."""


def measured(corpora: Sequence[Asked], folds: Sequence[Asked], recordings: Sequence[Recording]) -> dict[str, object]:
    """Figures by kind, corpus, condition, knowledge and way: the reader alone, the head alone, both.

    Weights are always from other corpora; the folds of the speakers make one row.
    """
    results: dict[str, list[Result]] = {}
    for told in (*corpora, *folds):
        others = [corpus for corpus in corpora if corpus is not told]
        for knowledge in KNOWN:
            ways = _ways([answered for other in others for answered in other.of(knowledge)], knowledge)
            for condition in HEARD_IN:
                if (condition, knowledge) not in told.answers:
                    continue
                answered, index = told.answers[condition, knowledge]
                people = [recordings[item] for item in index]
                for way, weights in ways.items():
                    result = _result(fused(answered, weights), answered.truth, people)
                    for corpus in np.unique(result.corpora):
                        kind = f"{told.name.split()[0]}|{corpus}|{condition}|{knowledge}|{way}"
                        results.setdefault(kind, []).append(result.where(result.corpora == corpus))
    return {kind: _figures(parts) for kind, parts in results.items()}


def _figures(parts: Sequence[Result]) -> dict[str, object]:
    whole = Result(*(np.concatenate([getattr(part, name) for part in parts]) for name in Result.__slots__))
    return figures(whole) | {"sure": _sure(whole)}


def _ways(fitted_on: Sequence[Answered], knowledge: str) -> dict[str, NDArray[np.float64]]:
    """Weights of the reader alone, of the head alone, of both."""
    return {
        "reader": temperature(fitted_on, 0),
        "head": temperature(fitted_on, 1),
        "both": fit_fusion(fitted_on, knowledge != "stranger"),
    }


def _sure(result: Result) -> dict[str, float]:
    """Per cent of guesses that are made, and of those how many are right."""
    made = result.confidence >= FLOOR
    right = (result.guesses == result.truth)[made]
    return {"share": 100 * float(made.mean()), "right": 100 * float(right.mean()) if len(right) else 0.0}


def _ways(fitted_on: Sequence[Answered], knowledge: str) -> dict[str, NDArray[np.float64]]:
    """Weights of the reader alone, of the head alone, of both."""
    return {
        "reader": temperature(fitted_on, 0),
        "head": temperature(fitted_on, 1),
        "both": fit_fusion(fitted_on, knowledge != "stranger"),
    }


def _result(probabilities: NDArray[np.float64], truth: NDArray[np.int64], people: Sequence[Recording]) -> Result:
    return Result(
        truth,
        probabilities,
        probabilities.max(axis=1),
        placed(probabilities)[:, 0],
        np.array([person.speaker for person in people]),
        np.array([person.gender for person in people]),
        np.array([person.corpus for person in people]),
    )
