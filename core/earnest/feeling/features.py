"""What a voice sounds like, in numbers: log-mel frames, pitch, and one description per utterance.

Everything here is numpy. The log-mel frames equal those of ``speechbrain.lobes.features.Fbank`` with the settings
below (``tests/feeling/test_features.py`` holds them to 1e-4 dB), so a network trained by SpeechBrain hears the same
thing at home, without torch.

Shapes: a *sound* is ``(samples,)`` float32 in [-1, 1] at 16 kHz. Frames come every 10 ms: ``1 + samples // 160``.
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "DESCRIPTION_SIZE",
    "HOP_SECONDS",
    "MELS",
    "RATE",
    "Frames",
    "analyse",
    "describe",
    "log_mel",
    "loudness_of",
    "pitch",
    "stacked",
    "trimmed",
]

Array: TypeAlias = NDArray[np.float32]
Precise: TypeAlias = NDArray[np.float64]

RATE = 16_000
"""Samples per second."""
HOP = 160
HOP_SECONDS = HOP / RATE
WINDOW = 400
FFT = 512
MELS = 64
LOWEST_HZ, HIGHEST_HZ = 80, 7740
"""Mel range, chosen so that each of the 64 triangles holds two FFT bins and none lies near an edge, where rounding
would decide its weight."""
TOP_DB = 50.0
"""Nothing is quieter than the loudest mel of the utterance minus this. SpeechBrain's own 80 dB would let the reader
hear the noise of the recording, by which corpora differ more than moods."""

PROSODY = (
    "pitch mean", "pitch spread", "pitch 5 %", "pitch 25 %", "pitch 50 %", "pitch 75 %", "pitch 95 %", "pitch range",
    "pitch movement", "pitch jitter", "pitch slope", "pitch fall", "voiced share", "voiced run", "longest voiced run",
    "voiced runs a second", "voicing", "voicing of speech", "voicing spread", "loudness", "loudness spread",
    "loudness range", "loudness peak", "loudness movement", "speech share", "log frames", "syllables a second",
    "modulation 1-2 Hz", "modulation 2-4 Hz", "modulation 4-8 Hz", "modulation 8-16 Hz", "brightness", "peak tilt",
    "brightness spread", "pitch with loudness", "tilt",
)  # fmt: skip
"""What ``describe`` measures beside the mean and spread of each mel: semitones, dB, shares, rates."""
DESCRIPTION_SIZE = 2 * MELS + len(PROSODY)

PITCH_RATE = RATE // 2
PITCH_WINDOW = 320
PITCH_FFT = 1024
PITCH_LOWEST_HZ, PITCH_HIGHEST_HZ = 65, 600
OCTAVE_COST = 0.03
"""Per octave, against halving the pitch (Boersma 1993 uses 0.01 to 0.03)."""
VOICED = 0.5
"""Normalised autocorrelation from which a frame counts as voiced (Boersma 1993: 0.45)."""
ACTIVE_DB = 35.0
"""Frames within this many dB of the loudest (95th percentile) count as speech."""
LARGEST_STEP = 3.0
"""Semitones in 10 ms; what jumps further is an error of the pitch tracker."""
MEL_OF_1_KHZ = 24
MODULATION_FFT = 1024
SYLLABLE = np.hanning(15)[1:-1] / np.hanning(15).sum()
"""Smooths loudness over about 60 ms, so that its peaks are syllables."""


@dataclass(frozen=True, slots=True)
class Frames:
    """One utterance, frame by frame, from the first active frame to the last."""

    mel: Array
    """(frames, 64), dB."""
    semitones: Array
    """(frames,), pitch above 55 Hz; 0 where unvoiced."""
    voicing: Array
    """(frames,), normalised autocorrelation in [0, 1]."""
    active: NDArray[np.bool_]
    """(frames,), loud enough to be speech."""

    @property
    def voiced(self) -> NDArray[np.bool_]:
        return self.active & (self.voicing > VOICED)


def stacked(frames: Frames) -> Array:
    """Return what the network sees frame by frame: ``(frames, 66)``, the mels, the pitch, the voicing."""
    return np.concatenate([frames.mel, frames.semitones[:, None], frames.voicing[:, None]], axis=1)


def log_mel(sound: Array) -> Array:
    """Return ``(frames, 64)`` log-mel energies in dB, at most ``TOP_DB`` below the loudest."""
    padded = np.pad(sound.astype(np.float64), FFT // 2)
    windows = np.lib.stride_tricks.sliding_window_view(padded, FFT)[::HOP]
    spectrum = np.fft.rfft(windows * _window(), axis=1)
    power = spectrum.real**2 + spectrum.imag**2
    decibels = 10.0 * np.log10(np.maximum(power @ _triangles(), 1e-10))
    return np.asarray(np.maximum(decibels, decibels.max() - TOP_DB), dtype=np.float32)


@cache
def _window() -> Precise:
    """Hamming as torch makes it (periodic), centred in the FFT."""
    hamming = np.hamming(WINDOW + 1)[:WINDOW]
    margin = (FFT - WINDOW) // 2
    return np.pad(hamming, margin)


@cache
def _triangles() -> Precise:
    """SpeechBrain's triangular filters, ``(FFT // 2 + 1, 64)``: each as wide to the right as to the left."""
    lowest, highest = (2595 * math.log10(1 + hertz / 700) for hertz in (LOWEST_HZ, HIGHEST_HZ))
    hertz = 700 * (10 ** (np.linspace(lowest, highest, MELS + 2) / 2595) - 1)
    centre, width = hertz[1:-1], np.diff(hertz)[:-1]
    slope = (np.linspace(0, RATE // 2, FFT // 2 + 1)[:, None] - centre) / width
    return np.asarray(np.maximum(0, np.minimum(1 + slope, 1 - slope)))


def pitch(sound: Array) -> tuple[Array, Array]:
    """Return semitones above 55 Hz and voicing in [0, 1] per frame, by autocorrelation (after Boersma 1993).

    Looks from 65 to 600 Hz in 40 ms windows at 8 kHz; a five-frame median takes out single octave jumps.
    """
    count = 1 + len(sound) // HOP
    whole = np.pad(sound, (PITCH_WINDOW, PITCH_WINDOW + 2 * HOP))
    half = (whole[: len(whole) // 2 * 2 : 2] + whole[1::2]) / 2
    pieces = np.lib.stride_tricks.sliding_window_view(half, PITCH_WINDOW)[:: HOP // 2][:count]
    windows = (pieces - pieces.mean(axis=1, keepdims=True)) * np.hanning(PITCH_WINDOW).astype(np.float32)
    shortest, longest = PITCH_RATE // PITCH_HIGHEST_HZ, PITCH_RATE // PITCH_LOWEST_HZ
    correlation = _autocorrelation(windows)[:, : longest + 2] / _window_correlation()[: longest + 2]
    lags = np.arange(shortest, longest + 1)
    candidates = correlation[:, lags] - OCTAVE_COST * np.log2(lags / shortest)
    best = lags[candidates.argmax(axis=1)]
    rows = np.arange(len(best))
    left, middle, right = (correlation[rows, best + step] for step in (-1, 0, 1))
    bend = np.minimum(left - 2 * middle + right, -1e-6)
    lag = best + np.clip(0.5 * (left - right) / bend, -0.5, 0.5)
    semitones = 12 * np.log2(PITCH_RATE / lag / 55.0)
    return _median5(semitones).astype(np.float32), np.clip(middle, 0, 1).astype(np.float32)


def _autocorrelation(windows: Array) -> Array:
    spectrum = np.fft.rfft(windows, PITCH_FFT, axis=1)
    correlation = np.fft.irfft(spectrum.real**2 + spectrum.imag**2, axis=1)
    energy = np.maximum(correlation[:, :1], 1e-9)
    return np.asarray(correlation / energy, dtype=np.float32)


@cache
def _window_correlation() -> Array:
    return np.asarray(_autocorrelation(np.hanning(PITCH_WINDOW)[None].astype(np.float32))[0])


def _median5(track: Array) -> Array:
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(np.pad(track, 2, "edge"), 5), axis=1))


def analyse(sound: Array) -> Frames:
    """Return the frames of one utterance without the silence around it. Any length, even none; DC is taken out."""
    sound = sound - sound.mean() if len(sound) else sound
    return trimmed(log_mel(sound), *pitch(sound))


def trimmed(mel: Array, semitones: Array, voicing: Array) -> Frames:
    """Return the frames from the first active one to the last; where nothing is voiced the pitch is 0."""
    loudness = loudness_of(mel)
    active = loudness > np.percentile(loudness, 95) - ACTIVE_DB
    inside = slice(int(active.argmax()), len(active) - int(active[::-1].argmax()))
    semitones = np.where(voicing > VOICED, semitones, 0).astype(np.float32)
    return Frames(mel[inside], semitones[inside], voicing[inside], active[inside])


def loudness_of(mel: Array) -> Array:
    """Return the energy of each frame in dB."""
    return np.asarray(10 * np.log10((10 ** (mel / 10)).sum(axis=1)), dtype=np.float32)


def describe(frames: Frames) -> Array:
    """Return one utterance in ``DESCRIPTION_SIZE`` numbers: mel means, mel spreads (dB), then ``PROSODY``.

    Means over utterances of this are what is kept of how a person usually sounds; no sound can be made from it.
    """
    speech = frames.mel[frames.active]
    prosody = [*_melody(frames), *_rhythm(frames), *_loudness_course(frames), *_timbre(frames)]
    return np.concatenate([speech.mean(axis=0), speech.std(axis=0), prosody]).astype(np.float32)


def _spoken_pitch(frames: Frames) -> Array:
    semitones = frames.semitones[frames.voiced]
    return semitones if len(semitones) > 3 else np.zeros(4, dtype=np.float32)


def _melody(frames: Frames) -> list[float]:
    """Return where the pitch lies, how wide it ranges and how it moves, in semitones (slopes per second)."""
    pitch_ = _spoken_pitch(frames)
    quantiles = np.percentile(pitch_, [5, 25, 50, 75, 95])
    together = frames.voiced[1:] & frames.voiced[:-1]
    steps = np.abs(np.diff(frames.semitones))[together]
    steps = steps[steps < LARGEST_STEP] if (steps < LARGEST_STEP).any() else np.zeros(1)
    third = max(1, len(pitch_) // 3)
    return [
        pitch_.mean(),
        pitch_.std(),
        *quantiles,
        quantiles[-1] - quantiles[0],
        steps.mean(),
        steps.std(),
        _slope(np.flatnonzero(frames.voiced) * HOP_SECONDS, pitch_),
        pitch_[-third:].mean() - pitch_[:third].mean(),
    ]


def _rhythm(frames: Frames) -> list[float]:
    """Return how much of the time is voiced, in which runs, and how clearly."""
    voiced = frames.voiced
    edges = np.flatnonzero(np.diff(np.concatenate([[0], voiced.astype(np.int8), [0]])))
    runs = (edges[1::2] - edges[::2]) * HOP_SECONDS if len(edges) else np.zeros(1)
    seconds = len(voiced) * HOP_SECONDS
    return [
        voiced.mean(),
        runs.mean(),
        runs.max(),
        len(runs) / seconds,
        frames.voicing[voiced].mean() if voiced.any() else 0.0,
        frames.voicing[frames.active].mean(),
        frames.voicing[frames.active].std(),
    ]


def _loudness_course(frames: Frames) -> list[float]:
    """Return level and movement of the loudness in dB, its modulation spectrum (log10) and the syllable rate."""
    loudness = loudness_of(frames.mel)
    speech = loudness[frames.active]
    smooth = np.convolve(loudness, SYLLABLE, "same")
    peaks = (smooth[1:-1] > smooth[:-2]) & (smooth[1:-1] >= smooth[2:]) & (smooth[1:-1] > speech.mean() - 3)
    swing = np.abs(np.fft.rfft((loudness - loudness.mean())[:MODULATION_FFT], MODULATION_FFT)) / len(loudness)
    hertz = np.fft.rfftfreq(MODULATION_FFT, HOP_SECONDS)
    bands = [np.log10(swing[(hertz >= low) & (hertz < 2 * low)].mean() + 1e-3) for low in (1, 2, 4, 8)]
    low, high, top = np.percentile(speech, [10, 90, 95])
    movement = np.abs(np.diff(loudness)).mean() if len(loudness) > 1 else 0.0
    return [
        speech.mean(),
        speech.std(),
        high - low,
        top - speech.mean(),
        movement,
        frames.active.mean(),
        np.log(len(loudness)),
        peaks.sum() / (len(loudness) * HOP_SECONDS),
        *bands,
    ]


def _timbre(frames: Frames) -> list[float]:
    """Return the balance of the voiced spectrum around 1 kHz (dB), its spread and tilt, and pitch with loudness."""
    mel = frames.mel[frames.voiced] if frames.voiced.sum() > 3 else frames.mel[frames.active]
    power = 10 ** (mel / 10)
    balance = 10 * np.log10(power[:, MEL_OF_1_KHZ:].sum(axis=1) / power[:, :MEL_OF_1_KHZ].sum(axis=1))
    spectrum = 10 * np.log10(power.mean(axis=0))
    pitch_, loudness = _spoken_pitch(frames), loudness_of(frames.mel)[frames.voiced]
    return [
        balance.mean(),
        spectrum[:MEL_OF_1_KHZ].max() - spectrum[MEL_OF_1_KHZ:].max(),
        balance.std(),
        _correlation(pitch_, loudness),
        _slope(np.arange(MELS, dtype=np.float32), spectrum),
    ]


def _slope(x: NDArray[np.floating], y: NDArray[np.floating]) -> float:
    """Return the least-squares slope; 0 where there is too little to fit."""
    if len(x) != len(y) or len(x) < 10:
        return 0.0
    centred = x - x.mean()
    return float((centred * (y - y.mean())).sum() / (centred**2).sum())


def _correlation(x: Array, y: Array) -> float:
    if len(x) != len(y) or x.std() < 1e-3 or y.std() < 1e-3:
        return 0.0
    return float(np.mean((x - x.mean()) * (y - y.mean())) / (x.std() * y.std()))
