"""How a process fares: memory, threads and open files of it and its children, from ``/proc``."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from statistics import median

SETTLED = 0.25
"""Share of the time after which a house has met whatever it meets, and should grow no more."""
LAST = 0.25
"""Share of the time at the end that is compared with as much right after that."""


@dataclass(frozen=True, slots=True)
class Vitals:
    """At one moment, of a process and all that it started."""

    at: float
    """Hours since the beginning."""
    rss: float
    """Megabytes in memory."""
    threads: int
    files: int
    """Open descriptors."""
    cpu: float
    """Processor seconds so far."""


def vitals(pid: int, at: float) -> Vitals:
    """How it fares now. Raises OSError when it is gone."""
    every = [_one(each) for each in (pid, *_children(pid))]
    rss, threads, files, cpu = (sum(column) for column in zip(*every, strict=True))
    return Vitals(at, rss, int(threads), int(files), cpu)


def told(every: list[Vitals]) -> list[str]:
    """A line for each: what it was once settled, at the end, and at most."""
    if len(every) < 8:
        return ["too short to tell how it fared"]
    began, whole = every[0].at, every[-1].at - every[0].at
    settled = [each for each in every if SETTLED <= (each.at - began) / whole < SETTLED + LAST]
    last = [each for each in every if (each.at - began) / whole >= 1 - LAST]
    lines = []
    for name, unit in (("rss", " MB"), ("threads", ""), ("files", "")):
        before, after = (median(getattr(each, name) for each in part) for part in (settled, last))
        most = max(getattr(each, name) for each in every)
        lines.append(
            f"{name:>8}: {before:.0f}{unit} once settled, {after:.0f}{unit} at the end, at most {most:.0f}{unit}"
        )
    share = (every[-1].cpu - every[0].cpu) / (3600 * whole)
    return [*lines, f"     cpu: {share:.1%} of one processor"]


def _one(pid: int) -> tuple[float, int, int, float]:
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    cpu = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
    files = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    return int(status["VmRSS"].split()[0]) / 1024, int(status["Threads"]), files, cpu


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [int(child), *_children(int(child))]
    return found
