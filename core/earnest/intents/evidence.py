"""How well an utterance fits each skill, as a row of measurements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from earnest.intents.encoder import Encoder
from earnest.intents.lexicon import ALIKE_WEIGHT, Lexicon, group_of, sound, stem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from earnest.intents.encoder import Floats

COLUMNS = ("meaning", "apart", "words", "said", "covered", "known", "background", "length", "strange")
"""Meaning: cosine to the skill's nearest sentence. Apart: that, less the cosine to the nearest of other people's
requests. Words: cosine over weighted words and pairs. Said: share of the utterance's weight in words of the skill.
Covered: share of the best sentence's weight in words of the utterance. Known: how near the skill lies to requests the
encoder was trained on. Background: cosine to the nearest of those that no skill offers. Length: log of the number of
words. Strange: share of the utterance's weight in words the encoder does not know."""

LONGER = 2
"""Letters that a word may be longer or shorter than the one it is heard as: "leap" is no "lullaby"."""
OFFERED = 0.9
"""A background point nearer than this to a skill's sentence is something we offer, hence no background."""


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence of one skill, slots taken out."""

    words: tuple[str, ...]
    skill: int
    """The skill's place among the skills."""


class Evidence:
    """Compares utterances with the sentences of the loaded skills."""

    def __init__(self, encoder: Encoder, lexicon: Lexicon, background: Floats, sentences: Sequence[Sentence]) -> None:
        """``sentences``: at least one, those of a skill in a row, skills from 0 without a gap."""
        self._encoder = encoder
        self._lexicon = lexicon
        skills = np.array([sentence.skill for sentence in sentences])
        self._starts = np.flatnonzero(np.diff(skills, prepend=-1))
        self._points = encoder.embed([sentence.words for sentence in sentences])
        near = background @ self._points.T
        self._known = np.maximum.reduceat(near.max(axis=0), self._starts)
        self._background = background[near.max(axis=1) < OFFERED]
        bases = [[stem(word) for word in sentence.words] for sentence in sentences]
        self._features = _Postings([lexicon.features(each) for each in bases])
        masses = [dict.fromkeys(_with_group(each), 0.0) for each in bases]
        self._bags = _Postings([{base: lexicon.weight(base) for base in each if base[0] != "~"} for each in masses])
        self._masses = np.array([max(lexicon.mass(set(each)), 1e-6) for each in bases], np.float32)
        self._vocabulary = _vocabulary(bases, skills)
        self._sounds: dict[str, str] = {
            sound(base): base for base in self._vocabulary if base[0] != "~" and len(base) > 3
        }

    def heard_as(self, word: str) -> str:
        """The word, or for one that nobody uses, one of the skills' words that sounds like it."""
        base = stem(word)
        if base in self._vocabulary or word in self._encoder.words or len(base) < 4:
            return base
        found = self._sounds.get(sound(base), base)
        return found if abs(len(found) - len(base)) <= LONGER else base

    def meant_by(self, word: str) -> str:
        """The word, or for one that nobody uses, the stem of one of the skills' words that sounds like it."""
        heard = self.heard_as(word)
        return word if heard == stem(word) else heard

    def weigh(self, words: Sequence[str]) -> Floats:
        """Measurements, shape (skills, columns), of an utterance of at least one word."""
        lexicon, starts, known = self._lexicon, self._starts, self._encoder.words
        bases = [self.heard_as(word) for word in words]
        point = self._encoder.embed([words])[0]
        meanings = _cosines(self._points, point)
        meaning = np.maximum.reduceat(meanings, starts)
        background = float(_cosines(self._background, point).max(initial=0.0))
        overlap = np.maximum.reduceat(self._features.score(lexicon.features(bases)), starts)
        mass = max(lexicon.mass(set(bases)), 1e-6)
        covered = self._bags.score(dict.fromkeys(bases, 1.0)) / self._masses
        best = np.maximum.reduceat(covered * (meanings > 0), starts)
        strange = lexicon.mass({base for base, word in zip(bases, words, strict=True) if word not in known})
        shared = np.ones(len(starts), np.float32)
        columns = (
            meaning, meaning - background, overlap, self._said(set(bases), mass), best, self._known,
            background * shared, np.log(len(words)) * shared, strange / mass * shared,
        )  # fmt: skip
        return np.stack(columns, axis=1).astype(np.float32)

    def _said(self, bases: set[str], mass: float) -> Floats:
        """Per skill, the share of the utterance that its words, or their synonyms, account for."""
        said = np.zeros(len(self._starts), np.float32)
        for base in bases:
            weight = self._lexicon.weight(base) / mass
            credit = np.zeros_like(said)
            group = group_of(base)
            if group in self._vocabulary:
                credit[self._vocabulary[group]] = ALIKE_WEIGHT
            if base in self._vocabulary:
                credit[self._vocabulary[base]] = 1.0
            said += weight * credit
        return said


class _Postings:
    """Sparse vectors, by feature."""

    def __init__(self, vectors: Sequence[dict[str, float]]) -> None:
        rows: dict[str, list[int]] = defaultdict(list)
        weights: dict[str, list[float]] = defaultdict(list)
        for row, vector in enumerate(vectors):
            for feature, weight in vector.items():
                rows[feature].append(row)
                weights[feature].append(weight)
        self._count = len(vectors)
        self._rows = {feature: np.array(found) for feature, found in rows.items()}
        self._weights = {feature: np.array(found, np.float32) for feature, found in weights.items()}

    def score(self, vector: dict[str, float]) -> Floats:
        """The dot product of ``vector`` with each."""
        scores = np.zeros(self._count, np.float32)
        for feature, weight in vector.items():
            if feature in self._rows:
                scores[self._rows[feature]] += weight * self._weights[feature]
        return scores


def _cosines(points: Floats, point: Floats) -> Floats:
    """Of each with one. So small a product is done before a pool of threads has woken up for it."""
    cosines: Floats = np.einsum("ij,j->i", points, point)
    return cosines


def _with_group(bases: Sequence[str]) -> list[str]:
    return [name for base in bases for name in (base, group_of(base)) if name]


def _vocabulary(bases: Sequence[Sequence[str]], skills: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    """Which skills use each stem and each group of synonyms."""
    found: dict[str, set[int]] = defaultdict(set)
    for each, skill in zip(bases, skills, strict=True):
        for name in _with_group(each):
            found[name].add(int(skill))
    return {name: np.array(sorted(users)) for name, users in found.items()}
