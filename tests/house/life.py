"""A house that lives for a while: the microphone it hears a quiet room by, and what it tells meanwhile."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from earnest.engines.base import FRAME
from earnest.house.assistant import Assistant
from earnest.house.household import Household
from earnest.sound import read

Events = list[dict[str, Any]]


class Room:
    """A live microphone in a room where nobody speaks, until something is said; it knows whether it is open."""

    live = True

    def __init__(self, noise: float = 0.0) -> None:
        """``noise``: of the room, as a standard deviation in int16 units."""
        self.opened = threading.Event()
        self.closed = threading.Event()
        self._noise, self._chance = noise, np.random.default_rng(0)
        self._said: deque[np.ndarray] = deque()

    def say(self, recording: Path) -> None:
        samples = read(recording).samples
        self._said.extend(np.pad(samples, (0, -len(samples) % FRAME)).reshape(-1, FRAME))

    def open(self) -> None:
        self.closed.clear()
        self.opened.set()

    def read(self) -> np.ndarray | None:
        if self.closed.wait(0.01):
            return None
        return self._said.popleft() if self._said else self._chance.normal(0, self._noise, FRAME).astype(np.int16)

    def close(self) -> None:
        self.closed.set()


def lived(
    house: Household, microphone: Any, speaker: Any, until: Callable[[Events], bool], seconds: float = 150.0
) -> Events:
    """What was told until something came true; then the house is asked to leave, as SIGTERM asks it."""
    told: Events = []

    async def live() -> None:
        assistant = asyncio.create_task(Assistant(house, microphone, speaker, told.append).run())
        deadline = time.monotonic() + seconds
        while not until(told):
            assert time.monotonic() < deadline, told
            assert not assistant.done(), assistant.exception()
            await asyncio.sleep(0.02)
        assistant.cancel()
        await asyncio.gather(assistant, return_exceptions=True)

    asyncio.run(live())
    return told
