"""Earnest beside its peers: the same recordings in real time, the same engines, one page that anybody can make again.

    ./scripts/bench peers --model WHISPER-FOLDER --voice VOICE.onnx [--takes 10] [--page peers.md] [NAME ...]

Contestants (all, or those named): *earnest*; *earnest-feeling*, which reads the voice too; *earnest-sphinx*, with the
recogniser that needs no model; *earnest-hibari*, with the voice that comes with it; *wyoming* (wyoming-faster-whisper,
hassil, wyoming-piper, as in Home Assistant); *pipecat* (Silero, Whisper, Smart Turn, padacioso, Piper). The peers are
installed into ``.venv-peers``, once. Each knows the same two phrases and answers anything else as well, with the same
words. They take turns, recording by recording, so that a busy machine is as busy for each.

*first sound*: seconds from the last voiced sample (Silero's, in the recording) to the first audible one of the answer.
*cut off*: answers to somebody who had not finished. *processor*: seconds of it from the first sample to a second after
the answer was made, with all child processes. *memory*: resident after four turns, shared pages divided (PSS).
*ready*: from the start of the process. *idle*: share of a core in a quiet room. Ratios are medians of each recording's
own ratio to *earnest*.

Recordings: RAVDESS's two sentences (a phrase, by people), s2i (own words, by people) from ``../shared/data``, flite (a
phrase); and with ``--recordings FOLDER`` any others.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import IO, Any

import numpy as np

from benchmarks.contestants.house import furnish
from benchmarks.contestants.stage import KNOWN
from benchmarks.listening import DATA
from earnest.engines.endpoint_silero import SileroEndpoint
from earnest.nouns import RATE
from earnest.sound import read, resample

PEERS = ("wyoming-faster-whisper==3.8.1", "wyoming-piper==2.5.2", "hassil==3.12.1", "padacioso==1.0.0")
PIPECAT = "pipecat-ai[whisper,piper,silero]==1.14.0"
HOUSES = {
    "earnest": (),
    "earnest-feeling": ("feeling",),
    "earnest-sphinx": ("pocketsphinx",),
    "earnest-hibari": ("own-voice",),
}
OTHERS = {"wyoming": "wyoming_chain", "pipecat": "pipecat_line"}
WAKE = "okay nabu"
PAUSE = 0.6
"""Seconds between the wake word and the request."""
IDLE = 20.0
"""Seconds of quiet room."""
FOUR = 4
"""Turns after which memory is measured."""
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


@dataclass(slots=True)
class Contestant:
    """A process that is played to, and what was measured of it."""

    name: str
    process: subprocess.Popen[str]
    ready: float
    first: dict[Path, float] = field(default_factory=dict)
    processor: dict[Path, float] = field(default_factory=dict)
    cut: int = 0
    silent: int = 0
    memory: float = 0.0
    idle: float = 0.0

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """One request and its answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return _line(self.process.stdout, self.name)

    def play(self, recording: Recording, *, counts: bool) -> None:
        """One turn."""
        before = processor(self.process.pid)
        woken = self.name in HOUSES
        told = self.ask({"play": str(recording.woken if woken else recording.path)})
        spent = processor(self.process.pid) - before
        if not counts:
            return
        if not told["first"]:
            self.silent += 1
            return
        voiced = told["began"] + recording.voiced + (recording.wake if woken else 0.0)
        self.cut += told["ended"] < voiced
        self.first[recording.path] = told["first"] - voiced
        self.processor[recording.path] = spent


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", default=[*HOUSES, *OTHERS])
    parser.add_argument("--model", type=Path, required=True, help="a folder with a Whisper model in CTranslate2's form")
    parser.add_argument("--voice", type=Path, required=True, help="a Piper voice, its .json beside it")
    parser.add_argument("--takes", type=int, default=10, help="recordings of each kind")
    parser.add_argument("--long", action="store_true", help="an answer of four sentences")
    parser.add_argument("--recordings", type=Path, help="a folder of recordings, one request each")
    parser.add_argument("--page", type=Path, default=Path("peers.md"))
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in HOUSES and name not in OTHERS]
    if unknown:
        parser.error(f"no contestant is called {unknown[0]!r}; there are {', '.join((*HOUSES, *OTHERS))}")
    python = _environment() if set(asked.names) & set(OTHERS) else sys.executable
    with tempfile.TemporaryDirectory(prefix="earnest-peers-") as folder:
        recordings = _dealt(_recordings(Path(folder), asked.takes, asked.recordings))
        contestants = [_start(name, python, asked, Path(folder)) for name in asked.names]
        try:
            for played in _measure(contestants, recordings):
                page = "\n".join(_page(contestants, recordings[:played], asked))
                asked.page.write_text(page, encoding="utf-8")
        finally:
            for each in contestants:
                _end(each.process)
    print(page)


