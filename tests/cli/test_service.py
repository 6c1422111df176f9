"""The house as a service: it ends in time, alone in its folder, keeps quiet about what was said, and tells systemd."""

from __future__ import annotations

import errno
import json
import os
import re
import select
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cli.conftest import Earnest
from earnest.cli.run import whoever_reads
from earnest.house.lock import Lock
from earnest.memory import Memory
from earnest.nouns import Reply
from earnest.talk import Due

EARNEST = [sys.executable, "-m", "earnest"]

HANGING = '''
"""A microphone in a room where nobody speaks, and a loudspeaker that hangs; both as engines of a plugin."""

import threading
import time

import numpy as np

from earnest import hookimpl
from earnest.engines.registry import Engine


class Quiet:
    live = True

    def __init__(self):
        self._closed = threading.Event()

    def open(self):
        self._closed.clear()

    def read(self):
        return None if self._closed.wait(0.01) else np.zeros(160, np.int16)

    def close(self):
        self._closed.set()


class Stuck:
    def play(self, sound):
        print("STUCK", flush=True)
        time.sleep(600)

    def stop(self):
        pass

    def close(self):
        time.sleep(600)


@hookimpl
def register_engines(engines):
    engines.add(Engine("microphone", "quiet", lambda _: Quiet(), lambda _: None))
    engines.add(Engine("speaker", "stuck", lambda _: Stuck(), lambda _: None))
'''


@pytest.fixture
def quiet_house(tmp_path: Path) -> list[str]:
    """A house whose microphone hears nothing; how to run it."""
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "hanging.py").write_text(HANGING)
    config = tmp_path / "earnest.yaml"
    config.write_text(
        "emotion: {consent: 'no'}\nmicrophone: {engine: quiet}\nspeaker: {engine: stuck}\n"
        f"plugins: {{outside: none, folder: {tmp_path / 'plugins'}}}\n"
    )
    return [*EARNEST, "--config", str(config), "--data", str(tmp_path / "data"), "run"]


def line_with(house: subprocess.Popen[str], wanted: str) -> str:
    """The next line with these words; the test's time limit ends the waiting."""
    assert house.stdout is not None
    for line in house.stdout:
        if wanted in line:
            return line
    raise AssertionError(f"it ended before {wanted!r}")


def test_sigterm_ends_a_house_in_which_everything_hangs_and_the_reminder_stays(
    quiet_house: list[str], tmp_path: Path
) -> None:
    memory = Memory(tmp_path / "data")
    memory.keep_due(Due("tests", datetime.now().astimezone(), Reply("Water the plants.")))
    memory.close()
    with subprocess.Popen(quiet_house, stdout=subprocess.PIPE, text=True) as house:
        line_with(house, "STUCK")
        asked = time.monotonic()
        house.terminate()
        assert house.wait(20) == 0
        assert time.monotonic() - asked < 3.0
    memory = Memory(tmp_path / "data")
    assert len(memory.list_due()) == 1
    memory.close()


