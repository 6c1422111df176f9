"""Sounds of the house's own making: what rings, and what shows that somebody was heard. Made of a few pure tones.

A room changes how loud and how late a pure tone is, never its frequency: ``listening/notches.py`` takes these out of
what the microphone hears, whatever the room and however late the loudspeaker.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from earnest.nouns import Sound

CHIME_RATE = 22_050
"""Samples a second."""
NOTES = (659.3, 830.6, 987.8)
"""Hz, an E major chord. With their octaves they lie where old ears hear well: below 2 kHz (ISO 7029)."""
PARTIALS = (*NOTES, *(2 * note for note in NOTES))
"""Every frequency that the ring is made of."""
OCTAVE = 0.35
"""Share of a note's octave, which makes it a bell's and not a whistle's."""
_ATTACK = 0.03
"""Seconds: slow enough that a note's beginning stays within 40 Hz of its frequency."""
_DECAY = 0.22
"""Seconds in which a note falls to a third."""
_LOUDEST = 0.6
"""Of full scale, the largest sample of a ring that has grown up."""
FIRST = -20.0
"""dB below that at which a ring begins …"""
GROWS = 40.0
"""… and the seconds in which it grows to it."""


def growth(seconds: float) -> float:
    """dB of a ring that has rung for so long: from ``FIRST`` to 0."""
    return FIRST * max(0.0, 1.0 - seconds / GROWS)


def louder(sound: Sound, decibels: float) -> Sound:
    """The same sound, louder or quieter by so many dB; what would be too loud is clipped."""
    wave = sound.samples.astype(np.float32) * np.float32(10 ** (decibels / 20))
    return Sound(np.clip(wave, -32_767, 32_767).astype(np.int16), sound.rate)


@lru_cache(maxsize=1)
def ring() -> Sound:
    """One phrase of a ring, about a second, as loud as it gets."""
    return _melody([(0.0, 0), (0.16, 1), (0.32, 2), (0.56, 2)], 1.0, _LOUDEST)


@lru_cache(maxsize=1)
def woke() -> Sound:
    """Somebody woke the house: two quick notes, up."""
    return _melody([(0.0, 0), (0.07, 2)], 0.2, 0.12)


@lru_cache(maxsize=1)
def heard() -> Sound:
    """The house has heard enough: one note."""
    return _melody([(0.0, 1)], 0.12, 0.1)


@lru_cache(maxsize=1)
def failed() -> Sound:
    """Something went wrong: two notes, down."""
    return _melody([(0.0, 2), (0.14, 0)], 0.4, 0.15)


def _melody(notes: list[tuple[float, int]], seconds: float, peak: float) -> Sound:
    """Notes by when they begin (seconds) and which of ``NOTES`` they are; the end is faded out."""
    times = np.arange(round(seconds * CHIME_RATE)) / CHIME_RATE
    wave = np.zeros(len(times))
    for begins, note in notes:
        wave += _note(NOTES[note], times - begins)
    wave *= np.minimum(1.0, (seconds - times) / 0.05)
    return Sound((wave * peak * 32_767 / np.abs(wave).max()).astype(np.int16), CHIME_RATE)


def _note(frequency: float, since: np.ndarray) -> np.ndarray:
    """A struck bar: a tone and its octave that rise softly and fade; ``since`` is seconds from its beginning."""
    rise = 0.5 - 0.5 * np.cos(np.pi * np.clip(since / _ATTACK, 0.0, 1.0))
    fade = np.exp(-np.maximum(since, 0.0) / _DECAY)
    tone = np.sin(2 * np.pi * frequency * since) + OCTAVE * np.sin(4 * np.pi * frequency * since)
    return np.asarray(np.where(since > 0, rise * fade * tone, 0.0))