def _environment() -> str:
    """The peers' own Python, made once."""
    folder = Path(".venv-peers")
    python, mark = folder / "bin" / "python", folder / "installed"
    wanted = " ".join((*PEERS, PIPECAT))
    if not mark.is_file() or mark.read_text() != wanted:
        print("installing the peers (once; some minutes)", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-qq", *PEERS, PIPECAT], check=True)
        mark.write_text(wanted)
    return str(python)


def _start(name: str, python: str, asked: argparse.Namespace, folder: Path) -> Contestant:
    long = ["long"] if asked.long else []
    if name in HOUSES:
        furnish(folder / name, asked.model, asked.voice, [*HOUSES[name], *long])
        command = [sys.executable, "-m", "benchmarks.contestants.house", str(folder / name)]
    else:
        model, voice = str(asked.model.resolve()), str(asked.voice.resolve())
        command = [python, "-m", f"benchmarks.contestants.{OTHERS[name]}", model, voice, *long]
    began = time.monotonic()
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    return Contestant(name, process, _line(process.stdout, name)["ready"] - began)


def _line(stream: IO[str] | None, name: str) -> dict[str, Any]:
    line = stream.readline() if stream is not None else ""
    if not line:
        sys.exit(f"{name} has ended; run it alone to see why")
    told: dict[str, Any] = json.loads(line)
    return told


def _end(process: subprocess.Popen[str]) -> None:
    """With the servers that it started."""
    family = [process.pid, *_children(process.pid)]
    process.stdin.close() if process.stdin else None
    process.wait(20)
    for each in family[1:]:
        try:
            os.kill(each, 15)
        except ProcessLookupError:
            continue


def _measure(contestants: Sequence[Contestant], recordings: Sequence[Recording]) -> Iterator[int]:
    """In turns; how many recordings were played, after each, so that a long run has a page all the time.

    The first turn of each is not counted: it makes ready what is made ready at first use. Memory is that after four.
    """
    for each in contestants:
        each.play(recordings[0], counts=False)
        before = processor(each.process.pid)
        each.ask({"quiet": IDLE})
        each.idle = (processor(each.process.pid) - before) / IDLE
    for number, recording in enumerate(recordings):
        shift = number % len(contestants)
        for each in [*contestants[shift:], *contestants[:shift]]:
            each.play(recording, counts=True)
        for each in contestants if number < FOUR else ():
            each.memory = memory(each.process.pid)
        print(f"{number + 1} of {len(recordings)}", file=sys.stderr)
        yield number + 1


def _recordings(folder: Path, takes: int, own: Path | None) -> Iterator[Recording]:
    wake = np.concatenate([_flite(folder, "slt", WAKE), np.zeros(round(PAUSE * RATE), np.int16)])
    for kind, path in (*_people(takes), *_generated(folder, takes), *_own(own)):
        sound, name = resample(read(path)).samples, f"{kind.split()[0]}-{path.stem}"
        alone, woken = folder / f"{name}.raw", folder / f"{name}-woken.raw"
        alone.write_bytes(sound.tobytes())
        woken.write_bytes(np.concatenate([wake, sound]).tobytes())
        yield Recording(kind, alone, _last_voiced(sound), woken, len(wake) / RATE)


def _dealt(recordings: Iterator[Recording]) -> list[Recording]:
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


def _children(pid: int) -> list[int]:
    """All below a process."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            direct = [int(child) for child in task.read_text().split()]
        except OSError:
            continue
        for child in direct:
            found += [child, *_children(child)]
    return found


def processor(pid: int) -> float:
    """Seconds that a process and all below it have worked."""
    ticks = 0
    for each in (pid, *_children(pid)):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float:
    """MB of a process and all below it; what is shared with others counts in part."""
    total = 0
    for each in (pid, *_children(pid)):
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1000


def _page(
    contestants: Sequence[Contestant], recordings: Sequence[Recording], asked: argparse.Namespace
) -> Iterator[str]:
    yield "# Earnest and its peers, side by side\n"
    answer = f"an answer of {'four sentences' if asked.long else 'one sentence'}"
    yield (
        f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}; Whisper {asked.model.name}, voice {asked.voice.stem}; {answer}.\n"
        f"Peers: {', '.join((*PEERS, PIPECAT))}. Phrases known to all: {'; '.join(KNOWN)}.\n"
        "Made by `./scripts/bench peers`, whose help says what each figure is.\n"
    )
    for kind in dict.fromkeys(each.kind for each in recordings):
        paths = [each.path for each in recordings if each.kind == kind]
        yield f"## {kind}, n = {len(paths)}\n\n{_head('first sound', 'range', 'ratio', 'processor', 'ratio')}"
        for each in contestants:
            yield _row(each, contestants[0], paths)
        yield ""
    columns = ("cut off", "no answer", "memory", "ratio", "ready", "ratio", "idle", "ratio")
    yield f"## All turns\n\n{_head(*columns)}"
    base = contestants[0]
    for each in contestants:
        figures = [f"{each.memory:.0f} MB", _ratio(each.memory, base.memory), f"{each.ready:.1f} s"]
        figures += [_ratio(each.ready, base.ready), f"{100 * each.idle:.1f} %", _ratio(each.idle, base.idle)]
        yield f"| {each.name} | {each.cut} | {each.silent} | {' | '.join(figures)} |"


def _head(*columns: str) -> str:
    return f"| | {' | '.join(columns)} |\n|{'---|' * (len(columns) + 1)}"


def _row(each: Contestant, base: Contestant, paths: Sequence[Path]) -> str:
    heard = [each.first[path] for path in paths if path in each.first]
    if not heard:
        return f"| {each.name} | – | – | – | – | – |"
    cells = [f"{statistics.median(heard):.2f} s", f"{min(heard):.2f}–{max(heard):.2f}"]
    cells.append(_median_ratio(each.first, base.first, paths))
    cells.append(f"{statistics.median(each.processor[path] for path in paths if path in each.processor):.2f} s")
    return f"| {each.name} | {' | '.join(cells)} | {_median_ratio(each.processor, base.processor, paths)} |"


def _median_ratio(mine: dict[Path, float], base: dict[Path, float], paths: Sequence[Path]) -> str:
    both = [mine[path] / base[path] for path in paths if path in mine and base.get(path, 0) > 0]
    return f"× {statistics.median(both):.2f}" if both else "–"


def _ratio(mine: float, base: float) -> str:
    return f"× {mine / base:.2f}" if base else "–"


if __name__ == "__main__":
    main()