def test_a_house_that_was_stopped_goes_on(quiet_house: list[str], tmp_path: Path) -> None:
    silent = [word if word != "stuck" else "silent" for word in quiet_house]
    config = tmp_path / "earnest.yaml"
    config.write_text(config.read_text().replace("stuck", "silent"))
    with subprocess.Popen([*silent, "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as house:
        line_with(house, '"ready"')
        house.send_signal(signal.SIGSTOP)
        memory = Memory(tmp_path / "data")
        memory.keep_due(Due("tests", datetime.now().astimezone() + timedelta(seconds=1), Reply("Water the plants.")))
        memory.close()
        time.sleep(3.0)
        house.send_signal(signal.SIGCONT)
        continued = time.monotonic()
        assert "Water the plants." in line_with(house, '"due"')
        assert time.monotonic() - continued < 5.0
        house.terminate()
        assert house.wait(20) == 0


def test_a_house_whose_journal_takes_nothing_goes_on_and_says_so_once(capsys: pytest.CaptureFixture[str]) -> None:
    written: list[dict[str, object]] = []
    full = OSError(errno.ENOSPC, "No space left on device")
    faults: list[OSError | None] = [full, full, None, full, BrokenPipeError(errno.EPIPE, "Broken pipe")]

    def emit(event: dict[str, object]) -> None:
        if fault := faults.pop(0):
            raise fault
        written.append(event)

    told = whoever_reads(emit, None)
    for number in range(5):
        told({"event": "due", "number": number})
    assert written == [{"event": "due", "number": 2}]
    assert capsys.readouterr().err.splitlines() == [
        "earnest: what happens cannot be written down (No space left on device); it goes on",
        "earnest: what happens cannot be written down (Broken pipe); it goes on",
    ]


def test_a_program_that_reads_no_more_lets_the_house_go() -> None:
    left: list[bool] = []

    def emit(_: dict[str, object]) -> None:
        raise BrokenPipeError

    whoever_reads(emit, lambda: left.append(True))({"event": "due"})
    assert left == [True]


def test_a_second_house_in_the_same_folder_says_so(quiet_house: list[str], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with Lock(tmp_path / "data"):
        second = subprocess.run(quiet_house, capture_output=True, text=True, timeout=60)
    assert second.returncode == 2
    assert f"process {os.getpid()}" in second.stderr
    assert len(second.stderr.splitlines()) == 1


def test_a_house_that_was_killed_leaves_no_lock(tmp_path: Path) -> None:
    script = f"from earnest.house.lock import Lock; from pathlib import Path; Lock(Path({str(tmp_path)!r})); input()"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE) as holder:
        deadline = time.monotonic() + 20
        while not (tmp_path / "house.lock").exists() or not (tmp_path / "house.lock").read_text():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        holder.kill()
    with Lock(tmp_path):
        assert (tmp_path / "house.lock").read_text() == f"{os.getpid()}\n"


def test_a_chat_beside_a_house_leaves_what_is_due_to_it(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.keep_due(Due("tests", datetime.now().astimezone(), Reply("Water the plants.")))
    with Lock(tmp_path):
        chat = subprocess.run(
            [*EARNEST, "--data", str(tmp_path), "chat"],
            input="what time is it\n", capture_output=True, text=True, timeout=60,
        )  # fmt: skip
    assert "It's" in chat.stdout
    assert "plants" not in chat.stdout
    assert len(memory.list_due()) == 1
    memory.close()


LOUD_PLUGIN = '''
"""Fails, and quotes what was said when it does."""

from earnest import Reply, Skills, Talk, hookimpl


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(time_of_day, "what time is it")


async def time_of_day(talk: Talk) -> Reply:
    """Fail."""
    raise ValueError(f"{talk.text} {talk.emotion.label}")
'''

WORDS = re.compile(
    r"what|time|plants|water|remind|sad|happy|angry|neutral|unsure|mood|feels|slots|task|sorry|working", re.IGNORECASE
)
"""What was said, what was answered, moods, slots."""


@pytest.fixture
def unit_command(root: Path) -> list[str]:
    """The shipped unit's own command, with this interpreter in place of the installed one."""
    (start,) = re.findall(r"^ExecStart=(.+)$", (root / "config" / "earnest.service").read_text(), re.M)
    program, *rest = shlex.split(start)
    assert program.endswith("/earnest")
    return [*EARNEST, *rest]


@pytest.mark.parametrize("fails", [False, True])
def test_as_a_service_it_keeps_quiet_about_what_was_said(
    unit_command: list[str], scene: Callable[..., Path], tmp_path: Path, fails: bool
) -> None:
    (tmp_path / "plugins").mkdir()
    if fails:
        (tmp_path / "plugins" / "loud.py").write_text(LOUD_PLUGIN)
    evening = scene("okay nabu", 0.5, "what time is it", 1.5, "okay nabu", 0.5, "remind me to water the plants", 2.0)
    config = tmp_path / "earnest.yaml"
    config.write_text(
        f"emotion: {{consent: 'yes'}}\nmicrophone: {{engine: recording, device: {evening}}}\n"
        f"speaker: {{engine: wav, device: {tmp_path / 'said.wav'}}}\n"
        f"plugins: {{outside: none, folder: {tmp_path / 'plugins'}}}\n"
    )
    memory = Memory(tmp_path / "data")
    memory.keep_due(Due("tests", datetime.now().astimezone(), Reply("Water the plants.")))
    memory.close()
    environment = {**os.environ, "EARNEST_CONFIG": str(config), "EARNEST_DATA": str(tmp_path / "data")}
    ran = subprocess.run(unit_command, env=environment, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("woken") == 2
    assert ran.stdout.count("heard ") >= 2
    told = ran.stdout + ran.stderr
    for said in (str(tmp_path), "emotion reading on", "something was due"):
        told = told.replace(said, "")
    assert not WORDS.findall(told), told


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[socket.socket]:
    """The socket on which systemd listens."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
        door.bind(str(tmp_path / "notify"))
        yield door


def heard_by(systemd: socket.socket, seconds: float) -> list[str]:
    """What systemd is told within so many seconds."""
    told, until = [], time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if select.select([systemd], [], [], left)[0]:
            told.append(systemd.recv(100).decode())
    return told


def test_systemd_is_told_ready_alive_and_stopping_and_not_alive_when_it_is_not(
    quiet_house: list[str], tmp_path: Path, systemd: socket.socket
) -> None:
    config = tmp_path / "earnest.yaml"
    config.write_text(config.read_text().replace("stuck", "silent"))
    environment = {**os.environ, "NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "1000000"}
    command = [*quiet_house, "--json"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as house:
        systemd.settimeout(60)
        assert systemd.recv(100) == b"READY=1"
        alive = heard_by(systemd, 2.0)
        assert len(alive) >= 4
        assert set(alive) == {"WATCHDOG=1"}
        house.send_signal(signal.SIGSTOP)
        heard_by(systemd, 0.5)
        assert heard_by(systemd, 1.0) == []
        house.send_signal(signal.SIGCONT)
        assert "WATCHDOG=1" in heard_by(systemd, 1.0)
        house.terminate()
        assert "STOPPING=1" in heard_by(systemd, 2.0)


def test_a_missing_folder_is_said_in_a_line(earnest: Earnest, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = earnest("--data", tmp_path / "file", "run", "--json")
    assert ran.code == 2
    assert json.dumps(ran.err).count("\\n") == 1
