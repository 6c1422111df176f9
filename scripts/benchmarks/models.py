"""What each Whisper model costs here, and an estimate of what it costs on a Raspberry Pi 4 and 5.

    ./scripts/bench models [FOLDER ...] [--rounds 5] [--page models.md]

Each ``FOLDER`` holds a model in CTranslate2's form (tiny, base, small, your own); without any, those that
``earnest models`` has. They take turns, so that a busy machine is as busy for each; figures are medians. *command*:
seconds for a spoken command of three, as the house hears it. *processor*: of all cores, for that. *half a minute*: the
same command in the window that Whisper was made for. *ready*, *memory*: seconds to load it and MB that stay after four
commands, in a process of its own beside one that has loaded the same libraries.

**Pi 4, Pi 5 are estimates, measured on neither.** Published is what half a minute takes there with another engine,
whisper.cpp: Raspberry Pi 5, four threads, encoding and one pass of decoding, and that a Pi 4 takes 4.5 to 6.2 times as
long (github.com/ggml-org/whisper.cpp, issue 89, 3 November 2023). On a Pi 400 CTranslate2, which Earnest uses, took
3.2 to 3.9 s for tiny where whisper.cpp took 8.6 to 9.1, so up to 2.7 times less (issue 599, 10 March 2023). The
estimate is that range, times the share of half a minute that a command takes here.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from earnest.config import load_config
from earnest.engines.faster_whisper import FasterWhisper, spoken_command
from earnest.engines.whisper_ears import WHOLE
from earnest.supplies.fitting import IN_TIME
from earnest.supplies.models import Model, broken, installed

PI_5 = {384: 1.11 + 0.18, 512: 2.48 + 0.35, 768: 8.31 + 0.96}
"""Seconds of half a minute by whisper.cpp, by the width of the encoder: tiny, base, small."""
PI_4_SLOWER = (4.5, 6.2)
CTRANSLATE2_FASTER = 2.7
"""At most; that it gains nothing there is the other end of the range."""
_ALONE = """
import sys, time
from pathlib import Path
import faster_whisper, onnxruntime
from earnest.engines.faster_whisper import FasterWhisper, spoken_command
from earnest.supplies.models import Model
from earnest.thrift import give_back, stay_small
def resident():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")) / 1000
stay_small()
said, before, began = spoken_command(), resident(), time.perf_counter()
whisper = FasterWhisper(Model("model", Path(sys.argv[1])))
ready = time.perf_counter() - began
for _ in range(4):
    whisper.transcribe(said)
    give_back()
print(ready, resident() - before)
"""


@dataclass(slots=True)
class Cost:
    """One model, and what was measured of it."""

    model: Model
    whisper: FasterWhisper
    width: int = 0
    command: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def measure(self) -> None:
        """One round."""
        said = spoken_command()
        began = time.process_time()
        self.command.append(_seconds(lambda: self.whisper.transcribe(said)))
        self.processor.append(time.process_time() - began)
        ears, writer, samples = self.whisper._ears, self.whisper._writer, said.sound.samples
        self.whole.append(_seconds(lambda: writer.write(ears.listen(samples, WHOLE))))
        heard = self.whisper.encoded(said)
        self.width = heard.frames.shape[1] if heard is not None else 0
        command = [sys.executable, "-c", _ALONE, str(self.model.folder)]
        ready, memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        self.ready.append(float(ready))
        self.memory.append(float(memory))

    def estimates(self) -> tuple[str, str]:
        """Seconds of a command on a Pi 4 and a Pi 5, each as a range; a dash for a size that nobody published."""
        published = PI_5.get(self.width)
        if published is None:
            return "–", "–"
        most = published * statistics.median(self.command) / statistics.median(self.whole)
        pi_4 = most * PI_4_SLOWER[0] / CTRANSLATE2_FASTER, most * PI_4_SLOWER[1]
        return _range(*pi_4), _range(most / CTRANSLATE2_FASTER, most)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--page", type=Path, help="write the page there, too")
    asked = parser.parse_args()
    models = [Model(folder.name, folder) for folder in asked.folders] or installed(load_config(None).data)
    if not models:
        parser.error("no model is here; name a folder, or fetch one with: earnest models pull base")
    for model in models:
        if reason := broken(model):
            parser.error(reason)
    costs = [Cost(model, FasterWhisper(model)) for model in models]
    for _ in range(asked.rounds):
        for cost in costs:
            cost.measure()
    page = "\n".join(_page(costs, asked.rounds))
    print(page)
    if asked.page is not None:
        asked.page.write_text(page + "\n", encoding="utf-8")


def _page(costs: Sequence[Cost], rounds: int) -> Iterator[str]:
    yield "# What a Whisper model costs\n"
    yield (
        f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
        f"medians of {rounds} rounds. Made by `./scripts/bench models`, whose help says what each figure is.\n"
    )
    columns = ("model", "file", "command", "processor", "half a minute", "ready", "memory")
    yield f"| {' | '.join(columns)} | Pi 4, estimated | Pi 5, estimated |\n|{'---|' * (len(columns) + 2)}"
    for cost in costs:
        size = f"{(cost.model.folder / 'model.bin').stat().st_size / 1e6:.0f} MB"
        times = (f"{statistics.median(each):.2f} s" for each in (cost.command, cost.processor, cost.whole, cost.ready))
        cells = [cost.model.name, size, *times, f"{statistics.median(cost.memory):.0f} MB", *cost.estimates()]
        yield f"| {' | '.join(cells)} |"
    yield (
        "\nThe last two columns are estimates, measured on neither machine: published times of another engine, scaled; "
        f"the range is that of the figures. Earnest takes a model where a command takes {IN_TIME} s at most."
    )


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _range(least: float, most: float) -> str:
    return f"{least:.1f}–{most:.1f} s"


if __name__ == "__main__":
    main()
