"""What Whisper's short window costs in words and saves in time, against half a minute for whatever was said.

    ./scripts/bench recognition --model FOLDER [--share 1.0] [--noise] [--show]

The same model hears every utterance twice, in turns: as faster-whisper does it (half a minute, temperatures to fall
back on) and as the house does. People: LibriSpeech, RAVDESS's two sentences, s2i's orders, of which only the words of
the slots are known. Voices: flite, espeak-ng and the small Piper voice, saying requests from CLINC150. *wrong*: words
changed, added or left out, of a hundred; of s2i, words left out. *again*: texts that say the same twice. *ms*: median
processor time. ``--noise``: sounds in which nobody speaks (ESC-10, a kitchen in pieces, made ones): how many gave a
text, and the slowest. All but the made ones lie in ``../shared/data``.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.listening import DATA, _distance
from earnest.config import Config
from earnest.engines.endpoint_silero import SileroEndpoint
from earnest.engines.espeak import EspeakVoice
from earnest.engines.faster_whisper import FasterWhisper
from earnest.engines.whisper_words import repeats
from earnest.nouns import RATE, Sound, Tone, Utterance
from earnest.sound import as_float, read, resample
from earnest.speaking.cards import card_of
from earnest.speaking.prosody import join
from earnest.supplies.models import Model

MARGIN = 0.3
"""Seconds left before the first voice and after the last, as listening leaves them."""
PEOPLE = 96
"""Of RAVDESS's thousand recordings of two sentences."""
VOICES = {"slt": 18, "rms": 18, "awb": 18, "kal": 18, "espeak": 36, "piper": 60}
"""How many requests each voice says."""
_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """An utterance, and what is known of its words."""

    source: str
    sound: Sound
    words: tuple[str, ...]
    every: bool = True
    """Whether these are all of its words, and not only those of its slots."""

    def wrong(self, text: str) -> int:
        """Words that differ, or that are left out where not all are known."""
        heard = plain(text)
        if self.every:
            return _distance(self.words, heard)
        return sum((Counter(self.words) - Counter(heard)).values())


@dataclass(slots=True)
class Tally:
    """One way of hearing, over one source."""

    wrong: int = 0
    again: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, said: Said, text: str, seconds: float) -> None:
        self.wrong += said.wrong(text)
        self.again += repeats(text) and not repeats(" ".join(said.words))
        self.seconds.append(seconds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="a folder with a Whisper model in CTranslate2's form")
    parser.add_argument("--share", type=float, default=1.0, help="of the utterances")
    parser.add_argument("--noise", action="store_true", help="only sounds in which nobody speaks")
    parser.add_argument("--show", action="store_true", help="every text that differs")
    asked = parser.parse_args()
    house = FasterWhisper(Model(asked.model.name, asked.model))
    out = Console(width=160, highlight=False)
    if asked.noise:
        _noise(house, out, asked.show)
    else:
        _speech(house, out, asked.share, asked.show)


def _speech(house: FasterWhisper, out: Console, share: float, show: bool) -> None:
    whole, short, counts = _tallies(), _tallies(), Counter[str]()
    before = _as_before(house)
    for said in _every(share):
        texts = []
        for hear, tallies in ((before, whole), (house.transcribe, short)):
            began = time.process_time()
            texts.append(hear(Utterance(said.sound)).text)
            spent = time.process_time() - began
            for name in (said.source, "all"):
                tallies[name].add(said, texts[-1], spent)
        for name in (said.source, "all"):
            counts[name] += len(said.words)
        if show and plain(texts[0]) != plain(texts[1]):
            out.print(f"{said.source}, {said.sound.seconds:.1f} s: {texts[0]} → {texts[1]}  ({' '.join(said.words)})")
    out.print(_table(whole, short, counts))


def _table(whole: dict[str, Tally], short: dict[str, Tally], counts: Counter[str]) -> Table:
    shown = Table("", "n", "words", "wrong", "short", "again", "short", "ms", "short", "ratio", "slowest", box=None)
    for name, before in whole.items():
        if before.seconds:
            after, words = short[name], counts[name]
            times = [1000 * statistics.median(each.seconds) for each in (before, after)]
            errors = [f"{100 * each.wrong / words:.2f}" for each in (before, after)]
            again = [str(each.again) for each in (before, after)]
            shown.add_row(
                *(name, str(len(before.seconds)), str(words), *errors, *again, *(f"{each:.0f}" for each in times)),
                *(f"{times[1] / times[0]:.2f}", f"{1000 * max(after.seconds):.0f}"),
            )
    return shown


def _tallies() -> dict[str, Tally]:
    return {name: Tally() for name in ("LibriSpeech", "RAVDESS", "s2i", *VOICES, "all")}


