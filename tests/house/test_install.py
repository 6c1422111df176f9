"""The service: its unit is sound, and ``scripts/install`` puts it in place and takes it away again."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SYSTEMCTL = """#!/bin/sh
echo "$0 $*" >>"$CALLS"
"""


@pytest.fixture
def checkout(tmp_path: Path, root: Path) -> Path:
    """A checkout in a folder with a space in its name, whose environment is made already."""
    checkout = tmp_path / "my house" / "100%"
    (checkout / "config").mkdir(parents=True)
    shutil.copytree(root / "scripts", checkout / "scripts", ignore=shutil.ignore_patterns("*_training", "__pycache__"))
    shutil.copy(root / "config" / "earnest.service", checkout / "config")
    shutil.copy(root / "pyproject.toml", checkout)
    programs = checkout / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("python", "earnest"):
        (programs / name).write_text("#!/bin/sh\nexit 0\n")
        (programs / name).chmod(0o755)
    mark = (
        'source scripts/environment.sh; for extra in "" mic; do stamp "$extra" >.venv/installed-${extra:-plain}; done'
    )
    subprocess.run(["bash", "-c", mark, "scripts/mark"], cwd=checkout, check=True)
    return checkout


@pytest.fixture
def home(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Somebody's home, with a systemd of their own that writes down what it is asked.

    A socket's path may have 107 letters, and systemd looks at those of every unit that is here.
    """
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("systemctl", "loginctl"):
        (programs / name).write_text(SYSTEMCTL)
        (programs / name).chmod(0o755)
    (tmp_path / "home").mkdir()
    with tempfile.TemporaryDirectory() as runtime:
        yield {
            "PATH": f"{programs}:{os.environ['PATH']}",
            "HOME": str(tmp_path / "home"),
            "XDG_RUNTIME_DIR": runtime,
            "CALLS": str(tmp_path / "calls"),
        }


def installed(checkout: Path, home: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout / "scripts" / "install", *words], env=home, capture_output=True, text=True, timeout=60
    )


def test_the_service_is_set_up_for_whoever_runs_it_and_taken_away_again(checkout: Path, home: dict[str, str]) -> None:
    unit = Path(home["HOME"]) / ".config" / "systemd" / "user" / "earnest.service"
    ran = installed(checkout, home)
    assert ran.returncode == 0, ran.stderr
    start = str(checkout).replace("%", "%%")
    assert f'ExecStart="{start}/.venv/bin/earnest" run\n' in unit.read_text()
    asked = Path(home["CALLS"]).read_text()
    assert "--user enable --now earnest.service" in asked
    assert "enable-linger" in asked
    assert installed(checkout, home).returncode == 0

    ran = installed(checkout, home, "--remove")
    assert ran.returncode == 0, ran.stderr
    assert not unit.exists()
    assert "--user disable --now earnest.service" in Path(home["CALLS"]).read_text()
    assert installed(checkout, home, "--remove").returncode == 0


def test_an_environment_whose_python_is_another_now_is_made_anew(checkout: Path, home: dict[str, str]) -> None:
    """After an upgrade of the system all marks are there, and nothing that was installed is found any more."""
    python = checkout / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\ncase "$*" in *find_spec*) exit 1 ;; esac\necho "$*" >>"$CALLS"\n')
    assert installed(checkout, home).returncode == 0
    assert "pip install -qq --editable ." in Path(home["CALLS"]).read_text()


def test_another_word_is_refused(checkout: Path, home: dict[str, str]) -> None:
    ran = installed(checkout, home, "--romeve")
    assert ran.returncode == 2
    assert "--remove" in ran.stderr


def test_systemd_finds_nothing_wrong_with_the_unit(checkout: Path, home: dict[str, str]) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("needs systemd-analyze, which is not installed")
    assert installed(checkout, home).returncode == 0
    unit = Path(home["HOME"]) / ".config" / "systemd" / "user" / "earnest.service"
    found = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", unit], env=home, capture_output=True, text=True, timeout=60
    )
    assert (found.returncode, found.stderr) == (0, "")


def test_the_unit_is_told_when_the_house_is_ready_and_starts_it_anew_when_it_hangs(root: Path) -> None:
    unit = (root / "config" / "earnest.service").read_text()
    for line in ("Type=notify", "WatchdogSec=90", "Restart=on-failure", "TimeoutStopSec=5", "LimitCORE=0"):
        assert f"\n{line}\n" in unit
