"""Words of danger are heard, and what only sounds like them is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import yaml

from earnest.config import Config, ContactSettings, Helpline
from earnest.feeling import Distress, answer_distress, distress, helpline_for
from earnest.feeling.danger import essence
from earnest.feeling.danger.grammar import rules
from earnest.shipped import shipped

TABLE = yaml.safe_load((Path(__file__).parents[1] / "data" / "distress.yaml").read_text(encoding="utf-8"))
KINDS = ("self_harm", "abuse", "emergency")
EVERY = [
    Distress("self_harm", "explicit"),
    Distress("self_harm", "passive"),
    Distress("abuse", "explicit"),
    Distress("abuse", "passive"),
    Distress("emergency", "explicit"),
    Distress("emergency", "passive"),
]


def _dangers() -> Iterator[tuple[str, str, str]]:
    for sheet, kind in product((TABLE, TABLE["strangers"]), KINDS):
        for tier, phrases in sheet[kind].items():
            yield from ((kind, tier, phrase) for phrase in phrases)


@pytest.mark.parametrize(("kind", "tier", "phrase"), list(_dangers()))
def test_danger_is_heard(kind: str, tier: str, phrase: str) -> None:
    assert distress(phrase) == Distress(kind, tier)  # type: ignore[arg-type]


@pytest.mark.parametrize("phrase", [*TABLE["harmless"], *TABLE["strangers"]["harmless"]])
def test_a_manner_of_speaking_is_no_alarm(phrase: str) -> None:
    assert distress(phrase) is None


@pytest.mark.parametrize("phrase", ["I want to die.", "i WANT to die", "I’m going to kill myself!", "i want to die ?"])
def test_spelling_and_case_do_not_matter(phrase: str) -> None:
    assert distress(phrase) == Distress("self_harm")


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("thoughts of sue a side", "thoughts of suicide"),
        ("he committed such a side", "he committed suicide"),
        ("i feel sue a side all", "i feel suicidal"),
        ("she over dosed", "she overdosed"),
        ("i have chess pain", "i have chest pain"),
        ("a harder tack", "a heart attack"),
        ("there is such a side to him", "there is such a side to him"),
        ("a game of chess", "a game of chess"),
    ],
)
def test_a_word_the_recogniser_picked_is_put_right(heard: str, meant: str) -> None:
    assert essence(heard) == meant


def test_a_figure_of_speech_does_not_hide_the_danger_beside_it() -> None:
    assert distress("this traffic is killing me") is None
    assert distress("this traffic is killing me and i want to kill myself") == Distress("self_harm")


def test_a_denial_takes_back_its_own_clause_only() -> None:
    assert distress("he does not hit me") is None
    assert distress("he does not hit me but he chokes me") == Distress("abuse")


def test_plain_commands_are_no_alarm(shared_data: Path) -> None:
    commands = (shared_data / "intent" / "hwu64" / "test" / "seq.in").read_text(encoding="utf-8").splitlines()
    alarms = [command for command in commands if distress(command)]
    assert len(alarms) <= len(commands) / 1_000, alarms


def test_outright_danger_goes_before_hints() -> None:
    assert {rule.kind for rule in rules()} == set(KINDS)
    tiers = [rule.tier for rule in rules()]
    assert tiers == sorted(tiers)


@pytest.mark.parametrize("found", EVERY, ids=lambda found: f"{found.kind}-{found.tier}")
@pytest.mark.parametrize("country", ["US", "gb", "DE", "FR", "IN", "NZ"])
def test_the_helpline_comes_in_the_first_two_sentences(found: Distress, country: str) -> None:
    lines = helpline_for(Config(country=country))
    assert lines is not None
    first_two = re.match(r"(?:[^.?]*[.?]){1,2}", answer_distress(found, Config(country=country)).text)
    assert first_two is not None
    assert any(line in first_two[0] for line in (lines.crisis, lines.abuse, lines.emergency))


@pytest.mark.parametrize("found", EVERY, ids=lambda found: f"{found.kind}-{found.tier}")
def test_without_a_country_no_number_is_guessed(found: Distress) -> None:
    text = answer_distress(found, Config()).text
    assert "your local emergency number" in text
    assert not re.search(r"\d", text)


def test_the_trusted_contact_is_offered_only_where_there_is_one() -> None:
    contact = ContactSettings(name="Anna", number="030 123456")
    for found in EVERY:
        assert "Anna" in answer_distress(found, Config(contact=contact)).text
        assert "030 123456" in answer_distress(found, Config(contact=contact)).text
        assert "trust" not in answer_distress(found, Config()).text


def test_the_household_s_own_helpline_wins() -> None:
    own = Helpline(crisis="call Berta on 12 34", abuse="call Carla on 56 78", emergency="1234")
    config = Config(country="de", helplines={"DE": own})
    assert helpline_for(config) == own
    assert "call Berta on 12 34" in answer_distress(Distress("self_harm"), config).text


def test_an_unlisted_country_says_the_local_emergency_number() -> None:
    assert helpline_for(Config(country="BR")) is None
    assert "your local emergency number" in answer_distress(Distress("abuse"), Config(country="BR")).text


@pytest.mark.parametrize("found", EVERY, ids=lambda found: f"{found.kind}-{found.tier}")
def test_answers_are_gentle_and_never_judge(found: Distress) -> None:
    reply = answer_distress(found, Config(country="GB"))
    assert reply.tone == "gentle"
    assert not re.search(r"\b(depress|disorder|diagnos|crazy|silly|calm down|cheer up|joke)", reply.text.lower())


def test_every_country_has_all_three_lines() -> None:
    sheet = yaml.safe_load((shipped("config") / "helplines.yaml").read_text(encoding="utf-8"))
    assert {"US", "GB", "IE", "DE", "FR", "ES", "IT", "NL", "AT", "CH", "CA", "AU", "NZ", "PL", "IN"} <= set(sheet)
    for country, lines in sheet.items():
        assert re.fullmatch("[A-Z]{2}", country)
        assert all(isinstance(line, str) and re.search(r"\d", line) for line in Helpline(**lines).model_dump().values())
