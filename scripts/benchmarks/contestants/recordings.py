"""What is played to each contestant: requests by people, by flite and of one's own, alone and behind the wake word."""

from __future__ import annotations

import csv
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.listening import DATA
from earnest.engines.endpoint_silero import SileroEndpoint
from earnest.nouns import RATE
from earnest.sound import read, resample

WAKE = "okay nabu"
PAUSE = 0.6
"""Seconds between the wake word and the request."""
GENERATED = (
    "what is on the list today",
    "what is in the fridge",
    "what is on the list",
    "dogs are sitting by the door",
)


@dataclass(frozen=True, slots=True)
class Recording:
    """Raw sound in a file, alone and behind the wake word, and where its last voiced sample is, in seconds."""

    kind: str
    path: Path
    voiced: float
    woken: Path
    wake: float
    """Seconds that it begins later there."""


def recordings_of(folder: Path, takes: int, own: Path | None) -> Iterator[Recording]:
    """``takes`` of each kind, and those in the folder ``own``, written into ``folder`` as they are played."""
    wake = np.concatenate([_flite(folder, "slt", WAKE), np.zeros(round(PAUSE * RATE), np.int16)])
    for kind, path in (*_people(takes), *_generated(folder, takes), *_own(own)):
        sound, name = resample(read(path)).samples, f"{kind.split()[0]}-{path.stem}"
        alone, woken = folder / f"{name}.raw", folder / f"{name}-woken.raw"
        alone.write_bytes(sound.tobytes())
        woken.write_bytes(np.concatenate([wake, sound]).tobytes())
        yield Recording(kind, alone, _last_voiced(sound), woken, len(wake) / RATE)


def dealt(recordings: Iterator[Recording]) -> list[Recording]:
    """One of each kind after the other, so that a run that is cut short has some of each."""
    kinds: dict[str, list[Recording]] = {}
    for each in recordings:
        kinds.setdefault(each.kind, []).append(each)
    return [each for row in zip_longest(*kinds.values()) for each in row if each is not None]


def _people(takes: int) -> Iterator[tuple[str, Path]]:
    if not (DATA / "manifest.csv").is_file():
        print("without ../shared/data no people are heard but those of --recordings", file=sys.stderr)
        return
    with (DATA / "manifest.csv").open() as manifest:
        rows = list(csv.DictReader(manifest))
    plain = [row for row in rows if row["corpus"] == "ravdess" and row["emotion"] in ("neutral", "calm", "happy")]
    chance = random.Random(16)
    for kind, among in (("phrase, people", plain), ("own words, people", [r for r in rows if r["corpus"] == "s2i"])):
        for row in chance.sample(among, min(takes, len(among))):
            yield kind, DATA / row["file"]


def _generated(folder: Path, takes: int) -> Iterator[tuple[str, Path]]:
    for number in range(takes):
        voice, text = ("slt", "rms", "awb")[number % 3], GENERATED[number % len(GENERATED)]
        path = folder / f"{voice}-{number}.wav"
        _flite(folder, voice, text, path)
        yield "generated phrase", path


def _own(folder: Path | None) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.iterdir()) if folder else ():
        if path.suffix.lower() in (".wav", ".flac", ".ogg", ".mp3"):
            yield f"{path.parent.name}/", path


def _flite(folder: Path, voice: str, text: str, path: Path | None = None) -> Any:
    program, path = shutil.which("flite"), path or folder / "wake.wav"
    if program is None:
        sys.exit("flite is not installed; on Debian: sudo apt install flite")
    subprocess.run([program, "-voice", voice, "-o", str(path), "-t", text], check=True)
    return resample(read(path)).samples


def _last_voiced(sound: Any) -> float:
    detector, last = SileroEndpoint(), 0
    for at in range(0, len(sound) - detector.window, detector.window):
        if detector.voiced(sound[at : at + detector.window]) >= 0.5:
            last = at + detector.window
    return last / RATE
