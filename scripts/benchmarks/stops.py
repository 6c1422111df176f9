"""How often "stop" and "snooze" are heard without a wake word, and how often in talk where nobody said them.

./scripts/bench stops                     # the voices that are here, in quiet and through our own ring
./scripts/bench stops --talk FOLDER …     # recordings in which nobody says it: false stops, as fast as possible
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

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
SUFFIXES = (".wav", ".flac", ".ogg", ".mp3")


def main() -> None:
    """Print a line for each."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--talk", type=Path, nargs="*", default=[], metavar="FOLDER")
    said = house_words("en")
    spotter = SphinxSpotter({word: list(said.cue(word)) for word in SAID}, SileroEndpoint())
    folders = options.parse_args().talk
    if folders:
        false_stops(spotter, folders)
    else:
        hits(spotter)


def hits(spotter: Spotter) -> None:
    """Each phrase by each voice, in quiet and with our own ring so many dB above or below the voice."""
    noise = np.random.default_rng(0)
    said = [(word, speech) for word, ways in SAID.items() for way in ways for speech in _spoken(way)]
    if not said:
        raise SystemExit("flite says the phrases and is not installed (Debian: apt install flite)")
    for level in (None, -12.0, -6.0, 0.0, 6.0):
        heard, late = 0, []
        for word, speech in said:
            scene = np.concatenate([np.zeros(RATE), speech, np.zeros(RATE)]) + noise.normal(
                0, 6, 2 * RATE + len(speech)
            )
            ring = np.zeros(len(scene)) if level is None else _ringing(len(scene), speech, level, noise)
            found = [(at, name) for at, name in _spotted(spotter, scene + ring, level is not None) if name == word]
            heard += bool(found)
            late += [found[0][0] - 1.0 - _ends(speech)] if found else []
        how = "in quiet" if level is None else f"ring {level:+.0f} dB to the voice"
        print(f"{how:>26}: {heard} of {len(said)} heard, {np.median(late):.2f} s after the end (most {max(late):.2f})")


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
