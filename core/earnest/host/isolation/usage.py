"""What a plugin's processes use of the machine, read from ``/proc``."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from earnest.host.isolation.walls import MEMORY, PROCESSES

_PAGE = os.sysconf("SC_PAGE_SIZE")
_OCCUPIED = re.compile(r"^Rss(?:Anon|Shmem):\s+(\d+) kB", re.MULTILINE)
"""What belongs to no file, whether the process keeps it for itself or shares it with those it started."""
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Use:
    """At one moment, of one process and everything it started."""

    memory: int = 0
    """Bytes that it occupies; beyond what is allowed, without the files that it has mapped."""
    processes: int = 0
    """Processes and threads."""
    seconds: float = 0.0
    """Processor time so far."""

    @property
    def excess(self) -> str | None:
        """What there is too much of; None when all is well."""
        if self.memory > MEMORY:
            return f"it used {self.memory // 2**20} MB of memory; at most {MEMORY // 2**20} MB"
        if self.processes > PROCESSES:
            return f"it had {self.processes} processes and threads; at most {PROCESSES}"
        return None


def read_use(first: int) -> Use:
    """What ``first`` and its descendants use; nothing at all where there is no ``/proc``."""
    resident, processes, seconds = {}, 0, 0.0
    for pid in family(first):
        try:
            resident[pid] = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
            stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        processes += int(stat[17])
        seconds += (int(stat[11]) + int(stat[12])) / _TICK
    memory = sum(resident.values())
    if memory > MEMORY:  # with the files that are mapped, which are nobody's alone
        memory = sum(map(_occupied, resident))
    return Use(memory, processes, seconds)


def _occupied(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return sum(1024 * int(kilobytes) for kilobytes in _OCCUPIED.findall(status))


def family(first: int) -> Iterator[int]:
    """``first`` and its descendants, no more than are too many anyway."""
    waiting, seen = [first], 0
    while waiting and seen <= PROCESSES:
        pid = waiting.pop()
        seen += 1
        yield pid
        try:
            threads = os.listdir(f"/proc/{pid}/task")
            for thread in threads[:PROCESSES]:
                children = Path(f"/proc/{pid}/task/{thread}/children").read_text()
                waiting.extend(int(child) for child in children.split())
        except (OSError, ValueError):
            continue
