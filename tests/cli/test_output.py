"""Where the output goes may be full, or closed."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile

from earnest.memory import Memory
from earnest.nouns import Reply
from earnest.talk import Due


@pytest.mark.parametrize("command", [["ask", "what time is it"], ["voices", "list"], ["doctor", "--json", "--quiet"]])
def test_a_full_disk_under_the_output_is_told_in_a_line(command: list[str], tmp_path: Path) -> None:
    done = _run(command, "> /dev/full", tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        "earnest: the output cannot be written (No space left on device); make room, or write elsewhere\n"
    )


def test_nobody_who_listens_is_no_fault(tmp_path: Path) -> None:
    done = _run(["ask", "what time is it"], ">&-", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_nobody_who_types_is_no_fault(tmp_path: Path) -> None:
    for command in (["chat"], ["route"]):
        done = _run(command, "<&-", tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("letters", ["ascii", "latin-1"])
def test_no_letter_that_a_terminal_lacks_hinders_a_command(letters: str, tmp_path: Path) -> None:
    at = datetime.now().astimezone() + timedelta(hours=1)
    with closing(Memory(tmp_path)) as memory:
        memory.keep_due(
            Due("reminders", at, reply=Reply("It's time."), slots={"kind": "reminder", "name": "greet Łukasz"})
        )
    done = _run(["due"], "", tmp_path, {"PYTHONIOENCODING": letters, "PYTHONUTF8": "0"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "greet" in done.stdout


@pytest.mark.parametrize("command", ["plugins check", "plugins add", "models add", "chat --plugin", "plugins new"])
def test_a_path_that_cannot_be_one_is_told_in_a_line(command: str, tmp_path: Path) -> None:
    done = _run([*command.split(), "a" * 300], "", tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "File name too long" in done.stderr


def test_bytes_that_are_no_letters_are_question_marks_in_words(tmp_path: Path) -> None:
    line = f"{shlex.quote(sys.executable)} -m earnest ask --json".encode() + b" 'remind me at six to buy K\xe4se'"
    done = subprocess.run(
        ["sh", "-c", line], capture_output=True, check=False, env=os.environ | {"EARNEST_DATA": str(tmp_path)}
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["slots"]["task"] == "buy K?se"
    assert "buy K?se" in _run(["due"], "", tmp_path).stdout


def test_a_file_is_named_as_it_was_given(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/K\xe4se.wav")
    with Path(name).open("wb") as file:
        soundfile.write(file, np.zeros(8_000), 16_000, format="WAV")
    line = [sys.executable, "-m", "earnest", "hear", "--only", "emotion", "--json", name]
    done = subprocess.run(line, capture_output=True, check=False, env=os.environ | {"EARNEST_DATA": str(tmp_path)})
    told = json.loads(done.stdout)
    assert (done.returncode, told["file"], told["seconds"]) == (0, name, 0.5)


@pytest.mark.parametrize("endless", ["/dev/zero", "/dev/full"])
def test_a_settings_file_without_end_is_refused(endless: str, tmp_path: Path) -> None:
    done = _run(["--config", endless, "due"], "", tmp_path)
    assert (done.returncode, done.stderr) == (2, f"earnest: {endless}: too large for a settings file (over 1 MB)\n")


def test_what_went_wrong_is_in_the_exit_code_where_it_can_be_told_nowhere(tmp_path: Path) -> None:
    assert _run(["--config", "/nonexistent", "due"], "2> /dev/full", tmp_path).returncode == 2


def _run(
    command: list[str], into: str, data: Path, around: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    line = shlex.join([sys.executable, "-m", "earnest", *command])
    around = os.environ | {"EARNEST_DATA": str(data)} | (around or {})
    return subprocess.run(["sh", "-c", f"{line} {into}"], capture_output=True, text=True, check=False, env=around)
