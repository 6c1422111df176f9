"""A reader of agitation in the voice, by rule: no training, no weights, modest about moods.

It hears how wide and how fast pitch and loudness move and how bright the voice is, against the same person's usual
voice where that is known. That tells agitated from calm; it does not tell joy from anger, so its confidence stays
low and the words have to decide.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from earnest.feeling import features
from earnest.feeling.network import as_float, quality
from earnest.nouns import MOODS, Emotion, plain_emotion

if TYPE_CHECKING:
    from earnest.nouns import UsualVoice, Utterance

CUES = MappingProxyType(
    {
        "pitch 50 %": (24.0, 6.0, 0.6),
        "brightness": (-8.0, 4.0, 1.0),
        "loudness": (-3.0, 6.0, 1.0),
        "pitch movement": (0.5, 0.2, 0.2),
    }
)
"""Usual value, usual spread and say of each cue of agitation (Juslin and Laukka 2003: anger and joy are high, wide,
loud and bright; sadness the opposite). Values as plain speech has them; see ``features.PROSODY`` for the units."""
AGAINST_USUAL = "loudness"
"""This cue says nothing about a stranger, whose distance from the microphone nobody knows."""
KNOWN = 3
"""Utterances from which a person's own usual voice is measured against."""
STEEPNESS, PLAIN = 2.0, 0.4
"""How sharply agitation speaks, and below how much of it a voice is plain. Joy and anger always share the upper half,
so by itself this reader is hardly ever sure of a mood: what it adds to the words is arousal."""
AT_REST = plain_emotion("neutral").arousal
"""Arousal of somebody who is not agitated at all."""


class ProsodicReader:
    """Hears agitation and guesses a mood from it."""

    name = "prosody"

    def __init__(self, floor: float = 0.55) -> None:
        self.floor = floor

    def read(self, utterance: Utterance, usual: UsualVoice | None = None) -> Emotion:
        """Arousal from pitch, loudness and brightness; a mood only as likely as arousal can tell."""
        sound = as_float(utterance.sound)
        frames = features.analyse(sound)
        sureness = quality(sound, frames)
        agitation = float(np.tanh(self._agitation(frames, usual))) * sureness
        odds = np.exp(STEEPNESS * np.array([PLAIN - abs(agitation), agitation, -agitation, agitation]))
        spread = odds / odds.sum()
        probabilities = dict(zip(MOODS, spread.tolist(), strict=True))
        arousal = max(agitation + AT_REST * sureness, -1.0)
        return Emotion(probabilities, arousal, 0.0, float(spread.max()) * sureness, "voice", self.floor)

    def _agitation(self, frames: features.Frames, usual: UsualVoice | None) -> float:
        heard = features.describe(frames)
        own = usual.mean[: len(heard)] if usual is not None and usual.utterances >= KNOWN else ()
        known = len(own) == len(heard)
        total = weights = 0.0
        for cue, (plain, spread, say) in CUES.items():
            if cue == AGAINST_USUAL and not known:
                continue
            place = 2 * features.MELS + features.PROSODY.index(cue)
            total += say * float(np.clip((heard[place] - (own[place] if known else plain)) / spread, -2.5, 2.5))
            weights += say
        return total / weights
