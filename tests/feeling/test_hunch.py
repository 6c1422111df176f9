"""Danger in words that no rule foresaw: heard in most sentences of strangers, and never by more than a question."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from earnest.config import Config
from earnest.feeling import Distress, distress
from earnest.feeling.comfort import answer_distress
from earnest.feeling.danger import Ruling, essence, ruled, weighed
from earnest.feeling.danger.grammar import KINDS
from earnest.feeling.danger.hunch import Suspicion, suspicion
from training.danger.sentences import HARMLESS, HERE, NAMES, TABLE, Sentence, sheets
from training.sheets import read_sheet

UNSEEN = sheets("unseen")
LOTS = sorted({one.source for one in UNSEEN})


def told(sentences: list[Sentence]) -> list[Distress | None]:
    return [weighed(one.ruling, suspicion(one.ruling.rest)) for one in sentences]


@pytest.mark.parametrize("lot", LOTS)
def test_most_danger_in_the_words_of_strangers_is_heard(lot: str) -> None:
    danger = [one for one in UNSEEN if one.source == lot and one.kind]
    heard = [(found, one) for found, one in zip(told(danger), danger, strict=True) if found]
    assert len(heard) >= 0.8 * len(danger)
    assert sum(found.kind == NAMES[one.kind] for found, one in heard) >= 0.9 * len(heard)


def test_the_hunch_hears_much_that_no_rule_does() -> None:
    danger = [one for one in UNSEEN if one.kind]
    assert sum(found is not None for found in told(danger)) > 1.5 * sum(one.ruling.found is not None for one in danger)


@pytest.mark.parametrize("lot", LOTS)
def test_hardly_anything_harmless_is_taken_for_danger(lot: str) -> None:
    harmless = [one for one in UNSEEN if one.source == lot and not one.kind]
    alarms = [one.said for found, one in zip(told(harmless), harmless, strict=True) if found]
    assert len(alarms) <= 0.03 * len(harmless), alarms


def test_what_is_measured_is_not_trained_on() -> None:
    table = [phrase for phrases in phrases_of_rules() for phrase in phrases]
    trained_on = {essence(text) for text in (*texts("sentences"), *table)}
    unseen = {essence(text) for text in texts("unseen")}
    assert len(unseen) > 1_000
    assert not trained_on & unseen


def texts(folder: str) -> list[str]:
    """The bare sentences in a folder of sheets."""
    lines = [line for sheet in (HERE / folder).glob("*.tsv") for line in sheet.read_text(encoding="utf-8").splitlines()]
    return [line.partition("\t")[2] for line in lines]


def phrases_of_rules() -> list[list[str]]:
    sheet = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return [*(phrases for kind in KINDS for phrases in sheet[kind].values()), sheet[HARMLESS]]


def test_a_hunch_is_a_question() -> None:
    nothing, rule = Ruling(None, "so it is"), Ruling(Distress("abuse"), "he hits me")
    likely, unlikely, absurd = (Suspicion("abuse", probability) for probability in (0.95, 0.3, 0.001))
    assert weighed(nothing, likely) == Distress("abuse", "passive")
    assert weighed(nothing, unlikely) is None
    assert weighed(rule, unlikely) == weighed(rule, likely) == rule.found
    assert weighed(rule, absurd) is None
    assert weighed(replace(rule, sure=True), absurd) == rule.found


@pytest.mark.parametrize("text", ["", "   ", "?!", "has he", "yes", "ünïcödé 愛", "a" * 5_000, "no " * 2_000])
def test_next_to_nothing_is_no_danger(text: str) -> None:
    assert distress(text) is None


def test_what_is_denied_is_not_asked_about() -> None:
    assert ruled(essence("I'm not suicidal, but dinner was late")).rest == "i am not ~ but dinner was late"
    assert ruled(essence("he hits me")).found == Distress("abuse")


@pytest.mark.parametrize(
    "text",
    ["my husband doesn't hurt me", "she's not choking", "no one hurts me", "he has never hit me", "i'm not suicidal"],
)
def test_a_denial_is_believed(text: str) -> None:
    assert distress(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "she's not breathing",
        "it is not a drill the kitchen is on fire",
        "it's not the first time he's hit me",
        "he has never hit me but he locks me in the cellar at night",
        "she's not sleeping she's unconscious",
    ],
)
def test_a_not_beside_a_danger_takes_nothing_back(text: str) -> None:
    assert distress(text) is not None


def test_the_essence_of_a_text_is_the_same_however_it_is_written() -> None:
    assert essence("He, um, he GETS — you know — so angry!") == essence("he gets so angry")


def test_a_suspected_emergency_names_the_number_and_asks() -> None:
    text = answer_distress(Distress("emergency", "passive"), Config(country="GB")).text
    assert "999" in text.split("?")[0]
    assert "Does somebody need help right now?" in text


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.tsv"
    sheet.write_text("harmless\tgood morning\nangry\ti am cross\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"sheet\.tsv, line 2: 'angry\\ti am cross'; expected one of harmless"):
        list(read_sheet(sheet, NAMES))
