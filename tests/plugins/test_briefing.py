"""The day in a minute, put together from what other skills answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from earnest.errors import PluginRefused, SkillFault
from earnest.testing import Rehearsal

House = Callable[..., Rehearsal]

ASKER = '''
"""Asks the others."""

from earnest import Reply, Skills, Talk, changes, hookimpl

{needs}


@hookimpl
def register_skills(skills: Skills) -> None:
    skills.add(ask, "ask around for {{words}}")
    skills.add(own, "say your own")


@changes("nothing")
async def ask(talk: Talk, words: str) -> Reply:
    """Ask the others."""
    return Reply(str(await talk.request(words)))


@changes("nothing")
async def own(talk: Talk) -> Reply:
    """Say something of my own."""
    return Reply("My own.")
'''


def test_the_day_is_told(house: House) -> None:
    day = house("briefing", "clock", "reminders")
    assert day.hear("brief me") == "Today is Wednesday the eighteenth of November. Nothing else is set for today."
    day.hear("remind me to call mum at six")
    day.hear("remind me to feed the cat tomorrow at nine in the morning")
    told = "Today is Wednesday the eighteenth of November. Coming up: call mum, at six o'clock."
    assert day.hear("what does my day look like") == told
    assert day.tone == "warm"
    day.hear("give me my briefing", mood="sad")
    assert day.tone == "gentle"


def test_what_is_told_is_the_households_choice_and_what_cannot_be_told_is_left_out(house: House) -> None:
    parts = ["what time is it", "what is the weather today", "set a timer for ten minutes", "brief me", "gobbledegook"]
    day = house("briefing", "clock", "weather", "reminders", settings={"briefing": {"parts": parts}})
    assert day.hear("brief me") == "It's twenty past three. Nothing else is set for today."
    assert day.due == []


def test_every_morning_at_a_time_that_is_said(house: House) -> None:
    day = house("briefing", "clock")
    assert day.hear("brief me every weekday at half past seven") == (
        "I'll tell you about your day every weekday at half past seven in the morning."
    )
    assert day.hear("brief me every morning") == "At what time?"
    assert day.hear("eight") == "I'll tell you about your day every day at eight in the morning."
    assert len(day.due) == 1
    told = day.travel(timedelta(days=2))
    assert told[0].startswith("Today is Thursday the nineteenth of November.")
    assert told[1].startswith("Today is Friday the twentieth of November.")
    assert day.hear("stop the morning briefings").startswith("I won't brief you any more.")
    assert day.travel(timedelta(days=2)) == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("brief me on the thirtieth of february", "There is no thirtieth of February. When shall it be?"),
        ("brief me in 9999999 years", "That is too far away. When shall it be?"),
    ],
)
def test_a_day_that_cannot_be_is_asked_for_anew(house: House, said: str, why: str) -> None:
    day = house("briefing", "clock")
    assert day.hear(said) == why
    assert day.hear("banana") == "Sorry, I didn't get that. When shall it be?"
    assert day.hear("tomorrow at eight") == "I'll tell you about your day tomorrow at eight in the morning."
    assert day.hear(said) == why
    assert day.hear("never mind") == "All right, never mind."
    assert len(day.due) == 1


@pytest.mark.parametrize("outside", [False, True])
def test_a_skill_hears_others_that_change_nothing(rehearse: House, tmp_path: Path, outside: bool) -> None:
    (tmp_path / "asker.py").write_text(ASKER.format(needs='earnest_needs = ("others",)'))
    house = rehearse(tmp_path / "asker.py", "clock", "reminders", "lists", outside=outside, allow={"asker": ["others"]})
    assert house.hear("ask around for what time is it") == "It's two o'clock."
    assert house.hear("ask around for the colour of the sky") == "None"
    assert house.hear("ask around for say your own") == "None"  # its own skills are functions that it can call
    assert house.hear("ask around for set an alarm for seven") == "None"
    assert house.hear("ask around for clear the shopping list") == "None"
    assert house.due == []


def test_who_was_not_allowed_to_hears_nobody(rehearse: House, tmp_path: Path) -> None:
    (tmp_path / "asker.py").write_text(ASKER.format(needs=""))
    house = rehearse(tmp_path / "asker.py", "clock")
    with pytest.raises(SkillFault, match="must declare 'others' and be allowed it"):
        house.hear("ask around for what time is it")
    (tmp_path / "asker.py").write_text(ASKER.format(needs='earnest_needs = ("otters",)'))
    with pytest.raises(PluginRefused, match="did you mean 'others'"):
        rehearse(tmp_path / "asker.py")