def _as_before(house: FasterWhisper) -> Callable[[Utterance], Any]:
    """The same model in half a minute, as faster-whisper listens."""

    class Heard:
        def __init__(self, text: str) -> None:
            self.text = text

    model = house._ears._model

    def hear(utterance: Utterance) -> Heard:
        segments, _ = model.transcribe(
            as_float(utterance.sound.samples),
            language="en",
            beam_size=3,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        kept = [each.text.strip() for each in segments if each.no_speech_prob < 0.6 or each.avg_logprob > -1.0]
        return Heard(" ".join(kept))

    return hear


def _noise(house: FasterWhisper, out: Console, show: bool) -> None:
    before, times, texts = _as_before(house), [], Counter[str]()
    for name, samples in _noises():
        utterance = Utterance(Sound(samples))
        for way, hear in (("half a minute", before), ("short", house.transcribe)):
            began = time.perf_counter()
            text = hear(utterance).text
            times.append((way, time.perf_counter() - began))
            texts[way] += bool(text)
            if show and text and way == "short":
                out.print(f"{name}: {text}")
    for way in ("half a minute", "short"):
        mine = sorted(seconds for each, seconds in times if each == way)
        out.print(
            f"{way}: {texts[way]} of {len(mine)} noises gave a text; median {1000 * statistics.median(mine):.0f} ms, "
            f"slowest {1000 * mine[-1]:.0f}"
        )


def _noises() -> Iterator[tuple[str, Any]]:
    for path in sorted((DATA / "noise" / "esc10").glob("*.flac")):
        yield path.stem, read(path).samples
    kitchen = read(DATA / "noise" / "kitchen.flac").samples
    for start in range(0, len(kitchen) - 5 * RATE, 5 * RATE):
        yield f"kitchen at {start // RATE} s", kitchen[start : start + 5 * RATE]
    chance, t = np.random.default_rng(0), np.arange(5 * RATE) / RATE
    notes = np.repeat([262, 294, 330, 349, 392, 440, 494, 523], 5 * RATE // 8)
    made = {
        "white noise": chance.normal(0, 2_000, len(t)),
        "clipped noise": 32_767 * np.sign(chance.normal(size=len(t))),
        "a hum": 8_000 * np.sin(2 * np.pi * 50 * t),
        "a chord": 3_000 * sum(np.sin(2 * np.pi * each * t) for each in (262, 330, 392)),
        "a melody": 6_000 * np.sin(2 * np.pi * notes * t),
        "a quiet room": chance.normal(0, 4, len(t)),
        "a click": np.where(t < 0.001, 20_000, 0),
    }
    for name, wave in made.items():
        yield name, np.asarray(wave).astype(np.int16)


def _every(share: float) -> Iterator[Said]:
    """All utterances, or a share of each source."""
    chance = random.Random(0)
    for said in chain(_people(), _voices()):
        if share >= 1 or chance.random() < share:
            yield said


def _people() -> Iterator[Said]:
    with (DATA / "manifest.csv").open() as manifest:
        rows = list(csv.DictReader(manifest))
    slots = json.loads((DATA / "speech" / "s2i" / "label.json").read_text())
    acted = [row for row in rows if row["corpus"] == "ravdess"]
    for row in (row for row in rows if row["corpus"] == "librispeech"):
        yield from _said("LibriSpeech", read(DATA / row["file"]), row["text"])
    for row in random.Random(16).sample(acted, PEOPLE):
        yield from _said("RAVDESS", read(DATA / row["file"]), row["text"])
    for row in (row for row in rows if row["corpus"] == "s2i"):
        told = slots.get(f"{Path(row['file']).stem}.wav", {}).get("slots", {})
        if told:
            yield from _said("s2i", read(DATA / row["file"]), " ".join(told.values()), every=False)


def _voices() -> Iterator[Said]:
    rows = json.loads((DATA / "intent" / "clinc150" / "train_val.json").read_text())["val"]
    texts = [text for text, _ in rows if re.fullmatch(r"[a-z' ]+", text)]
    random.Random(16).shuffle(texts)
    left = iter(texts)
    with tempfile.TemporaryDirectory() as folder:
        for name, count in VOICES.items():
            speak = _voice(name, Path(folder))
            for text in (next(left) for _ in range(count)):
                if speak is not None:
                    yield from _said(name, speak(text), text)


def _voice(name: str, folder: Path) -> Callable[[str], Sound] | None:
    """Says a text; None where the voice is not here."""
    if name == "piper":
        from piper import PiperVoice

        network = PiperVoice.load(str(next((DATA / "models" / "piper").glob("*.onnx"))))

        def piper(text: str) -> Sound:
            chunks = list(network.synthesize(text))
            return Sound(np.concatenate([each.audio_int16_array for each in chunks]), chunks[0].sample_rate)

        return piper
    if name == "espeak":
        voice = EspeakVoice(card_of("espeak-en-us", Config(data=folder)))
        return lambda text: join(*voice.speak(text, Tone()))
    program, file = shutil.which("flite"), folder / "said.wav"
    if program is None:
        return None

    def flite(text: str) -> Sound:
        subprocess.run([program, "-voice", name, "-o", str(file), "-t", text], check=True)
        return read(file)

    return flite


def _said(source: str, sound: Sound, text: str, *, every: bool = True) -> Iterator[Said]:
    """As listening would cut it out; nothing where no voice is in it."""
    detector, edge = SileroEndpoint(), np.zeros(round(RATE / 2), np.int16)
    samples, window = np.concatenate([edge, resample(sound).samples, edge]), detector.window
    chances = [detector.voiced(samples[at : at + window]) for at in range(0, len(samples) - window, window)]
    voiced = np.flatnonzero(np.array(chances) >= 0.5)
    if len(voiced):
        margin = round(MARGIN * RATE)
        cut = samples[max(0, voiced[0] * window - margin) : (voiced[-1] + 1) * window + margin]
        yield Said(source, Sound(cut), tuple(plain(text)), every)


def plain(text: str) -> Sequence[str]:
    """Words alone, in lower case; small numbers in letters, as people who write down speech do."""
    text = re.sub(r"\d+", _in_letters, text.lower().replace("’", "'").replace("%", " percent"))
    return re.sub(r"[^a-z0-9 ]", " ", text.replace("'", "")).split()


def _in_letters(found: re.Match[str]) -> str:
    value = int(found[0])
    if value >= 100:
        return found[0]
    return _NUMBERS[value] if value < 20 else f"{_TENS[value // 10]} {_NUMBERS[value % 10] if value % 10 else ''}"


if __name__ == "__main__":
    main()
