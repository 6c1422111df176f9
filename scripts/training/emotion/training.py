"""Training one reader."""

from collections.abc import Callable

import numpy as np
import torch
from torch.utils.data import DataLoader

from .batches import Batches, Collection, Population
from .brain import EmotionBrain
from .reader import Reader

__all__ = ["train_reader"]


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
