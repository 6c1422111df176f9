"""Starting costs little, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = ("torch", "onnxruntime", "ctranslate2", "faster_whisper", "pocketsphinx", "piper", "speechbrain", "scipy")


def _seconds(*arguments: str) -> float:
    """Processor time of a fresh interpreter; the least of five, so that a busy machine does not count."""

    def once() -> float:
        child = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        assert child.returncode == 0
        return usage.ru_utime + usage.ru_stime

    return min(once() for _ in range(5))


def test_import_takes_less_than_three_tenths_of_a_second() -> None:
    assert _seconds("-c", "import earnest") - _seconds("-c", "pass") < 0.3


def test_help_takes_less_than_half_a_second_over_a_bare_interpreter() -> None:
    assert _seconds("-m", "earnest", "--help") - _seconds("-c", "pass") < 0.5


@pytest.mark.parametrize("start", ["import earnest", "from earnest.cli import _exit_code; _exit_code(['--help'])"])
def test_nothing_heavy_is_imported(start: str) -> None:
    code = f"{start}\nimport sys\nprint(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == ""
