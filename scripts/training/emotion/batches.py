"""What the network is shown: utterances in changing variants, among ordinary ones of the same speaker."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import IterableDataset

from earnest.feeling.features import MELS

from .bank import Heard
from .corpora import EMOTIONS, MOODS, NOBODY, Recording
from .reader import Reader

__all__ = ["Batch", "Batches", "Collection", "Population", "Settings", "familiarity", "padded"]

PLACES = {
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
"""Arousal and valence that training aims at, beside the moods. What is told lies on another scale
(``earnest.feeling.circumplex``): aiming at that one, with plain speech below the middle, less sad speech was heard."""
USUAL = ("neutral", "calm")
"""How people speak on a usual day."""

Array = NDArray[np.float32]


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

    def descriptions(self, variant: int) -> Array:
        """Return ``(recordings, features)``."""
        return np.stack([heard[variant].description for heard in self.bank])


@dataclass(frozen=True, slots=True)
class Population:
    """How people in general usually sound, and how much utterances differ."""

    mean: Array
    """Of each feature, over speakers on a usual day."""
    spread: Array
    """Of each feature, over utterances of any mood."""

    @classmethod
    def of(cls, collection: Collection, reader: Reader) -> "Population":
        """Return that of ``collection`` as ``reader`` hears it."""
        people = collection.where(collection.emotions != NOBODY)
        usual, speakers = np.isin(people.emotions, USUAL), people.speakers
        means, every = [], []
        for variant in range(len(people.bank[0])):
            descriptions = reader.levelled(torch.from_numpy(people.descriptions(variant))).numpy()
            every.append(descriptions)
            means += [
                descriptions[usual & (speakers == speaker)].mean(axis=0) for speaker in np.unique(speakers[usual])
            ]
        spread = np.concatenate(every).std(axis=0) + 1e-3
        return cls(np.mean(means, axis=0).astype(np.float32), spread.astype(np.float32))


def familiarity(known: float | NDArray[np.number]) -> Array:
    """Return how well somebody is known from ``known`` utterances: one half from two, as in ``VoiceReader``."""
    return np.asarray(known / (np.asarray(known) + 2), dtype=np.float32)


@dataclass(slots=True)
class Batch:
    """Tensors of some utterances."""

    frames: Tensor
    """(batch, frames, 66)"""
    mask: Tensor
    """(batch, frames), ones where there is sound."""
    description: Tensor
    """(batch, DESCRIPTION_SIZE)"""
    company: Tensor
    """(batch, batch), by which utterances of the batch the speaker of each is known: shares that sum to 1, or to 0."""
    familiarity: Tensor
    """(batch, 1)"""
    mood: Tensor
    """(batch, 4), what the answer should be: one mood, or all of them alike."""
    emotion: Tensor
    """(batch, 8)"""
    circumplex: Tensor
    """(batch, 2)"""
    weight: Tensor
    """(batch, 1), of the mood's loss."""

    def to(self, device: str) -> "Batch":
        """Return the same on ``device``."""
        return Batch(*(getattr(self, field.name).to(device) for field in fields(self)))


@dataclass(frozen=True, slots=True)
class Settings:
    """How training draws its batches."""

    speakers: int = 4
    """In a batch."""
    utterances: int = 8
    """Of each speaker, in any mood."""
    usual: int = 4
    """Ordinary ones of the same speaker beside them, by which the others know the speaker."""
    longest: int = 200
    """Frames; longer utterances are cut at random."""
    calm: float = 0.25
    """Weight of calm speech as neutral: it sounds like sad, so the more it counts, the less sad is heard."""
    other: float = 0.3
    """Weight of what is no mood: other emotions, noises, music."""
    nobody: float = 0.05
    """Share of utterances that are replaced by a sound in which nobody speaks."""


