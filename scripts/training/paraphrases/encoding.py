"""Learns the encoder: requests with the same intent meet, all others part (supervised contrastive loss)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import nn

from earnest.intents.encoder import SHARPEST, START, Encoder, letter_buckets, pair_bucket
from earnest.text import squeezed
from training.paraphrases.corpora import Corpora, Words

SIZE, LETTERS, PAIRS, VOCABULARY, RAREST = 64, 8192, 16384, 6000, 2
"""Dimensions, buckets, and which words get a row of their own."""
EPOCHS, RATE, TEMPERATURE = 12, 0.01, 0.07
INTENTS, EACH, TALK = 64, 6, 128
"""A batch: so many intents, requests of each, and sentences of talk."""
WORD_LOST, ROW_LOST, PAIR_LOST = 0.1, 0.2, 0.3
"""What is left out at random, so that no single piece is leaned on and letters learn to stand in for words."""
CENTERS, SAMPLE, ROUNDS = 200, 8000, 12
"""Of the talk in the background: clusters, sentences they are made from, rounds of k-means."""


class Net(nn.Module):
    """The encoder, while it learns."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        super().__init__()
        self.rows = {word: row + 1 for row, word in enumerate(vocabulary)}
        self.words = nn.Embedding(len(vocabulary) + 1, SIZE)
        self.letters = nn.EmbeddingBag(LETTERS, SIZE, mode="mean")
        self.pairs = nn.Embedding(PAIRS, SIZE)
        self.attention = nn.Linear(SIZE, 1)
        for table, spread in ((self.words, 0.1), (self.letters, 0.1), (self.pairs, 0.03)):
            nn.init.normal_(table.weight, std=spread)
        with torch.no_grad():
            self.words.weight[0] = 0

    def forward(self, sentences: Sequence[Words]) -> torch.Tensor:
        """Points of length 1; pieces are lost at random."""
        rows, groups, starts, pairs, of_word, of_pair = [], [], [], [], [], []
        for number, sentence in enumerate(sentences):
            before = START
            for word in [word for word in sentence if random.random() > WORD_LOST] or sentence:
                rows.append(0 if random.random() < ROW_LOST else self.rows.get(word, 0))
                starts.append(len(groups))
                groups.extend(letter_buckets(word, LETTERS))
                of_word.append(number)
                if random.random() > PAIR_LOST:
                    pairs.append(pair_bucket(before, word, PAIRS))
                    of_pair.append(number)
                before = word
        singles = self.words(torch.tensor(rows)) + self.letters(torch.tensor(groups), torch.tensor(starts))
        points = torch.cat([singles, self.pairs(torch.tensor(pairs, dtype=torch.long))])
        weights = torch.exp(torch.clamp(self.attention(points), -SHARPEST, SHARPEST))
        sums = torch.zeros(len(sentences), SIZE).index_add(0, torch.tensor(of_word + of_pair), weights * points)
        return nn.functional.normalize(sums, dim=1)


def learn(corpora: Corpora, seed: int = 0) -> dict[str, np.ndarray]:
    """The arrays of an encoder, tables in eight bits, and its background."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    random.seed(seed)
    net = Net(_vocabulary(corpora))
    steps = EPOCHS * sum(map(len, corpora.requests.values())) // (INTENTS * EACH)
    optimiser = torch.optim.Adam(net.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + 1)
    for sentences, labels in _batches(corpora, steps):
        loss = _loss(net(sentences), torch.tensor(labels))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    arrays = _arrays(net)
    arrays["background"] = _background(Encoder.of(arrays), corpora)
    return arrays


def _vocabulary(corpora: Corpora) -> list[str]:
    counts = Counter(
        word for sentences in (*corpora.requests.values(), corpora.talk) for each in sentences for word in each
    )
    return [word for word, count in counts.most_common(VOCABULARY) if count >= RAREST]


def _batches(corpora: Corpora, steps: int) -> Iterator[tuple[list[Words], list[int]]]:
    intents = list(corpora.requests.values())
    for _ in range(steps):
        chosen = random.sample(intents, INTENTS)
        picked = [
            (sentence, label)
            for label, sentences in enumerate(chosen)
            for sentence in random.sample(sentences, min(EACH, len(sentences)))
        ]
        picked += [(sentence, INTENTS + at) for at, sentence in enumerate(random.sample(corpora.talk, TALK))]
        yield [sentence for sentence, _ in picked], [label for _, label in picked]


def _loss(points: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    near = (points @ points.T / TEMPERATURE).fill_diagonal_(-1e9)
    same = (labels[:, None] == labels[None, :]).float().fill_diagonal_(0)
    likely = near - torch.logsumexp(near, dim=1, keepdim=True)
    paired = same.sum(1) > 0
    return -((likely * same).sum(1)[paired] / same.sum(1)[paired]).mean()


def _arrays(net: Net) -> dict[str, np.ndarray]:
    arrays = {"words": np.array(" ".join(net.rows))}
    for name, table in (("word", net.words), ("letter", net.letters), ("pair", net.pairs)):
        arrays[f"{name}_table"], arrays[f"{name}_scale"] = squeezed(table.weight.detach().numpy())
    arrays["attention"] = net.attention.weight.detach().numpy()[0]
    arrays["bias"] = net.attention.bias.detach().numpy()[0]
    return arrays


def _background(encoder: Encoder, corpora: Corpora) -> np.ndarray:
    """Where other people's requests lie: the middle of every intent, and of clusters of talk."""
    middles = [encoder.embed(sentences).mean(axis=0) for sentences in corpora.requests.values()]
    talk = encoder.embed(random.Random(1).sample(corpora.talk, SAMPLE))
    centers = talk[:CENTERS].copy()
    for _ in range(ROUNDS):
        nearest = (talk @ centers.T).argmax(axis=1)
        for number in np.unique(nearest):
            middle = talk[nearest == number].mean(axis=0)
            centers[number] = middle / np.linalg.norm(middle)
    points = np.vstack([*(middle / np.linalg.norm(middle) for middle in middles), *centers])
    return points.astype(np.float16)
