"""``earnest plugins``."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from earnest.cli import earnest

BROKEN = "kettle\n"
PLUGIN_TO_ADD = """
from earnest import Reply, hookimpl

@hookimpl
def register_skills(skills):
    skills.add(tell, "make me some tea")

async def tell(talk):
    return Reply("It brews.")
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A household's folder; the current folder is beside it."""
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "data"


def _run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(earnest, ["--data", str(data), "plugins", *words])


def test_list_shows_what_is_loaded_and_what_was_refused(data: Path) -> None:
    (data / "plugins").mkdir(parents=True)
    (data / "plugins" / "bad.py").write_text(BROKEN)
    done = _run(data, "list")
    assert done.exit_code == 1
    assert "reminders" in done.output
    assert "refused bad: bad.py:1: NameError: name 'kettle' is not defined" in done.output
    lines = [json.loads(line) for line in _run(data, "list", "--json").output.splitlines()]
    assert lines[-1] == {"plugin": "bad", "refused": "bad.py:1: NameError: name 'kettle' is not defined"}
    reminders = next(line for line in lines if line["plugin"] == "reminders")
    assert reminders["outside"] is False
    assert reminders["skills"][0]["phrases"]


def test_new_check_add_list_trace(data: Path) -> None:
    assert _run(data, "new", "tea").output == "wrote tea.py\nwrote test_tea.py\nnext: pytest test_tea.py\n"
    assert _run(data, "check", "tea.py").output == "tea.py: nothing to mend\n"
    assert _run(data, "add", "tea.py").output == f"added {data / 'plugins' / 'tea.py'}\n"
    listed = [json.loads(line) for line in _run(data, "list", "--json").output.splitlines()]
    tea = next(line for line in listed if line["plugin"] == "tea")
    assert tea["outside"] is True
    assert tea["settings"] == [
        {"name": "usual", "type": "int", "default": 4, "value": 4, "about": "minutes to wait when nobody says how long"}
    ]
    traced = _run(data, "trace", "watch the tea for ten minutes", "--mood", "sad", "--json").output
    lines = [json.loads(line) for line in traced.splitlines()]
    calls = [line for line in lines if "hook" in line]
    considered = [line for line in lines if "against" in line]
    assert [(line["plugin"], line["unexplained"], line["against"]) for line in considered] == [("tea", [], "")]
    hooks = {(call["plugin"], call["hook"]) for call in calls}
    assert {("tea", "register_skills"), ("today", "heard"), ("today", "felt"), ("today", "answered")} <= hooks
    assert all(call["fault"] is None for call in calls)
    shown = _run(data, "trace", "watch the tea for ten minutes").output
    assert "reply: I'll watch the tea and tell you when it's time." in shown


def test_new_package(data: Path) -> None:
    done = _run(data, "new", "plant_care", "--package")
    assert done.output.splitlines()[-1] == "next: cd earnest-plant-care && pytest"
    assert Path("earnest-plant-care/earnest_plant_care/__init__.py").is_file()


def test_faults_of_a_plugin_are_lines_with_their_place(data: Path) -> None:
    Path("bad.py").write_text(BROKEN)
    done = _run(data, "check", "bad.py")
    assert done.exit_code == 1
    assert done.output == "bad.py:1: it would be refused: bad.py:1: NameError: name 'kettle' is not defined\n"
    told = json.loads(_run(data, "check", "bad.py", "--json").output)
    assert (told["line"], told["fault"]) == (1, True)


def test_a_plugin_in_the_folder_is_not_overwritten_unasked(data: Path) -> None:
    _run(data, "new", "tea")
    _run(data, "add", "tea.py")
    again = _run(data, "add", "tea.py")
    assert again.exit_code != 0
    assert _run(data, "add", "tea.py", "--force").exit_code == 0


ODD = '''"""Odd."""

from earnest import Reply, hookimpl


@hookimpl
def register_skills(skills):
    skills.add(odd, "do something odd")


async def odd(talk):
    """Odd."""
    print("looking around")
    talk.notes["times"] = 1
    await talk.say("One moment.")
    try:
        talk.house("diary")
    except PermissionError:
        raise LookupError("no diary") from None
    return Reply("Odd.")
'''


def test_trace_follows_each_call_of_the_talk_what_was_printed_and_where_it_raised(data: Path) -> None:
    (data / "plugins").mkdir(parents=True, exist_ok=True)
    (data / "plugins" / "odd.py").write_text(ODD, encoding="utf-8")
    lines = [
        json.loads(line)
        for line in _run(data, "trace", "do something odd", "--json").output.splitlines()
        if line[0] == "{"
    ]
    talk = {line["talk"]: line for line in lines if "talk" in line}
    assert list(talk) == ["write_note", "say", "ask_house"]
    assert talk["write_note"]["given"] == "'times', 1"
    assert talk["say"]["at"] >= talk["write_note"]["at"] >= 0
    assert talk["ask_house"]["fault"].startswith("PermissionError: odd may not use 'diary'")
    assert {"plugin": "odd", "printed": "looking around\n"} in lines
    assert any("odd raised odd.py:19: LookupError: no diary" in line.get("report", "") for line in lines)


def test_a_package_is_added_whole_or_not_at_all(tmp_path, monkeypatch, earnest):
    data, brew = tmp_path / "data", tmp_path / "brew"
    brew.mkdir()
    (brew / "__init__.py").write_text(PLUGIN_TO_ADD)
    (brew / "away").symlink_to(tmp_path / "nowhere")
    monkeypatch.chdir(brew)
    assert earnest("--data", data, "plugins", "add", ".").out == f"added {data / 'plugins' / 'brew'}\n"
    os.mkfifo(brew / "pipe")
    failed = earnest("--data", data, "plugins", "add", brew, "--force")
    assert (failed.code, len(failed.err.splitlines())) == (2, 1)
    assert "named pipe" in failed.err
    assert sorted(path.name for path in (data / "plugins").rglob("*")) == ["__init__.py", "away", "brew"]
    (tmp_path / "brew.py").write_text(PLUGIN_TO_ADD)
    for again, why in ((data / "plugins" / "brew", "already"), (tmp_path / "brew.py", "is called brew too")):
        refused = earnest("--data", data, "plugins", "add", again, "--force")
        assert (refused.code, why in refused.err) == (2, True)
    (tmp_path / "file").mkdir()
    (tmp_path / "file" / "plugins").write_text("")
    assert earnest("--data", tmp_path / "file", "plugins", "add", tmp_path / "brew.py").code == 2
