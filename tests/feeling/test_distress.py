"""Words of danger are heard, and what only sounds like them is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from earnest.config import Config, ContactSettings, Helpline
from earnest.feeling import Distress, answer_distress, danger_languages, distress, helpline_for
from earnest.feeling.comfort import digit_by_digit
from earnest.shipped import shipped

TABLE = yaml.safe_load((Path(__file__).parents[1] / "data" / "distress.yaml").read_text(encoding="utf-8"))
KINDS = ("self_harm", "abuse", "emergency")
TIERS = ("explicit", "passive")
EVERY = [
    Distress("self_harm", "explicit"),
    Distress("self_harm", "passive"),
    Distress("abuse", "explicit"),
    Distress("abuse", "passive"),
    Distress("emergency", "explicit"),
    Distress("emergency", "passive"),
]


def _dangers() -> Iterator[tuple[str, str, str]]:
    for kind in KINDS:
        for tier in TIERS:
            yield from ((kind, tier, phrase) for phrase in TABLE[kind][tier])


@pytest.mark.parametrize(("kind", "tier", "phrase"), list(_dangers()))
def test_danger_is_heard(kind: str, tier: str, phrase: str) -> None:
    assert distress(phrase) == Distress(kind, tier)  # type: ignore[arg-type]


@pytest.mark.parametrize("phrase", TABLE["harmless"])
def test_a_manner_of_speaking_is_no_alarm(phrase: str) -> None:
    assert distress(phrase) is None


def test_of_the_table_hardly_anything_is_missed() -> None:
    heard = sum(len(TABLE[kind][tier]) for kind in KINDS for tier in TIERS)
    missed = sum(len(TABLE[kind]["missed"]) for kind in KINDS)
    assert missed < 0.05 * heard
    assert len(TABLE["asked_in_vain"]) < 0.01 * len(TABLE["harmless"])


@pytest.mark.parametrize("phrase", ["I want to die.", "i WANT to die", "I’m going to kill myself!", "i want to die ?"])
def test_spelling_and_case_do_not_matter(phrase: str) -> None:
    assert distress(phrase) == Distress("self_harm")


@pytest.mark.parametrize("danger", ["i want to kill myself", "my husband hits me", "i can't breathe"])
@pytest.mark.parametrize(
    "said",
    [
        "And then we went to the market at six. {}.",
        "{}. We bought milk and bread for the weekend, and a cake.",
        "Hello! Put eggs on the list. {}! And what is the weather tomorrow?",
    ],
)
def test_danger_is_heard_among_other_things(said: str, danger: str) -> None:
    assert distress(danger) is not None
    assert distress(said.format(danger)) is not None


@pytest.mark.parametrize(
    "said",
    [
        "what is the weather like in town tomorrow and i'm going to hang myself tonight",
        "set a timer for ten minutes i want to kill myself",
        "add eggs and milk to the shopping list and then play some jazz my husband hits me every night he did it "
        "again when i came home remind me to ring the dentist in the morning and what is the time",
    ],
)
def test_danger_is_heard_where_a_recogniser_writes_no_stops(said: str) -> None:
    assert distress(said) is not None


@pytest.mark.parametrize("cry", ["Help! Help! Help!", "help me, please, help me", "Ambulance!", "Fire! Fire!"])
def test_a_cry_is_asked_about(cry: str) -> None:
    assert distress(cry) == Distress("emergency", "passive")


@pytest.mark.parametrize(
    "said",
    [
        "my uncle had a stroke in the eighties and he still rows every morning",
        "grandma had a heart attack back in 1979",
        "I had a seizure as a child and never again",
        "they had a house fire in the late forties",
    ],
)
def test_what_was_long_ago_is_never_told_a_helpline_outright(said: str) -> None:
    found = distress(said)
    assert found is None or found.tier == "passive"


def test_what_is_told_of_a_film_stays_one_with_its_other_sentences() -> None:
    assert distress("We saw a film about a soldier. He says i want to kill myself. It was good.") is None


ORDINARY = [
    ("Here is your reminder: take your pills.", "I've taken my pills"),
    ("", "I've taken my pills"),
    ("Your alarm is ringing.", "I don't need it any more"),
    ("", "I don't need it any more"),
    ("", "there's a fire in the fireplace"),
    ("", "where is my nerf gun"),
    ("Shall I cancel the alarm?", "yes I don't want it any more"),
    ("Did you take your tablets?", "both of them with my tea"),
    ("How was your day?", "my back is killing me"),
    ("", "this traffic is killing me"),
    ("", "he does not hit me"),
]


@pytest.mark.parametrize(("context", "text"), ORDINARY)
def test_what_people_say_on_ordinary_days_is_no_danger(context: str, text: str) -> None:
    assert distress(text, context) is None


@pytest.mark.parametrize(
    ("context", "text", "kind"),
    [
        ("Here is your reminder: take your pills.", "I'm going to take all of them and never wake up", "self_harm"),
        ("Good night.", "goodbye I'm going to end it tonight", "self_harm"),
        ("Your timer is done.", "the kitchen is on fire", "emergency"),
        ("How was your day?", "he hit me again and he locked me in", "abuse"),
    ],
)
def test_danger_is_heard_after_an_ordinary_question(context: str, text: str, kind: str) -> None:
    found = distress(text, context)
    assert found is not None
    assert found.kind == kind


def test_a_figure_of_speech_does_not_hide_the_danger_beside_it() -> None:
    found = distress("this traffic is killing me and i want to kill myself")
    assert found is not None
    assert found.kind == "self_harm"


@pytest.mark.parametrize("language", ["de", "xx", "../en"])
def test_in_another_language_nothing_is_heard(language: str) -> None:
    assert danger_languages() == ("en",)
    assert distress("I want to kill myself", language=language) is None


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("911", "nine, one, one"),
        ("call Samaritans on 116 123, free", "call Samaritans on one, one, six; one, two, three, free"),
        ("030 12-3", "zero, three, zero; one, two; three"),
        ("a crisis line near you", "a crisis line near you"),
    ],
)
def test_helplines_are_read_digit_by_digit(line: str, read: str) -> None:
    assert digit_by_digit(line) == read


def test_plain_commands_are_no_alarm(shared_data: Path) -> None:
    commands = (shared_data / "intent" / "hwu64" / "test" / "seq.in").read_text(encoding="utf-8").splitlines()
    alarms = [command for command in commands if distress(command)]
    assert len(alarms) <= len(commands) / 1_000, alarms


@pytest.mark.parametrize("found", EVERY, ids=lambda found: f"{found.kind}-{found.tier}")
@pytest.mark.parametrize("country", ["US", "gb", "DE", "FR", "IN", "NZ"])
def test_the_helpline_comes_in_the_first_two_sentences(found: Distress, country: str) -> None:
    lines = helpline_for(Config(country=country))
    assert lines is not None
    first_two = re.match(r"(?:[^.?]*[.?]){1,2}", answer_distress(found, Config(country=country)).text)
    assert first_two is not None
    assert any(digit_by_digit(line) in first_two[0] for line in (lines.crisis, lines.abuse, lines.emergency))


@pytest.mark.parametrize("found", EVERY, ids=lambda found: f"{found.kind}-{found.tier}")
def test_without_a_country_no_number_is_guessed(found: Distress) -> None:
    text = answer_distress(found, Config()).text
    assert "your local emergency number" in text
    assert not re.search(r"\d|\b(one|nine)\b", text)


def test_the_trusted_contact_is_offered_only_where_there_is_one() -> None:
    contact = ContactSettings(name="Anna", number="030 123456")
    for found in EVERY:
        assert "Anna" in answer_distress(found, Config(contact=contact)).text
        assert digit_by_digit("030 123456") in answer_distress(found, Config(contact=contact)).text
        assert "trust" not in answer_distress(found, Config()).text


def test_the_household_s_own_helpline_wins() -> None:
    own = Helpline(crisis="call Berta on 12 34", abuse="call Carla on 56 78", emergency="1234")
    config = Config(country="de", helplines={"DE": own})
    assert helpline_for(config) == own
    assert "call Berta on one, two; three, four" in answer_distress(Distress("self_harm"), config).text


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
