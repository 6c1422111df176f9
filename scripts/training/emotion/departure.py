"""How somebody departs from their usual voice, read by one layer beside the readers.

Readers hear a departure too, but learned how far to trust it from people and microphones that they knew, and in a
corpus that they never heard most of what somebody says sounds plain to them. This layer knows nothing else: no frames,
no ears, only the difference between two descriptions.
"""

from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from earnest.feeling.features import DESCRIPTION_SIZE, MELS, PROSODY
from earnest.nouns import MOODS

from .batches import Collection
from .head import met, regression, usual, weights
from .reader import Ensemble

__all__ = ["Beside", "Departure", "fit_departure"]

STRENGTH = 0.006
"""Of the data against the prior that every weight is 0 (C of a logistic regression). From .006 to .06 corpora left out
are heard alike, within half a point."""
MET = 10
"""Utterances in any mood that a departure is learned from. Beside a mixture of moods plain speech is calm: somebody
known by plain sentences is then less often heard as plain. Learned from plain ones, corpora left out are heard 1 point
worse on the mean."""
SHARE = 0.5
"""How far it counts beside the readers. Corpora left out, five plain sentences known, against speakers left out (means
of the three): 0 56.9 and 79.7 %, .25 59.2 and 79.6, .5 60.4 and 79.9, 1 62.1 and 79.0; with Whisper's ears 63.5 and
85.6, 64.4 and 85.7, 65.3 and 85.3, 66.1 and 84.3."""
LOUDNESS = 2 * MELS + PROSODY.index("loudness")

Array = NDArray[np.float32]


class Departure(nn.Module):
    """Mood logits of the difference between an utterance and what is usual, as far as somebody is known."""

    def __init__(self, weight: Array, shift: Array) -> None:
        super().__init__()
        self.register_buffer("weight", torch.from_numpy(weight))
        self.register_buffer("shift", torch.from_numpy(shift))

    def forward(self, description: Tensor, usual_description: Tensor, familiarity: Tensor) -> Tensor:
        """Map two ``(batch, DESCRIPTION_SIZE)`` and ``(batch, 1)`` to ``(batch, 4)``; of a stranger nothing is said."""
        return familiarity * ((description - usual_description) @ self.weight + self.shift)


class Beside(nn.Module):
    """Readers that vote, and the departure beside them, as one network with an ``Ensemble``'s inputs and outputs."""

    def __init__(self, readers: Ensemble, departure: Departure) -> None:
        super().__init__()
        self.readers, self.departure = readers, departure
        self.sizes = readers.sizes

    def forward(
        self,
        frames: Tensor,
        description: Tensor,
        usual_description: Tensor,
        usual_embedding: Tensor,
        familiarity: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Return mood logits ``(1, 4)``, and all readers' embeddings in one row."""
        moods, embedding = self.readers(frames, description, usual_description, usual_embedding, familiarity)
        return moods + self.departure(description, usual_description, familiarity), embedding


def fit_departure(people: Collection, seed: int = 0) -> Departure:
    """Return what is learned from ``people``: known by their first variant, asked about in each.

    Raises ValueError where nobody among them speaks in a mood.
    """
    moods = np.array([MOODS.index(mood) if mood in MOODS else -1 for mood in people.emotions])
    items, apart = map(np.concatenate, zip(*_departures(people, moods, seed), strict=True))
    spread = apart.std(axis=0) + 1e-4
    weight = weights(people.recordings, moods)[items] / len(people.bank[0])
    slope, shift = regression(apart / spread, moods[items], weight, STRENGTH)
    return Departure(SHARE * (_LEVELLED @ (slope / spread[:, None])).astype(np.float32), SHARE * shift)


def _departures(people: Collection, moods: NDArray[np.int64], seed: int) -> Iterator[tuple[NDArray[np.int64], Array]]:
    """Every mood of every speaker in every variant, and how it departs from some of their other utterances."""
    random = np.random.default_rng(seed)
    variants = [people.descriptions(variant) @ _LEVELLED for variant in range(len(people.bank[0]))]
    for speaker in np.unique(people.speakers):
        own = np.flatnonzero(people.speakers == speaker)
        for heard in variants:
            known = met(people.recordings, own, "any", random, MET)
            asked = own[(moods[own] >= 0) & ~np.isin(own, known)]
            if len(asked) and len(known):
                yield asked, heard[asked] - usual(people.recordings, variants[0], known)


def _levelled() -> Array:
    """What takes the loudness out of descriptions, from the right: mels against it, and itself gone."""
    matrix = np.eye(DESCRIPTION_SIZE, dtype=np.float32)
    matrix[LOUDNESS, :MELS] -= 1
    matrix[LOUDNESS, LOUDNESS] = 0
    return matrix


_LEVELLED = _levelled()
