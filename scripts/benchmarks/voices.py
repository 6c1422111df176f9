"""What each voice costs, beside the others in one run: ready, first sound, work for a second of speech, memory.

    ./scripts/bench voices [--rounds 5] [--piper FILE.onnx] [VOICE ...]

By default the embedded neural voice and espeak-ng; ``--piper`` adds a Piper voice from a file. Every figure is a median
over rounds in which the voices take turns, so that a busy machine is as busy for each. *Ready* and *memory* come from
processes of their own: seconds to the first sound, and, some seconds later, MB more than the same process without a
voice (ONNX Runtime and the text normaliser, which the ears need too, are loaded in both). *First sound* is a reply of
one sentence. *Plain* is the neutral tone, *gentle* one in which everything moves.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from earnest.config import Config
from earnest.engines import builtin
from earnest.engines.base import Voice
from earnest.engines.registry import Engines
from earnest.nouns import Tone
from earnest.speaking import load_tones, load_voice
from earnest.speaking.adding import add_local
from earnest.speaking.checking.words import household_sentences
from earnest.speaking.stream import make

SENTENCES = household_sentences("en")[:10]
REPLY = "It is half past seven, and it is raining outside."
_ALONE = """
import sys, time
from pathlib import Path
import numpy, onnxruntime, soxr
from earnest.config import Config
from earnest.engines import builtin
from earnest.engines.registry import Engines
from earnest.nouns import Tone
from earnest.speaking import load_voice
from earnest.speaking.stream import make
from earnest.speaking.text import pieces
from earnest.thrift import give_back
def resident():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")) / 1000
list(pieces("1 kg.", "en"))
engines = Engines()
builtin.register_engines(engines)
before, began = resident(), time.perf_counter()
voice = load_voice(sys.argv[2], Config(data=Path(sys.argv[1])), engines)
next(make(voice, "Hello.", Tone()))
ready = time.perf_counter() - began
time.sleep(6)
for _ in range(3):
    list(make(voice, "The kettle is on and your tea will be ready soon.", Tone(pitch=-1.0, rate=0.9)))
    give_back()
print(ready, resident() - before)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("voices", nargs="*", default=["hibari-heart", "espeak-en-us"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--piper", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        config = Config(data=Path(folder))
        names = [*asked.voices, *_added(asked.piper, config)]
        shown = Table("", "ready", "first sound", "work/s, plain", "work/s, gentle", "memory", box=None)
        for row in _rows(names, config, asked.rounds):
            shown.add_row(*row)
        Console().print(shown)


def _added(path: Path | None, config: Config) -> list[str]:
    return [add_local(path, config, lambda _card: None).name] if path else []


def _rows(names: list[str], config: Config, rounds: int) -> Iterator[tuple[str, ...]]:
    engines = Engines()
    builtin.register_engines(engines)
    voices = {name: load_voice(name, config, engines) for name in names}
    tones = [Tone(), load_tones()["gentle"]]
    alone: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    first: dict[str, list[float]] = {name: [] for name in names}
    work: dict[tuple[str, str], list[float]] = {(name, tone.name): [] for name in names for tone in tones}
    for _ in range(rounds):
        for name, voice in voices.items():
            alone[name].append(_alone(name, config))
            first[name].append(_first(voice))
            for tone in tones:
                work[name, tone.name].append(_work(voice, tone))
    for name in names:
        ready, memory = (statistics.median(each) for each in zip(*alone[name], strict=True))
        works = [f"{1000 * statistics.median(work[name, tone.name]):.0f} ms" for tone in tones]
        yield (
            name, f"{ready:.2f} s", f"{1000 * statistics.median(first[name]):.0f} ms", *works, f"{memory:.0f} MB"
        )  # fmt: skip


def _alone(name: str, config: Config) -> tuple[float, float]:
    """Seconds until the first sound of a process's voice is there, and MB that it took."""
    done = subprocess.run(
        [sys.executable, "-c", _ALONE, str(config.data), name], check=True, capture_output=True, text=True
    )
    ready, memory = map(float, done.stdout.split())
    return ready, memory


def _first(voice: Voice) -> float:
    began = time.perf_counter()
    next(make(voice, REPLY, Tone()))
    return time.perf_counter() - began


def _work(voice: Voice, tone: Tone) -> float:
    """Seconds of processor for a second of speech."""
    began, spoken = time.process_time(), 0.0
    for sentence in SENTENCES:
        spoken += sum(speech.sound.seconds for speech in make(voice, sentence, tone))
    return (time.process_time() - began) / spoken


if __name__ == "__main__":
    main()
