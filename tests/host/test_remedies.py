"""A plugin that cannot be had is told in a line, with what to do."""

from __future__ import annotations

from pathlib import Path

from earnest.config import Config
from earnest.host import Plugins

SINGLE = """\
from earnest import hookimpl


@hookimpl
def register_skills(skills):
    skills.add(greet)


async def greet(talk):
    return talk.reply("hello")
"""


def refusals(folder: Path) -> dict[str, str]:
    plugins = Plugins(Config(data=folder))
    plugins.load()
    plugins.close()
    assert "reminders" in {loaded.name for loaded in plugins.loaded}
    return {refused.name: refused.why for refused in plugins.refused}


def test_words_beside_a_single_file_and_compiled_code_of_another_machine(tmp_path: Path) -> None:
    folder = tmp_path / "plugins"
    (folder / "words").mkdir(parents=True)
    (folder / "words" / "en.yaml").write_text("phrases: {greet: [greet the samovar]}\n", encoding="utf-8")
    (folder / "single.py").write_text(SINGLE, encoding="utf-8")
    (folder / "swift").mkdir()
    (folder / "swift" / "fast.abi3.so").write_bytes(b"\x7fELF")
    (folder / "swift" / "__init__.py").write_text("from . import fast\n", encoding="utf-8")
    why = refusals(tmp_path)
    assert "make it a package, single/__init__.py with single/words/" in why["single"]
    assert "__init__.py:1: ImportError" in why["swift"]
    assert "fast.abi3.so is compiled code that was not made for this Python and machine" in why["swift"]


ENDLESS = """\
from earnest import hookimpl


@hookimpl
def register_settings(settings):
    held = {}
    for _ in range(3000):
        held = {"in": held}
    settings.add("held", held, "what holds itself")
"""

GARRULOUS = SINGLE.replace("(greet)", '(greet, "greet " + "very " * 300_000)')

LOUD = """\
raise ValueError("\\x1b]0;owned\\x07 nothing is wrong")
"""


def test_what_cannot_be_told_to_the_house_is_told_to_the_household(tmp_path: Path) -> None:
    (tmp_path / "plugins").mkdir()
    for name, code in {"endless": ENDLESS, "garrulous": GARRULOUS, "loud": LOUD}.items():
        (tmp_path / "plugins" / f"{name}.py").write_text(code, encoding="utf-8")
    why = refusals(tmp_path)
    assert "setting held: the default is text, a number, yes or no, or a list or table of those" in why["endless"]
    assert "cannot be told to the house (Garbage: a message of" in why["garrulous"]
    assert why["loud"] == "loud.py:1: ValueError:  nothing is wrong"
