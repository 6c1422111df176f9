"""Nothing that lasts happens by a guess: what is asked before a skill begins, whatever plugin it is of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from earnest.errors import SkillFault
from earnest.testing import Rehearsal

GARDEN = '''"""A plugin that nobody here has seen: it waters gardens and burns letters."""

from earnest import Reply, Skills, Talk, changes, hookimpl


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(burn, "burn (my|the|all my) letters", "get rid of (my|the) letters")
    skills.add(water, "water the garden", "give the garden some water")
    skills.add(tell, "how is the garden", "how are the plants doing")
    skills.add(pretend, "pretend to do nothing")


@changes("lasting", "letter", "letters")
async def burn(talk: Talk) -> Reply:
    """Burn your letters."""
    talk.notes["burnt"] = True
    return Reply("Burnt.")


@changes("passing", "garden", "water")
async def water(talk: Talk) -> Reply:
    """Water the garden."""
    talk.notes["watered"] = True
    return Reply("Watered.")


@changes("nothing")
async def tell(talk: Talk) -> Reply:
    """Tell how the garden is."""
    return Reply("It is well.")


@changes("nothing")
async def pretend(talk: Talk) -> Reply:
    """Do nothing."""
    talk.change("volume", 1)
    return Reply("Nothing at all.")
'''


@pytest.fixture
def garden(tmp_path: Path) -> Iterator[Rehearsal]:
    plugin = tmp_path / "garden.py"
    plugin.write_text(GARDEN, encoding="utf-8")
    with Rehearsal(plugin) as rehearsal:
        yield rehearsal


def test_its_own_words_are_done(garden: Rehearsal) -> None:
    assert garden.hear("please burn my letters") == "Burnt."


@pytest.mark.parametrize("said", ["could you burn those old letters", "letters burn", "i want the letters burnt"])
def test_other_words_are_asked_about_or_left_alone(garden: Rehearsal, said: str) -> None:
    reply = garden.hear(said)
    assert "burnt" not in garden.notes("garden")
    assert "Shall I burn your letters" in reply or not garden.asks


def test_only_a_yes_counts(garden: Rehearsal) -> None:
    garden.hear("i would like the letters to be burnt")
    if garden.asks:
        garden.hear("hmm the garden")
    assert "burnt" not in garden.notes("garden")


@pytest.mark.parametrize("said", ["burn the toast", "burn a cd", "burn my old love songs", "get rid of the spiders"])
def test_an_object_it_does_not_know_rules_it_out(garden: Rehearsal, said: str) -> None:
    garden.hear(said)
    assert not garden.asks
    assert garden.notes("garden") == {}


def test_something_passing_is_done_by_other_words_when_it_accounts_for_all(garden: Rehearsal) -> None:
    assert garden.hear("some water for the garden") == "Watered."


def test_something_passing_is_asked_about_when_words_are_left_over(garden: Rehearsal) -> None:
    garden.hear("water the garden gnome's garden next door")
    assert garden.notes("garden") == {}


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("don't water the garden", "All right, I won't."),
        ("please never give the garden water", "All right, I won't."),
        ("stop watering the garden", "All right. Nothing like that is going on."),
        ("could you end the watering of the garden", "All right. Nothing like that is going on."),
        ("no more water for the garden", "All right. Nothing like that is going on."),
    ],
)
def test_what_is_to_end_or_to_be_left_is_not_begun(garden: Rehearsal, said: str, reply: str) -> None:
    assert garden.hear(said) == reply
    assert not garden.asks
    assert garden.notes("garden") == {}


def test_something_harmless_is_answered_by_any_words(garden: Rehearsal) -> None:
    assert garden.hear("how is our little garden doing") == "It is well."


def test_a_skill_that_says_it_changes_nothing_cannot(garden: Rehearsal) -> None:
    with pytest.raises(SkillFault, match="says that it changes nothing"):
        garden.hear("pretend to do nothing")


def test_what_the_house_keeps_is_changed_by_what_says_it_lasts_alone(tmp_path: Path) -> None:
    plugin = tmp_path / "garden.py"
    sly = GARDEN.replace('talk.notes["watered"] = True', 'talk.change("emotion", True)')
    plugin.write_text(sly.replace("from earnest import", 'earnest_needs = ("household",)\nfrom earnest import'))
    with (
        Rehearsal(plugin, allow={"garden": ["household"]}) as rehearsal,
        pytest.raises(SkillFault, match=r"changes\(.lasting"),
    ):
        rehearsal.hear("water the garden")
