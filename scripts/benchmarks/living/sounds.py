"""What a home sounds like when nobody speaks to the house: people, noises, and television made of both.

Two sorts of voices: recordings of people in ``../shared/data`` (under three hours, in three languages), and sentences
that people wrote, each said once by a neural voice, faster or slower, so higher or lower. Every stretch is mixed anew.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.listening import DATA
from earnest.nouns import RATE, Sound, Tone
from earnest.sound import read, resample

if TYPE_CHECKING:
    from earnest.nouns import Samples

PEOPLE = ("emotion/ravdess", "emotion/nemo", "speech", "wakeword/picovoice", "wakeword/precise", "more/emodb")
NOISES = ("noise",)
STRETCH = 30.0
"""Seconds that are mixed at a time."""
LEVELS = (200.0, 2500.0)
"""Root mean power, int16, between which a voice lies: the next room, and a television that is too loud."""
_SILENT = 1e-3


class Sounds:
    """Stretches of a home's sound, never the same twice. What it drew so far is counted."""

    def __init__(self, seed: int, *, generated: bool = True) -> None:
        """``generated``: whether sentences by a neural voice are among them."""
        self._chance = random.Random(seed)
        self._people = _files(PEOPLE)
        self._noises = _files(NOISES)
        self._left: list[Path] = []
        self._sentences = _sentences(self._chance) if generated else iter(())
        self._voice: Any = None
        self.rounds = 0
        """How often the recordings of people were begun anew."""
        self.generated = 0.0
        """Seconds of generated speech so far, no sentence twice."""
        self.people = 0.0
        """Seconds of people so far."""

    def stretch(self, seconds: float = STRETCH) -> Samples:
        """The next ``seconds``: quiet, one who speaks, two at once, or television (voices over noise and a tune)."""
        samples = round(seconds * RATE)
        kind = self._chance.choices(("quiet", "one", "two", "television"), (1, 4, 2, 5))[0]
        air = np.random.default_rng(self._chance.randrange(1 << 32)).normal(0, 8, samples)
        voices = {"quiet": 0, "one": 1, "two": 2, "television": self._chance.choice((1, 1, 2))}[kind]
        for _ in range(voices):
            air += _at_level(self._talk(samples), self._level())
        if kind == "television":
            air += _at_level(self._noise(samples), self._level() / 3)
            air += _at_level(self._tune(samples), self._level() / 4)
        elif self._chance.random() < 0.2:
            air += _at_level(self._noise(samples), self._level())
        return np.clip(air, -32_767, 32_767).astype(np.int16)

    def _level(self) -> float:
        low, high = np.log(LEVELS)
        return float(np.exp(self._chance.uniform(low, high)))

    def _talk(self, samples: int) -> np.ndarray:
        """One voice after another, with pauses between."""
        pieces: list[np.ndarray] = []
        made = self._chance.random() < 0.5
        pace = self._chance.uniform(0.8, 1.25)
        while sum(map(len, pieces)) < samples:
            wave = self._said() if made else None
            if wave is None:
                wave = self._person()
            else:
                wave = _at_pace(wave, pace)
                self.generated += len(wave) / RATE
            pieces += [wave, np.zeros(round(self._chance.expovariate(2.0) * RATE))]
        return np.concatenate(pieces)[:samples]

    def _person(self) -> np.ndarray:
        if not self._left:
            self._left = self._chance.sample(self._people, len(self._people))
            self.rounds += 1
        wave = _at_pace(read(self._left.pop()).samples, self._chance.uniform(0.92, 1.08))
        self.people += len(wave) / RATE
        return wave

    def _said(self) -> Samples | None:
        sentence = next(self._sentences, None)
        if sentence is None:
            return None
        self._voice = self._voice or _voice()
        pieces = list(self._voice.speak(sentence, Tone()))
        return resample(Sound(np.concatenate([piece.samples for piece in pieces]), pieces[0].rate)).samples

    def _noise(self, samples: int) -> np.ndarray:
        wave = read(self._chance.choice(self._noises)).samples
        return np.resize(np.roll(wave, self._chance.randrange(len(wave))), samples).astype(np.float64)

    def _tune(self, samples: int) -> np.ndarray:
        """Chords that change twice a second, as under a film."""
        tune, step = np.zeros(samples), RATE // 2
        time = np.arange(step) / RATE
        for at in range(0, samples, step):
            root = 110.0 * 2 ** (self._chance.randrange(24) / 12)
            chord = sum(np.sin(2 * np.pi * root * ratio * time) / ratio for ratio in (1, 5 / 4, 3 / 2, 2))
            tune[at : at + step] = (chord * np.exp(-3 * time))[: samples - at]
        return tune


def _voice() -> Any:
    from earnest.config import Config
    from earnest.engines.hibari import HibariVoice
    from earnest.speaking import card_of

    return HibariVoice(card_of("hibari-heart", Config()))


def _at_pace(wave: np.ndarray, pace: float) -> np.ndarray:
    """Played so many times faster, and higher: another person, for a wake word."""
    return resample(Sound(np.asarray(wave, np.int16), round(RATE * pace)), RATE).samples.astype(np.float64)


def _at_level(wave: np.ndarray, level: float) -> np.ndarray:
    loud = wave[np.abs(wave) > np.abs(wave).max() * _SILENT] if len(wave) and wave.any() else wave
    return wave * (level / np.sqrt(np.mean(loud**2))) if len(loud) and loud.any() else wave


def _files(folders: tuple[str, ...]) -> list[Path]:
    """Recordings in which nobody says "okay nabu"."""
    return sorted(file for folder in folders for file in (DATA / folder).rglob("*.flac") if "nabu" not in file.name)


def _sentences(chance: random.Random) -> Iterator[str]:
    """What people wrote, in an order of its own, as long as it is a sentence and none is told twice."""
    lines: set[str] = set()
    for file in sorted((DATA / "text_emotion" / "goemotions").glob("*.tsv")):
        with file.open(encoding="utf-8") as rows:
            lines |= {row[0].strip() for row in csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE) if row}
    plain = sorted(line for line in lines if line.isascii() and 20 < len(line) < 200 and "nabu" not in line.lower())
    yield from chance.sample(plain, len(plain))
