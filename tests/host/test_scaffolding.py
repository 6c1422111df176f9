"""A plugin that was just begun works, and so does its test."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from earnest.errors import UserFault
from earnest.host.authoring.checking import check_plugin
from earnest.host.authoring.scaffolding import new_package, new_plugin


def _pytest(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["tea", "plant_care"])
def test_a_new_plugin_is_green_at_once(tmp_path: Path, name: str) -> None:
    assert new_plugin(name, tmp_path) == [tmp_path / f"{name}.py", tmp_path / f"test_{name}.py"]
    done = _pytest(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "4 passed" in done.stdout
    assert check_plugin(tmp_path / f"{name}.py") == []


def test_a_new_package_is_green_at_once_and_has_the_entry_point(tmp_path: Path) -> None:
    root = new_package("plant_care", tmp_path)[0].parent
    done = _pytest(root)
    assert done.returncode == 0, done.stdout
    assert check_plugin(root / "earnest_plant_care") == []
    build = "import hatchling.build, sys; print(hatchling.build.build_wheel(sys.argv[1]))"
    wheel = subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)], cwd=root, capture_output=True, text=True, check=True
    )
    with zipfile.ZipFile(tmp_path / wheel.stdout.split()[-1]) as contents:
        points = next(name for name in contents.namelist() if name.endswith("entry_points.txt"))
        assert contents.read(points).decode() == "[earnest]\nplant_care = earnest_plant_care\n"
        assert "earnest_plant_care/__init__.py" in contents.namelist()


def test_new_plugins_pass_the_strictest_checks(tmp_path: Path) -> None:
    new_plugin("tea", tmp_path)
    new_package("plant_care", tmp_path)
    for tool in (
        ["ruff", "check", "--isolated", "--line-length", "120", "--select", "E,F,UP,B,SIM,ANN"],
        ["ruff", "format", "--isolated", "--line-length", "120", "--check"],
        ["mypy", "--strict", "--no-incremental", "--config-file", "", "tea.py"],
    ):
        command = [sys.executable, "-m", *tool, *([] if "mypy" in tool else ["."])]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{tool}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("name", ["Tea", "green-tea", "class", "_tea", "test_tea", "tea/pot", "", "3tea"])
def test_a_name_that_no_plugin_can_have(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserFault, match="is no name for a plugin; take lower-case letters"):
        new_plugin(name, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_taken(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="a plugin called 'reminders' is installed already"):
        new_plugin("reminders", tmp_path)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "test_tea.py").write_text("mine")
    with pytest.raises(UserFault, match="is there already; nothing was written"):
        new_plugin("tea", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["test_tea.py"]


def test_a_name_that_a_package_adds_by_itself(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="a plugin is called without 'earnest_'; take tea"):
        new_plugin("earnest_tea", tmp_path)
