"""Training one reader, and asking it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader

from .batches import Batches, Collection, Population, familiarity
from .brain import EmotionBrain
from .reader import Reader

__all__ = ["Answers", "Knowing", "Questioned", "train_reader"]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a reader said about a collection."""

    logits: NDArray[np.float32]
    """(recordings, 4)"""
    circumplex: NDArray[np.float32]
    """(recordings, 2)"""
    asked: NDArray[np.bool_]
    """(recordings,), false for those that served to know the speaker."""


@dataclass(frozen=True, slots=True)
class Knowing:
    """How well the speakers are known when a reader is asked."""

    utterances: int = 0
    seed: int = 0
    emotions: tuple[str, ...] = ("neutral",)
    """What they were met in."""


def train_reader(collection: Collection, recipe: dict[str, object], seed: int) -> Reader:
    """Return a reader trained on ``collection`` as the recipe says, the same for the same seed."""
    np.random.seed(seed)
    torch.manual_seed(seed)
    make: Callable[..., Reader] = recipe["reader"]
    reader = make(loudness=seed in recipe["loudness"])
    population = Population.of(collection, reader)
    reader.population.copy_(torch.from_numpy(population.mean))
    reader.spread.copy_(torch.from_numpy(population.spread))
    batches = Batches(collection, recipe["batches"], seed)
    hparams = {**recipe["training"], "steps": len(batches)}
    brain = EmotionBrain(
        {"reader": reader},
        lambda parameters: torch.optim.AdamW(parameters, lr=hparams["rate"], weight_decay=hparams["decay"], fused=True),
        hparams,
        {"device": "cuda" if torch.cuda.is_available() else "cpu", "max_grad_norm": 3.0},
    )
    brain.fit(range(1, hparams["epochs"] + 1), DataLoader(batches, batch_size=None), progressbar=False)
    return reader.cpu().eval()


class Questioned:
    """A reader that hears a collection, each variant once, and is asked about it."""

    def __init__(self, reader: Reader, collection: Collection) -> None:
        self.reader, self.collection = reader, collection
        self._heard: dict[int, tuple[Tensor, Tensor]] = {}

    @torch.no_grad()
    def heard(self, variant: int) -> tuple[Tensor, Tensor]:
        """Return embeddings ``(recordings, embedding)`` and descriptions ``(recordings, DESCRIPTION_SIZE)``."""
        if variant not in self._heard:
            descriptions = torch.from_numpy(self.collection.descriptions(variant))
            pieces = [
                torch.from_numpy(heard[variant].frames.astype(np.float32))[None] for heard in self.collection.bank
            ]
            one_by_one = [self.reader.embed(piece, descriptions[i : i + 1]) for i, piece in enumerate(pieces)]
            self._heard[variant] = torch.cat(one_by_one), descriptions
        return self._heard[variant]

    @torch.no_grad()
    def answer(self, knowing: Knowing, variant: int = 0) -> Answers:
        """Return what the reader says about every recording, the speakers being known as ``knowing`` says.

        The speaker's utterances in ``knowing.emotions`` are drawn without repetition, and heard as recorded; those
        drawn are not asked about.
        """
        random = np.random.default_rng(knowing.seed)
        embedding, description = self.heard(variant)
        usual_embedding, usual_description = embedding.clone(), description.clone()
        known, asked = np.zeros(len(embedding), dtype=np.int64), np.ones(len(embedding), dtype=bool)
        for speaker in np.unique(self.collection.speakers) if knowing.utterances else []:
            own = self.collection.speakers == speaker
            met = np.flatnonzero(own & np.isin(self.collection.emotions, knowing.emotions))
            met = random.choice(met, min(len(met), knowing.utterances), replace=False)
            usual_embedding[own], usual_description[own] = (part[met].mean(dim=0) for part in self.heard(0))
            known[own] = len(met)
            asked[met] = False
        familiar = torch.from_numpy(familiarity(known)[:, None])
        compared = self.reader.compare(embedding, description, usual_embedding, usual_description, familiar)
        moods, plane, _ = self.reader.judge(compared)
        return Answers(moods.numpy(), plane.numpy(), asked)
