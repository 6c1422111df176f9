"""What can be measured of a voice's sound."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from earnest.feeling.features import HOP_SECONDS, pitch
from earnest.nouns import RATE, Sound
from earnest.sound import resample
from earnest.speaking.loudness import loudness

Samples = NDArray[np.float32]

_VOICED = 0.6
"""Normalised autocorrelation from which a frame counts as voiced."""
_LOUD = -35.0
"""dB below the loudest frame at which speech begins."""
_PAUSE = 0.15
"""Seconds of quiet that are a pause and not part of a word."""
_JUMP, _HUSH = 0.15, 0.003
"""Of full scale: a step from one sample to the next out of, or into, a silence below the second is a click.

A plosive rises over a few samples and stays below the first (espeak-ng's and Piper's reach 0.12)."""
_AROUND = 0.003
"""Seconds of silence that make a step a click."""


BANDS = 200.0 * 2 ** (np.arange(17) / 3)
"""Hz: edges of thirds of an octave from 200 Hz to 8 kHz, where speech has its tilt."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One sentence as it came out."""

    seconds: float
    """From the first audible sample to the last."""
    speaking: float
    """Seconds of it without pauses."""
    pitches: tuple[float, ...]
    """Semitones above 55 Hz of every voiced frame."""
    contour: tuple[float | None, ...]
    """The same every 10 ms, None where unvoiced."""
    lufs: float
    peak: float
    """dBFS."""
    bands: tuple[float, ...]
    """Power in each band of ``BANDS``, for a second of sound."""
    clicks: int
    clipped: int
    """Samples at full scale."""


def measure(sound: Sound) -> Measured:
    """Measure one sentence of any rate."""
    wave = sound.samples.astype(np.float32) / np.float32(32_768)
    heard = resample(sound, RATE).samples.astype(np.float32) / np.float32(32_768)
    semitones, voicing = pitch(heard)
    loud = _loud(heard, len(semitones))
    voiced = (voicing > _VOICED) & loud
    audible = np.flatnonzero(loud)
    return Measured(
        seconds=float(audible[-1] - audible[0] + 1) * HOP_SECONDS if len(audible) else 0.0,
        speaking=_without_pauses(loud),
        pitches=tuple(np.round(semitones[voiced], 3).tolist()),
        contour=tuple(
            round(float(value), 2) if there else None for value, there in zip(semitones, voiced, strict=True)
        ),
        lufs=loudness(wave, sound.rate),
        peak=float(20 * np.log10(max(float(np.abs(wave).max(initial=0.0)), 1e-5))),
        bands=_bands(wave, sound.rate),
        clicks=_clicks(wave, sound.rate),
        clipped=int(np.count_nonzero(np.abs(sound.samples.astype(np.int32)) >= 32_767)),
    )


def _bands(wave: Samples, rate: int) -> tuple[float, ...]:
    power = np.abs(np.fft.rfft(wave)) ** 2 / max(len(wave), 1)
    found, _ = (
        np.histogram(np.fft.rfftfreq(len(wave), 1 / rate), BANDS, weights=power) if len(wave) else (BANDS[1:] * 0, 0)
    )
    return tuple(found.tolist())


def tilt_of(bands: NDArray[np.floating], plain: NDArray[np.floating]) -> float:
    """dB per octave by which one spectrum rises against another, both by ``BANDS``; empty bands are left out."""
    there = (bands > 0) & (plain > 0)
    if np.count_nonzero(there) < 3:
        return 0.0
    octaves = np.log2(BANDS[:-1] * BANDS[1:])[there] / 2
    return float(np.polyfit(octaves, 10 * np.log10(bands[there] / plain[there]), 1)[0])


def _loud(wave: Samples, frames: int) -> NDArray[np.bool_]:
    """Which 10 ms frames are speech."""
    hop = round(RATE * HOP_SECONDS)
    padded = np.zeros(frames * hop, np.float32)
    padded[: min(len(wave), len(padded))] = wave[: len(padded)]
    level = 10 * np.log10(np.mean(padded.reshape(frames, hop) ** 2, axis=1) + 1e-10)
    loud: NDArray[np.bool_] = (level > level.max(initial=-100.0) + _LOUD) & (level > -70.0)
    return loud


def _without_pauses(loud: NDArray[np.bool_]) -> float:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], loud.astype(np.int8), [0]])))
    runs = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    gaps = [after[0] - before[1] for before, after in pairwise(runs)]
    spoken = sum(end - start for start, end in runs) + sum(gap for gap in gaps if gap * HOP_SECONDS < _PAUSE)
    return float(spoken * HOP_SECONDS)


def _clicks(wave: Samples, rate: int) -> int:
    """Steps out of or into silence; ends count, for a sentence is joined to silence there."""
    width = max(round(_AROUND * rate), 1)
    whole = np.concatenate([np.zeros(width, np.float32), wave, np.zeros(width, np.float32)])
    steps = np.flatnonzero(np.abs(np.diff(whole)) > _JUMP)
    quiet = np.abs(whole) < _HUSH
    return sum(
        1
        for step in steps.tolist()
        if quiet[max(step - width + 1, 0) : step + 1].all() or quiet[step + 1 : step + 1 + width].all()
    )
