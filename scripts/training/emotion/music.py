"""Music made up on the spot, so that the reader learns that a song on the radio is nobody's mood."""

from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from .corpora import NOBODY, Recording

__all__ = ["compose", "write_music"]

RATE = 16_000
CHORDS = ((0, 4, 7), (0, 3, 7), (0, 5, 9), (2, 5, 9), (0, 4, 7, 11))


def compose(random: np.random.Generator) -> NDArray[np.float32]:
    """Return 2 to 6 seconds of music: broken or whole chords, a melody or none, drums or none, or a lone tone."""
    seconds = random.uniform(2, 6)
    sound = np.zeros(int(seconds * RATE), dtype=np.float32)
    beat = random.uniform(0.2, 0.7)
    root = random.uniform(30, 60)
    timbre = random.uniform(0.2, 0.9) ** np.arange(int(random.integers(1, 10)))
    broken, drums, melody = random.random(3) < (0.5, 0.4, 0.5)
    for number in range(int(seconds / beat)):
        start = int(number * beat * RATE)
        chord = CHORDS[random.integers(len(CHORDS))]
        notes = [root + note for note in ([chord[number % len(chord)]] if broken else chord)]
        notes += [root + 12 + random.choice([0, 2, 4, 5, 7, 9, 11, 12])] if melody else []
        for note in notes:
            _add(sound, start, _note(440 * 2 ** ((note - 69) / 12), beat * random.uniform(0.8, 3), timbre))
        if drums:
            _add(sound, start, _drum(random))
    return (sound / max(float(np.abs(sound).max()), 1e-6) * random.uniform(0.05, 0.9)).astype(np.float32)


def write_music(folder: Path, count: int, seed: int) -> list[Recording]:
    """Write ``count`` pieces into ``folder`` and return them as recordings of nobody."""
    folder.mkdir(parents=True, exist_ok=True)
    recordings = []
    for number in range(count):
        path = folder / f"music-{seed}-{number}.wav"
        soundfile.write(path, compose(np.random.default_rng([seed, number])), RATE)
        recordings.append(Recording(path, "music", f"{NOBODY} {path.stem}", "", NOBODY, ""))
    return recordings


def _note(hertz: float, seconds: float, timbre: NDArray[np.float64]) -> NDArray[np.float32]:
    time = np.arange(int(seconds * RATE)) / RATE
    partials = [
        part * np.sin(2 * np.pi * hertz * (n + 1) * time) for n, part in enumerate(timbre) if hertz * (n + 1) < 7800
    ]
    return (np.sum(partials, axis=0) * np.exp(-2 * time / seconds) * np.minimum(1, time * 100)).astype(np.float32)


def _drum(random: np.random.Generator) -> NDArray[np.float32]:
    time = np.arange(int(0.15 * RATE)) / RATE
    if random.random() < 0.5:
        return (2 * np.sin(2 * np.pi * 60 * time) * np.exp(-30 * time)).astype(np.float32)
    return (random.normal(size=len(time)) * np.exp(-60 * time)).astype(np.float32)


def _add(sound: NDArray[np.float32], start: int, piece: NDArray[np.float32]) -> None:
    end = min(len(sound), start + len(piece))
    sound[start:end] += piece[: end - start]
