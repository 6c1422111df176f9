"""A living room without a sound card: two PulseAudio null sinks, one that the house hears and one that it speaks to."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HEARD, SPOKEN = "earnest_heard", "earnest_spoken"
_TOOLS = ("pulseaudio", "paplay", "parec", "pactl")


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
        self._wait_until_up()
        self.control("set-default-source", f"{HEARD}.monitor")
        self.control("set-default-sink", SPOKEN)

    def stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(10)

    def control(self, *words: str) -> None:
        subprocess.run(["pactl", *words], env=self._env(), check=True, capture_output=True, timeout=10)

    def say(self, recording: Path) -> None:
        """Somebody says it aloud; returns when they have."""
        subprocess.run(["paplay", "-d", HEARD, str(recording)], env=self._env(), check=True, timeout=60)

    @contextmanager
    def recorded(self, file: Path) -> Iterator[None]:
        """What the house says meanwhile is in ``file``."""
        command = ["parec", "-d", f"{SPOKEN}.monitor", "--file-format=wav", "--rate=16000", "--channels=1", str(file)]
        recorder = subprocess.Popen(command, env=self._env())
        try:
            yield
        finally:
            recorder.terminate()
            recorder.wait(10)

    def _env(self, *, without_server: bool = False) -> dict[str, str]:
        environment = {**os.environ, **self.environment}
        if without_server:
            del environment["PULSE_SERVER"]
        return environment

    def _wait_until_up(self) -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            asked = subprocess.run(["pactl", "info"], env=self._env(), capture_output=True, timeout=10)
            if asked.returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError("PulseAudio did not start within 20 seconds")


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """The room; this process and those it starts hear and speak in it."""
    absent = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if absent:
        pytest.skip(f"needs PulseAudio: {', '.join(absent)} not installed (Debian: pulseaudio, pulseaudio-utils)")
    room = Room(tmp_path_factory.mktemp("room"))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in room.environment.items():
            patch.setenv(name, value)
        room.start()
        try:
            yield room
        finally:
            room.stop()
