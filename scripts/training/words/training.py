"""Multinomial logistic regression over word features, by Adam, in numpy."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

from earnest.feeling.words import Lexicon, features_of
from earnest.nouns import MOODS
from earnest.text import squeezed
from training.adam import Adam
from training.figures import recalls
from training.words.corpora import Example

SEEN = 3
"""How often a feature must occur to be learned."""
EPOCHS, BATCH, RATE = 8, 256, 0.02
SHRINK = 2e-2
"""Decay of the weights at each step."""
DROPPED = 0.1
"""Share of the features that each example loses, so that no single word decides."""
SMALL = 0.12
"""Features whose every weight is smaller are left out of the shipped file."""


def train(examples: list[Example], dev: list[Example]) -> Lexicon:
    """Learn the weights of every feature; ``dev`` is only measured on."""
    counts = Counter(feature for example in examples for feature, _ in features_of(example.text))
    known = [feature for feature, count in counts.items() if count >= SEEN]
    places = {feature: row for row, feature in enumerate(known, start=1)}
    rows, strengths = _matrix(examples, places)
    moods = np.array([example.mood for example in examples])
    weights = _importance(examples, moods)
    learned = _descend(rows, strengths, moods, weights, len(places) + 1)
    lexicon = Lexicon(places, *learned, np.zeros((4, 4), np.float32), np.zeros(4, np.float32))
    lexicon = replace(lexicon, turned=_turned(lexicon, counts))
    print(f"dev UAR {uar(lexicon, dev):.3f}")
    return _without_small(lexicon)


def _importance(examples: list[Example], moods: np.ndarray) -> np.ndarray:
    """Each example's weight, rarer moods raised by the root of their rarity."""
    weights = np.array([example.weight for example in examples])
    shares = np.array([weights[moods == mood].sum() for mood in range(len(MOODS))])
    return weights * (shares.mean() / shares[moods]) ** 0.75


def _matrix(examples: list[Example], places: dict[str, int], longest: int = 80) -> tuple[np.ndarray, np.ndarray]:
    """Rows and strengths of every example, padded with row 0; shape (examples, longest)."""
    rows = np.zeros((len(examples), longest), np.int32)
    strengths = np.zeros((len(examples), longest), np.float32)
    for number, example in enumerate(examples):
        features = list(features_of(example.text))
        scale = 1 / np.sqrt(max(len(features), 1))
        known = [(places[name], weight * scale) for name, weight in features if name in places][:longest]
        if known:
            rows[number, : len(known)], strengths[number, : len(known)] = zip(*known, strict=True)
    return rows, strengths


def _descend(
    rows: np.ndarray, strengths: np.ndarray, moods: np.ndarray, importance: np.ndarray, size: int
) -> tuple[np.ndarray, np.ndarray]:
    """Weights, shape (size, 4), and bias that make the moods likely; one example in ten loses each feature."""
    rng = np.random.default_rng(1)
    table, bias = Adam((size, len(MOODS)), SHRINK), Adam((len(MOODS),), SHRINK)
    for epoch in range(EPOCHS):
        rate = RATE * (1 - epoch / EPOCHS)
        order = rng.permutation(len(rows))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            picked, strength = rows[batch], strengths[batch] * (rng.random(strengths[batch].shape) > DROPPED)
            odds = np.exp(bias.values + np.einsum("bl,blm->bm", strength, table.values[picked]))
            error = odds / odds.sum(1, keepdims=True)
            error[np.arange(len(batch)), moods[batch]] -= 1
            error *= importance[batch, None] / BATCH
            slope = np.zeros_like(table.values)
            np.add.at(slope, picked.ravel(), (strength[..., None] * error[:, None, :]).reshape(-1, len(MOODS)))
            slope[0] = 0
            table.step(slope, rate)
            bias.step(error.sum(0), rate)
    return table.values, bias.values


def _turned(lexicon: Lexicon, counts: Counter[str]) -> np.ndarray:
    """What negation does to a word's weights, by ridge regression over the words seen often both ways."""
    pairs = [
        (lexicon.weights[row], lexicon.weights[lexicon.places[f"not_{word}"]], counts[f"not_{word}"])
        for word, row in lexicon.places.items()
        if f"not_{word}" in lexicon.places and counts[f"not_{word}"] >= 10
    ]
    if not pairs:
        return np.zeros((len(MOODS), len(MOODS)), np.float32)
    upright, turned, often = (np.array(part) for part in zip(*pairs, strict=True))
    often = np.minimum(often, 100)[:, None]
    return np.linalg.solve(upright.T @ (often * upright) + np.eye(4), upright.T @ (often * turned)).astype(np.float32)


def _without_small(lexicon: Lexicon) -> Lexicon:
    kept = [feature for feature, row in lexicon.places.items() if np.abs(lexicon.weights[row]).max() >= SMALL]
    weights = np.array([lexicon.weights[lexicon.places[feature]] for feature in kept])
    return replace(lexicon, places={feature: row for row, feature in enumerate(kept)}, weights=weights)


def uar(lexicon: Lexicon, examples: list[Example]) -> float:
    """Mean recall of the four moods."""
    moods = np.array([example.mood for example in examples])
    guesses = np.array([lexicon.score(example.text).argmax() for example in examples])
    return float(np.mean(recalls(moods, guesses)))


def calibrated(lexicon: Lexicon, dev: list[Example], commands: list[str]) -> Lexicon:
    """Divide all scores by the temperature that makes ``dev`` likeliest; note how plain commands score."""
    scores = np.array([lexicon.score(example.text) for example in dev])
    moods = np.array([example.mood for example in dev])

    def surprise(temperature: float) -> float:
        scaled = scores / temperature
        return float((np.log(np.exp(scaled).sum(1)) - scaled[np.arange(len(moods)), moods]).mean())

    temperature = min(np.arange(0.4, 3.0, 0.02), key=surprise)
    print(f"temperature {temperature:.2f}")
    lexicon = replace(lexicon, weights=lexicon.weights / temperature, bias=lexicon.bias / temperature)
    return replace(lexicon, plainest=np.mean([lexicon.score(text) for text in commands], axis=0))


def write(lexicon: Lexicon, path: Path) -> None:
    """Save as int8 with one scale, and the features as text."""
    weights, scale = squeezed(lexicon.weights)
    names = "\n".join(lexicon.places).encode()
    np.savez_compressed(
        path,
        features=np.frombuffer(names, np.uint8),
        weights=weights,
        scale=scale,
        bias=lexicon.bias.astype(np.float32),
        turned=lexicon.turned,
        plainest=lexicon.plainest.astype(np.float32),
    )
