"""Plugins with sheets, in a house: inside it and in a process of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from earnest.config import Config, PluginSettings
from earnest.errors import PluginRefused, SkillFault
from earnest.host import Plugins
from earnest.host.discovery.finding import find_plugins
from earnest.testing import Rehearsal

PLUGIN = '''"""A kettle."""

from earnest import Reply, Skills, Talk, hookimpl


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(brew)
    skills.add(rest, "take a rest")


async def brew(talk: Talk, drink: str, strength: int = 2) -> Reply:
    """Brew."""
    if any(word in talk.text for word in talk.cues("hurry")):
        return talk.reply("hurried")
    if drink == "water":
        return talk.reply("dry")
    cups = await talk.ask(talk.words("asks_cups", drink=drink), expecting=int)
    return talk.reply("brewed", count=cups, strength=strength, known=list(talk.choices("drink")))


async def rest(talk: Talk) -> Reply:
    """Rest."""
    return talk.reply("rests")
'''
SHEET = """\
phrases:
  brew: ["(brew|make) [some] [{strength}] {drink} [now]"]
choices:
  drink: {tea: tea, a cuppa: tea, coffee: coffee, water: water}
  strength: {weak: 1, strong: 3}
cues:
  hurry: [now]
replies:
  asks_cups: "How many cups of {drink}?"
  hurried: {text: "No hurry.", tone: calm}
  brewed: {one: "A cup at {strength}: {known}.", other: "{count} cups at {strength}: {known}."}
  rests: [First., Second.]
"""


@pytest.fixture
def kettle(tmp_path: Path) -> Path:
    """A plugin with a sheet."""
    return write(tmp_path / "kettle")


def write(folder: Path, sheet: str = SHEET, code: str = "en") -> Path:
    """A package with a sheet."""
    (folder / "words").mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").write_text(PLUGIN, encoding="utf-8")
    (folder / "words" / f"{code}.yaml").write_text(sheet, encoding="utf-8")
    return folder


@pytest.mark.parametrize("outside", [False, True], ids=["inside", "outside"])
def test_a_plugin_speaks_from_its_sheet(kettle: Path, outside: bool) -> None:
    with Rehearsal(kettle, outside=outside) as rehearsal:
        assert rehearsal.hear("make a cuppa") == "How many cups of tea?"
        assert rehearsal.hear("one") == "A cup at two: tea, a cuppa, coffee, and water."
        rehearsal.hear("brew some strong coffee")
        assert rehearsal.hear("two") == "Two cups at three: tea, a cuppa, coffee, and water."
        assert (rehearsal.hear("make tea now"), rehearsal.tone) == ("No hurry.", "calm")
        assert [rehearsal.hear("take a rest") for _ in range(3)] == ["First.", "Second.", "First."]
        with pytest.raises(SkillFault, match=r"__init__.py:17: LookupError: .*words/en.yaml: there is no reply 'dry'"):
            rehearsal.hear("make water")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{drink} [now]", "{drink} [now", r"en.yaml:2 phrases.brew\[0\]: .* can never match: brackets do not pair up"),
        ("{drink} [now]", "{drink:tme}", r"en.yaml:2 phrases.brew\[0\]: .* can never match: .*choose a kind from time"),
        ("  brew:", "  bruw:", r'en.yaml:2 phrases.bruw\[0\]: the plugin offers no such skill; did you mean "brew"'),
        ("First.,", "5,", r"en.yaml:12 replies.rests\[0\]: expected text"),
        ("  brew:", '  rest: ["have a rest"]\n  brew:', "rest has phrases here and in .*; keep them in one"),
    ],
)  # fmt: skip
def test_a_sheet_that_does_not_fit_keeps_the_plugin_out(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in SHEET
    with pytest.raises(PluginRefused, match=said):
        Rehearsal(write(tmp_path / "kettle", SHEET.replace(old, new)))


def _house(tmp_path: Path, **wishes: object) -> Plugins:
    """A house whose plugin folder has the kettle in it, and nobody else."""
    others = [found.name for found in find_plugins(Config(data=tmp_path)) if found.path is None]
    config = Config(data=tmp_path, plugins=PluginSettings(disabled=others))
    plugins = Plugins(config.model_copy(update=wishes))
    plugins.load()
    return plugins


def test_the_household_lays_its_own_sheet_over_a_plugins(tmp_path: Path) -> None:
    write(tmp_path / "plugins" / "kettle")
    (tmp_path / "words" / "kettle").mkdir(parents=True)
    (tmp_path / "words" / "kettle" / "en.yaml").write_text('phrases: {brew: ["put {drink} on"]}')
    plugins = _house(tmp_path)
    try:
        assert plugins.refused == []
        assert next(skill.phrases for skill in plugins.skills if skill.name == "brew") == ("put {drink} on",)
    finally:
        plugins.close()


def test_a_plugin_that_does_not_speak_the_language_of_the_house_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "plugins" / "kettle")
    plugins = _house(tmp_path, language="tlh")
    plugins.close()
    (refused,) = plugins.refused
    assert refused.why.startswith("it speaks en, and not tlh; write ")


def test_an_edited_sheet_is_taken_at_once_and_a_broken_one_is_not(tmp_path: Path) -> None:
    folder = write(tmp_path / "plugins" / "kettle")
    plugins = _house(tmp_path)
    try:
        write(folder, SHEET.replace("(brew|make)", "boil"))
        plugins.reload(folder)
        assert plugins.skills[0].phrases[0].startswith("boil")
        write(folder, SHEET.replace("(brew|make)", "(cook"))
        plugins.reload(folder)
        assert plugins.skills[0].phrases[0].startswith("boil")
        assert "the last good version goes on" in plugins.reports[-1].what
        assert "en.yaml:2 phrases.brew[0]" in plugins.reports[-1].what
    finally:
        plugins.close()
