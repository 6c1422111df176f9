"""A living room without a sound card: two PulseAudio null sinks, one that the house hears and one that it speaks to.

For tests and measurements with real devices and nobody in the room. Needs Debian's pulseaudio and pulseaudio-utils.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from earnest.nouns import RATE, Sound

HEARD, SPOKEN = "earnest_heard", "earnest_spoken"
QUIET = 200
"""A peak, in int16 units, below which nothing is being said."""
TOOLS = ("pulseaudio", "paplay", "parec", "pactl")
"""Programs that it needs."""


def absent() -> list[str]:
    """The programs that are not installed."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


class Recorder:
    """An ear at the house's loudspeaker, or at another sink."""

    def __init__(self, file: Path, environment: dict[str, str], sink: str = SPOKEN) -> None:
        self._file = file
        file.unlink(missing_ok=True)
        form = ["--raw", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=20"]
        self._process = subprocess.Popen(["parec", "-d", f"{sink}.monitor", *form, str(file)], env=environment)
        _wait_until(lambda: file.exists() and file.stat().st_size > 0, "the recorder did not start")

    @property
    def sound(self) -> Sound:
        """What was heard so far."""
        raw = self._file.read_bytes()
        return Sound(np.frombuffer(raw[: len(raw) // 2 * 2], np.int16))

    def await_silence(self) -> None:
        """Until something was said, and then nothing for a second."""

        def spoken() -> bool:
            loud = np.flatnonzero(np.abs(self.sound.samples.astype(int)) > QUIET)
            return len(loud) > 0 and len(self.sound.samples) - loud[-1] > RATE

        _wait_until(spoken, "the house did not speak and fall silent")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)


def _wait_until(come: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + 30
    while not come():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{otherwise} within 30 seconds")
        time.sleep(0.05)


class Room:
    """A server of its own; what is said into it reaches the microphone, what the house says can be recorded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        self.environment = {
            "XDG_RUNTIME_DIR": str(runtime),
            "PULSE_RUNTIME_PATH": str(runtime),
            "PULSE_STATE_PATH": str(folder / "state"),
            "PULSE_SERVER": f"unix:{runtime}/native",
        }
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        modules = [
            f"module-native-protocol-unix socket={self.environment['PULSE_SERVER'].removeprefix('unix:')}",
            *(f"module-null-sink sink_name={name} rate=48000 channels=2" for name in (HEARD, SPOKEN)),
        ]
        command = ["pulseaudio", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "-n", "--disallow-exit"]
        self._server = subprocess.Popen(
            [*command, *(f"--load={module}" for module in modules)],
            env=self._env(without_server=True),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _wait_until(self._is_up, "PulseAudio did not start")
        self._set_defaults()

    def stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(10)

    def kill(self) -> None:
        """The sound server dies; ``start`` brings it back."""
        assert self._server is not None
        self._server.kill()
        self._server.wait(10)

    def take_away(self, name: str) -> None:
        """A sink goes, and its monitor, as when somebody pulls out the plug."""
        listed = subprocess.run(
            ["pactl", "list", "short", "modules"], env=self._env(), check=True, capture_output=True, text=True
        )
        (module,) = [line.split("\t")[0] for line in listed.stdout.splitlines() if f"sink_name={name} " in line]
        self.control("unload-module", module)

    def give_back(self, name: str) -> None:
        """The sink is there again, and in its old place."""
        self.control("load-module", "module-null-sink", f"sink_name={name}", "rate=48000", "channels=2")
        self._set_defaults()

    def suspend(self, name: str, for_now: bool) -> None:
        """A sink sleeps, as sound servers send them to sleep, or wakes."""
        self.control("suspend-sink", name, str(int(for_now)))

    def _set_defaults(self) -> None:
        self.control("set-default-source", f"{HEARD}.monitor")
        self.control("set-default-sink", SPOKEN)

    def control(self, *words: str) -> str:
        command = ["pactl", *words]
        return subprocess.run(command, env=self._env(), check=True, capture_output=True, timeout=10, text=True).stdout

    @contextmanager
    def heard_by_itself(self, level: float = 0.0) -> Iterator[None]:
        """Meanwhile the microphone hears the loudspeaker, a tenth of a second late and ``level`` dB louder."""
        words = ("load-module", "module-loopback", f"source={SPOKEN}.monitor", f"sink={HEARD}", "latency_msec=100")
        module = self.control(*words).strip()
        try:
            listed = self.control("list", "short", "sink-inputs").splitlines()
            loop = next(line.split("\t")[0] for line in listed if "loopback" in line)
            self.control("set-sink-input-volume", loop, f"{level:g}dB")
            yield
        finally:
            self.control("unload-module", module)

    def say(self, recording: Path) -> None:
        """Somebody says it aloud; returns when they have."""
        subprocess.run(["paplay", "-d", HEARD, str(recording)], env=self._env(), check=True, timeout=60)

    @contextmanager
    def recorded(self) -> Iterator[Recorder]:
        """Hears what the house says meanwhile, until it is silent again."""
        recorder = Recorder(self.folder / "recorded.raw", self._env())
        try:
            yield recorder
            recorder.await_silence()
        finally:
            recorder.stop()

    def environment_of_all(self) -> dict[str, str]:
        """What a program needs to hear and speak in the room."""
        return self._env()

    def _env(self, *, without_server: bool = False) -> dict[str, str]:
        environment = {**os.environ, **self.environment}
        if without_server:
            del environment["PULSE_SERVER"]
        return environment

    def _is_up(self) -> bool:
        return subprocess.run(["pactl", "info"], env=self._env(), capture_output=True, timeout=10).returncode == 0
