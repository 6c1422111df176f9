"""Plugins in processes of their own: the same code, the same answers, kept apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from earnest.errors import SkillFault
from earnest.model import Reply
from plugin_house.conftest import FOLDER, House
from plugin_house.family import family
from plugin_house.lines import PlainLine


def test_a_vandal_is_switched_off_by_name(tmp_path: Path) -> None:
    house = House(tmp_path, {})
    for plugin in FOLDER.glob("*.py"):
        (house.folder / plugin.name).write_bytes(plugin.read_bytes())
    house.load()
    changes: list[int] = []
    house.plugins.follow(change=lambda: changes.append(len(house.plugins.skills)))
    for _ in range(3):
        with pytest.raises(SkillFault):
            house.run("vandal", "exits_at_once")
    assert "switched off after 3 faults" in house.why_refused("vandal")
    assert [skill.plugin for skill in house.plugins.skills] == ["bell"]
    assert changes == [1]
    assert house.run("bell", "ring") == Reply("Ding.")
    house.close()
    assert not family()


def test_waiting_for_a_person_is_not_thinking(tmp_path: Path) -> None:
    patient = House(tmp_path, {})
    (patient.folder / "slow.py").write_text(
        "from earnest import Reply, hookimpl\n"
        "@hookimpl\n"
        "def register_skills(skills):\n"
        "    skills.add(order, 'order', time_limit=0.6)\n"
        "async def order(talk):\n"
        "    return Reply(await talk.ask('What?'))\n"
    )
    patient.load()
    line = PlainLine("tea")
    line.slowness = 1.2
    assert patient.run("slow", "order", line) == Reply("tea")
    patient.close()
