"""A reminder outlives a power cut: killed the moment it is confirmed, it is there at the next start, and on time."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile

from earnest.memory import Memory
from earnest.nouns import Reply
from earnest.talk import Due

DELAY = 8.0


def chatting(data: Path) -> subprocess.Popen[str]:
    """A conversation by keyboard, with both ends in the test's hands."""
    command = [sys.executable, "-m", "earnest", "--data", str(data), "chat"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)


def test_a_reminder_outlives_kill_9_and_comes_on_time(tmp_path):
    before = chatting(tmp_path)
    before.stdin.write(f"remind me to stretch in {DELAY:.0f} seconds\n")
    asked = time.monotonic()
    confirmed = before.stdout.readline()
    before.send_signal(signal.SIGKILL)
    before.communicate()
    assert "stretch" in confirmed

    after = chatting(tmp_path)
    spoken = after.stdout.readline()
    late = time.monotonic() - asked - DELAY
    after.communicate("/quit\n", timeout=30)
    assert "stretch" in spoken
    assert "While I was off" not in spoken
    assert -1.0 < late < 15.0
    assert after.returncode == 0


def test_what_was_missed_is_said_at_the_next_run_even_to_a_recording(tmp_path, earnest):
    assert earnest("--data", tmp_path, "ask", "remind me to stretch in one second").code == 0
    time.sleep(1.5)
    silence = tmp_path / "silence.wav"
    soundfile.write(silence, np.zeros(16_000, np.int16), 16_000)
    ran = earnest("--data", tmp_path, "run", "--input", silence, "--output", tmp_path / "said.wav", "--json")
    (due,) = [event for event in ran.objects if event["event"] == "due"]
    assert "stretch" in due["text"]
    assert soundfile.info(tmp_path / "said.wav").duration > 1.0


@pytest.mark.parametrize("command", [["due"], ["ask", "hello"], ["doctor", "--quiet"], ["privacy", "show"]])
def test_a_copy_in_the_place_of_a_damaged_memory_is_told(tmp_path, earnest, command):
    with closing(Memory(tmp_path)) as memory:
        memory.write_note("tea", "cups", 1)
        memory.copy_daily()
    file = tmp_path / "earnest.sqlite3"
    file.write_bytes(b"x" * 100 + file.read_bytes()[100:])
    told, again = earnest("--data", tmp_path, *command), earnest("--data", tmp_path, *command)
    assert "memory was damaged" in " ".join((told.out + told.err).split())
    assert "memory was damaged" not in " ".join((again.out + again.err).split())


def test_a_check_in_that_keeps_silent_says_nothing_in_a_chat(tmp_path):
    silent = Due("tests", datetime.now().astimezone() - timedelta(seconds=5), reply=Reply(""))
    memory = Memory(tmp_path)
    memory.keep_due(silent)
    memory.keep_due(replace(silent, at=silent.at + timedelta(seconds=1), reply=Reply("Time to stretch.")))
    memory.close()
    chat = chatting(tmp_path)
    first = chat.stdout.readline()
    chat.communicate("/quit\n", timeout=30)
    assert "stretch" in first
