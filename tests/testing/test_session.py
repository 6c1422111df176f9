"""Skills that go on beside other turns, and sound that they play: inside the house as outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from earnest.errors import SkillFault
from earnest.testing import Rehearsal

Rehearse = Callable[..., Rehearsal]

PARLOUR = '''"""A quiz, music, a gong, and somebody who does not know when to stop."""

import numpy as np

from earnest import NeverMind, Reply, Skipped, Sound, Unanswered, hookimpl, session


@hookimpl
def register_skills(skills):
    skills.add(quiz, "start a quiz")
    skills.add(music, "play music")
    skills.add(rain, "play rain")
    skills.add(gong, "ring the gong")
    skills.add(wrong, "play nothing")
    skills.add(hours, "what time is it")
    skills.add(pester, "pester me")


@session
async def quiz(talk):
    """Quiz."""
    number = 0
    while True:
        number += 1
        try:
            await talk.ask(f"What is {number} and {number}?", expecting=int)
        except Skipped:
            await talk.say("Skipped.")
        except NeverMind:
            return Reply(f"That were {number - 1}.")


@session
async def music(talk):
    """Music."""
    for song in range(3):
        await talk.say(f"Song {song}.")
        await talk.play(Sound(np.zeros(16_000 * 60, np.int16)), name=f"song {song}")
    return Reply("That was all.")


@session
async def rain(talk):
    """Rain."""
    def drops():
        while True:
            yield Sound(np.zeros(4_000, np.int16))
    await talk.play(drops(), name="rain")
    return Reply("It never ends.")


async def gong(talk):
    """Gong."""
    await talk.play((Sound(np.zeros(8_000, np.int16)) for _ in range(3)), name="gong")
    return Reply("Gong.")


async def wrong(talk):
    """Nothing."""
    await talk.play(Sound(np.zeros((3, 2))))
    return Reply("Nothing.")


async def hours(talk):
    """The time."""
    return Reply(f"It is {talk.now:%H:%M}.")


@session
async def pester(talk):
    """Pester."""
    while True:
        try:
            await talk.say("Hello!")
            await talk.ask("Well?")
        except (NeverMind, Unanswered):
            pass
'''


@pytest.fixture(params=[False, True], ids=["inside", "outside"])
def house(rehearse: Rehearse, tmp_path: Path, request: pytest.FixtureRequest) -> Rehearsal:
    (tmp_path / "parlour.py").write_text(PARLOUR, encoding="utf-8")
    return rehearse(tmp_path / "parlour.py", outside=request.param)


def heard(house: Rehearsal, text: str) -> list[str]:
    """What is said and played to it, line by line."""
    before = len(house.said)
    house.hear(text)
    return house.said[before:]


def test_a_quiz_survives_what_is_said_in_between(house: Rehearsal) -> None:
    house.hear("start a quiz")
    for number in range(1, 26):
        house.hear(str(2 * number))
    assert house.reply == "What is 26 and 26?"
    assert heard(house, "what time is it") == ["It is 14:00. What is 26 and 26?"]
    assert house.asks
    assert heard(house, "okay next one please") == ["Skipped.", "What is 27 and 27?"]
    assert heard(house, "pause the quiz") == ["Paused."]
    assert heard(house, "what time is it") == ["It is 14:00."]
    assert heard(house, "go on please") == ["What is 27 and 27?"]
    assert heard(house, "stop the quiz please") == ["That were 26."]
    assert heard(house, "what time is it") == ["It is 14:00."]


def test_music_plays_on_is_skipped_paused_and_comes_to_its_end(house: Rehearsal) -> None:
    assert heard(house, "play music") == ["Song 0.", "[plays song 0]"]
    assert house.travel(timedelta(seconds=30)) == []
    assert heard(house, "what time is it") == ["It is 14:00."]
    assert house.travel(timedelta(seconds=31)) == ["Song 1.", "[plays song 1]"]
    assert heard(house, "next song") == ["Song 2.", "[plays song 2]"]
    assert heard(house, "pause") == ["Paused."]
    assert house.travel(timedelta(minutes=5)) == []
    assert heard(house, "resume") == []
    assert house.travel(timedelta(seconds=59)) == []
    assert house.travel(timedelta(seconds=2)) == ["That was all."]


def test_what_never_ends_is_stopped(house: Rehearsal) -> None:
    assert heard(house, "play rain") == ["[plays rain]"]
    assert house.travel(timedelta(minutes=20)) == []
    assert heard(house, "stop the rain please") == ["All right."]
    assert house.travel(timedelta(hours=1)) == []


def test_a_new_session_takes_the_place_of_the_old(house: Rehearsal) -> None:
    house.hear("start a quiz")
    assert heard(house, "play rain") == ["[plays rain]"]
    assert heard(house, "what time is it") == ["It is 14:00."]


LEAVING = '''"""Writes down that it was left."""

from datetime import timedelta

from earnest import Reply, hookimpl


@hookimpl
def register_skills(skills):
    skills.add(wait, "wait for me")
    skills.add(other, "something else")


async def wait(talk):
    """Wait."""
    try:
        await talk.ask("Shall I?", expecting=bool)
    finally:
        talk.notes["left"] = len(talk.notes) + 1
        talk.later(timedelta(minutes=3), "I was left alone.")
    return Reply("Waited.")


async def other(talk):
    """Else."""
    return Reply(f"Left {talk.notes.get('left')}, {len(talk.due)} due.")
'''


@pytest.mark.parametrize("outside", [False, True])
def test_what_a_dropped_skill_does_last_still_happens(rehearse: Rehearse, tmp_path: Path, outside: bool) -> None:
    (tmp_path / "leaving.py").write_text(LEAVING, encoding="utf-8")
    house = rehearse(tmp_path / "leaving.py", outside=outside)
    assert house.hear("wait for me") == "Shall I?"
    assert house.hear("something else") == "Left 1, 1 due."
    assert house.hear("something else") == "Left 1, 1 due."
    assert house.plugins.refused == []


def test_a_sound_in_a_turn_is_heard_before_the_reply(house: Rehearsal) -> None:
    assert heard(house, "ring the gong") == ["[plays gong]", "Gong."]
    assert not house.asks


def test_what_is_no_sound_is_told_to_its_author(house: Rehearsal) -> None:
    with pytest.raises(SkillFault, match=r"parlour.py:\d+: SoundError: sound to play is int16, shape \(n,\)"):
        house.hear("play nothing")


def test_stop_ends_whatever_a_plugin_keeps_saying(rehearse: Rehearse, tmp_path: Path) -> None:
    (tmp_path / "parlour.py").write_text(PARLOUR, encoding="utf-8")
    house = rehearse(tmp_path / "parlour.py")
    assert heard(house, "pester me") == ["Hello!", "Well?"]
    with pytest.raises(SkillFault, match="did not let go"):
        house.hear("stop")
    assert heard(house, "what time is it") == ["It is 14:00."]


STORY = '''"""Tells a story."""

from earnest import NeverMind, Reply, hookimpl, session


@hookimpl
def register_skills(skills):
    skills.add(tell, "tell the long story")


@session
async def tell(talk):
    """Tell the long story."""
    page = 1
    while page < 9:
        try:
            page += await talk.ask(f"Page {page}. Go on, or again?", expecting=["go on", "again"]) == "go on"
        except NeverMind:
            break
    return Reply(f"A bookmark is at {page}.")
'''


def test_a_question_that_offers_go_on_is_answered_by_it(rehearse: Rehearse, tmp_path: Path) -> None:
    (tmp_path / "story.py").write_text(STORY, encoding="utf-8")
    house = rehearse(tmp_path / "story.py", "clock", outside=False)
    house.hear("tell the long story")
    assert house.hear("again") == "Page 1. Go on, or again?"
    assert house.hear("go on") == "Page 2. Go on, or again?"
    assert "Page 2" in house.hear("what time is it")
    house.hear("pause")
    assert house.hear("go on") == "Page 2. Go on, or again?"
    assert house.hear("go on") == "Page 3. Go on, or again?"
    assert house.hear("stop") == "A bookmark is at 3."
