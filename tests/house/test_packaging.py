"""What is installed from a wheel is whole: plugins, voice cards, settings, weights."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built and unpacked where nothing of the checkout is."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def _names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def _tracked(root: Path, folder: str) -> set[str]:
    done = subprocess.run(["git", "ls-files", folder], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("needs the repository, to know what belongs to the project")
    return {str(Path(name).relative_to(folder)) for name in done.stdout.splitlines()}


@pytest.mark.parametrize(
    ("folder", "inside"),
    [
        ("core/earnest", "earnest"),
        ("plugins/earnest_plugins", "earnest_plugins"),
        ("voices", "earnest/_shipped/voices"),
        ("config", "earnest/_shipped/config"),
    ],
)
def test_the_wheel_holds_everything_that_belongs_to_the_project(
    root: Path, installed: Path, folder: str, inside: str
) -> None:
    missing = _tracked(root, folder) - _names(installed / inside)
    assert not missing


def test_the_wheel_holds_the_emotion_weights(installed: Path) -> None:
    assert list((installed / "earnest/feeling/weights").glob("*.onnx"))


def test_an_installed_house_finds_its_folders_and_its_plugins(installed: Path, tmp_path: Path) -> None:
    code = """
import json
from importlib.metadata import entry_points
import earnest, earnest_plugins
from earnest.config import load_config
from earnest.shipped import shipped
config = load_config()
points = sorted(point.name for point in entry_points(group="earnest") if point.load() is not None)
print(json.dumps([earnest.__file__, earnest_plugins.__file__, str(config.file), str(shipped("voices")), points]))
"""
    environment = {"PYTHONPATH": str(installed), "HOME": str(tmp_path), "EARNEST_DATA": str(tmp_path)}
    run = [sys.executable, "-P", "-c", code]
    done = subprocess.run(run, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *places, points = json.loads(done.stdout)
    assert all(Path(place).is_relative_to(installed) for place in places)
    assert {"engines", "reminders", "smalltalk", "checkins"} <= set(points)
