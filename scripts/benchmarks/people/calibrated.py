"""The four numbers by which a likeness becomes evidence of who spoke, fitted anew."""

from __future__ import annotations

from itertools import product

import numpy as np
from rich.console import Console

from benchmarks.people.heard import CORPORA, ENROLMENTS, Bench
from earnest.knowing.calibration import LONGEST, SHORTEST, alike


def show_calibration(bench: Bench, out: Console) -> None:
    """How the four numbers hold on a corpus left out, and what they are on all."""
    pairs = {corpus: _pairs(bench, corpus) for corpus in CORPORA}
    for left_out in CORPORA:
        numbers = _fit(np.concatenate([rows for corpus, rows in pairs.items() if corpus != left_out]))
        cosine, length, _, own, weight = pairs[left_out].T
        share = 1 / (1 + np.exp(-_features(cosine, length) @ numbers))
        bins = np.minimum((share * 10).astype(int), 9)
        error = sum(abs((weight * (own - share))[bins == place].sum()) for place in range(10)) / weight.sum()
        out.print(f"left out {left_out}: {np.round(numbers, 2).tolist()}, calibration error {error:.3f}")
    numbers = np.round(_fit(np.concatenate(list(pairs.values()))), 2).tolist()
    out.print(f"all: slope, more of it with length, offset, more of it with length = {numbers}")


def _pairs(bench: Bench, corpus: str) -> np.ndarray:
    """Cosine, logarithm of the seconds, whether moved, whether the same person, weight: nine in ten plain."""
    rows: list[tuple[float, float, bool, bool]] = []
    rng = np.random.default_rng(2)
    for moods in ENROLMENTS.values():
        known = {name: bench.enrolled(name, moods, rng) for name in bench.speakers(corpus)}
        for name, mood in product(known, ("plain", "any other")):
            files = [row.file for row in bench.of(name, mood) if row.file not in known[name][1]]
            for file, seconds, noisy in product(files[:6], (None, 0.5, 1.0, 2.0), (False, True)):
                heard = bench.print_of(file, seconds, noisy)
                if heard is not None:
                    length = float(np.log(np.clip(heard.seconds, SHORTEST, LONGEST)))
                    rows += [
                        (alike(heard.numbers, voice.numbers), length, mood != "plain", other == name)
                        for other, (voice, _) in known.items()
                    ]
    table = np.array(rows, dtype=float)
    moved, own = table[:, 2], table[:, 3]
    weight = np.zeros(len(table))
    for is_moved, is_own in product((0, 1), (0, 1)):
        these = (moved == is_moved) & (own == is_own)
        weight[these] = (0.1 if is_moved else 0.9) / max(1, these.sum())
    return np.column_stack([table, weight])


def _features(cosine: np.ndarray, length: np.ndarray) -> np.ndarray:
    return np.column_stack([cosine, cosine * length, np.ones_like(cosine), length])


def _fit(rows: np.ndarray) -> np.ndarray:
    """Logistic regression, by Newton's steps."""
    inputs, own, weight = _features(rows[:, 0], rows[:, 1]), rows[:, 3], rows[:, 4]
    numbers = np.zeros(inputs.shape[1])
    for _ in range(60):
        share = 1 / (1 + np.exp(-inputs @ numbers))
        bend = (inputs * (weight * share * (1 - share))[:, None]).T @ inputs + 1e-5 * np.eye(len(numbers))
        numbers = numbers - np.linalg.solve(bend, inputs.T @ (weight * (share - own)) + 1e-5 * numbers)
    return numbers
