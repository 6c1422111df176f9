"""Asking readers about people whom they were not trained on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from earnest.feeling.people import at_rest

from .batches import Collection, familiarity
from .departure import Departure
from .reader import Reader

__all__ = ["Answers", "Knowing", "Questioned"]

Traits: TypeAlias = tuple[Tensor, Tensor]
"""Embeddings ``(recordings, embedding)`` and descriptions ``(recordings, DESCRIPTION_SIZE)``."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a reader said about a collection."""

    logits: NDArray[np.float32]
    """(recordings, 4)"""
    asked: NDArray[np.bool_]
    """(recordings,), false for those that served to know the speaker."""


@dataclass(frozen=True, slots=True)
class Knowing:
    """How well the speakers are known when a reader is asked."""

    utterances: int = 0
    seed: int = 0
    emotions: tuple[str, ...] = ("neutral",)
    """What they were met in."""


class Questioned:
    """Readers that vote, who hear a collection, each variant once, and are asked about it, a departure beside them."""

    def __init__(self, readers: Sequence[Reader], collection: Collection, departure: Departure) -> None:
        self.readers, self.collection, self.departure = readers, collection, departure
        self._heard: dict[int, list[Traits]] = {}
        self._met: dict[Knowing, Acquaintance] = {}

    @torch.no_grad()
    def heard(self, variant: int) -> list[Traits]:
        """Return embeddings and descriptions of all recordings, as each reader hears them."""
        if variant not in self._heard:
            descriptions = torch.from_numpy(self.collection.descriptions(variant))
            pieces = [
                torch.from_numpy(heard[variant].frames.astype(np.float32))[None] for heard in self.collection.bank
            ]
            self._heard[variant] = [
                (torch.cat([one.embed(piece, descriptions[i : i + 1]) for i, piece in enumerate(pieces)]), descriptions)
                for one in self.readers
            ]
        return self._heard[variant]

    def answer(self, knowing: Knowing, variant: int = 0) -> Answers:
        """Return what the readers say about every recording, the speakers being known as ``knowing`` says.

        The speaker's utterances in ``knowing.emotions`` are drawn without repetition, and heard as recorded; those
        drawn are not asked about.
        """
        if knowing not in self._met:
            self._met[knowing] = self._meet(knowing)
        met = self._met[knowing]
        return Answers(self._vote(self.heard(variant), met.usual, met.evidence), met.asked)

    def said(
        self, met: NDArray[np.int64], own: NDArray[np.int64], variant: int = 0
    ) -> tuple[NDArray[np.float32], float]:
        """Return logits about ``own`` of a speaker known by ``met``, ``(own, 4)``, and how much is known by those."""
        usual, evidence = self._learn(met)
        heard = [(embedding[own], description[own]) for embedding, description in self.heard(variant)]
        same = [(embedding.expand(len(own), -1), description.expand(len(own), -1)) for embedding, description in usual]
        return self._vote(heard, same, np.full(len(own), evidence)), evidence

    def _meet(self, knowing: Knowing) -> "Acquaintance":
        random = np.random.default_rng(knowing.seed)
        count = len(self.collection.recordings)
        met = Acquaintance([_nothing(heard) for heard in self.heard(0)], np.zeros(count), np.ones(count, dtype=bool))
        for speaker in np.unique(self.collection.speakers) if knowing.utterances else []:
            own = self.collection.speakers == speaker
            drawn = np.flatnonzero(own & np.isin(self.collection.emotions, knowing.emotions))
            drawn = random.choice(drawn, min(len(drawn), knowing.utterances), replace=False)
            usual, met.evidence[own] = self._learn(drawn)
            for whole, part in zip(met.usual, usual, strict=True):
                for numbers, own_numbers in zip(whole, part, strict=True):
                    numbers[own] = own_numbers
            met.asked[drawn] = False
        return met

    def _learn(self, items: NDArray[np.int64]) -> tuple[list[Traits], float]:
        """Return what the readers know of a speaker after ``items``, and what that is worth, as ``people.learned``."""
        heard, evidence = self.heard(0), 0.0
        usual = [tuple(numbers[:1] * 0 for numbers in one) for one in heard]
        for item in items:
            one = [tuple(numbers[item : item + 1] for numbers in each) for each in heard]
            worth = at_rest(self._vote(one, usual, np.array([evidence]))[0])
            evidence += worth
            usual = [
                tuple(known + (new - known) * worth / evidence for known, new in zip(*pair, strict=True))
                for pair in zip(usual, one, strict=True)
            ]
        return usual, evidence

    @torch.no_grad()
    def _vote(
        self, heard: Sequence[Traits], usual: Sequence[Traits], evidence: NDArray[np.float64]
    ) -> NDArray[np.float32]:
        """Return the mean of all readers' mood logits, and the departure's added, ``(…, 4)``."""
        familiar = torch.from_numpy(familiarity(evidence)[:, None])
        said = [
            reader.judge(reader.compare(*one, *known, familiar))[0]
            for reader, one, known in zip(self.readers, heard, usual, strict=True)
        ]
        apart = self.departure(heard[0][1], usual[0][1], familiar)
        return np.asarray((torch.stack(said).mean(dim=0) + apart).numpy())


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What is known of the speaker of each recording."""

    usual: list[Traits]
    """By reader: embedding and description of the speaker's usual voice."""
    evidence: NDArray[np.float64]
    """(recordings,), how many plain utterances it is worth."""
    asked: NDArray[np.bool_]
    """(recordings,)"""


def _nothing(heard: Traits) -> Traits:
    embedding, description = heard
    return torch.zeros_like(embedding), torch.zeros_like(description)
