"""Training one reader, and asking it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.utils.data import DataLoader

from .batches import Batches, Collection, Population, familiarity, usual_voice
from .brain import EmotionBrain
from .reader import Reader

__all__ = ["Answers", "Knowing", "answer", "train_reader"]


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


def train_reader(collection: Collection, population: Population, recipe: dict[str, object], seed: int) -> Reader:
    """Return a reader trained on ``collection`` as the recipe says, the same for the same seed."""
    np.random.seed(seed)
    torch.manual_seed(seed)
    make: Callable[[], Reader] = recipe["reader"]
    reader = make()
    reader.spread.copy_(torch.from_numpy(population.spread))
    batches = Batches(collection, population, recipe["batches"], seed)
    hparams = {**recipe["training"], "steps": len(batches)}
    brain = EmotionBrain(
        {"reader": reader},
        lambda parameters: torch.optim.AdamW(parameters, lr=hparams["rate"], weight_decay=hparams["decay"], fused=True),
        hparams,
        {"device": recipe.get("device", "cpu"), "max_grad_norm": 3.0},
    )
    brain.fit(range(1, hparams["epochs"] + 1), DataLoader(batches, batch_size=None), progressbar=False)
    return reader.eval()


@torch.no_grad()
def answer(
    reader: Reader, collection: Collection, population: Population, knowing: Knowing, variant: int = 0
) -> Answers:
    """Return what ``reader`` says about every recording, the speakers being known as ``knowing`` says.

    The speaker's utterances in ``knowing.emotions`` are drawn without repetition; those drawn are not asked about.
    """
    random = np.random.default_rng(knowing.seed)
    descriptions = collection.descriptions(variant)
    asked = np.ones(len(descriptions), dtype=bool)
    usual = np.tile(population.mean, (len(descriptions), 1))
    familiar = np.zeros((len(descriptions), 1), dtype=np.float32)
    for speaker in np.unique(collection.speakers) if knowing.utterances else []:
        own = collection.speakers == speaker
        met = np.flatnonzero(own & np.isin(collection.emotions, knowing.emotions))
        met = random.choice(met, min(len(met), knowing.utterances), replace=False)
        usual[own] = usual_voice(population, collection.descriptions(0)[met])
        familiar[own] = familiarity(len(met))
        asked[met] = False
    logits, circumplex = [], []
    for item, heard in enumerate(collection.bank):
        frames = torch.from_numpy(heard[variant].frames.astype(np.float32))[None]
        rest = (torch.from_numpy(part[item : item + 1]) for part in (descriptions, usual, familiar))
        moods, plane, _ = reader(frames, *rest)
        logits.append(moods[0].numpy())
        circumplex.append(plane[0].numpy())
    return Answers(np.stack(logits), np.stack(circumplex), asked)
