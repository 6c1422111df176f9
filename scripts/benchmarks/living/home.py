"""A house of its own process in a virtual room, seen through what it tells; and people who speak to it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from benchmarks.barge_in import _level
from benchmarks.listening import DATA
from earnest.nouns import RATE, Sound
from earnest.sound import WavFile, read
from earnest.testing.pulse_room import HEARD, Room
from earnest.testing.recordings import speech

if TYPE_CHECKING:
    from earnest.nouns import Samples

CALLS = ("pymicro_okay_nabu_1", "pymicro_okay_nabu_3", "wyoming_okay_nabu")
"""People saying the wake word, once."""
PERSON = 2500.0
"""A person's level, root mean power in int16."""
SETTINGS = {
    "emotion": {"consent": "yes"},
    "microphone": {"engine": "pyaudio"},
    "speaker": {"engine": "pyaudio"},
    "plugins": {"outside": "third-party"},
}


class Home:
    """A house in a room; ``seen`` is told of each event with the monotonic time at which it came."""

    def __init__(self, room: Room, folder: Path, settings: dict[str, Any], model: Path | None) -> None:
        """``model``: a folder with a Whisper model in CTranslate2's form, for a house that has one."""
        self.room, self.data = room, folder / "data"
        self.data.mkdir()
        if model is not None:
            (self.data / "models").mkdir()
            (self.data / "models" / "base").symlink_to(model.resolve())
        config = folder / "earnest.yaml"
        config.write_text(yaml.safe_dump({**SETTINGS, **settings}))
        command = [sys.executable, "-m", "earnest", "--config", str(config), "--data", str(self.data), "run", "--json"]
        self._log = (folder / "house.log").open("w")
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=self._log, text=True, env=room.environment_of_all()
        )
        self.pid = self._process.pid
        self.events: list[tuple[float, dict[str, Any]]] = []
        self.seen: Callable[[float, dict[str, Any]], None] = lambda _at, _event: None
        self._folder, self._speaking = folder, threading.Lock()
        self._ears = threading.Thread(target=self._listen, daemon=True)
        self._ears.start()

    @property
    def lives(self) -> bool:
        """Whether its process is still there."""
        return self._process.poll() is None

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            at, event = time.monotonic(), json.loads(line)
            self.events.append((at, event))
            self.seen(at, event)

    def until(self, since: int, event: str, patience: float, **values: object) -> dict[str, Any] | None:
        """The first event of this kind after so many others; None when it does not come in time."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and self.lives:
            for _, found in self.events[since:]:
                if found["event"] == event and values.items() <= found.items():
                    return found
            time.sleep(0.02)
        return None

    def say(self, samples: Samples) -> float:
        """Somebody says it aloud; the monotonic time at which they had, give or take the sound server's delay."""
        with self._speaking:
            path = self._folder / "said.wav"
            file = WavFile(path, RATE)
            file.write(Sound(samples))
            file.close()
            self.room.say(path)
            return time.monotonic()

    def end(self) -> float:
        """Ask it to leave; the seconds that it took."""
        asked = time.monotonic()
        self._process.terminate()
        self._process.wait(30)
        took = time.monotonic() - asked
        self._ears.join(5)
        self._log.close()
        return took


class Television:
    """Sound that goes on in the room until it is switched off; ``next_stretch`` makes more of it."""

    def __init__(self, room: Room, next_stretch: Callable[[], Samples]) -> None:
        form = ["--raw", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=200"]
        self._process = subprocess.Popen(
            ["paplay", "-d", HEARD, *form], stdin=subprocess.PIPE, env=room.environment_of_all()
        )
        self._next, self._on, self.seconds = next_stretch, True, 0.0
        self._playing = threading.Thread(target=self._play, daemon=True)
        self._playing.start()

    def _play(self) -> None:
        assert self._process.stdin is not None
        while self._on:
            stretch = self._next()
            try:
                self._process.stdin.write(stretch.tobytes())
            except (BrokenPipeError, ValueError):
                return
            self.seconds += len(stretch) / RATE

    def off(self) -> None:
        """Silence."""
        self._on = False
        self._process.terminate()
        self._process.wait(10)


def call(number: int) -> Samples:
    """A person's wake word, at a person's level."""
    return at_level(trimmed(read(DATA / "wakeword" / "phrases" / f"{CALLS[number % len(CALLS)]}.flac").samples))


def asked(text: str, voice: str) -> Samples:
    """A sentence in one of flite's voices, at a person's level."""
    return at_level(trimmed(speech(text, voice).samples))


def in_one_breath(*parts: Samples, pause: float = 0.35) -> Samples:
    """One after the other, with a short pause between."""
    hush = np.zeros(round(pause * RATE), np.int16)
    return np.concatenate([piece for part in parts for piece in (part, hush)])


def trimmed(samples: Samples) -> Samples:
    """Without the silence around it."""
    loud = np.flatnonzero(np.abs(samples.astype(int)) > 300)
    return samples[loud[0] : loud[-1] + 1]


def at_level(samples: Samples, level: float = PERSON) -> Samples:
    """The samples at ``level``, root mean power where they are not silent."""
    louder: Samples = np.clip(samples * (level / _level(samples)), -32_767, 32_767).astype(np.int16)
    return louder
