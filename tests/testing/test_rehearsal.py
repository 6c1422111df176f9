"""A rehearsal is a house: it hears, asks, keeps, waits, forgets."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from earnest.errors import PluginRefused, SkillFault
from earnest.host.isolation import process
from earnest.host.isolation.walls import Walls
from earnest.nouns import plain_emotion
from earnest.testing import Rehearsal

Rehearse = Callable[..., Rehearsal]

EGG = '''"""Boils eggs."""

from datetime import timedelta

from earnest import Moment, Reply, Unanswered, hookimpl

moods = []


@hookimpl
def register_settings(settings):
    settings.add("minutes", 5, "how long")


@hookimpl
def register_skills(skills):
    skills.add(boil, "boil an egg")
    skills.add(every_day, "boil an egg {when:time}")
    skills.add(crack, "crack it")
    skills.add(peel)


@hookimpl
def felt(emotion):
    moods.append(emotion.label)


async def boil(talk):
    """Boil an egg."""
    await talk.say("Water first.")
    if not await talk.ask("Soft?", expecting=bool, tone="warm"):
        talk.later(timedelta(minutes=8), "Hard egg.")
    talk.notes["eggs"] = talk.notes.get("eggs", 0) + 1
    talk.later(timedelta(minutes=talk.settings["minutes"]), peel, egg="soft")
    return Reply(f"Boiling for {talk.person or 'somebody'}.", tone="gentle" if talk.emotion.seems("sad") else None)


async def every_day(talk, when: Moment):
    """Boil eggs again and again."""
    talk.every(when, "Egg time.") if when.recurrence else talk.later(when, "Egg time.")
    return Reply("Every time.")


async def crack(talk):
    """Fail."""
    raise LookupError("no egg")


async def peel(talk, egg):
    """Peel."""
    return Reply(f"Peel the {egg} egg. {' '.join(moods)}".strip())
'''


TUTOR = '''"""Asks sums."""

from earnest import Reply, hookimpl


@hookimpl
def register_skills(skills):
    skills.add(quiz, "ask me sums")


async def quiz(talk):
    """Ask sums."""
    told = [str(talk.last.text)]
    for sum in ("two and two", "two and three", "three and three"):
        answer = await talk.ask(f"What is {sum}?", expecting=int)
        last = talk.last
        told.append(f"{answer}:{last.text}:{last.emotion.label}:{last.confidence:.1f}:{talk.emotion.label}")
    return Reply(f"{talk.text} | " + " | ".join(told))
'''


@pytest.fixture
def egg(tmp_path: Path) -> Path:
    path = tmp_path / "egg.py"
    path.write_text(EGG, encoding="utf-8")
    return path


@pytest.mark.parametrize("outside", [False, True])
def test_every_answer_has_its_words_and_its_mood(rehearse: Rehearse, tmp_path: Path, outside: bool) -> None:
    (tmp_path / "tutor.py").write_text(TUTOR, encoding="utf-8")
    rehearsal = rehearse(tmp_path / "tutor.py", outside=outside)
    rehearsal.hear("ask me sums", mood="happy")
    rehearsal.hear("it is four")
    rehearsal.hear("five", mood="angry")
    assert rehearsal.hear("six maybe", mood="sad").split(" | ") == [
        "ask me sums",
        "ask me sums",
        "4:it is four:unsure:1.0:happy",
        "5:five:angry:1.0:angry",
        "6:six maybe:sad:1.0:sad",
    ]


@pytest.mark.parametrize("outside", [False, True])
def test_a_whole_conversation(rehearse: Rehearse, egg: Path, outside: bool) -> None:
    rehearsal = rehearse(egg, outside=outside)
    assert rehearsal.hear("boil an egg", mood="sad", person="Ada") == "Soft?"
    assert (rehearsal.asks, rehearsal.tone) == (True, "warm")
    assert rehearsal.hear("yes") == "Boiling for Ada."
    assert (rehearsal.asks, rehearsal.said) == (False, ["Water first.", "Soft?", "Boiling for Ada."])
    assert rehearsal.intent is not None
    assert (rehearsal.intent.plugin, rehearsal.intent.skill) == ("egg", "boil")
    assert rehearsal.notes("egg") == {"eggs": 1}
    rehearsal.observe("felt", emotion=plain_emotion("happy"))
    assert rehearsal.travel(timedelta(minutes=4)) == []
    assert rehearsal.travel(timedelta(minutes=1)) == ["Peel the soft egg. sad happy"]
    assert rehearsal.due == []


def test_the_mood_of_the_first_words_is_the_mood_of_the_turn(rehearse: Rehearse, egg: Path) -> None:
    rehearsal = rehearse(egg)
    rehearsal.hear("boil an egg", mood="sad")
    rehearsal.hear("yes")
    assert rehearsal.tone == "gentle"


def test_never_mind_and_silence(rehearse: Rehearse, egg: Path) -> None:
    rehearsal = rehearse(egg)
    rehearsal.hear("boil an egg")
    rehearsal.never_mind()
    assert not rehearsal.asks
    rehearsal.hear("boil an egg")
    rehearsal.silence()
    assert rehearsal.due == []
    with pytest.raises(AssertionError, match="nothing was asked"):
        rehearsal.silence()


def test_what_recurs_comes_again(rehearse: Rehearse, egg: Path) -> None:
    rehearsal = rehearse(egg)
    rehearsal.hear("boil an egg every day at seven am")
    assert rehearsal.travel(timedelta(days=3)) == ["Egg time."] * 3
    assert len(rehearsal.due) == 1


@pytest.mark.parametrize("outside", [None, False])
def test_a_skill_that_fails_fails_the_test(rehearse: Rehearse, egg: Path, outside: bool | None) -> None:
    rehearsal = rehearse(egg, outside=outside)
    with pytest.raises(SkillFault, match=r"egg: crack raised egg.py:\d+: LookupError: no egg") as fault:
        rehearsal.hear("crack it")
    if outside is False:
        assert isinstance(fault.value.__cause__, LookupError)
    else:
        (note,) = fault.value.__notes__
        assert 'raise LookupError("no egg")' in note
        assert "host/running/skill.py" not in note


CURIOUS = '''"""Looks around."""

from pathlib import Path

from earnest import Reply, hookimpl


@hookimpl
def register_skills(skills):
    skills.add(look, "look around")
    skills.add(halt, "halt there")


async def look(talk):
    """Look around."""
    print("looking", flush=True)
    return Reply(Path("SECRET").read_text())


async def halt(talk):
    """Halt."""
    breakpoint()
'''


def test_a_strangers_plugin_is_rehearsed_behind_the_walls(
    rehearse: Rehearse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret.txt").write_text("found it", encoding="utf-8")
    (tmp_path / "curious.py").write_text(CURIOUS.replace("SECRET", str(tmp_path / "secret.txt")), encoding="utf-8")
    inside = rehearse(tmp_path / "curious.py", outside=False)
    assert inside.hear("look around") == "found it"
    rehearsal = rehearse(tmp_path / "curious.py", "clock")
    assert {each.name: each.outside for each in rehearsal.plugins.loaded} == {"clock": False, "curious": True}
    with pytest.raises(SkillFault, match="outside=False"):
        rehearsal.hear("halt there")
    capsys.readouterr()
    with pytest.raises(SkillFault, match=r"add files: .*secret.txt.* to plugins.allow.curious"):
        rehearsal.hear("look around")
    rehearsal.close()
    assert capsys.readouterr().out == "looking\n"


def test_where_there_are_no_walls_a_rehearsal_says_so(egg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_WALLS", partial(Walls, highest="none"))
    with pytest.warns(RuntimeWarning, match="egg: rehearsed without walls"), Rehearsal(egg) as rehearsal:
        assert rehearsal.hear("boil an egg") == "Soft?"


def test_pytest_rehearses_inside_for_a_debugger(egg: Path) -> None:
    test = egg.with_name("test_egg.py")
    test.write_text(
        "def test_it(rehearse):\n    assert [each.outside for each in rehearse('egg.py').plugins.loaded] == [False]\n",
        encoding="utf-8",
    )
    asked = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rehearse-inside", str(test)]
    done = subprocess.run(asked, cwd=egg.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_nobody_answers(rehearse: Rehearse, egg: Path) -> None:
    rehearsal = rehearse(egg)
    assert rehearsal.hear("sing me an opera about submarines")
    assert rehearsal.intent is None


def test_settings_are_the_households(rehearse: Rehearse, egg: Path) -> None:
    rehearsal = rehearse(egg, settings={"egg": {"minutes": 3}})
    rehearsal.hear("boil an egg")
    rehearsal.hear("yes")
    assert rehearsal.due[0].at - rehearsal.now == timedelta(minutes=3)
    with pytest.raises(PluginRefused, match='did you mean "minutes"'):
        rehearse(egg, settings={"egg": {"minute": 3}})


def test_a_plugin_that_cannot_be_loaded_says_why(rehearse: Rehearse, tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text("kettle\n")
    with pytest.raises(PluginRefused, match=r"bad: bad\.py:1: NameError"):
        rehearse(tmp_path / "bad.py")
    with pytest.raises(PluginRefused, match="there is no plugin"):
        rehearse(tmp_path / "absent.py")
    with pytest.raises(PluginRefused, match="no installed plugin is called so"):
        rehearse("nonsense")


def test_nothing_is_left_of_a_rehearsal(egg: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Rehearsal(egg) as rehearsal:
        rehearsal.hear("boil an egg")
    assert list(tmp_path.iterdir()) == [egg]
    rehearsal.close()
