"""An alarm in the room is heard until somebody says "stop". Run with ``-s`` to see how soon it is silent."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from earnest.memory import Memory
from earnest.nouns import RATE, Reply
from earnest.sound import read
from earnest.talk import Due
from room.conftest import HEARD, QUIET, SPOKEN, Recorder
from room.test_faults import Home


@pytest.fixture(scope="module")
def home(room: Any, flite: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    home = Home(room, tmp_path_factory.mktemp("ringing"), lambda text: flite(text, "rms"))
    yield home
    assert home.end() < 3.0


@pytest.fixture(params=[None, -12], ids=["no echo", "echo at -12 dB"])
def echo(room: Any, request: pytest.FixtureRequest) -> Iterator[str]:
    """What the house plays reaches its microphone a tenth of a second later, so many dB quieter."""
    if request.param is None:
        yield "no echo"
        return
    words = ["load-module", "module-loopback", f"source={SPOKEN}.monitor", f"sink={HEARD}", "latency_msec=100"]
    loaded = subprocess.run(
        ["pactl", *words], env=room.environment_of_all(), check=True, capture_output=True, text=True
    )
    shown = subprocess.run(
        ["pactl", "list", "short", "sink-inputs"],
        env=room.environment_of_all(),
        check=True,
        capture_output=True,
        text=True,
    )
    loop = next(line.split("\t")[0] for line in shown.stdout.splitlines() if "loopback" in line)
    room.control("set-sink-input-volume", loop, f"{request.param}dB")
    yield f"echo at {request.param} dB"
    room.control("unload-module", loaded.stdout.strip())


def test_an_alarm_is_heard_until_stop_is_said(
    home: Home, echo: str, flite: Callable[..., Path], tmp_path: Path
) -> None:
    since = len(home.events)
    memory = Memory(home.data)
    slots = {"kind": "alarm", "name": "work"}
    soon = datetime.now().astimezone() + timedelta(seconds=0.3)
    memory.keep_due(Due("tests", soon, Reply("This is your alarm: work."), slots=slots, rings=True))
    memory.close()
    home.until(since, "ringing", name="work", kind="alarm")
    around = home.room.environment_of_all()
    ear, mouth = Recorder(tmp_path / "heard.raw", around), Recorder(tmp_path / "said.raw", around, HEARD)
    later = len(ear.sound.samples) - len(mouth.sound.samples)
    time.sleep(6)
    rung = len(ear.sound.samples)
    for _ in range(3):  # as somebody does who is not obeyed at once
        home.hear("stop")
        time.sleep(1.5)
        if any("ended_by" in event for event in home.events[since:]):
            break
    home.until(since, "ringing", ended_by="stop")
    time.sleep(1.5)
    heard, said = ear.sound.samples, mouth.sound.samples
    ear.stop()
    mouth.stop()
    loud = np.flatnonzero(np.abs(heard.astype(int)) > QUIET)
    seconds = np.abs(heard[: rung // RATE * RATE].astype(int)).reshape(-1, RATE).max(axis=1)
    assert (seconds > QUIET).all(), seconds
    assert loud[-1] < len(heard) - RATE, "it rings on"
    ends = [end + later for end in _ends(said, read(flite("stop", "rms")).samples)]
    ended = max((end for end in ends if end < loud[-1]), default=ends[0])
    sys.stdout.write(f"\n{echo}: silent {(loud[-1] - ended) / RATE:.2f} s after the end of “stop”\n")


def _ends(sound: np.ndarray, word: np.ndarray) -> list[int]:
    """Where each place ends at which ``word`` was said: by correlation, at a quarter of the rate."""
    likeness = np.correlate(sound[::4].astype(float), word[::4].astype(float), "valid")
    places = np.flatnonzero(likeness > 0.7 * likeness.max())
    firsts = [place for place, before in zip(places, [-RATE, *places[:-1]], strict=True) if place - before > RATE // 8]
    return [int(4 * place + np.flatnonzero(np.abs(word) > QUIET)[-1]) for place in firsts]
