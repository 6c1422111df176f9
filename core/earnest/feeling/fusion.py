"""Voice and words, put together: each where it knows better, and unsure where they contradict each other.

Log-linear late fusion: probabilities are multiplied, each reader's raised to a power that grows with its confidence.
A voice tells agitation from calm far better than pleasure from displeasure (86-93 % against near chance in a corpus
it was not trained on); words are the other way round. So the voice's probabilities are loosened along valence and the
words' along arousal before they meet. What plain words say by being plain is divided out: a timer is asked for in
every mood, so words count by what they tell beside that.

The constants were chosen by ``scripts/measure-fusion``, which pairs voices with texts of the same mood.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from earnest.feeling.words import lexicon
from earnest.nouns import MOODS, UNSURE_EMOTION, Emotion, Mood

__all__ = ["fuse"]

Spread = NDArray[np.float64]

VOICE, WORDS = 1.0, 0.8
"""Exponents of readers that trust what they heard."""
POOLED = 0.2
"""Share of a voice's "happy" and "angry" that might be either, and of the words' "sad" and "angry"."""
APART, CONTRARY = 1.0, 1.4
"""Differences in valence, of 2 at most, where doubt begins and where two readers flatly contradict each other."""
ASIDE, OWN = 0.1, 0.5
"""How much words count for arousal, and a voice for valence, against the reader who knows better."""
LEAST = 0.02
"""No reader rules a mood out."""


def fuse(voice: Emotion | None, words: Emotion | None) -> Emotion:
    """One emotion from both; from one when the other is missing; unsure when neither is there.

    Never raises. A confident voice and confident words of opposite valence ("great, just great", said angrily)
    give an emotion below its floor, whose arousal is the voice's.
    """
    if voice is None or words is None:
        return voice or words or UNSURE_EMOTION
    telling = 1.0 - words.probabilities.get("neutral", 0.0)
    heard = _pooled(_spread(voice), ("happy", "angry"), POOLED * telling)
    said = _pooled(_spread(words) / _plainest(), ("sad", "angry"), POOLED)
    odds = heard ** (VOICE * _trust(voice)) * said ** (WORDS * telling * _trust(words))
    doubt = _contradiction(voice, words)
    spread = (1 - doubt) * odds / odds.sum() + doubt / len(MOODS)
    arousal, valence = _coordinates(voice, words, telling)
    return replace(
        voice,
        probabilities=dict(zip(MOODS, spread.tolist(), strict=True)),
        arousal=arousal,
        valence=valence,
        confidence=float(spread.max()),
        source="both",
    )


def _spread(emotion: Emotion) -> Spread:
    return _softened(np.array([emotion.probabilities.get(mood, 0.0) for mood in MOODS], np.float64))


def _plainest() -> Spread:
    odds: Spread = np.exp(lexicon().plainest.astype(np.float64))
    return _softened(odds / odds.sum())


def _softened(spread: Spread) -> Spread:
    softened: Spread = (spread + LEAST) / (1 + len(MOODS) * LEAST)
    return softened


def _pooled(spread: Spread, confused: tuple[Mood, Mood], share: float) -> Spread:
    """``spread`` with a share of two moods that this reader confuses evened out."""
    pooled = spread.copy()
    pair = [MOODS.index(mood) for mood in confused]
    pooled[pair] = (1 - share) * spread[pair] + share * spread[pair].mean()
    return pooled


def _trust(emotion: Emotion) -> float:
    """How far a reader stands by its own probabilities: less than 1 when the sound was too short or too noisy."""
    return min(1.0, emotion.confidence / max(emotion.probabilities.values()))


def _certainty(emotion: Emotion) -> float:
    """0 for a confidence no better than chance, 1 for certainty."""
    chance = 1 / len(MOODS)
    return max(0.0, (emotion.confidence - chance) / (1 - chance))


def _contradiction(voice: Emotion, words: Emotion) -> float:
    """0 where voice and words can both be right, to 1 where one of them must be wrong."""
    apart = abs(voice.valence - words.valence)
    contrary = min(1.0, max(0.0, (apart - APART) / (CONTRARY - APART)))
    return contrary * min(1.0, _certainty(voice) * _certainty(words) / 0.5)


def _coordinates(voice: Emotion, words: Emotion, telling: float) -> tuple[float, float]:
    """Arousal, mostly as heard, and valence, mostly as said, unless the words were plain."""
    heard, said = _certainty(voice) + LEAST, telling * _certainty(words)
    arousal = (heard * voice.arousal + ASIDE * said * words.arousal) / (heard + ASIDE * said)
    valence = (OWN * heard * voice.valence + said * words.valence) / (OWN * heard + said)
    return float(arousal), float(valence)
