"""Learns the judge: episodes of made-up houses, whose skills are intents and whose phrases are a few of its requests.

The encoder behind the evidence has not seen the requests of an episode, nor a third of the intents at all: the judge
learns what to trust both in familiar and in strange territory.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import torch
from torch import nn

from earnest.intents.encoder import Encoder
from earnest.intents.evidence import COLUMNS, Evidence, Sentence
from earnest.intents.lexicon import Lexicon
from training.paraphrases.corpora import Corpora, Words

EPISODES, SKILLS, PHRASES = 120, (4, 60), (3, 16)
"""Houses; how many skills each has; how many phrases a skill."""
ASKED, STRAY, TALK = 4, 2, 40
"""Requests a skill gets; requests of every intent that is no skill here; sentences of talk."""
CONTENDERS = 3
"""Skills that are judged per request: so many of the best by meaning and by words."""
UNITS, STEPS, RATE, DECAY = 16, 1500, 0.01, 1e-3


def learn(encoder: Encoder, lexicon: Lexicon, background: np.ndarray, kept: Corpora) -> dict[str, np.ndarray]:
    """The judge's arrays."""
    draw = random.Random(2)
    rows, rights = [], []
    for _ in range(EPISODES):
        for row, right in _episode(draw, encoder, lexicon, background, kept):
            rows.append(row)
            rights.append(right)
    return _fit(np.concatenate(rows), np.concatenate(rights))


def _episode(
    draw: random.Random, encoder: Encoder, lexicon: Lexicon, background: np.ndarray, kept: Corpora
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    corpus = draw.choice(("clinc150", "clinc150", "hwu64"))
    intents = [intent for intent in kept.requests if intent.startswith(corpus)]
    skills = draw.sample(intents, min(draw.randint(*SKILLS), len(intents) // 2))
    sentences: list[Sentence] = []
    requests: list[tuple[Words, int]] = [(words, -1) for words in draw.sample(kept.talk, TALK)]
    for intent in intents:
        shuffled = draw.sample(kept.requests[intent], len(kept.requests[intent]))
        if intent in skills:
            place = skills.index(intent)
            count = min(draw.randint(*PHRASES), len(shuffled) - ASKED)
            requests += [(words, place) for words in shuffled[count : count + ASKED]]
            sentences += [Sentence(words, place) for words in shuffled[:count]]
        else:
            requests += [(words, -1) for words in shuffled[:STRAY]]
    sentences.sort(key=lambda sentence: sentence.skill)
    house = Evidence(encoder, lexicon, background, sentences)
    for words, place in requests:
        evidence = house.weigh(words)
        best = {*np.argsort(-evidence[:, 0])[:CONTENDERS], *np.argsort(-evidence[:, 2])[:CONTENDERS]}
        contenders = np.array(sorted(best))
        yield evidence[contenders], (contenders == place)


def _fit(rows: np.ndarray, rights: np.ndarray) -> dict[str, np.ndarray]:
    torch.manual_seed(0)
    center, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    inputs = torch.tensor(np.clip((rows - center) / spread, -4, 4), dtype=torch.float32)
    targets = torch.tensor(rights, dtype=torch.float32)
    net = nn.Sequential(nn.Linear(len(COLUMNS), UNITS), nn.Tanh(), nn.Linear(UNITS, 1))
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    for _ in range(STEPS):
        picked = torch.randint(len(rows), (4096,))
        loss = nn.functional.binary_cross_entropy_with_logits(net(inputs[picked])[:, 0], targets[picked])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    hidden, output = net[0], net[2]
    return {
        "judge_center": center.astype(np.float32),
        "judge_spread": spread.astype(np.float32),
        "judge_hidden": hidden.weight.detach().numpy().T.copy(),
        "judge_hidden_bias": hidden.bias.detach().numpy(),
        "judge_output": output.weight.detach().numpy()[0],
        "judge_output_bias": output.bias.detach().numpy()[0],
    }
