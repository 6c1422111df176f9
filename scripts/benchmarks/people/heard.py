"""Recordings of people who are to be told apart, as a speaker reader hears them: whole, in part, in noise."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from earnest.engines.speaker_dvector import DVector
from earnest.knowing import known_voice_of
from earnest.nouns import Sound, Utterance
from earnest.sound import read
from earnest.voiceprints import KnownVoice, Voiceprint

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
CORPORA = ("ravdess", "nemo", "emodb")
PLAIN = frozenset({"neutral", "calm"})
MOODS = {
    "plain": PLAIN,
    "glad": frozenset({"happy", "happiness"}),
    "sad": frozenset({"sad", "sadness"}),
    "angry": frozenset({"angry", "anger"}),
    "any other": frozenset({"happy", "happiness", "sad", "sadness", "angry", "anger", "fear", "fearful", "surprised"}),
}
ENROLMENTS = {"five plain": ("plain",) * 5, "three plain, glad, sad": ("plain",) * 3 + ("glad", "sad")}
KEPT = 3
"""Every so manieth recording of a mood is taken, so that this ends in minutes."""
SNR = 10.0


@dataclass(frozen=True, slots=True)
class Recording:
    """One row of the manifests."""

    file: Path
    corpus: str
    speaker: str
    mood: str


class Bench:
    """Recordings, heard once each in every way they are asked for."""

    def __init__(self, encoder: Path) -> None:
        self.reader = DVector(encoder)
        self.rows = [row for row in _recordings() if row.corpus in CORPORA]
        self._noises = [read(file) for file in sorted((DATA / "noise" / "esc10").glob("*.flac"))[::4]]
        self.print_of = cache(self._print)

    def speakers(self, corpus: str) -> list[str]:
        """Who speaks in a corpus."""
        return sorted({row.speaker for row in self.rows if row.corpus == corpus})

    def of(self, speaker: str, mood: str) -> list[Recording]:
        """Their recordings in a mood, thinned out unless they are plain."""
        every = [row for row in self.rows if row.speaker == speaker and row.mood in MOODS[mood]]
        return every if mood == "plain" else every[::KEPT]

    def enrolled(self, speaker: str, moods: Sequence[str], rng: np.random.Generator) -> tuple[KnownVoice, set[Path]]:
        """A person's voice, by one recording for each of ``moods``; and which were taken."""
        taken: list[Recording] = []
        for mood in moods:
            left = [row for row in self.of(speaker, mood) if row not in taken]
            taken.append(left[rng.integers(len(left))] if len(left) > 1 else self.of(speaker, mood)[0])
        heard = [one for row in taken if (one := self.print_of(row.file)) is not None]
        return known_voice_of(speaker, heard), {row.file for row in taken}

    def _print(self, file: Path, seconds: float | None = None, noisy: bool = False) -> Voiceprint | None:
        sound = read(file)
        if noisy:
            sound = _with_noise(sound, self._noises[len(file.name) * 7 % len(self._noises)])
        if seconds is not None:
            sound = _first(sound, seconds)
        return self.reader.listen(Utterance(sound)) if sound is not None else None


def _recordings() -> Iterator[Recording]:
    for manifest, folder in (("manifest.csv", DATA), ("more/manifest.csv", DATA / "more")):
        with (DATA / manifest).open() as rows:
            for row in csv.DictReader(rows):
                if row["corpus"] in CORPORA:
                    yield Recording(folder / row["file"], row["corpus"], row["speaker"], row["emotion"])


def _loud(sound: Sound) -> np.ndarray:
    """Which 10 ms are within 30 dB of the loudest."""
    pieces = sound.samples[: len(sound.samples) // 160 * 160].reshape(-1, 160).astype(float)
    level = 10 * np.log10((pieces**2).mean(axis=1) + 1e-3)
    return np.asarray(level > np.percentile(level, 95) - 30)


def _first(sound: Sound, seconds: float) -> Sound | None:
    """Its beginning, as far as ``seconds`` of speech; None where less is spoken."""
    places, wanted = np.flatnonzero(_loud(sound)), round(seconds * 100)
    if len(places) < wanted:
        return None
    return Sound(sound.samples[places[0] * 160 : (places[wanted - 1] + 1) * 160])


def _with_noise(sound: Sound, noise: Sound) -> Sound:
    beside = np.resize(noise.samples, len(sound.samples)).astype(float)
    speech = sound.samples[np.repeat(_loud(sound), 160).nonzero()[0]].astype(float)
    level = np.sqrt((speech**2).mean() / ((beside**2).mean() + 1e-9)) * 10 ** (-SNR / 20)
    return Sound(np.clip(sound.samples + level * beside, -32767, 32767).astype(np.int16))
