"""Judges from outside: a predictor of listeners' scores, Praat, and an emotion reader that never heard our voices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from earnest.nouns import MOODS, RATE, Emotion, Sound
from earnest.sound import resample
from earnest.speaking.prosody import join, silence

_WINDOW = 9.01
"""Seconds that DNSMOS hears at once; what is shorter it would hear again and again."""
_PAUSE = 0.25
"""Seconds between sentences, as in a plain reply."""


@dataclass(frozen=True, slots=True)
class Quality:
    """DNSMOS (Reddy et al. 2021), which predicts what listeners would say; 1 to 5."""

    overall: float
    listeners: float
    """On the scale of ITU-T P.808."""


@dataclass(frozen=True, slots=True)
class Phonation:
    """What Praat measures of the voice itself."""

    pitch: float
    """Mean over voiced frames, semitones above 55 Hz."""
    spread: float
    """Standard deviation, semitones."""
    slope: float
    """Semitones a second, the mean of each sentence's."""
    harmonics: float
    """Harmonics to noise, dB."""


def quality_of(sounds: Sequence[Sound]) -> Quality | None:
    """The mean over all of it, spoken one sentence after the other; None without the extra ``check``."""
    if not sounds or not find_spec("speechmos") or not find_spec("librosa"):
        return None
    from speechmos import dnsmos

    apart = [part for sound in sounds for part in (sound, silence(_PAUSE, sound.rate))]
    wave = resample(join(*apart), RATE).samples.astype(np.float32) / np.float32(32_768)
    size = round(_WINDOW * RATE) + 1
    windows = [wave[start : start + size] for start in range(0, max(len(wave) - size // 2, 1), size)]
    found = [dnsmos.run(np.resize(window, size), RATE) for window in windows]
    overall, listeners = (float(np.mean([each[name] for each in found])) for name in ("ovrl_mos", "p808_mos"))
    return Quality(overall, listeners)


def phonation_of(sounds: Sequence[Sound]) -> Phonation | None:
    """Praat's figures; None without the extra ``check``, and for what has no voice in it."""
    if not find_spec("parselmouth"):
        return None
    found = [each for each in map(_by_praat, sounds) if each is not None]
    if not found:
        return None
    every = np.concatenate([pitches for pitches, _, _ in found])
    steady = every[np.abs(every - np.median(every)) < 9.0]
    slope, harmonics = (float(np.mean([each[place] for each in found])) for place in (1, 2))
    return Phonation(float(steady.mean()), float(steady.std()), slope, harmonics)


def _by_praat(sound: Sound) -> tuple[NDArray[np.float64], float, float] | None:
    import parselmouth

    heard = parselmouth.Sound(sound.samples / 32_768, sound.rate)
    pitch = heard.to_pitch(pitch_floor=65, pitch_ceiling=500)
    hertz = pitch.selected_array["frequency"]
    voiced = hertz > 0
    if np.count_nonzero(voiced) < 5:
        return None
    semitones = 12 * np.log2(hertz[voiced] / 55)
    noise = heard.to_harmonicity().values
    clear = noise[noise > -100]
    slope = np.polyfit(pitch.xs()[voiced], semitones, 1)[0]
    return semitones, float(slope), float(clear.mean()) if len(clear) else 0.0


def told_apart(readings: Sequence[Sequence[Emotion]]) -> float | None:
    """Of all sentences, how many a judge puts to the tone they were spoken in, by readings of emotion alone.

    ``readings``: for each tone, of each sentence, the same sentences in the same order. A sentence is put to the tone
    whose other sentences were read most alike, what the words themselves do being taken away. Chance is one divided by
    the number of tones. None when nothing was read.
    """
    if len(readings) < 2 or not all(len(each) == len(readings[0]) > 1 for each in readings):
        return None
    points = np.array([[_point(emotion) for emotion in each] for each in readings])
    points -= points.mean(axis=0, keepdims=True)
    points /= points.std(axis=(0, 1), keepdims=True) + 1e-9
    tones, count, _ = points.shape
    right = 0
    for sentence in range(count):
        others = np.delete(points, sentence, axis=1).mean(axis=1)
        far = np.linalg.norm(points[:, sentence, None] - others[None], axis=2)
        right += int(np.count_nonzero(far.argmin(axis=1) == np.arange(tones)))
    return float(right / (tones * count))


def _point(emotion: Emotion) -> list[float]:
    odds = [np.log(max(emotion.probabilities.get(mood, 0.0), 1e-4)) for mood in MOODS]
    return [*odds, emotion.arousal, emotion.valence]
