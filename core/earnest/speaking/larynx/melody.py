"""The melody a tone asks for: where the pitch goes, in semitones, without leaving what a person can do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from earnest.nouns import Tone
from earnest.speaking.larynx import Reals, Source

_HEARD, _STEADY = -20.0, 1.5
"""dB below a sentence's loudest frame, and semitones from frame to frame: voice that is fainter or jumps further is the
edge of a consonant, whose pitch nobody hears and no tracker finds (against Praat's, `scripts/bench voices`)."""
_END = 0.5
"""Seconds before the last voiced moment in which a cadence is made."""
_SPAN = (0.35, 1.8)
"""Least and most that the network's own ups and downs are scaled by."""
_REACH = 8.0
"""Semitones from its mean beyond which a melody is bent back: people speak within an octave or so ('t Hart 1981)."""
_HERTZ = (70.0, 480.0)
"""Of any speaking voice; beyond them it is singing."""


def sung(source: Source, tone: Tone, statement: bool = True) -> Source:
    """``source`` with the melody of ``tone``: its mean, range, slope and cadence, each against the network's own.

    The mean moves by ``tone.pitch`` and the standard deviation by ``tone.range`` exactly, over all that is heard of the
    sentence, slope and cadence included. ``statement``: a question keeps its end.
    """
    pitch = np.asarray(12 * np.log2(np.maximum(source.hertz, 1.0) / 55.0), np.float32)
    heard = _heard(source, pitch)
    if np.count_nonzero(heard) < 3:
        return source
    mean = float(pitch[heard].mean())
    own = np.asarray(np.clip(pitch - mean, -_REACH, _REACH), np.float32)
    added = _bend(source, heard, tone, statement)
    moved = mean + tone.pitch + _spread(own, added, heard, tone.range)
    moved -= moved[heard].mean() - mean - tone.pitch
    hertz = np.clip(source.hertz * 2 ** ((moved - mean - own) / 12), *_HERTZ)
    return source.but(hertz=np.where(source.voiced, hertz, source.hertz))


def _heard(source: Source, pitch: Reals) -> NDArray[np.bool_]:
    """The frames whose pitch is heard: voice in the middle of a vowel."""
    loud = source.voiced & (source.level > source.level.max(initial=-200.0) + _HEARD)
    inside = loud & np.roll(loud, 1) & np.roll(loud, -1)
    inside[[0, -1]] = False
    return np.asarray(inside & (np.abs(np.gradient(pitch)) < _STEADY))


def _bend(source: Source, heard: NDArray[np.bool_], tone: Tone, statement: bool) -> Reals:
    """Slope and cadence, semitones, with a mean of nought over what is heard."""
    frames = np.arange(len(source.hertz))
    first, last = np.flatnonzero(heard)[[0, -1]]
    along = np.clip((frames - first) / max(last - first, 1), 0.0, 1.0)
    near = np.clip(1 - (last - frames) * source.frame / _END, 0.0, 1.0)
    cadence = tone.cadence if statement else 0.0
    bend = tone.slope * along + cadence * near**2 * (3 - 2 * near)
    return np.asarray(bend - bend[heard].mean())


def _spread(own: Reals, added: Reals, heard: NDArray[np.bool_], span: float) -> Reals:
    """The network's ups and downs, scaled so that with what is added they spread ``span`` times as wide."""
    mine, more = own[heard], added[heard]
    variance, both, theirs = float(mine.var()), float(np.mean(mine * more)), float(more.var())
    if variance < 1e-6:
        return own + added
    under = both**2 - variance * (theirs - span**2 * variance)
    scale = (np.sqrt(max(under, 0.0)) - both) / variance
    return np.asarray(own * np.clip(scale, *_SPAN) + added)