class Batches(IterableDataset):  # type: ignore[type-arg]
    """Endless variety, epoch by epoch, from one seed."""

    def __init__(self, collection: Collection, settings: Settings, seed: int) -> None:
        self.collection, self.settings = collection, settings
        self.random = np.random.default_rng(seed)
        self.variants = len(collection.bank[0])
        self.descriptions = [collection.descriptions(variant) for variant in range(self.variants)]
        emotions, speakers = collection.emotions, collection.speakers
        self.own = {s: np.flatnonzero(speakers == s) for s in np.unique(speakers) if not s.startswith(NOBODY)}
        self.usual = {s: own[np.isin(emotions[own], USUAL)] for s, own in self.own.items()}
        self.nobody = np.flatnonzero(emotions == NOBODY)
        self.weights = self._weights()
        self.moods = np.stack([_mood(emotion) for emotion in emotions]).astype(np.float32)
        self.emotions = np.array([[emotion == one for one in EMOTIONS] for emotion in emotions], dtype=np.float32)
        self.circumplex = np.array([PLACES[emotion] for emotion in emotions], dtype=np.float32)

    def _weights(self) -> Array:
        """Return weights by which each emotion of each corpus counts the same, however often it is drawn."""
        settings, emotions = self.settings, self.collection.emotions
        drawn = np.ones(len(emotions))
        for speaker, own in self.own.items():
            if len(self.usual[speaker]):
                drawn[self.usual[speaker]] += len(own) / settings.utterances * settings.usual / len(self.usual[speaker])
        groups = np.array([f"{c} {e}" for c, e in zip(self.collection.corpora, emotions, strict=True)])
        _, index = np.unique(groups, return_inverse=True)
        often = np.bincount(index, drawn)
        weights = often.mean() / often[index]
        for emotion, weight in (("calm", settings.calm), *((e, settings.other) for e in (*EMOTIONS[5:], NOBODY))):
            weights[emotions == emotion] *= weight
        return weights.astype(np.float32)

    def __len__(self) -> int:
        return sum(len(self._handfuls(len(own))) for own in self.own.values()) // self.settings.speakers

    def __iter__(self) -> Iterator[Batch]:
        shares = self._shares()
        self.random.shuffle(shares)
        many = self.settings.speakers
        for start in range(0, len(shares) - many + 1, many):
            yield self._batch(shares[start : start + many])

    def _shares(self) -> list[tuple[str, NDArray[np.int64]]]:
        """Return everybody's utterances in handfuls, drawn afresh."""
        shares = []
        for speaker, own in self.own.items():
            order = self.random.permutation(own)
            shares += [(speaker, order[handful]) for handful in self._handfuls(len(order))]
        return shares

    def _handfuls(self, count: int) -> list[slice]:
        """Return how ``count`` utterances are parted; less than half a handful is left for another epoch."""
        size = self.settings.utterances
        parts = [slice(start, min(start + size, count)) for start in range(0, count, size)]
        return [part for part in parts if 2 * (part.stop - part.start) > min(size, count)]

    def _batch(self, shares: Sequence[tuple[str, NDArray[np.int64]]]) -> Batch:
        items, variants, whose, usual = (np.concatenate(part) for part in zip(*map(self._drawn, shares), strict=True))
        speaker = np.repeat(np.arange(len(shares)), whose)
        company = (speaker[:, None] == speaker) & usual & (items[:, None] != items)
        company &= self.random.random(company.shape) < self.random.random((len(items), 1)) ** 0.7
        known = company.sum(axis=1)
        frames, descriptions = zip(*map(self._heard, items, variants), strict=True)
        together, mask = padded(frames)
        tensors = (
            np.stack(descriptions),
            (company / np.maximum(known, 1)[:, None]).astype(np.float32),
            familiarity(known)[:, None],
            self.moods[items],
            self.emotions[items],
            self.circumplex[items],
            self.weights[items, None],
        )
        return Batch(together, mask, *map(torch.from_numpy, tensors))

    def _drawn(self, share: tuple[str, NDArray[np.int64]]) -> tuple[NDArray[np.int64], ...]:
        """Return items, their variants, how many they are, and which of them are there to know the speaker by.

        One speaker is heard through one channel; in three of ten cases the ordinary utterances are as recorded.
        """
        speaker, handful = share
        variant = 0 if self.random.random() < 0.25 else int(self.random.integers(self.variants))
        apart = 0 if self.random.random() < 0.3 else variant
        met = self.usual[speaker]
        met = self.random.choice(met, min(self.settings.usual, len(met)), replace=False)
        handful = handful.copy()
        if len(self.nobody):
            replaced = self.random.random(len(handful)) < self.settings.nobody
            handful[replaced] = self.random.choice(self.nobody, replaced.sum())
        items = np.concatenate([met, handful])
        variants = np.repeat([apart, variant], [len(met), len(handful)])
        return items, variants, np.array([len(items)]), np.arange(len(items)) < len(met)

    def _heard(self, item: int, variant: int) -> tuple[Array, Array]:
        """Return a piece of the frames, and the description."""
        frames = self.collection.bank[item][variant].frames
        length = int(min(self.settings.longest, len(frames) * self.random.uniform(0.7, 1.0)))
        start = self.random.integers(len(frames) - length + 1)
        return frames[start : start + length].astype(np.float32), self.descriptions[variant][item]


def padded(pieces: Sequence[Array]) -> tuple[Tensor, Tensor]:
    """Return ``(batch, frames, 66)`` and ``(batch, frames)``, filled up with quiet."""
    longest = max(len(piece) for piece in pieces)
    frames = np.zeros((len(pieces), longest, pieces[0].shape[1]), dtype=np.float32)
    mask = np.zeros((len(pieces), longest), dtype=np.float32)
    for row, piece in enumerate(pieces):
        frames[row, : len(piece)] = piece
        frames[row, len(piece) :, :MELS] = piece[:, :MELS].min()
        mask[row, : len(piece)] = 1
    return torch.from_numpy(frames), torch.from_numpy(mask)


def _mood(emotion: str) -> NDArray[np.float64]:
    """Return the answer that would be right: calm counts as neutral, what is no mood as anything."""
    mood = "neutral" if emotion == "calm" else emotion
    return np.eye(len(MOODS))[MOODS.index(mood)] if mood in MOODS else np.full(len(MOODS), 1 / len(MOODS))
