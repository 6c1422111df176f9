"""Slots of any words that are handed over as lists and people, and choices that the household sets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from earnest.errors import PluginRefused
from earnest.spoken.en.shapes import read_list, read_person
from earnest.testing import Rehearsal

ERRANDS = '''"""Errands."""

from earnest import FromSetting, Reply, hookimpl


@hookimpl
def register_settings(settings):
    settings.add("stations", {"jazz": "http://jazz"}, "stations")
    settings.add("rooms", ["hall"], "rooms")
    settings.add("prices", {}, "prices", kind=dict[str, float])


@hookimpl
def register_skills(skills):
    skills.add(add, "add {things:list} [to my list]")
    skills.add(buy, "buy {things:list} {when:time}")
    skills.add(tell, "tell {who:person} [that] {message}")
    skills.add(play, "play {station} [in the {room}]", choices={
        "station": FromSetting("stations"), "room": FromSetting("rooms")})
    skills.add(shop, "go shopping")


async def add(talk, things):
    """Add."""
    return Reply(repr(things))


async def buy(talk, things, when):
    """Buy."""
    return Reply(f"{things} {when}")


async def tell(talk, who, message):
    """Tell."""
    return Reply(f"{who}: {message}")


async def play(talk, station, room="kitchen"):
    """Play."""
    return Reply(f"{station} {room} {talk.settings['prices']}")


async def shop(talk):
    """Shop."""
    return Reply(repr(await talk.ask("What do you need?", expecting=list)))
'''


@pytest.mark.parametrize(
    ("said", "things"),
    [
        ("milk, eggs and two loaves of bread", ["milk", "eggs", "two loaves of bread"]),
        ("batteries", ["batteries"]),
        ("milk, fish and chips, and bread", ["milk", "fish and chips", "bread"]),
        ("soap and, tea", ["soap", "tea"]),
        ("apples plus pears as well as plums", ["apples", "pears", "plums"]),
        ("a dozen eggs half a pound of butter two tins", ["a dozen eggs", "half a pound of butter", "two tins"]),
        ("a loaf of seven grain bread", ["a loaf of seven grain bread"]),
        (" , ", None),
        ("milk but not eggs", None),
        ("Tea or coffee", None),
        ("butter, oranges and corn", ["butter", "oranges", "corn"]),
    ],
)  # fmt: skip
def test_a_list_is_parted_where_its_things_are(said: str, things: list[str] | None) -> None:
    assert read_list(said) == things


def test_a_person_is_whom_the_house_knows_or_a_name() -> None:
    known = ["Ada", "Uncle Tom"]
    assert [read_person(said, known) for said in ("ada", "Uncle Tom's", "adda", "me", "my mum", "Bob")] == [
        "Ada", "Uncle Tom", "Ada", "me", "my mum", "Bob",
    ]  # fmt: skip
    assert [read_person(said, known) for said in ("that dinner", "my", "the bins to everyone", "")] == [None] * 4


@pytest.mark.parametrize("outside", [False, True])
def test_an_authors_slots(rehearse: Callable[..., Rehearsal], tmp_path: Path, outside: bool) -> None:
    (tmp_path / "errands.py").write_text(ERRANDS, encoding="utf-8")
    household = {"stations": {"Radio Four": "http://four"}, "rooms": ["hall", "bath"], "prices": {"tea": 2}}
    house = rehearse(tmp_path / "errands.py", outside=outside, settings={"errands": household})
    assert (
        house.hear("could you add milk, eggs and two loaves of bread please")
        == "['milk', 'eggs', 'two loaves of bread']"
    )
    assert house.hear("buy tea and soap tomorrow at nine am") == "['tea', 'soap'] tomorrow at nine in the morning"
    assert house.hear("tell bob that dinner is ready thanks") == "bob: dinner is ready"
    assert house.hear("tell my mum dinner is ready") == "my mum: dinner is ready"
    assert house.hear("play radio four in the bath please") == "http://four bath {'tea': 2.0}"
    assert "http://jazz" not in house.hear("play jazz")
    house.hear("go shopping")
    assert house.hear("milk and two eggs please") == "['milk', 'two eggs']"


def test_a_known_person_is_told_from_the_words_behind(rehearse: Callable[..., Rehearsal], tmp_path: Path) -> None:
    (tmp_path / "errands.py").write_text(ERRANDS, encoding="utf-8")
    house = rehearse(tmp_path / "errands.py")
    house._memory.people = lambda: ["Ada", "Uncle Tom"]
    house._conversation.renew()
    assert house.hear("tell uncle tom dinner is ready") == "Uncle Tom: dinner is ready"
    assert house.hear("tell ada that uncle tom is here") == "Ada: uncle tom is here"


@pytest.mark.parametrize(
    ("household", "complaint"),
    [
        ({"stations": ["jazz"]}, "expected a table of strings, found ['jazz']"),
        ({"stations": {"jazz": 1}}, "expected a value of type str for each of stations, found jazz: 1"),
        ({"prices": {"tea": "dear"}}, "expected a value of type float for each of prices, found tea: 'dear'"),
        ({"rooms": "hall"}, "expected a list of strings, found 'hall'"),
    ],
)
def test_a_table_of_another_shape_is_told_by_its_place(
    rehearse: Callable[..., Rehearsal], tmp_path: Path, household: dict[str, object], complaint: str
) -> None:
    (tmp_path / "errands.py").write_text(ERRANDS, encoding="utf-8")
    with pytest.raises(PluginRefused) as refused:
        rehearse(tmp_path / "errands.py", settings={"errands": household})
    assert complaint in str(refused.value)


def test_a_setting_that_is_left_empty_leaves_its_phrases_unsaid(
    rehearse: Callable[..., Rehearsal], tmp_path: Path
) -> None:
    (tmp_path / "errands.py").write_text(ERRANDS, encoding="utf-8")
    house = rehearse(tmp_path / "errands.py", settings={"errands": {"rooms": []}})
    house.hear("play jazz in the hall")
    assert house.intent is None or "room" not in house.intent.slots


def test_choices_from_a_setting_there_is_not(rehearse: Callable[..., Rehearsal], tmp_path: Path) -> None:
    (tmp_path / "errands.py").write_text(
        ERRANDS.replace('FromSetting("rooms")', 'FromSetting("halls")'), encoding="utf-8"
    )
    with pytest.raises(PluginRefused, match="from the setting 'halls', which it did not declare"):
        rehearse(tmp_path / "errands.py")
