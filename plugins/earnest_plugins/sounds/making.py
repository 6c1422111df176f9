"""Noise in the colours of rain, waves and wind, made a second at a time and without a seam.

White noise is given a colour by its spectrum: blocks of it are shaped by Fourier transform and laid over one another in
windows whose powers add up to one, so that no block is heard to begin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from earnest import Sound

Floats: TypeAlias = NDArray[np.float64]
Colour: TypeAlias = Callable[[Floats], Floats]
"""Frequencies in hertz → amplitudes."""

RATE = 22_050
"""Samples a second: rain has little above 11 kHz that a small loudspeaker would give."""
_BLOCK = 1 << 14
"""Samples of a shaped block; half of it is new."""
_FADE_IN, _FADE_OUT = 2.0, 6.0
"""Seconds; a sound that stops at once wakes whom it has put to sleep."""
_WAVE = (7.0, 11.0)
"""Seconds from one wave to the next: swell on a beach (Holthuijsen 2007, Waves in Oceanic and Coastal Waters)."""
_GUST = 5.0
"""Seconds that a gust of wind takes to come or go."""
_DROPS = 40.0
"""Drops that are heard singly, a second."""


def stream(sound: str, seconds: float, level: float = -24.0) -> Iterator[Sound]:
    """``sound`` for so long, faded in and out, as mono pieces; ``level`` in dB of full scale, root mean square."""
    total, at = int(seconds * RATE), 0
    loudness = 32767 * 10 ** (level / 20)
    for piece in _SOUNDS[sound](np.random.default_rng()):
        piece = piece[: total - at]
        if not len(piece):
            return
        places = np.arange(at, at + len(piece))
        fade = np.minimum(places / (_FADE_IN * RATE), (total - places) / (_FADE_OUT * RATE)).clip(0.0, 1.0)
        yield Sound(np.clip(piece * fade * loudness, -32767, 32767).astype(np.int16), RATE)
        at += len(piece)


def _noise(chance: np.random.Generator, colour: Colour) -> Iterator[Floats]:
    """Endless noise of a colour, with a root mean square of one."""
    frequencies = np.fft.rfftfreq(_BLOCK, 1 / RATE)
    amplitudes = colour(np.maximum(frequencies, 1.0)) * (frequencies > 0)
    amplitudes /= np.sqrt(np.mean(amplitudes**2))
    window = np.sin(np.pi * (np.arange(_BLOCK) + 0.5) / _BLOCK)
    half, tail = _BLOCK // 2, np.zeros(_BLOCK // 2)
    while True:
        spectrum = np.fft.rfft(chance.standard_normal(_BLOCK)) * amplitudes
        block = np.fft.irfft(spectrum, _BLOCK) * window
        yield block[:half] + tail
        tail = block[half:]


def _pink(frequencies: Floats) -> Floats:
    return np.asarray(np.maximum(frequencies, 20.0) ** -0.5)


def _brown(frequencies: Floats) -> Floats:
    """6 dB less an octave, and nothing below 40 Hz, which only makes a loudspeaker tremble."""
    return np.where(frequencies < 40.0, 0.0, 1.0 / np.maximum(frequencies, 40.0))


def _band(low: float, high: float) -> Colour:
    """Most of it between two frequencies, falling by 12 dB an octave outside."""
    return lambda frequencies: 1.0 / np.sqrt((1 + (low / frequencies) ** 4) * (1 + (frequencies / high) ** 4))


def _rain(chance: np.random.Generator) -> Iterator[Floats]:
    """A hiss of many drops, and some that are heard singly."""
    length = int(0.03 * RATE)
    decay = np.exp(-np.arange(length) / (0.004 * RATE))
    carried = np.zeros(length)
    for piece in _noise(chance, _band(700.0, 6000.0)):
        drops = np.zeros(len(piece) + length)
        drops[:length] += carried
        for place in chance.integers(0, len(piece), chance.poisson(_DROPS * len(piece) / RATE)):
            pitch = chance.uniform(1500.0, 5000.0)
            strength = chance.exponential(0.7)
            drops[place : place + length] += strength * decay * np.sin(2 * np.pi * pitch * np.arange(length) / RATE)
        carried = drops[len(piece) :]
        yield 0.9 * piece + drops[: len(piece)]


def _waves(chance: np.random.Generator) -> Iterator[Floats]:
    """A murmur that never stops, and waves over it that rise quickly, brighten, and run out slowly."""
    swell, foam = _noise(chance, _brown), _noise(chance, _band(500.0, 5000.0))
    phase, length = 0.0, chance.uniform(*_WAVE)
    for murmur, hiss in zip(swell, foam, strict=False):
        steps = phase + np.arange(1, len(murmur) + 1) / (length * RATE)
        height = np.where(steps % 1 < 0.35, (steps % 1) / 0.35, (1 - steps % 1) / 0.65) ** 2
        if steps[-1] >= 1:
            length = chance.uniform(*_WAVE)
        phase = float(steps[-1] % 1)
        yield murmur * (0.35 + 0.9 * height) + hiss * (0.05 + 0.9 * height**1.5)


def _wind(chance: np.random.Generator) -> Iterator[Floats]:
    """A low rush that comes and goes, and whistles a little when it is strong."""
    low, high = _noise(chance, _band(120.0, 500.0)), _noise(chance, _band(600.0, 1200.0))
    force = 0.5
    for rush, whistle in zip(low, high, strict=False):
        aim = float(np.clip(force + chance.normal(0, len(rush) / RATE / _GUST), 0.3, 1.0))
        gust = np.linspace(force, aim, len(rush))
        force = aim
        yield rush * (0.3 + gust) + whistle * 0.6 * gust**3


_SOUNDS: dict[str, Callable[[np.random.Generator], Iterator[Floats]]] = {
    "rain": _rain,
    "waves": _waves,
    "wind": _wind,
    "white": lambda chance: _noise(chance, np.ones_like),
    "pink": lambda chance: _noise(chance, _pink),
    "brown": lambda chance: _noise(chance, _brown),
}
SOUNDS = tuple(_SOUNDS)
"""What there is."""
