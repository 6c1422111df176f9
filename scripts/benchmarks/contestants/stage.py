"""The stage: recordings are played to an assistant in real time, and it is told when it makes a sound.

A contestant is driven over its standard input, a line of JSON each: ``{"play": FILE, "least": SECONDS}`` plays raw
16 kHz mono int16 and goes on with a quiet room until the answer is over, ``{"quiet": SECONDS}`` plays a quiet room.
It answers each with a line: ``{"began", "ended", "first", "text"}``, in seconds of the machine's monotonic clock.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import numpy as np

RATE = 16_000
BLOCK = 320
"""Samples at a time: 20 ms."""
PATIENCE = 40.0
"""Seconds after the recording in which an answer must have begun."""
AFTERWARDS = 1.0
"""Seconds after the last piece of sound in which nothing else comes."""
AUDIBLE = 328
"""Of int16: one hundredth of full scale. What is quieter, before the first syllable, is no sound yet."""
KNOWN = ("(kids|dogs) are (talking|sitting) by the door", "what is (on|in) the (list|fridge) [today]")
"""The phrases that every contestant knows; whatever else is said gets the same answer, from its way for anything."""
SHORT = "It is half past seven, and it is raining outside."
LONG = f"{SHORT} The kettle is on. Your first meeting begins at nine. You have three things on your list today."


def answer(long: bool) -> str:
    """What everybody says."""
    return LONG if long else SHORT


class Played:
    """What came of one recording."""

    def __init__(self) -> None:
        self.began = self.ended = self.first = self.last = 0.0
        self.text = ""
        self.busy = 0
        """How many answers are being made or spoken."""

    def heard(self, text: str) -> None:
        """The words were written down."""
        self.text = self.text or text

    def over(self) -> None:
        """The contestant takes the person to have finished."""
        self.ended = self.ended or time.monotonic()

    def sounded(self, samples: Any, rate: int) -> None:
        """A piece of sound is handed to the loudspeaker now: int16, any rate."""
        self.last = time.monotonic()
        loud = np.flatnonzero(np.abs(np.asarray(samples).reshape(-1).astype(np.int32)) > AUDIBLE)
        if not self.first and len(loud):
            self.first = self.last + float(loud[0]) / rate


class Contestant(Protocol):
    """An assistant that hears blocks of sound."""

    played: Played

    async def open(self) -> None:
        """Get ready; back when somebody may speak."""

    async def hear(self, block: bytes) -> None:
        """The next 20 ms, as they are heard. Does not wait for what is made of them."""


def perform(contestant: Contestant) -> None:
    """Serve until standard input ends."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever libraries print goes to stderr
    asyncio.run(_serve(contestant, lambda told: print(json.dumps(told), file=out, flush=True)))


async def _serve(contestant: Contestant, tell: Callable[[Any], None]) -> None:
    await contestant.open()
    tell({"ready": time.monotonic()})
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        asked = json.loads(line)
        contestant.played = played = Played()
        if "quiet" in asked:
            await _play(contestant, b"", asked["quiet"])
        else:
            await _play(contestant, Path(asked["play"]).read_bytes(), None)
        told = {name: getattr(played, name) for name in ("began", "ended", "first", "text")}
        tell(told)
    os._exit(0)  # some never let go of what they began


async def _play(contestant: Contestant, sound: bytes, quiet: float | None) -> None:
    """In real time: each block when its last sample would have been heard."""
    chance, played, size = np.random.default_rng(0), contestant.played, 2 * BLOCK
    played.began, place = time.monotonic(), 0
    until = played.began + (quiet if quiet is not None else len(sound) / (2 * RATE) + PATIENCE)
    while time.monotonic() < until:
        block = sound[place * size : (place + 1) * size]
        rest = chance.normal(0, 12, BLOCK - len(block) // 2).astype(np.int16).tobytes()
        place += 1
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(played.began + place * BLOCK / RATE - time.monotonic())
        await contestant.hear(block + rest)
        if quiet is None and place * size > len(sound) and _is_over(played):
            return


def _is_over(played: Played) -> bool:
    return bool(played.first) and not played.busy and time.monotonic() - max(played.first, played.last) > AFTERWARDS
