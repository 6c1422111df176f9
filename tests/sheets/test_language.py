"""Every language of the house is whole; and one more takes a folder and sheets, and no line of Python elsewhere."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from earnest.config import Config, load_config
from earnest.errors import SheetError
from earnest.host import Plugins
from earnest.host.discovery.words import dead_phrases
from earnest.sheets.house import PAGES, hold_words, house_words
from earnest.sheets.reading import Places, left_out, read_sheet
from earnest.spoken import languages
from earnest.testing import Rehearsal

OWN = Path(__file__).resolve().parents[2] / "plugins" / "earnest_plugins"
PLUGINS = sorted(folder.parent.name for folder in OWN.glob("*/words"))


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("plugin", PLUGINS)
def test_every_sheet_has_every_reply_slot_and_skill_of_the_english_one(plugin: str, code: str) -> None:
    places = Places(OWN / plugin / "words")
    read_sheet(places, code)
    assert left_out(places, code) == []


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("page", PAGES)
def test_every_language_has_every_sheet_of_the_house(page: str, code: str) -> None:
    assert house_words(code, page).language == code


def test_no_phrase_of_earnests_own_is_dead_or_of_no_skill(tmp_path: Path) -> None:
    plugins = Plugins(Config(data=tmp_path))
    plugins.load()
    plugins.close()
    offered = {plugin.name: {skill.name: skill for skill in plugin.skills} for plugin in plugins.loaded}
    for plugin in PLUGINS:
        sheet = read_sheet(Places(OWN / plugin / "words"))
        assert not sheet.phrases.keys() - offered[plugin].keys()
        assert list(dead_phrases(sheet, offered[plugin].values())) == []


def test_all_of_earnests_own_plugins_have_sheets(tmp_path: Path) -> None:
    plugins = Plugins(Config(data=tmp_path))
    plugins.load()
    plugins.close()
    assert {plugin.name for plugin in plugins.loaded if plugin.first_party} - set(PLUGINS) == {"engines", "gpio"}


def test_python_keeps_no_words_of_its_own() -> None:
    """A reply in Python would be English in every house."""
    said = re.compile(r"""\b(?:Reply|ask|say)\(f?"((?:[^"{]|\{[^{}]*\})*)\"""")
    written = [text for path in OWN.rglob("*.py") for text in said.findall(path.read_text(encoding="utf-8"))]
    assert len(written) > 3
    assert [text for text in written if re.search(r"[^\W\d_]", re.sub(r"\{[^{}]*\}", "", text))] == []


CLOCK = {
    "time": "Es ist {now}.",
    "elsewhere": "In {place} ist es {there} {half}.",
    "unknown_place": "Wie spät es in {place} ist, weiß ich nicht.",
    "morning": "am Morgen",
    "today": "Heute ist {day:date}.",
}
TOLD = {
    "tell_time": ["wie spät ist es", "wieviel uhr ist es"],
    "tell_time_elsewhere": ["wie spät ist es in {place}"],
    "tell_date": ["welcher tag ist heute"],
}
REMIND = {
    "set": "Ich erinnere dich {when}: {task}.",
    "no_rush": "Dann nicht.",
    "asks_when": "Wann soll ich dich erinnern?",
    "reminder_rings_named": "Ich soll dich erinnern: {name}.",
}


def _translated(plugin: str, phrases: dict[str, list[str]], **replies: str) -> dict[str, Any]:
    """The English sheet with some of it in German, and every skill with a phrase at least."""
    sheet = yaml.safe_load((OWN / plugin / "words" / "en.yaml").read_text(encoding="utf-8"))
    sheet["phrases"] = {skill: phrases.get(skill, [f"{skill.replace('_', ' ')} bitte"]) for skill in sheet["phrases"]}
    sheet["about"] = dict.fromkeys(sheet["phrases"], "Etwas tun.")
    sheet["replies"] |= replies
    return dict(sheet)


@pytest.fixture
def house(german: Path, tmp_path: Path) -> Iterator[Rehearsal]:
    """A house that speaks ten phrases of German."""
    shelf = tmp_path / "shelf"
    phrases = {"remind": ["erinnere mich an {task} [{when:time}]", "erinnere mich {when:time} an {task}"]}
    for plugin, sheet in (
        ("clock", _translated("clock", TOLD, **CLOCK)),
        ("reminders", _translated("reminders", phrases, **REMIND)),
    ):
        shutil.copytree(OWN / plugin, shelf / f"our_{plugin}")
        text = yaml.safe_dump(sheet, allow_unicode=True)
        (shelf / f"our_{plugin}" / "words" / "de.yaml").write_text(text, encoding="utf-8")
    own = german / "house.yaml"
    own.write_text(
        own.read_text()
        .replace("I'm afraid I can't help with that yet.", "Das kann ich noch nicht.")
        .replace("never ?mind", "vergiss es")
    )
    # inside: the language is a patch of this process
    with Rehearsal(shelf / "our_clock", shelf / "our_reminders", language="de", outside=False) as rehearsal:
        yield rehearsal


def test_a_toy_language_tells_the_time_and_reminds_in_its_own_words(house: Rehearsal) -> None:
    assert house.hear("Wie spät ist es?") == "Es ist two o'clock."
    assert house.hear("wie spät ist es in narnia") == "Wie spät es in Narnia ist, weiß ich nicht."
    assert house.hear("erinnere mich an die wäsche at six") == "Ich erinnere dich at six this evening: die wäsche."
    assert house.travel(house.due[0].at) == ["Ich soll dich erinnern: die wäsche."]
    assert house.hear("erinnere mich an den hund") == "Wann soll ich dich erinnern?"
    assert house.hear("vergiss es") == "Dann nicht."
    assert house.hear("backe einen kuchen") == "Das kann ich noch nicht."


def test_english_is_not_understood_there(house: Rehearsal) -> None:
    house.hear("what time is it")
    assert house.intent is None


@pytest.mark.usefixtures("german")
def test_the_config_may_choose_a_language_as_soon_as_it_has_a_folder(tmp_path: Path) -> None:
    (tmp_path / "earnest.yaml").write_text("language: de_AT")
    assert load_config(tmp_path / "earnest.yaml").language_code == "de"


def test_a_language_that_lacks_a_sheet_of_the_house_does_not_open(german: Path) -> None:
    (german / "comfort.yaml").unlink()
    with pytest.raises(SheetError, match=r"the house has no comfort\.yaml in de; write it in spoken/de/"):
        hold_words("de")


def test_a_careful_answer_that_is_missing_is_found_before_it_is_needed(german: Path) -> None:
    page = german / "comfort.yaml"
    page.write_text(page.read_text().replace("abuse_explicit:", "abuse_explicitly:"))
    with pytest.raises(SheetError, match="abuse_explicit"):
        hold_words("de")
