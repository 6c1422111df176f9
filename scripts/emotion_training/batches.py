"""What the network is shown: utterances in changing variants, each with a little knowledge of its speaker."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import IterableDataset

from .bank import Heard
from .corpora import EMOTIONS, MOODS, NOBODY, Recording

__all__ = ["Batch", "Batches", "Collection", "Population", "familiarity", "usual_voice"]

CIRCUMPLEX = {
    "neutral": (0.0, 0.0),
    "happy": (0.6, 0.8),
    "sad": (-0.6, -0.6),
    "angry": (0.8, -0.7),
    "calm": (-0.3, 0.2),
    "fearful": (0.6, -0.6),
    "disgusted": (0.2, -0.7),
    "surprised": (0.6, 0.2),
    NOBODY: (0.0, 0.0),
}
"""Arousal and valence of a plain case, after Russell's circumplex (1980)."""
USUAL = ("neutral", "calm")
"""How people speak on a usual day."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Recordings with their variants."""

    recordings: Sequence[Recording]
    bank: Sequence[Sequence[Heard]]

    def where(self, keep: NDArray[np.bool_]) -> "Collection":
        """Return the part of it that ``keep`` marks."""
        chosen = np.flatnonzero(keep)
        return Collection([self.recordings[i] for i in chosen], [self.bank[i] for i in chosen])

    @property
    def emotions(self) -> NDArray[np.str_]:
        return np.array([recording.emotion for recording in self.recordings])

    @property
    def speakers(self) -> NDArray[np.str_]:
        return np.array([recording.speaker for recording in self.recordings])

    @property
    def corpora(self) -> NDArray[np.str_]:
        return np.array([recording.corpus for recording in self.recordings])

    def descriptions(self, variant: int) -> NDArray[np.float32]:
        """Return ``(recordings, features)``."""
        return np.stack([heard[variant].description for heard in self.bank])


@dataclass(frozen=True, slots=True)
class Population:
    """How people in general usually sound, and how much people and utterances differ in it."""

    mean: NDArray[np.float32]
    """Of each feature, over speakers."""
    spread: NDArray[np.float32]
    """Of each feature, over utterances of any mood."""
    patience: NDArray[np.float32]
    """Of each feature: as many utterances of a person weigh as much as the population. Variance within over between."""

    @classmethod
    def of(cls, collection: Collection) -> "Population":
        usual = collection.where(np.isin(collection.emotions, USUAL))
        means, within = [], []
        for variant in range(len(usual.bank[0])):
            descriptions = usual.descriptions(variant)
            for speaker in np.unique(usual.speakers):
                own = descriptions[usual.speakers == speaker]
                means.append(own.mean(axis=0))
                within.append(own.var(axis=0))
        people = collection.where(collection.emotions != NOBODY)
        every = np.concatenate([people.descriptions(variant) for variant in range(len(people.bank[0]))])
        patience = np.mean(within, axis=0) / np.maximum(np.var(means, axis=0), 1e-6)
        return cls(
            np.mean(means, axis=0).astype(np.float32),
            (every.std(axis=0) + 1e-3).astype(np.float32),
            np.clip(patience, 0.5, 20).astype(np.float32),
        )


def familiarity(known: int) -> float:
    """Return how well somebody is known from ``known`` utterances: one half from two, as in ``VoiceReader``."""
    return known / (known + 2)


