"""What Whisper's encoder heard on its way to the words, read for moods.

The encoder listens to more than words, and has listened already: a small head on its frames costs hardly anything. It
belongs to one encoder, whose digest goes with it. ``weights/overheard.npz`` is the head; ``./scripts/train-overheard``
makes it, and its part of the model card.

The head is linear: it reads the mean and the spread of the frames over an utterance, and how they depart from what is
usual for the person. Heads with attention and layers, as far as tried, read strangers worse (see the card).
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

__all__ = ["A_SECOND", "EVERY", "FILE", "Fusion", "Head", "pooled", "read_head"]

FILE = "overheard.npz"
A_SECOND = 50
"""Frames that Whisper's encoder makes."""
EVERY = 2
"""Frames that are averaged into one."""


@dataclass(frozen=True, slots=True)
class Fusion:
    """How far three logits count, learned on corpora that nobody who gave them had heard: reader, head, departure."""

    stranger: tuple[float, ...]
    known: tuple[float, ...]

    def weights(self, familiarity: float) -> Array:
        """For somebody known as well as that, 0 to 1: ``(3,)``."""
        stranger, known = (np.array(those, dtype=np.float32) for those in (self.stranger, self.known))
        return np.asarray((1 - familiarity) * stranger + familiarity * known)


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """What is read in an utterance, and in how it departs from the person's usual ones."""

    name: str
    """A usual voice made by another head is of no use to it."""
    encoders: frozenset[str]
    """Digests of the encoders that it was trained on."""
    fusion: Fusion
    tables: Mapping[str, Array]
    """``centre`` (2 × encoder's size,); ``moods`` and ``departure`` (2 × encoder's size, 4), with a ``_shift`` (4,)."""

    @property
    def size(self) -> int:
        """How many numbers describe an utterance: two for each of the encoder's."""
        return len(self.tables["centre"])

    def knows(self, encoder: str) -> bool:
        """Whether it was trained on what this encoder makes, by its digest."""
        return encoder in self.encoders

    def moods(self, heard: Array) -> Array:
        """Logits, ``(4,)``, of an utterance as ``pooled`` describes it, whoever speaks."""
        tables = self.tables
        return np.asarray((heard - tables["centre"]) @ tables["moods"] + tables["moods_shift"])

    def departure(self, heard: Array, usual: Array) -> Array:
        """Logits, ``(4,)``, of how it departs from the mean of the person's others."""
        return np.asarray((heard - usual) @ self.tables["departure"] + self.tables["departure_shift"])


def pooled(frames: Array) -> Array:
    """An utterance in numbers, from an encoder's frames, ``(n, size)`` with n > 0: mean and spread, ``(2 * size,)``."""
    whole = len(frames) // EVERY * EVERY
    averaged = frames[:whole].reshape(-1, EVERY, frames.shape[1]).mean(axis=1) if whole else frames
    return np.concatenate([averaged.mean(axis=0), averaged.std(axis=0)]).astype(np.float32)


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
