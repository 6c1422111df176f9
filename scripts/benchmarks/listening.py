"""How well the house hears, on recordings of real people in ``../shared/data``.

    ./scripts/bench listening [wakes] [false-wakes] [words]

*wakes*: the share of recordings of a wake word that wake it, and it alone. *false-wakes*: wakes an hour, for each word
alone, over speech, noise and emotion in which nobody says it. *words*: word error rate and real-time factor of
pocketsphinx on LibriSpeech, leaning towards the phrases of the first-party skills as it does in a turn.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Console

from earnest.engines.base import FRAME
from earnest.engines.pocketsphinx import PocketSphinx
from earnest.engines.wake_micro import MicroWake
from earnest.nouns import RATE, Utterance
from earnest.sound import read

if TYPE_CHECKING:
    from earnest.nouns import Samples

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
WORDS = ("okay_nabu", "hey_jarvis", "alexa", "hey_mycroft")
QUIET = ("speech", "noise", "emotion")
GAP = 1.0
"""Seconds of silence between recordings."""


def wakes(folders: Sequence[str] = ("wakeword/phrases", "wakeword/picovoice")) -> dict[str, tuple[int, int]]:
    """For each word: how many of its recordings woke it and nothing else, and how many there are."""
    detector, counts = MicroWake(WORDS), dict.fromkeys(WORDS, (0, 0))
    for row in _rows(*folders):
        word = row["text"].replace(" ", "_")
        if word not in WORDS:
            continue
        detector.reset()
        heard = {wake.word for frame in _frames(row["file"]) if (wake := detector.hear(frame)) is not None}
        hits, whole = counts[word]
        counts[word] = hits + (heard == {word}), whole + 1
    return counts


def false_wakes(folders: Sequence[str] = QUIET) -> tuple[dict[str, int], float]:
    """How often each word woke in one long stream of everything, and how many hours that was."""
    detector, counts, frames = MicroWake(WORDS), dict.fromkeys(WORDS, 0), 0
    for row in _rows(*folders):
        for frame in _frames(row["file"]):
            frames += 1
            wake = detector.hear(frame)
            if wake is not None:
                counts[wake.word] += 1
    return counts, frames * FRAME / RATE / 3_600


def words(phrases: Sequence[str], folder: str = "speech/librispeech") -> tuple[float, float]:
    """Word error rate, and processor seconds for a second of sound."""
    recognizer = PocketSphinx()
    recognizer.expect(phrases)
    errors, whole, seconds, spent = 0, 0, 0.0, 0.0
    for row in _rows(folder):
        sound, said = read(DATA / row["file"]), row["text"].lower().split()
        began = time.process_time()
        heard = recognizer.transcribe(Utterance(sound)).text.split()
        spent += time.process_time() - began
        errors, whole, seconds = errors + _distance(said, heard), whole + len(said), seconds + sound.seconds
    return errors / whole, spent / seconds


def _rows(*folders: str) -> Iterator[dict[str, str]]:
    with (DATA / "manifest.csv").open() as manifest:
        yield from (row for row in csv.DictReader(manifest) if row["file"].startswith(tuple(f"{f}/" for f in folders)))


def _frames(file: str) -> Iterator[Samples]:
    if not file.endswith(".flac"):
        return
    padded = np.concatenate([read(DATA / file).samples, np.zeros(round(GAP * RATE), np.int16)])
    yield from padded[: len(padded) // FRAME * FRAME].reshape(-1, FRAME)


def _distance(said: Sequence[str], heard: Sequence[str]) -> int:
    """Words to change, add and leave out (Levenshtein)."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(said, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != other))
    return row[-1]


def _phrases() -> list[str]:
    """What the skills that are installed listen for."""
    from earnest.config import Config
    from earnest.host import Plugins
    from earnest.intents import Router

    plugins = Plugins(Config())
    plugins.load()
    try:
        return Router(plugins.skills).phrases
    finally:
        plugins.close()


def main() -> None:
    """Print what was asked for; everything without arguments."""
    what = {"wakes": _show_wakes, "false-wakes": _show_false_wakes, "words": _show_words}
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("measure", nargs="*", metavar="|".join(what), choices=[*what, []], default=[])
    out = Console()
    for name in arguments.parse_args().measure or what:
        what[name](out)


def _show_wakes(out: Console) -> None:
    for word, (hits, whole) in wakes().items():
        out.print(f"{word}: {hits} of {whole} recordings wake it and nothing else")


def _show_false_wakes(out: Console) -> None:
    counts, hours = false_wakes()
    for word, count in counts.items():
        out.print(f"{word}: {count} false wakes in {hours:.2f} hours, {count / hours:.2f} an hour")


def _show_words(out: Console) -> None:
    for name, phrases in {"alone": [], "with the skills' phrases": _phrases()}.items():
        rate, factor = words(phrases)
        out.print(f"pocketsphinx {name}: word error rate {rate:.1%}, real-time factor {factor:.2f}")


if __name__ == "__main__":
    main()
