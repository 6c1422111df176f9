"""The author's guide runs: every file it shows is a plugin or a passing test, every command does what it says."""

from __future__ import annotations

import ast
import inspect
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from docs.reference import GUIDE, MARK, reference
from earnest.config import Config
from earnest.conversation.facts import Facts
from earnest.host import Plugins
from earnest.host.authoring.checking import check_plugin
from earnest.host.discovery.door import HOOKS
from earnest.host.discovery.needs import NEEDS
from earnest.memory import Memory
from earnest.nouns import Reply
from earnest.skills import Skill
from earnest.talk import Talk
from earnest.testing import Rehearsal

TEXT = GUIDE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
FILES = {
    block.split("\n", 1)[0].removeprefix("# "): block.split("\n", 1)[1]
    for language, block in BLOCKS
    if language == "python"
}
PLUGINS = [name for name in FILES if not name.startswith("test_")]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with every file of the guide in it."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_every_block_is_of_a_kind_that_is_run() -> None:
    assert {language for language, _ in BLOCKS} <= {"python", "console", "yaml", "toml"}
    assert all(name.endswith(".py") for name in FILES)


@pytest.mark.parametrize("name", PLUGINS)
def test_every_plugin_of_the_guide_is_let_in(shelf: Path, name: str) -> None:
    with Rehearsal(shelf / name) as rehearsal:
        assert [plugin.name for plugin in rehearsal.plugins.loaded] == [name.removesuffix(".py")]


@pytest.mark.parametrize("name", PLUGINS)
def test_every_plugin_of_the_guide_is_fit_to_be_shared(shelf: Path, name: str) -> None:
    assert [str(finding) for finding in check_plugin(shelf / name) if finding.fault] == []


def test_the_tests_of_the_guide_pass(shelf: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"],
        cwd=shelf,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


SAID = {
    "kettle.py": [
        ("boil some water for three people", "3 cups of water, coming up."),
        ("heat milk", "For how many cups?"),
        ("two", "2 cups of milk, coming up."),
    ],
    "applause.py": [("how happy are we", "0 times so far.")],
    "moon.py": [("what is the weather on the moon", "No weather today.")],
}


@pytest.mark.parametrize("name", SAID)
def test_the_plugins_of_the_guide_say_what_they_seem_to(shelf: Path, name: str) -> None:
    with Rehearsal(shelf / name) as rehearsal:
        for said, reply in SAID[name]:
            assert rehearsal.hear(said) == reply


def _commands() -> Iterator[tuple[str, str]]:
    """Each command of the guide, and what it says."""
    for language, block in BLOCKS:
        if language == "console":
            for part in block.split("$ ")[1:]:
                command, _, output = part.partition("\n")
                yield command, output


def test_the_commands_of_the_guide_do_what_they_say(tmp_path: Path) -> None:
    scripts = str(Path(sys.executable).parent)
    surroundings = os.environ | {
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "EARNEST_DATA": str(tmp_path / "data"),
    }
    for command, expected in _commands():
        done = subprocess.run(
            command, shell=True, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False
        )
        pattern = ".*".join(re.escape(part.strip()) for part in expected.split("…"))
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        assert re.fullmatch(pattern, done.stdout.strip(), re.DOTALL), f"{command}\n{done.stdout}{done.stderr}"
    assert (tmp_path / "answer.wav").stat().st_size > 10_000


def test_the_tutorial_is_six_commands() -> None:
    first = next(block for language, block in BLOCKS if language == "console")
    assert first.count("$ ") - first.count("$(") <= 6


def test_the_settings_of_the_guide_are_settings(shelf: Path) -> None:
    for language, block in BLOCKS:
        if language == "yaml":
            given = Config.model_validate(yaml.safe_load(block) | {"data": shelf / "data"})
            for plugin, settings in given.settings.items():
                with Rehearsal(shelf / f"{plugin}.py", settings={plugin: settings}) as rehearsal:
                    assert dict(rehearsal.plugins.settings_of(plugin)) == settings


def test_the_entry_point_of_the_guide_is_the_one_that_is_written(tmp_path: Path) -> None:
    from earnest.host.authoring.scaffolding import new_package

    (shown,) = [tomllib.loads(block) for language, block in BLOCKS if language == "toml"]
    written = tomllib.loads(new_package("tea", tmp_path)[0].read_text(encoding="utf-8"))
    assert written["project"]["entry-points"] == shown["project"]["entry-points"]


def test_the_reference_is_what_the_code_says() -> None:
    assert TEXT.partition(MARK)[2] == reference()


async def _brew(_talk: Talk) -> Reply:
    return Reply("")


def test_every_need_fact_and_change_is_listed(tmp_path: Path) -> None:
    memory, plugins = Memory(tmp_path), Plugins(Config(data=tmp_path))
    facts = Facts(Config(data=tmp_path), memory, plugins)
    listed = set(re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE))
    known: set[str] = set(NEEDS)
    for ask in (lambda: facts.read("?", "tea"), lambda: facts.change("?", 1, Skill("tea", "brew", _brew))):
        with pytest.raises(KeyError) as fault:
            ask()
        known |= set(re.findall(r"\w+", str(fault.value).partition("it knows ")[2]))
    memory.close()
    assert listed == known


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_is_used_by_something_that_is_shipped(hook: str, root: Path) -> None:
    users = [
        path.name
        for folder in ("core/earnest/engines", "plugins/earnest_plugins")
        for path in (root / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and node.name == hook
        and any(ast.unparse(each).startswith("hookimpl") for each in node.decorator_list)
    ]
    assert users, f"nothing that is shipped implements {hook}"


def test_every_member_of_talk_is_spoken_of_before_the_reference() -> None:
    taught = TEXT.partition(MARK)[0]
    members = {name for name in vars(Talk) if not name.startswith("_")} | {"notes", "settings"}
    assert {name for name in members if f"talk.{name}" not in taught} <= {"text", "person", "now", "say", "cancel"}
    assert all(inspect.getdoc(getattr(Talk, name, dict)) for name in members)
