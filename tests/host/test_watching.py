"""The plugin folder, watched: live at once, and a broken edit harms nothing."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable

import pytest

from earnest.errors import SkillFault
from earnest.host import Report
from earnest.nouns import Reply
from earnest.talk import Heard
from host.conftest import House
from host.family import family, settle
from host.lines import PlainLine

Open = Callable[..., House]

SAYING = """
from earnest import Reply, hookimpl

@hookimpl
def register_skills(skills):
    skills.add(tell, "tell me")
    skills.add(leave, "leave")

async def tell(talk):
    return Reply({words!r})

async def leave(talk):
    import os
    os._exit(1)
"""


def _names(house: House) -> list[str]:
    return [plugin.name for plugin in house.plugins.loaded]


@pytest.mark.parametrize("outside", ["none", "third-party"])
def test_an_edit_is_live(open_house: Open, outside: str) -> None:
    house = open_house({"tea.py": SAYING.format(words="green")}, outside=outside)
    assert house.run("tea", "tell") == Reply("green")
    (house.folder / "tea.py").write_text(SAYING.format(words="black"))
    house.plugins.reload(house.folder / "tea.py")
    assert house.run("tea", "tell") == Reply("black")
    assert [str(report) for report in house.plugins.reports] == ["tea: edited"]


def test_a_broken_edit_keeps_the_last_good_version_even_when_that_crashes(open_house: Open) -> None:
    house = open_house({"tea.py": SAYING.format(words="green")})
    (house.folder / "tea.py").write_text(SAYING.format(words="black") + "\nkettle.boil()\n")
    house.plugins.reload(house.folder / "tea.py")
    (report,) = house.plugins.reports
    assert report == Report(
        "tea",
        "the edit was not taken, the last good version goes on: tea.py:16: NameError: name 'kettle' is not defined",
    )
    assert house.run("tea", "tell") == Reply("green")
    with pytest.raises(SkillFault):
        house.run("tea", "leave")
    assert house.run("tea", "tell") == Reply("green")
    settle(lambda: len(family()) <= 3)


def test_a_new_plugin_is_live_and_a_deleted_one_leaves(open_house: Open) -> None:
    house = open_house()
    changes: list[list[str]] = []
    house.plugins.follow(change=lambda: changes.append(_names(house)))
    tea = house.folder / "tea.py"
    tea.write_text(SAYING.format(words="green"))
    house.plugins.reload(tea)
    tea.unlink()
    house.plugins.reload(tea)
    assert changes == [["tea"], []]
    settle(lambda: not family())


def test_a_broken_new_plugin_is_refused_until_it_is_mended(open_house: Open) -> None:
    house = open_house({"tea.py": "def brew(:\n"}, outside="none")
    assert house.why_refused("tea").startswith("tea.py:1: SyntaxError")
    (house.folder / "tea.py").write_text(SAYING.format(words="green"))
    house.plugins.reload(house.folder / "tea.py")
    assert not house.plugins.refused
    assert house.run("tea", "tell") == Reply("green")


def test_a_plugin_that_was_switched_off_comes_back_when_it_is_edited(open_house: Open) -> None:
    house = open_house({"tea.py": SAYING.format(words="green")})
    for _ in range(3):
        with pytest.raises(SkillFault):
            house.run("tea", "leave")
    assert "switched off" in house.why_refused("tea")
    (house.folder / "tea.py").write_text(SAYING.format(words="black"))
    house.plugins.reload(house.folder / "tea.py")
    assert house.run("tea", "tell") == Reply("black")


def test_the_folder_is_watched(open_house: Open) -> None:
    house = open_house()
    arrived = threading.Event()
    house.plugins.follow(change=arrived.set)

    async def drop_in() -> None:
        watching = asyncio.create_task(house.plugins.watch())
        while not arrived.is_set():
            (house.folder / "tea.py").write_text(SAYING.format(words="green"))
            await asyncio.sleep(1.0)
        watching.cancel()

    house.runner.run(asyncio.wait_for(drop_in(), 20))
    assert house.run("tea", "tell") == Reply("green")


def test_another_folder_in_its_place_is_watched(open_house: Open) -> None:
    house = open_house({"tea.py": SAYING.format(words="green"), "cocoa.py": SAYING.format(words="sweet")})
    other = house.folder.with_name("other")

    async def until(names: list[str]) -> None:
        while sorted(_names(house)) != names:
            await asyncio.sleep(0.1)

    async def change() -> None:
        watching = asyncio.create_task(house.plugins.watch())
        await asyncio.sleep(0.5)
        shutil.rmtree(house.folder)
        await until([])
        other.mkdir()
        (other / "tea.py").write_text(SAYING.format(words="black"))
        other.rename(house.folder)
        await until(["tea"])
        (house.folder / "milk.py").write_text(SAYING.format(words="cold"))
        await until(["milk", "tea"])
        watching.cancel()

    house.runner.run(asyncio.wait_for(change(), 60))
    assert house.run("tea", "tell") == Reply("black")


def test_an_edit_waits_for_the_turn_that_is_being_answered(open_house: Open) -> None:
    slow = SAYING.format(words="green").replace(
        "    return", "    import asyncio\n    await asyncio.sleep(1)\n    return"
    )
    house = open_house({"tea.py": slow})
    tell = house.plugins.skills[0]

    async def edit_in_mid_turn() -> Reply:
        turn = asyncio.create_task(house.plugins.run(tell, PlainLine(), Heard("tell me"), {}))
        await asyncio.sleep(0.2)
        (house.folder / "tea.py").write_text(SAYING.format(words="black"))
        await asyncio.to_thread(house.plugins.reload, house.folder / "tea.py")
        return await turn

    assert house.runner.run(edit_in_mid_turn()) == Reply("green")
    assert house.run("tea", "tell") == Reply("black")
    assert [report.what for report in house.plugins.reports] == ["edited"]
