"""What hostile plugins cost the house: ``PYTHONPATH=tests python -m host.measure [ROUNDS]``.

For each misdeed of the vandal: how long the next ordinary turns take, first-party (inside) and third-party (in a
process of its own), against their usual time on the same machine a moment before. Then zombies, and the growth of the
house's memory over ROUNDS turns with a crash in every tenth. Last, what crossing the pipe costs.
"""

# ruff: noqa: T201 - a report

from __future__ import annotations

import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from earnest.config import Config
from earnest.conversation import Conversation
from earnest.errors import SkillFault
from earnest.host import Plugins, resident
from earnest.memory import Memory
from earnest.nouns import UNSURE_EMOTION, Reply, Transcript, Turn
from earnest.talk import Heard
from host.conftest import FOLDER
from host.family import family, settle, zombies
from host.lines import PlainLine
from host.test_hostile import MISDEEDS

ORDINARY = {"what time is it": "first-party", "ring the bell": "third-party"}
TURNS = 9


class House:
    """A whole house, typed to."""

    def __init__(self, data: Path) -> None:
        shutil.copytree(FOLDER, data / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
        config = Config(data=data)
        self.plugins = Plugins(config)
        self.plugins.load()
        self.memory = Memory(data)
        self.conversation = Conversation(config, self.memory, self.plugins)

    async def hear(self, text: str) -> float:
        """Seconds that one turn takes."""
        began = time.perf_counter()
        await self.conversation.hear(Turn(1, Transcript(text), UNSURE_EMOTION), _ignore)
        return time.perf_counter() - began

    async def usual(self, text: str, turns: int = TURNS) -> float:
        """Median seconds of some turns."""
        return statistics.median([await self.hear(text) for _ in range(turns)])

    def close(self) -> None:
        self.plugins.close()
        self.memory.close()


async def _ignore(_: Reply) -> None:
    return None


async def misdeeds(house: House) -> None:
    """Ordinary turns after each misdeed, against ordinary turns before it."""
    ratios: dict[str, list[float]] = {text: [] for text in ORDINARY}
    slowest = 0.0
    for misdeed in MISDEEDS:
        before = {text: await house.usual(text) for text in ORDINARY}
        took = await house.hear(f"vandal {misdeed.replace('_', ' ')}")
        slowest = max(slowest, took)
        after = {text: await house.usual(text) for text in ORDINARY}
        told = ", ".join(f"{whose} × {after[text] / before[text]:.2f}" for text, whose in ORDINARY.items())
        print(f"{misdeed:38} {took:5.2f} s, then {told}")
        for text in ORDINARY:
            ratios[text].append(after[text] / before[text])
    for text, whose in ORDINARY.items():
        print(f"next {whose} turn: median × {statistics.median(ratios[text]):.2f}, worst × {max(ratios[text]):.2f}")
    print(f"longest misdeed: {slowest:.2f} s (its limit is 2 s); zombies: {len(zombies())}")


async def rounds(house: House, number: int) -> None:
    """Memory over many turns, a crash in every tenth."""
    at: list[tuple[int, int]] = []
    for turn in range(number + 1):
        await house.hear("vandal exits at once" if turn % 10 == 5 else "ring the bell")
        if turn % (number // 4) == 0:
            at.append((turn, _resident()))
    print("memory: " + ", ".join(f"{memory / 2**20:.1f} MB after {turn} turns" for turn, memory in at))
    settle(lambda: not zombies() and len(family()) <= 3 * len(house.plugins.loaded))
    print(f"processes alive: {len(family())}, zombies: {len(zombies())}")


async def pipe(house: House) -> None:
    """A whole skill outside, and one call of the house from it."""
    ring = next(skill for skill in house.plugins.skills if skill.name == "ring")
    line, times = PlainLine(), []
    for _ in range(200):
        began = time.perf_counter()
        await house.plugins.run(ring, line, Heard("ring the bell"), {})
        times.append(1000 * (time.perf_counter() - began))
    print(f"a third-party skill with two notes: median {statistics.median(times):.2f} ms, {max(times):.1f} ms at most")
    calls = next(skill for skill in house.plugins.skills if skill.name == "read_notes")
    reply = await house.plugins.run(calls, line, Heard("read notes"), {})
    print(f"one call of the house through the pipe: {reply.text}")


async def main(number: int) -> None:
    """The whole report."""
    resident.FAULTS = 100_000
    with tempfile.TemporaryDirectory() as data:
        house = House(Path(data))
        try:
            await pipe(house)
            await misdeeds(house)
            await rounds(house, number)
        except SkillFault as fault:
            print(fault)
        finally:
            house.close()
    print(f"left after closing: {family()}")


def _resident() -> int:
    """Bytes of memory that this process occupies."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
