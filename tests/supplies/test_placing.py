"""What is put into the household's folder is there whole, or what was there before is; one at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from earnest.placing import one_at_a_time, put


def folder_of(number: int, kill_at: int | None = None):
    def make(part: Path) -> None:
        part.mkdir()
        for name in range(3):
            if name == kill_at:
                raise OSError(28, "No space left on device")
            (part / str(name)).write_text(str(number))

    return make


def content(place: Path) -> list[str]:
    return [each.read_text() for each in sorted(place.iterdir())]


def test_what_is_there_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "voice"
    put(folder_of(1), place)
    with pytest.raises(OSError, match="No space"):
        put(folder_of(2, kill_at=2), place)
    assert content(place) == ["1", "1", "1"]
    put(folder_of(3), place)
    assert content(place) == ["3", "3", "3"]
    assert [each.name for each in tmp_path.iterdir()] == ["voice"]


@pytest.mark.parametrize("step", ["making", "moving"])
def test_a_power_cut_at_any_step_costs_nothing_and_holds_nobody_up(tmp_path: Path, step: str) -> None:
    place = tmp_path / "voice"
    put(folder_of(1), place)
    script = f"""
import os, signal
from pathlib import Path
from earnest.placing import one_at_a_time, put

def cut(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def make(part):
    part.mkdir()
    (part / "half").write_text("2")
    if {step == "making"}:
        cut()
    moved = Path.replace
    Path.replace = lambda path, to: cut() if path == part else moved(path, to)

place = Path({str(place)!r})
with one_at_a_time(place.parent):
    put(make, place)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -signal.SIGKILL
    with one_at_a_time(tmp_path, lambda: pytest.fail("who was killed still holds the folder")):
        with pytest.raises(OSError, match="No space"):
            put(folder_of(3, kill_at=0), place)
        assert content(place) == ["1", "1", "1"]
        put(folder_of(4), place)
    assert [each.name for each in tmp_path.iterdir()] == ["voice"]


def test_two_take_turns(tmp_path: Path) -> None:
    waited: list[bool] = []
    holder = os.fork()
    if holder == 0:
        with one_at_a_time(tmp_path):
            (tmp_path / "held").touch()
            while not (tmp_path / "asked").exists():
                pass
            (tmp_path / "done").touch()
        os._exit(0)
    while not (tmp_path / "held").exists():
        pass

    def waiting() -> None:
        waited.append((tmp_path / "done").exists())
        (tmp_path / "asked").touch()

    with one_at_a_time(tmp_path, waiting):
        assert (tmp_path / "done").exists()
    os.waitpid(holder, 0)
    assert waited[0] is False