def usual_voice(population: Population, known: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the blend of the population and the ``known`` descriptions ``(utterances, features)`` of a person."""
    blend = (population.patience * population.mean + known.sum(axis=0)) / (population.patience + len(known))
    return np.asarray(blend, dtype=np.float32)


@dataclass(slots=True)
class Batch:
    """Tensors of some utterances."""

    frames: Tensor
    mask: Tensor
    description: Tensor
    usual: Tensor
    familiarity: Tensor
    """(batch, 1)"""
    mood: Tensor
    """(batch, 4), what the answer should be: one mood, or all of them alike."""
    emotion: Tensor
    """(batch, 8)"""
    circumplex: Tensor
    weight: Tensor
    """(batch,), of the mood's loss."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How training draws its batches."""

    size: int = 32
    longest: int = 300
    """Frames; longer utterances are cut at random."""
    stranger: float = 0.35
    """Share of utterances whose speaker is not known."""
    most_known: int = 10
    any_mood: float = 0.15
    """Share of known speakers who were met in any mood, not in their usual one."""
    calm: float = 0.0
    """Weight of calm speech as neutral; it sounds more like sad, so more than 0 costs sad half its recall."""
    other: float = 0.3
    """Weight of what is no mood: other emotions, noises, music."""


class Batches(IterableDataset):  # type: ignore[type-arg]
    """Endless variety, epoch by epoch, from one seed."""

    def __init__(self, collection: Collection, population: Population, settings: Settings, seed: int) -> None:
        self.collection, self.population, self.settings = collection, population, settings
        self.random = np.random.default_rng(seed)
        self.variants = len(collection.bank[0])
        emotions, corpora, speakers = collection.emotions, collection.corpora, collection.speakers
        self.descriptions = [collection.descriptions(variant) for variant in range(self.variants)]
        self.own = {speaker: np.flatnonzero(speakers == speaker) for speaker in np.unique(speakers)}
        self.usual = {s: own[np.isin(emotions[own], USUAL)] for s, own in self.own.items()}
        self.neutral = {s: own[emotions[own] == "neutral"] for s, own in self.own.items()}
        rest = (1 - settings.any_mood) / 2
        self._company = (settings.any_mood, rest, rest)
        self.people = [speaker for speaker in self.own if not speaker.startswith(NOBODY)]
        groups = np.array([f"{c} {e}" for c, e in zip(corpora, emotions, strict=True)])
        _, index, counts = np.unique(groups, return_inverse=True, return_counts=True)
        self.weights = (counts[index] / counts.mean()) ** -0.5
        for mood, weight in (("calm", settings.calm), *((e, settings.other) for e in (*EMOTIONS[5:], NOBODY))):
            self.weights[emotions == mood] *= weight
        self.moods = np.stack([_mood(emotion) for emotion in emotions]).astype(np.float32)

    def __len__(self) -> int:
        return -(-len(self.collection.recordings) // self.settings.size)

    def __iter__(self) -> Iterator[Batch]:
        order = self.random.permutation(len(self.collection.recordings))
        for start in range(0, len(order), self.settings.size):
            chosen = order[start : start + self.settings.size]
            if len(chosen) > 4:
                yield self._batch(chosen)

    def _batch(self, chosen: NDArray[np.int64]) -> Batch:
        variants = np.where(
            self.random.random(len(chosen)) < 0.25, 0, self.random.integers(0, self.variants, len(chosen))
        )
        pieces = [self._cut(self.collection.bank[i][v].frames) for i, v in zip(chosen, variants, strict=True)]
        emotions = [self.collection.recordings[i].emotion for i in chosen]
        frames, mask = padded(pieces)
        met = [self._met(i, v) for i, v in zip(chosen, variants, strict=True)]
        return Batch(
            frames=frames,
            mask=mask,
            description=torch.from_numpy(
                np.stack([self.descriptions[v][i] for i, v in zip(chosen, variants, strict=True)])
            ),
            usual=torch.from_numpy(np.stack([usual_voice(self.population, known) for known in met])),
            familiarity=torch.tensor([[familiarity(len(known))] for known in met]),
            mood=torch.from_numpy(self.moods[chosen]),
            emotion=torch.tensor([[float(emotion == one) for one in EMOTIONS] for emotion in emotions]),
            circumplex=torch.tensor([CIRCUMPLEX[emotion] for emotion in emotions]),
            weight=torch.from_numpy(self.weights[chosen]).float(),
        )

    def _cut(self, frames: NDArray[np.float16]) -> NDArray[np.float32]:
        length = int(min(self.settings.longest, len(frames) * self.random.uniform(0.7, 1.0)))
        start = self.random.integers(len(frames) - length + 1)
        return frames[start : start + length].astype(np.float32)

    def _met(self, item: int, variant: int) -> NDArray[np.float32]:
        """Return descriptions of the utterances by which the item's speaker is known; none for a stranger."""
        speaker = self.collection.recordings[item].speaker
        if speaker.startswith(NOBODY):
            speaker = self.people[self.random.integers(len(self.people))]
        company = (self.own, self.usual, self.neutral)[self.random.choice(3, p=self._company)]
        met = company[speaker]
        met = met[met != item]
        if len(met) == 0 or self.random.random() < self.settings.stranger:
            return self.descriptions[variant][:0]
        count = min(len(met), int(self.random.integers(1, self.settings.most_known + 1)))
        where = variant if self.random.random() < 0.7 else 0
        return self.descriptions[where][self.random.choice(met, count, replace=False)]


def padded(pieces: Sequence[NDArray[np.float32]]) -> tuple[Tensor, Tensor]:
    """Return ``(batch, frames, 66)`` and ``(batch, frames)``, filled up with quiet."""
    longest = max(len(piece) for piece in pieces)
    frames = np.zeros((len(pieces), longest, pieces[0].shape[1]), dtype=np.float32)
    mask = np.zeros((len(pieces), longest), dtype=np.float32)
    for row, piece in enumerate(pieces):
        frames[row, : len(piece)] = piece
        frames[row, len(piece) :, :64] = piece[:, :64].min()
        mask[row, : len(piece)] = 1
    return torch.from_numpy(frames), torch.from_numpy(mask)


def _mood(emotion: str) -> NDArray[np.float64]:
    """Return the answer that would be right: calm counts as neutral, what is no mood as anything."""
    mood = "neutral" if emotion == "calm" else emotion
    return np.eye(len(MOODS))[MOODS.index(mood)] if mood in MOODS else np.full(len(MOODS), 1 / len(MOODS))
