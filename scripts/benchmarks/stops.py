"""How often "stop" and "snooze" are heard without a wake word, and how often in talk where nobody said them.

./scripts/bench stops                     # the voices that are here, in quiet, through our own ring and over television
./scripts/bench stops --talk FOLDER …     # recordings in which nobody says it: false stops, as fast as possible
./scripts/bench stops --home MINUTES      # the same of a home's talk and television, half of it through our own ring
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.barge_in import _level
from benchmarks.listening import DATA
from benchmarks.living.sounds import STRETCH, Sounds
from earnest import chimes
from earnest.engines.base import FRAME, Spotter
from earnest.engines.endpoint_silero import SileroEndpoint
from earnest.engines.sphinx_spotter import SphinxSpotter
from earnest.errors import SoundError
from earnest.listening.notches import Notches
from earnest.nouns import RATE
from earnest.sheets.house import house_words
from earnest.sound import read, resample

Samples = NDArray[np.int16]

SAID = {"stop": ("stop", "stop it", "please stop"), "snooze": ("snooze", "snooze ten minutes", "snooze for an hour")}
VOICES = ("slt", "rms", "awb", "kal")
SOFT = 200.0
"""Level below which a stretch is too quiet to be laid behind a voice."""
SUFFIXES = (".wav", ".flac", ".ogg", ".mp3")


def main() -> None:
    """Print a line for each."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--talk", type=Path, nargs="*", default=[], metavar="FOLDER")
    options.add_argument("--home", type=float, default=0.0, metavar="MINUTES")
    said = house_words("en")
    spotter = SphinxSpotter({word: list(said.cue(word)) for word in SAID}, SileroEndpoint())
    asked = options.parse_args()
    if asked.talk:
        false_stops(spotter, asked.talk)
    elif asked.home:
        at_home(spotter, asked.home)
    else:
        hits(spotter)


def hits(spotter: Spotter) -> None:
    """Each phrase by each voice, our own ring so many dB above or below the voice, television so many below it."""
    noise, beds = np.random.default_rng(0), _beds()
    said = [(word, speech) for word, ways in SAID.items() for way in ways for speech in _spoken(way)]
    if not said:
        raise SystemExit("flite says the phrases and is not installed (Debian: apt install flite)")
    for below in (None, 20.0, 10.0, 5.0) if beds else (None,):
        for level in (None, -12.0, -6.0, 0.0):
            heard, late = 0, []
            for number, (word, speech) in enumerate(said):
                scene = noise.normal(0, 6, 7 * RATE + len(speech))
                scene[5 * RATE : 5 * RATE + len(speech)] += speech
                scene += 0.0 if level is None else _ringing(len(scene), speech, level, noise)
                if below is not None:
                    bed = np.resize(beds[number % len(beds)], len(scene))
                    scene += bed * (_level(speech) * 10 ** (-below / 20) / _level(bed))
                found = [(at, name) for at, name in _spotted(spotter, scene, level is not None) if name == word]
                heard += bool(found)
                late += [found[0][0] - 5.0 - _ends(speech)] if found else []
            how = "no ring" if level is None else f"ring {level:+.0f} dB to the voice"
            how += ", in quiet" if below is None else f", television {-below:.0f} dB"
            middle, most = np.median(late or [0]), max(late or [0])
            print(
                f"{how:>42}: {heard} of {len(said)} heard, {middle:.2f} s after the end (most {most:.2f})", flush=True
            )


def _beds() -> list[np.ndarray]:
    """Ten stretches of a home's talk and television; none without the recordings."""
    if not DATA.is_dir():
        return []
    sounds = Sounds(77)
    beds = (sounds.stretch(20.0).astype(float) for _ in range(40))
    return list(islice((bed for bed in beds if _level(bed) > SOFT), 10))


def at_home(spotter: Spotter, minutes: float) -> None:
    """A home's sounds, every other stretch through our own ring, at several levels."""
    sounds, found, noise = Sounds(99), 0, np.random.default_rng(1)
    loudness = np.full(RATE, 2500, np.int16)
    for number in range(round(minutes * 60 / STRETCH)):
        stretch, rings = sounds.stretch().astype(float), number % 2 == 1
        if rings:
            stretch += _ringing(len(stretch), loudness, (-18.0, -12.0, -6.0, 0.0)[number // 2 % 4], noise)
        for at, word in _spotted(spotter, stretch, rings):
            found += 1
            print(f"  {word} at {at:.1f} s of stretch {number}", flush=True)
    print(f"{found} false in {minutes:.0f} minutes, half of them through a ring")


def false_stops(spotter: Spotter, folders: Sequence[Path]) -> None:
    """All recordings one after the other, as if the house rang all the time."""
    seconds, found, began = 0.0, 0, time.process_time()
    for file in sorted(each for folder in folders for each in folder.rglob("*") if each.suffix in SUFFIXES):
        try:
            sound = np.concatenate([read(file).samples, np.zeros(RATE // 3, np.int16)])
        except SoundError:
            continue
        seconds += len(sound) / RATE
        for at, word in _spotted(spotter, sound, rings=False):
            found += 1
            print(f"  {word} at {at:.1f} s of {file.name}")
    cost = (time.process_time() - began) / max(seconds, 1.0)
    print(f"{found} false in {seconds / 60:.1f} minutes; {1000 * cost:.0f} ms of processor time a second")


def _spotted(spotter: Spotter, sound: np.ndarray, rings: bool) -> Iterator[tuple[float, str]]:
    """When each was spotted, in seconds into the sound, and which it was."""
    notches = Notches(chimes.PARTIALS)
    spotter.reset()
    whole = np.clip(sound[: len(sound) // FRAME * FRAME], -32_767, 32_767).astype(np.int16).reshape(-1, FRAME)
    for number, frame in enumerate(whole, 1):
        spotted = spotter.hear(notches.take_out(frame) if rings else frame)
        if spotted is not None:
            yield number * FRAME / RATE, spotted.word


def _ringing(samples: int, speech: Samples, level: float, noise: np.random.Generator) -> np.ndarray:
    """The house's own ring, again and again, from anywhere in it; ``level`` dB to the voice, both while they sound."""
    ring = resample(chimes.ring()).samples.astype(float)
    ring *= 10 ** (level / 20) * np.sqrt(np.mean(speech.astype(float) ** 2) / np.mean(ring**2))
    return np.resize(np.roll(ring, noise.integers(len(ring))), samples)


def _ends(speech: Samples) -> float:
    return float(np.flatnonzero(np.abs(speech.astype(int)) > 300)[-1] / RATE)


def _spoken(text: str) -> Iterator[Samples]:
    program = shutil.which("flite")
    with tempfile.TemporaryDirectory() as folder:
        for voice in VOICES if program else ():
            file = Path(folder) / f"{voice}.wav"
            subprocess.run([str(program), "-voice", voice, "-t", text, "-o", str(file)], check=True)
            yield read(file).samples


if __name__ == "__main__":
    main()
