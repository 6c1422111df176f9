"""How far two readers count beside each other, and how sure both may be."""

from __future__ import annotations

import numpy as np
import pytest

from training.emotion.fusing import Answered, fit_fusion, fused, temperature

COUNT = 400


def answered(seed: int, *sureness: float) -> Answered:
    """Three readers who lean towards the truth as far as ``sureness`` says, each with errors of its own."""
    random = np.random.default_rng(seed)
    truth = random.integers(4, size=COUNT)
    logits = [sure * np.eye(4)[truth] + random.normal(size=(COUNT, 4)) for sure in sureness]
    return Answered(np.stack(logits, axis=1).astype(np.float32), truth)


def right(one: Answered, weights: object) -> float:
    return float((fused(one, np.asarray(weights)).argmax(axis=1) == one.truth).mean())


@pytest.mark.parametrize("known", [False, True])
def test_readers_that_err_differently_hear_more_together(known: bool) -> None:
    corpora, unheard = [answered(seed, 1.5, 1.5, 1.5) for seed in (1, 2)], answered(3, 1.5, 1.5, 1.5)
    weights = fit_fusion(corpora, known)
    assert right(unheard, weights) > 0.05 + max(right(unheard, alone) for alone in np.eye(3))
    assert (weights[2] > 0) == known, "of strangers there is no departure"


def test_the_confidence_is_as_it_deserves() -> None:
    """Logits that shout are turned down: the mean confidence comes near the share that is right."""
    shouting = Answered(8 * answered(1, 1.0, 0.0, 0.0).logits, answered(1, 1.0, 0.0, 0.0).truth)
    weights = temperature([Answered(shouting.logits / 8 * 2, shouting.truth)], 0)
    calm = Answered(shouting.logits / 8 * 2, shouting.truth)
    assert fused(calm, weights).max(axis=1).mean() == pytest.approx(right(calm, weights), abs=0.08)
