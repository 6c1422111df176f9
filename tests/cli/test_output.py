"""Where the output goes may be full, or closed."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest


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


def _run(command: list[str], into: str, data: Path) -> subprocess.CompletedProcess[str]:
    line = shlex.join([sys.executable, "-m", "earnest", *command])
    around = os.environ | {"EARNEST_DATA": str(data)}
    return subprocess.run(["sh", "-c", f"{line} {into}"], capture_output=True, text=True, check=False, env=around)
