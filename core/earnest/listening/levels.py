"""A quiet talker and a loud one are heard alike: what is faint is raised before it is judged or recognised.

Wake words need none of it: 16 of 16 recordings wake the house from a root mean power of 10,000 down to 30. Voice
activity and recognisers do (``./scripts/bench levels``). Nothing that is read for a mood is raised.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from earnest.engines.base import FRAME
from earnest.nouns import Sound, Utterance

if TYPE_CHECKING:
    from earnest.nouns import Samples

USUAL = 1000.0
"""Root of the mean power, int16, to which a faint voice is raised: 30 dB below full scale."""
FAINT = 300.0
"""The same, below which a voice is faint: at 100 words begin to be missed, at 30 whole voices."""
MOST = 60.0
"""Gain, × the amplitude, beyond which only noise would be raised."""
LOUD = 4
"""One frame in so many is loud: where somebody speaks, and not where they pause."""
_FULL = 32_767


def gain(level: float) -> float:
    """What a voice of this ``level`` is raised by; 1 for one that is not faint, and for silence."""
    return 1.0 if level >= FAINT or level < 1.0 else min(USUAL / level, MOST)


def raised(samples: Samples, factor: float) -> Samples:
    """The samples, ``factor`` times louder, never beyond full scale."""
    if factor == 1.0:
        return samples
    louder: Samples = np.clip(samples * np.float32(factor), -_FULL, _FULL).astype(np.int16)
    return louder


def levelled(utterance: Utterance) -> Utterance:
    """The utterance as a recogniser is to hear it: itself where it is loud enough."""
    samples = utterance.sound.samples
    factor = gain(_level(samples))
    return (
        utterance if factor == 1.0 else replace(utterance, sound=Sound(raised(samples, factor), utterance.sound.rate))
    )


def _level(samples: Samples) -> float:
    """The root of the mean power of the loudest frames."""
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME).astype(np.float32)
    powers = np.sort((frames**2).mean(axis=1))
    return float(np.sqrt(powers[-max(1, len(powers) // LOUD) :].mean())) if len(powers) else 0.0
