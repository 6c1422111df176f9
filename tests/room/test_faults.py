"""The fault matrix: whatever happens to the sound, whatever the house does just then, it is well again in five seconds.

Every cell ends with an ordinary turn, answered aloud, and a reminder that fell due during the fault and was told.
Run with ``-s`` to see the seconds from the device's return to its use.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from earnest.memory import Memory
from earnest.nouns import RATE, Reply, Sound
from earnest.sound import WavFile, read
from earnest.talk import Due
from room.conftest import HEARD, QUIET, SPOKEN, Recorder

WITHIN = 5.0
"""Seconds after the device's return in which it must be in use."""
NOTICED = 2.0
"""Seconds in which a device that went and came back at once tells that it failed."""
PATIENCE = 25.0

PLUGIN = '''
"""Thinks for a while, and speaks for a while."""

import asyncio

from earnest import Reply, Skills, Talk, hookimpl


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(think, "think about the weather")
    skills.add(count, "tell me a long story")


async def think(talk: Talk) -> Reply:
    """Think."""
    await asyncio.sleep(1.8)
    return Reply("I thought about it.")


async def count(talk: Talk) -> Reply:
    """Speak."""
    return Reply("Once upon a time there was a little house, and in the house there lived a voice that was never dead.")
'''


class Home:
    """A house in the room, seen through what it tells."""

    def __init__(self, room: Any, folder: Path, say: Callable[[str], Path]) -> None:
        self.room, self._say = room, say
        self.data = folder / "data"
        (folder / "plugins").mkdir()
        (folder / "plugins" / "slow.py").write_text(PLUGIN)
        config = folder / "earnest.yaml"
        config.write_text(
            "emotion: {consent: 'no'}\nmicrophone: {engine: pyaudio}\nspeaker: {engine: pyaudio}\nvoice: espeak-en-us\n"
            "recognizer: pocketsphinx\nlistening: {patience: 1.5}\n"
            f"plugins: {{outside: none, folder: {folder / 'plugins'}}}\n"
        )
        command = [sys.executable, "-m", "earnest", "--config", str(config), "--data", str(self.data), "run", "--json"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.events: list[dict[str, Any]] = []
        self.took: list[str] = []
        """What each cell of the matrix measured."""
        self._ears = threading.Thread(target=self._listen, daemon=True)
        self._ears.start()
        self.until(0, "ready")

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.events.append(json.loads(line))

    def until(self, since: int, event: str, **values: object) -> dict[str, Any]:
        """The first event of this kind after so many others."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for found in self.events[since:]:
                if found["event"] == event and values.items() <= found.items():
                    return found
            assert self._process.poll() is None, "the house has ended"
            time.sleep(0.02)
        raise AssertionError(f"no {event} {values}; since then: {self.events[since:]}")

    def comes(self, since: int, event: str, **values: object) -> bool:
        """Whether it comes within a few seconds."""
        deadline = time.monotonic() + 6
        while time.monotonic() < deadline:
            if any(found["event"] == event and values.items() <= found.items() for found in self.events[since:]):
                return True
            time.sleep(0.02)
        return False

    def failing(self) -> set[str]:
        """The devices that fail now, as far as was told."""
        failing: set[str] = set()
        for event in list(self.events):
            if event["event"] == "error" and event["where"] in ("microphone", "loudspeaker"):
                failing.add(event["where"])
            elif event["event"] == "recovered":
                failing.discard(event["where"])
        return failing

    def hear(self, *texts: str) -> None:
        """Somebody says this in one breath."""
        pause = np.zeros(RATE // 3, np.int16)
        file = WavFile(self.data.parent / "said.wav", RATE)
        for text in texts:
            file.write(read(self._say(text)))
            file.write(Sound(pause))
        file.close()
        self.room.say(self.data.parent / "said.wav")

    def end(self) -> float:
        """Ask it to leave; the seconds that it took."""
        asked = time.monotonic()
        self._process.terminate()
        self._process.wait(20)
        took = time.monotonic() - asked
        assert self._process.stdout is not None
        self._ears.join(5)
        self._process.stdout.close()
        return took


@pytest.fixture(scope="module")
def home(room: Any, flite: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    folder = tmp_path_factory.mktemp("home")
    home = Home(room, folder, lambda text: flite(text, "rms"))
    yield home
    assert home.end() < 3.0
    sys.stdout.write("\n" + "\n".join(home.took) + "\n")


def idle(_home: Home) -> None:
    """Nothing to do."""


def listening(home: Home) -> None:
    since = len(home.events)
    home.hear("okay nabu")
    home.until(since, "wake")


def thinking(home: Home) -> None:
    since = len(home.events)
    home.hear("okay nabu", "think about the weather")
    home.until(since, "transcript", text="think about the weather")


def speaking(home: Home) -> None:
    since = len(home.events)
    home.hear("okay nabu", "tell me a long story")
    home.until(since, "reply")
    time.sleep(1.0)


def ringing(home: Home) -> None:
    """An alarm rings, and nobody has come yet."""
    since = len(home.events)
    memory = Memory(home.data)
    memory.keep_due(Due("alarms", datetime.now().astimezone(), Reply("Time to get up."), rings=True))
    memory.close()
    home.until(since, "ringing")
    time.sleep(1.0)


def server(room: Any) -> Callable[[], None]:
    room.kill()
    return room.start


def source(room: Any) -> Callable[[], None]:
    room.take_away(HEARD)
    return lambda: room.give_back(HEARD)


def sink(room: Any) -> Callable[[], None]:
    room.take_away(SPOKEN)
    return lambda: room.give_back(SPOKEN)


def suspended(room: Any) -> Callable[[], None]:
    for name in (HEARD, SPOKEN):
        room.suspend(name, True)

    def resume() -> None:
        for name in (HEARD, SPOKEN):
            room.suspend(name, False)

    return resume


@pytest.mark.parametrize("fault", [server, source, sink, suspended])
@pytest.mark.parametrize("state", [idle, listening, thinking, speaking, ringing])
def test_the_house_is_well_again(
    home: Home,
    state: Callable[[Home], None],
    fault: Callable[[Any], Callable[[], None]],
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> None:
    reminder = f"Here is number {request.node.name.split('[')[1].rstrip(']').replace('-', ' and ')}."
    state(home)
    since = len(home.events)
    undo = fault(home.room)
    memory = Memory(home.data)
    memory.keep_due(Due("tests", datetime.now().astimezone() + timedelta(seconds=0.3), Reply(reminder)))
    memory.close()
    time.sleep(3.5 if fault is suspended else 1.0)
    undo()
    back = time.monotonic()
    recovered = _recovered(home, back)
    assert recovered - back < WITHIN
    with_sound = Recorder(tmp_path / "heard.raw", home.room.environment_of_all())
    turn = len(home.events)
    request.addfinalizer(with_sound.stop)
    calls = _understood(home, turn)
    home.until(turn, "turn")
    home.until(since, "reply", text=reminder)
    home.until(turn, "speech")
    if state is ringing:  # through all of it, until somebody came
        assert home.until(since, "ringing")["ended_by"] == "wake"
    loud = np.abs(with_sound.sound.samples.astype(int)).max()
    with_sound.stop()
    assert loud > QUIET
    deadline = time.monotonic() + 60
    while _kept(home.data):
        assert time.monotonic() < deadline, "the reminder was never told to the end"
        time.sleep(0.05)
    home.took.append(
        f"{fault.__name__:>10} while {state.__name__:<9}: in use {recovered - back:.1f} s after its return, "
        f"understood at call {calls}"
    )


def _understood(home: Home, since: int) -> int:
    """How often somebody calls who may be talking through what the house says or rings: once, or again."""
    for call in (1, 2, 3):
        home.hear("okay nabu", "what time is it")
        if home.comes(since, "intent", skill="tell_time"):
            return call
    raise AssertionError(f"nobody was understood; since then: {home.events[since:]}")


def _recovered(home: Home, back: float) -> float:
    """When no device failed any more; one may take a while to notice that it failed."""
    well = back
    while time.monotonic() - well < NOTICED:
        if home.failing():
            well = time.monotonic()
            assert well - back < 2 * WITHIN, (home.failing(), home.events[-12:])
        time.sleep(0.02)
    return well


def _kept(data: Path) -> bool:
    memory = Memory(data)
    try:
        return bool(memory.list_due("tests"))
    finally:
        memory.close()
