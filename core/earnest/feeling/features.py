"""What a voice sounds like, in numbers: log-mel frames, pitch, and one description per utterance.

Everything here is numpy. The log-mel frames equal those of ``speechbrain.lobes.features.Fbank`` with the settings
below (``tests/feeling/test_features.py`` holds them to 1e-4 dB), so a network trained by SpeechBrain hears the same
thing at home, without torch.

Shapes: a *sound* is ``(samples,)`` float32 in [-1, 1] at 16 kHz. Frames come every 10 ms: ``1 + samples // 160``.
"""

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
    "pitch",
    "signal_to_noise",
]

Array: TypeAlias = NDArray[np.float32]

RATE = 16_000
"""Samples per second."""
HOP = 160
HOP_SECONDS = HOP / RATE
WINDOW = 400
FFT = 512
MELS = 64
LOWEST_HZ, HIGHEST_HZ = 60, 8000
"""Mel range: 60 Hz leaves out mains hum and DC, and gives every one of the 64 triangles at least one FFT bin."""
TOP_DB = 80.0
"""SpeechBrain's floor: nothing is quieter than the loudest mel of the utterance minus 80 dB."""

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


def log_mel(sound: Array) -> Array:
    """Return ``(frames, 64)`` log-mel energies in dB, at most 80 dB below the loudest."""
    padded = np.pad(sound, FFT // 2)
    windows = np.lib.stride_tricks.sliding_window_view(padded, FFT)[::HOP]
    spectrum = np.fft.rfft(windows * _window(), axis=1)
    power = spectrum.real**2 + spectrum.imag**2
    decibels = 10.0 * np.log10(np.maximum(power @ _triangles(), 1e-10))
    return np.asarray(np.maximum(decibels, decibels.max() - TOP_DB), dtype=np.float32)


@cache
def _window() -> Array:
    """Hamming as torch makes it (periodic), centred in the FFT."""
    hamming = np.hamming(WINDOW + 1)[:WINDOW]
    margin = (FFT - WINDOW) // 2
    return np.pad(hamming, margin).astype(np.float32)


@cache
def _triangles() -> Array:
    """SpeechBrain's triangular filters, ``(FFT // 2 + 1, 64)``: each as wide to the right as to the left."""
    ends = 2595 * np.log10(1 + np.array([LOWEST_HZ, HIGHEST_HZ]) / 700)
    hertz = 700 * (10 ** (np.linspace(*ends, MELS + 2) / 2595) - 1)
    centre, width = hertz[1:-1], np.diff(hertz)[:-1]
    slope = (np.linspace(0, RATE // 2, FFT // 2 + 1)[:, None] - centre) / width
    return np.maximum(0, np.minimum(1 + slope, 1 - slope)).astype(np.float32)


def pitch(sound: Array) -> tuple[Array, Array]:
    """Return semitones above 55 Hz and voicing in [0, 1] per frame, by autocorrelation (after Boersma 1993).

    Looks from 65 to 600 Hz in 40 ms windows at 8 kHz; a five-frame median takes out single octave jumps.
    """
    count = 1 + len(sound) // HOP
    half = np.pad(sound, (PITCH_WINDOW, PITCH_WINDOW + 2 * HOP))
    half = (half[: len(half) // 2 * 2 : 2] + half[1::2]) / 2
    windows = np.lib.stride_tricks.sliding_window_view(half, PITCH_WINDOW)[:: HOP // 2][:count]
    windows = (windows - windows.mean(axis=1, keepdims=True)) * np.hanning(PITCH_WINDOW).astype(np.float32)
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
    return _autocorrelation(np.hanning(PITCH_WINDOW)[None].astype(np.float32))[0]


def _median5(track: Array) -> Array:
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(np.pad(track, 2, "edge"), 5), axis=1))


def analyse(sound: Array) -> Frames:
    """Return the frames of one utterance without the silence around it."""
    sound = sound - sound.mean() if len(sound) else sound
    mel = log_mel(sound)
    semitones, voicing = pitch(sound)
    loudness = _loudness(mel)
    active = loudness > np.percentile(loudness, 95) - ACTIVE_DB
    first, last = int(active.argmax()), len(active) - int(active[::-1].argmax())
    inside = slice(first, last)
    semitones = np.where(voicing > VOICED, semitones, 0).astype(np.float32)
    return Frames(mel[inside], semitones[inside], voicing[inside], active[inside])


def _loudness(mel: Array) -> Array:
    """Return the energy of each frame in dB."""
    return np.asarray(10 * np.log10((10 ** (mel / 10)).sum(axis=1)), dtype=np.float32)
