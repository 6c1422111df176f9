"""What Whisper's encoder heard on its way to the words, read for moods.

The encoder listens to more than words, and has listened already: a small head on its frames costs hardly anything. It
belongs to one encoder, whose digest goes with it. ``weights/overheard.npz`` is the head; ``./scripts/train-overheard``
makes it, and its part of the model card.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from earnest.feeling.features import Array

__all__ = ["A_SECOND", "EVERY", "FILE", "Fusion", "Head", "read_head"]

FILE = "overheard.npz"
A_SECOND = 50
"""Frames that Whisper's encoder makes."""
EVERY = 2
"""Frames that are averaged into one."""
LEAST = 1e-4
"""Added to a variance before its root is taken."""


@dataclass(frozen=True, slots=True)
class Fusion:
    """How far the reader's logits and the head's count, learned on corpora that neither had heard."""

    stranger: tuple[float, float]
    """Reader, head."""
    known: tuple[float, float]

    def weights(self, familiarity: float) -> tuple[float, float]:
        """For somebody known as well as that, 0 to 1."""
        reader, head = (
            (1 - familiarity) * one + familiarity * other for one, other in zip(self.stranger, self.known, strict=True)
        )
        return reader, head


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """Several small networks that vote; every table has one row for each of them."""

    name: str
    """A usual voice made by another head is of no use to it."""
    encoders: frozenset[str]
    """Digests of the encoders that it was trained on."""
    fusion: Fusion
    tables: Mapping[str, Array]

    @property
    def size(self) -> int:
        """How many numbers it makes of an utterance."""
        voters, _, each = self.tables["embedding"].shape
        return int(voters * each)

    def knows(self, encoder: str) -> bool:
        """Whether it was trained on what this encoder makes, by its digest."""
        return encoder in self.encoders

    def embed(self, frames: Array) -> Array:
        """What it makes of an utterance's frames, ``(n, encoder's size)`` with n > 0, whoever speaks: ``(size,)``."""
        tables = self.tables
        halved = _averaged(frames) - tables["centre"]
        heard = np.tanh(halved @ tables["ears"] + tables["ears_shift"][:, None])
        attention = _shares(heard @ tables["attention"])
        mean = (attention * heard).sum(axis=1)
        spread = np.sqrt((attention * (heard - mean[:, None]) ** 2).sum(axis=1) + LEAST)
        pooled = np.concatenate([mean, spread], axis=1)
        made = np.einsum("vi,vie->ve", pooled, tables["embedding"]) + tables["embedding_shift"]
        return np.asarray(made.reshape(-1), dtype=np.float32)

    def moods(self, embedding: Array, usual: Array, familiarity: float) -> Array:
        """Logits, ``(4,)``, of an utterance beside the mean of the person's others, known 0 to 1 well."""
        tables = self.tables
        voters, _, each = tables["embedding"].shape
        own, apart = (made.reshape(voters, each) for made in (embedding, familiarity * (embedding - usual)))
        compared = np.concatenate([own, apart, np.full((voters, 1), familiarity, np.float32)], axis=1)
        joined = np.einsum("vi,vij->vj", compared, tables["join"]) + tables["join_shift"]
        joined = joined / (1 + np.exp(-joined))
        said = np.einsum("vj,vjm->vm", joined, tables["moods"]) + tables["moods_shift"]
        return np.asarray(said.mean(axis=0), dtype=np.float32)


def _averaged(frames: Array) -> Array:
    """Every ``EVERY`` of them in one; what is left over at the end is left out, where there is more."""
    whole = len(frames) // EVERY * EVERY
    return frames[:whole].reshape(-1, EVERY, frames.shape[1]).mean(axis=1) if whole else frames


def _shares(logits: Array) -> Array:
    """Softmax over the frames of ``(voters, frames, channels)``."""
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


@cache
def read_head(path: Path) -> Head | None:
    """The head at ``path``, read once; None where there is none."""
    if not path.exists():
        return None
    with np.load(path) as content:
        tables = {name: content[name].astype(np.float32) for name in content.files if name != "about"}
        about = json.loads(str(content["about"]))
    stranger, known = (tuple(about["fusion"][who]) for who in ("stranger", "known"))
    return Head(about["name"], frozenset(about["encoders"]), Fusion(stranger, known), tables)
