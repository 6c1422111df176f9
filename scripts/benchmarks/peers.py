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
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from benchmarks.contestants.house import furnish
from benchmarks.contestants.recordings import Recording, dealt, recordings_of
from benchmarks.contestants.stage import KNOWN
from earnest.host.isolation.usage import family, read_use

PEERS = ("wyoming-faster-whisper==3.8.1", "wyoming-piper==2.5.2", "hassil==3.12.1", "padacioso==1.0.0")
PIPECAT = "pipecat-ai[whisper,piper,silero]==1.14.0"
HOUSES = {
    "earnest": (),
    "earnest-feeling": ("feeling",),
    "earnest-sphinx": ("pocketsphinx",),
    "earnest-hibari": ("own-voice",),
}
OTHERS = {"wyoming": "wyoming_chain", "pipecat": "pipecat_line"}
IDLE = 20.0
"""Seconds of quiet room."""
FOUR = 4
"""Turns after which memory is measured."""


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
        before = read_use(self.process.pid).seconds
        woken = self.name in HOUSES
        told = self.ask({"play": str(recording.woken if woken else recording.path)})
        spent = read_use(self.process.pid).seconds - before
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
        recordings = dealt(recordings_of(Path(folder), asked.takes, asked.recordings))
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
    helpers = list(family(process.pid))[1:]
    process.stdin.close() if process.stdin else None
    process.wait(20)
    for each in helpers:
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
        before = read_use(each.process.pid).seconds
        each.ask({"quiet": IDLE})
        each.idle = (read_use(each.process.pid).seconds - before) / IDLE
    for number, recording in enumerate(recordings):
        shift = number % len(contestants)
        for each in [*contestants[shift:], *contestants[:shift]]:
            each.play(recording, counts=True)
        for each in contestants if number < FOUR else ():
            each.memory = memory(each.process.pid)
        print(f"{number + 1} of {len(recordings)}", file=sys.stderr)
        yield number + 1


def memory(pid: int) -> float:
    """MB of a process and all below it; what is shared with others counts in part."""
    total = 0
    for each in family(pid):
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
