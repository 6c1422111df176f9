"""A plugin's own folder: kept with its notes, bounded, forgotten with them, and never a way to anywhere else."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from earnest import folders
from earnest.errors import SkillFault
from earnest.host.isolation import process
from earnest.host.isolation.walls import Walls
from earnest.memory import Memory
from earnest.testing.rehearsal import Rehearsal
from host.conftest import House
from host.family import settle

Open = Callable[..., House]

HOARDER = """
import asyncio, os
from earnest import Reply, hookimpl

@hookimpl
def register_skills(skills):
    for skill in (keep, show, hoard, strew, dig):
        skills.add(skill, skill.__name__, time_limit=20.0)

async def keep(talk):
    (talk.folder / "note.txt").write_text("kept")
    return Reply(str(talk.folder))

async def show(talk):
    return Reply(" ".join(sorted(os.listdir(talk.folder))))

async def hoard(talk):
    for number in range(20):
        with open(talk.folder / f"hoard-{number}", "wb") as file:
            for _ in range(10):
                file.write(bytes(1024 * 1024))
                await asyncio.sleep(0.01)
    return Reply("hoarded")

async def strew(talk):
    for number in range(10_000):
        (talk.folder / str(number)).touch()
        if number % 100 == 0:
            await asyncio.sleep(0.02)
    return Reply("strewn")

async def dig(talk):
    os.chdir(talk.folder)
    for number in range(400):
        os.mkdir("a" * 200)
        os.chdir("a" * 200)
    await asyncio.sleep(5)
    return Reply("deep")
"""


@pytest.fixture(params=["namespaces", "landlock"])
def _level(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_WALLS", partial(Walls, highest=request.param))


@pytest.mark.parametrize("outside", [False, True])
def test_it_is_the_same_inside_and_outside(tmp_path: Path, outside: bool) -> None:
    (tmp_path / "hoarder.py").write_text(HOARDER)
    with Rehearsal(tmp_path / "hoarder.py", outside=outside) as rehearsal:
        where = Path(rehearsal.hear("keep"))
        assert (where / "note.txt").read_text() == "kept"
        assert "note.txt" in rehearsal.hear("show")


@pytest.mark.usefixtures("_level")
def test_what_is_kept_in_it_is_there_after_a_new_start(open_house: Open) -> None:
    house = open_house({"hoarder.py": HOARDER})
    where = Path(house.run("hoarder", "keep").text)
    assert where == folders.folder_of(house.config.data, "hoarder")
    assert where.stat().st_mode & 0o077 == 0
    house.close()
    again = open_house({"hoarder.py": HOARDER})
    assert "note.txt" in again.run("hoarder", "show").text


@pytest.mark.parametrize(
    ("misdeed", "why"),
    [
        ("hoard", r"its folder holds \d+ MB; at most 64 MB fit in; what was written last is gone"),
        ("strew", "its folder holds more than 2000 files; what was written last is gone"),
        ("dig", "its folder is nested too deeply, .*; what was written last is gone"),
    ],
)
@pytest.mark.usefixtures("_level")
def test_what_does_not_fit_in_is_named_and_taken_out(open_house: Open, misdeed: str, why: str) -> None:
    house = open_house({"hoarder.py": HOARDER})
    house.run("hoarder", "keep")
    with pytest.raises(SkillFault, match=why):
        house.run("hoarder", misdeed)
    folder = folders.folder_of(house.config.data, "hoarder")
    settle(lambda: folders.excess(folder) is None)
    if misdeed != "dig":  # of which nothing is written last
        assert (folder / "note.txt").exists()
    assert house.run("hoarder", "keep").text


def test_everything_forgotten_takes_it_along(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    for plugin in ("tea", "../../etc"):
        (memory.folder_of(plugin) / "note.txt").write_text("kept")
    assert len(list((tmp_path / "folders").iterdir())) == 2
    memory.write_note("tea", "cups", 3)
    memory.forget_plugin("tea")
    assert memory.read_notes("tea") == {}
    assert len(list((tmp_path / "folders").iterdir())) == 1
    memory.forget()
    assert (memory.folder_of("../../etc") / "note.txt").exists()
    memory.forget(everything=True)
    assert not list((tmp_path / "folders").iterdir())
    memory.close()


def test_links_in_it_lead_nowhere(tmp_path: Path) -> None:
    """What a plugin links to is neither counted nor removed with its folder."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "large").write_bytes(bytes(folders.MOST_BYTES + 4096))
    folder = folders.folder_of(tmp_path, "tea")
    (folder / "link").symlink_to(outside)
    (folder / "file").symlink_to(outside / "large")
    assert folders.excess(folder) is None
    folders.forget(tmp_path, "tea")
    assert not folder.exists()
    assert (outside / "large").exists()


def test_a_folder_deeper_than_any_path_is_forgotten(tmp_path: Path) -> None:
    folder = folders.folder_of(tmp_path, "tea")
    place = os.open(folder, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("a" * 100, dir_fd=place)
        inner = os.open("a" * 100, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inner
    os.close(place)
    assert folders.excess(folder) is not None
    folders.forget(tmp_path, "tea")
    assert not folder.exists()
