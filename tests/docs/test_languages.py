"""The page on languages runs: its plugin, in every language that it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from earnest.config import Config
from earnest.host.authoring.checking import check_plugin
from earnest.host.authoring.sheets import languages_of
from earnest.host.discovery.finding import find_at
from earnest.host.discovery.words import places_of
from earnest.sheets import Sheet
from earnest.sheets.page import SECTIONS
from earnest.sheets.reading import left_out, read_sheet
from earnest.testing import Rehearsal

PAGE = Path(__file__).resolve().parents[2] / "plugins" / "languages.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\w+\n# (\S+)\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)


@pytest.fixture
def kettle(tmp_path: Path) -> Path:
    """The plugin of the page, with its test beside it."""
    for name, text in BLOCKS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "kettle"


def _sheet(kettle: Path, code: str) -> Sheet:
    found = find_at(kettle)
    assert found is not None
    places = places_of(found, Config())
    assert left_out(places, code) == []
    return read_sheet(places, code)


def test_every_block_is_a_file_of_the_example() -> None:
    assert TEXT.count("```") == 2 * len(BLOCKS)
    assert {name.split("/")[0] for name, _ in BLOCKS} == {"kettle"}


@pytest.mark.parametrize("outside", [False, True], ids=["inside", "outside"])
def test_the_example_says_what_its_sheet_holds(kettle: Path, outside: bool) -> None:
    with Rehearsal(kettle, outside=outside) as rehearsal:
        assert rehearsal.hear("make some strong tea") == "How many cups of tea?"
        assert rehearsal.hear("two") == "Two cups of tea, at three."
        rehearsal.hear("boil coffee")
        assert rehearsal.hear("one") == "One cup of coffee, at two."
        assert (rehearsal.hear("boil coffee now"), rehearsal.tone) == ("No hurry.", "calm")
        for reply in ("As you like.", "Another time, then."):
            rehearsal.hear("boil coffee")
            assert rehearsal.never_mind() == reply


def test_the_example_is_fit_to_be_shared_in_both_languages(kettle: Path) -> None:
    assert languages_of(kettle) == ["de", "en"]
    assert [str(finding) for finding in check_plugin(kettle) if finding.fault] == []
    assert _sheet(kettle, "de").reply("dropped").text == "Wie du magst."


def test_a_worked_example_is_short() -> None:
    assert all(len(text.splitlines()) <= 16 for name, text in BLOCKS if name.endswith(".yaml"))


def test_every_section_is_in_the_table() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE)) == set(SECTIONS)


def test_the_files_that_a_language_needs_are_those_that_english_has(root: Path) -> None:
    english = root / "core" / "earnest" / "spoken" / "en"
    steps = TEXT.partition("## How to add")[2]
    assert {path.name for path in english.glob("*.yaml")} <= set(re.findall(r"`(\w+\.yaml)`", steps))
