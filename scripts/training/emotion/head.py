"""The head that reads moods in what Whisper's encoder made (``earnest.feeling.overheard``).

Two logistic regressions, each corpus weighing the same and each mood in it the same: of an utterance, and of how it
departs from the mean of others by the same person.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from earnest.nouns import MOODS

from .batches import USUAL
from .corpora import Recording

__all__ = ["Tables", "met", "regression", "tables", "usual", "weights"]

STRENGTH = 0.003
"""Of the data against the prior that every weight is 0 (C of a logistic regression). Recall of corpora left out
and of speakers left out, strangers, head alone: .001 50.0 and 70.7, .003 49.7 and 73.2, .01 47.1 and 75.1."""
MET = 5
"""Utterances by which a speaker is known in training."""
AT_REST = {"happy": 0.3, "angry": 0.3}
"""What an utterance is worth for the usual voice, as ``people.at_rest`` mostly finds; others count whole."""

Array = NDArray[np.float32]
Tables = dict[str, Array]


def tables(recordings: Sequence[Recording], heard: Array, seed: int = 0) -> Tables:
    """What ``Head.tables`` holds, trained on ``heard``, ``(recordings, numbers)`` as ``overheard.pooled`` makes it."""
    moods = np.array([MOODS.index(r.emotion) if r.emotion in MOODS else -1 for r in recordings])  # type: ignore[arg-type]
    shown = np.flatnonzero(moods >= 0)
    weight = weights(recordings, moods)
    centre, spread = heard[shown].mean(axis=0), heard[shown].std(axis=0) + 1e-4
    of_moods = regression((heard[shown] - centre) / spread, moods[shown], weight[shown])
    items, apart = map(np.concatenate, zip(*_departures(recordings, heard, moods, seed), strict=True))
    of_departure = regression(apart / spread, moods[items], weight[items])
    return {
        "centre": centre,
        "moods": of_moods[0] / spread[:, None],
        "moods_shift": of_moods[1],
        "departure": of_departure[0] / spread[:, None],
        "departure_shift": of_departure[1],
    }


def met(
    recordings: Sequence[Recording], own: NDArray[np.int64], how: str, random: np.random.Generator, count: int = MET
) -> NDArray[np.int64]:
    """By which of ``own``, one speaker's utterances, they are known: ``count`` ``plain`` ones, or in ``any`` mood."""
    wanted = USUAL if how == "plain" else MOODS
    pool = np.array([item for item in own if recordings[item].emotion in wanted])
    return random.choice(pool, min(count, len(pool)), replace=False)


def usual(recordings: Sequence[Recording], heard: Array, items: NDArray[np.int64]) -> Array:
    """The mean of what was heard in ``items``, each weighing what it is worth."""
    worth = [AT_REST.get(recordings[item].emotion, 1.0) for item in items]
    return np.asarray(np.average(heard[items], axis=0, weights=worth), dtype=np.float32)


def _departures(
    recordings: Sequence[Recording], heard: Array, moods: NDArray[np.int64], seed: int
) -> Iterator[tuple[NDArray[np.int64], Array]]:
    """Every mood of every speaker against what is usual for them, once for each way to know them."""
    random = np.random.default_rng(seed)
    speakers = np.array([recording.speaker for recording in recordings])
    for speaker in np.unique(speakers):
        own = np.flatnonzero(speakers == speaker)
        for how in ("plain", "any"):
            known = met(recordings, own, how, random)
            asked = own[(moods[own] >= 0) & ~np.isin(own, known)]
            if len(asked) and len(known):
                yield asked, heard[asked] - usual(recordings, heard, known)


def weights(recordings: Sequence[Recording], moods: NDArray[np.int64]) -> Array:
    """Each corpus alike, each mood in it alike; 1 on the mean."""
    groups = np.array([f"{recording.corpus} {mood}" for recording, mood in zip(recordings, moods, strict=True)])
    corpora = np.array([recording.corpus for recording in recordings])
    weight = np.zeros(len(groups))
    for corpus in np.unique(corpora):
        found = np.unique(groups[(corpora == corpus) & (moods >= 0)])
        for group in found:
            weight[groups == group] = 1 / (groups == group).sum() / len(found)
    return (weight / weight[moods >= 0].mean()).astype(np.float32)


def regression(
    numbers: Array, truth: NDArray[np.int64], weight: Array, strength: float = STRENGTH
) -> tuple[Array, Array]:
    """Weights ``(numbers, 4)`` and shift ``(4,)`` of a logistic regression, by L-BFGS."""
    x, y, w = torch.from_numpy(numbers).float(), torch.from_numpy(truth), torch.from_numpy(weight)
    slope = torch.zeros(x.shape[1], len(MOODS), requires_grad=True)
    shift = torch.zeros(len(MOODS), requires_grad=True)
    steps = torch.optim.LBFGS([slope, shift], max_iter=60, history_size=8, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        steps.zero_grad()
        told = functional.cross_entropy(x @ slope + shift, y, reduction="none")
        whole = strength * (w * told).sum() + 0.5 * (slope**2).sum()
        whole.backward()
        return whole

    steps.step(loss)
    return slope.detach().numpy(), shift.detach().numpy()
