"""What people ask of assistants, by intent, and what they say to one another."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from earnest.spoken.en.spelling import SPELLING
from training.corpora import clinc150, goemotions, hwu64

Words = tuple[str, ...]
SHORTEST, LONGEST = 2, 16
"""Words of a comment that is taken: about as long as what is said to an assistant."""


@dataclass(frozen=True)
class Corpora:
    """Requests by intent (``clinc150/timer``), and talk that asks for nothing."""

    requests: dict[str, list[Words]]
    talk: list[Words]


def gather(data: Path) -> Corpora:
    """CLINC150's and HWU64's training splits; GoEmotions' and CLINC150's out-of-scope training phrases."""
    requests: dict[str, list[Words]] = defaultdict(list)
    clinc = clinc150(data)
    for text, label in clinc["train"]:
        requests[f"clinc150/{label}"].append(SPELLING.read(text).words)
    for text, label in hwu64(data, "train"):
        requests[f"hwu64/{label}"].append(SPELLING.read(text).words)
    talk = [SPELLING.read(text.replace("[NAME]", " ")).words for text, _ in goemotions(data, "train")]
    talk = [words for words in talk if SHORTEST <= len(words) <= LONGEST]
    strays = [SPELLING.read(text).words for text, _ in clinc["oos_train"]]
    return Corpora(dict(requests), talk + strays * 5)


def held_out(corpora: Corpora, intents: float, requests: float, seed: int = 5) -> tuple[Corpora, Corpora]:
    """Split: (to train on, to judge on). A share of the intents is kept back whole, of the others one of requests."""
    draw = random.Random(seed)
    train: dict[str, list[Words]] = {}
    kept: dict[str, list[Words]] = {}
    for intent, sentences in corpora.requests.items():
        sentences = draw.sample(sentences, len(sentences))
        count = len(sentences) if draw.random() < intents else round(requests * len(sentences))
        kept[intent], rest = sentences[:count], sentences[count:]
        if rest:
            train[intent] = rest
    talk = draw.sample(corpora.talk, len(corpora.talk))
    tenth = len(talk) // 10
    return Corpora(train, talk[tenth:]), Corpora(kept, talk[:tenth])
