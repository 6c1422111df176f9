"""``plugins check`` says which languages a plugin speaks, and what is wrong in each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from earnest.cli import earnest
from earnest.host.authoring.checking import check_plugin
from sheets.test_house import SHEET, write

GERMAN = """\
phrases:
  brew: ["(koch|mach) [{strength}] {drink}"]
about: {brew: Kochen.}
choices:
  drink: {Tee: tea, Kaffee: coffee, Wasser: water}
  strength: {schwach: 1, stark: 3}
cues:
  hurry: [schnell]
replies:
  asks_cups: "Wie viele Tassen {drink}?"
  hurried: {text: "Nur Geduld.", tone: calm}
  brewed: "{count} Tassen, {strength}: {known}."
  rests: [Erstens., Zweitens.]
"""


@pytest.fixture
def kettle(tmp_path: Path) -> Path:
    """A plugin in two languages."""
    write(tmp_path / "kettle", SHEET + '  dry: "Only water."\n')
    write(tmp_path / "kettle", GERMAN + '  dry: "Nur Wasser."\n', "de")
    (tmp_path / "test_kettle.py").write_text("")
    return tmp_path / "kettle"


def faults(plugin: Path) -> list[str]:
    """What is to be mended."""
    return [finding.what for finding in check_plugin(plugin) if finding.fault]


def edit(plugin: Path, code: str, old: str, new: str) -> None:
    """Change one sheet."""
    sheet = plugin / "words" / f"{code}.yaml"
    assert old in sheet.read_text()
    sheet.write_text(sheet.read_text().replace(old, new))


def test_the_languages_are_said(kettle: Path) -> None:
    done = CliRunner().invoke(earnest, ["plugins", "check", str(kettle)])
    assert f"{kettle}: speaks de, en\n" in done.stdout
    as_json = CliRunner().invoke(earnest, ["plugins", "check", str(kettle), "--json"]).stdout.splitlines()
    assert json.loads(as_json[0])["languages"] == ["de", "en"]
    assert all({"line", "what", "fault"} <= json.loads(line).keys() for line in as_json)


def test_sheets_that_are_well_have_no_faults(kettle: Path) -> None:
    assert faults(kettle) == []


@pytest.mark.parametrize(
    ("code", "old", "new", "said"),
    [
        ("de", "hurried:", "hurry:", "replies.hurry: en.yaml has no such name"),
        ("de", "  dry:", "  dri:", "these are in en.yaml and not here: dry"),
        ("de", "tone: calm", "tone: clam", "replies.hurried.tone: there is no tone 'clam'; did you mean \"calm\"?"),
        ("en", "tone: calm", "tone: clam", "replies.hurried.tone: there is no tone 'clam'"),
        ("en", "{drink} [now]", "{drink} [now", "can never match: brackets do not pair up"),
    ],
)
def test_a_fault_of_any_language_is_found(kettle: Path, code: str, old: str, new: str, said: str) -> None:
    edit(kettle, code, old, new)
    assert any(f"words/{code}.yaml" in fault and said in fault for fault in faults(kettle))


def test_a_slot_left_out_is_advice(kettle: Path) -> None:
    edit(kettle, "de", "Wie viele Tassen {drink}?", "Wie viele Tassen?")
    assert faults(kettle) == []
    assert any(finding.what.endswith("{drink} is left out") for finding in check_plugin(kettle))


def test_phrases_of_a_language_that_no_house_speaks_are_not_tried(kettle: Path) -> None:
    edit(kettle, "de", '{drink}"', '{drink} {sugar}"')
    assert faults(kettle) == []
    assert any("the phrases of de were not tried" in finding.what for finding in check_plugin(kettle))


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ('{drink} (bitte"', "words/de.yaml:2 phrases.brew[0]"),
        ('{drink} {sugar}"', "brew has no parameter for {sugar}"),
    ],
)
@pytest.mark.usefixtures("german")
def test_phrases_of_every_language_of_the_house_are_tried(kettle: Path, new: str, said: str) -> None:
    assert faults(kettle) == []
    edit(kettle, "de", '{drink}"', new)
    assert any(said in fault for fault in faults(kettle))
