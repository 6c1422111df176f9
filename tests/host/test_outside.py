"""Plugins in processes of their own: the same code, the same answers, kept apart."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from earnest import Moment, NeverMind, Unanswered
from earnest.errors import SkillFault
from earnest.host import Plugins
from earnest.host.discovery.finding import Found
from earnest.host.isolation import outside, process
from earnest.nouns import Reply, Transcript, plain_emotion
from earnest.talk import Heard
from host.conftest import FOLDER, House
from host.family import family, settle, zombies
from host.lines import PlainLine


def test_a_vandal_is_switched_off_by_name(tmp_path: Path) -> None:
    house = House(tmp_path, {})
    for plugin in FOLDER.glob("*.py"):
        (house.folder / plugin.name).write_bytes(plugin.read_bytes())
    house.load()
    changes: list[int] = []
    house.plugins.follow(change=lambda: changes.append(len(house.plugins.skills)))
    for _ in range(3):
        with pytest.raises(SkillFault):
            house.run("vandal", "exits_at_once")
    assert "switched off after 3 faults" in house.why_refused("vandal")
    assert {skill.plugin for skill in house.plugins.skills} == {"bell"}
    assert changes == [2]
    assert house.run("bell", "ring") == Reply("Ding.")
    house.close()
    assert not family()


def test_what_a_plugin_printed_last_is_read_from_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its output is closed before it is missed: then the number of that file is soon another plugin's."""
    monkeypatch.setattr(process, "BEAT", 5.0)  # in which the house does not look at its output again
    parting, others = process.Process._parting, list[socket.socket]()

    async def late(self: Any, popen: Any) -> str:
        why = await parting(self, popen)
        while not self._outlet.closed:
            await asyncio.sleep(0.01)
        for one, other in (socket.socketpair() for _ in range(32)):
            one.send(b"mine")
            other.send(b"mine")
            others.extend((one, other))
        return why

    monkeypatch.setattr(process.Process, "_parting", late)
    house = House(tmp_path, {})
    (house.folder / "tea.py").write_text(f"import os\nos.write(1, b'x' * {process.OUTPUT_CHUNK})\nos._exit(3)\n")
    house.load()
    house.close()
    assert house.why_refused("tea") == "its process ended with exit code 3"
    for end in others:
        end.setblocking(False)
        assert end.recv(9) == b"mine"
        end.close()


def test_a_fault_whose_words_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    house = House(tmp_path, {})
    (house.folder / "tea.py").write_text(
        "from earnest import hookimpl\n"
        "class Odd(Exception):\n"
        "    def __str__(self):\n"
        "        raise ValueError\n"
        "@hookimpl\n"
        "def register_skills(skills):\n"
        "    skills.add(brew, 'make some tea')\n"
        "async def brew(talk):\n"
        "    raise Odd\n"
    )
    house.load()
    with pytest.raises(SkillFault, match=r"tea.py:9: Odd: its own words cannot be read \(ValueError\)"):
        house.run("tea", "brew")
    house.close()


def test_waiting_for_a_person_is_not_thinking(tmp_path: Path) -> None:
    patient = House(tmp_path, {})
    (patient.folder / "slow.py").write_text(
        "from earnest import Reply, hookimpl\n"
        "@hookimpl\n"
        "def register_skills(skills):\n"
        "    skills.add(order, 'order', time_limit=0.6)\n"
        "async def order(talk):\n"
        "    return Reply(await talk.ask('What?'))\n"
    )
    patient.load()
    line = PlainLine("tea")
    line.slowness = 1.2
    assert patient.run("slow", "order", line) == Reply("tea")
    patient.close()


SLOW = """
import asyncio
from earnest import Reply, hookimpl

@hookimpl
def register_skills(skills):
    skills.add(wait, "wait")
    skills.add(cling, "cling")
    skills.add(tell, "tell")

@hookimpl
def heard(transcript):
    if transcript.text == "hang":
        import time
        time.sleep(60)
    if transcript.text == "burn":
        import threading
        threading.Thread(target=burn, daemon=True).start()
    if transcript.text == "raise":
        raise RuntimeError("no")

def burn():
    while True:
        pass

dropped = 0

async def wait(talk):
    global dropped
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        dropped += 1
        raise

async def cling(talk):
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            pass

async def tell(talk):
    return Reply(f"{dropped} dropped")
"""


def _drop(house: House, skill: str) -> None:
    """Begin a turn and let go of it."""
    found = next(each for each in house.plugins.skills if each.name == skill)

    async def begin_and_drop() -> None:
        turn = asyncio.create_task(house.plugins.run(found, PlainLine(), Heard("said"), {}))
        await asyncio.sleep(0.2)
        turn.cancel()
        with pytest.raises(asyncio.CancelledError):
            await turn

    house.runner.run(begin_and_drop())


def test_a_dropped_turn_ends_in_the_plugin_too(open_house: Callable[..., House]) -> None:
    house = open_house({"slow.py": SLOW})
    _drop(house, "wait")
    assert house.run("slow", "tell") == Reply("1 dropped")
    time.sleep(1.3)
    assert house.run("slow", "tell") == Reply("1 dropped")
    assert not house.plugins.reports


def test_a_plugin_that_clings_to_a_dropped_turn_is_started_anew(open_house: Callable[..., House]) -> None:
    house = open_house({"slow.py": SLOW})
    _drop(house, "cling")
    settle(lambda: bool(house.plugins.reports))
    assert house.plugins.reports[0].what == "it did not let go of a dropped turn"
    assert house.run("slow", "tell") == Reply("0 dropped")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("hang", "heard took more than 2 seconds"),
        ("burn", "it kept the processor busy while nobody asked it for anything"),
        ("raise", "an observing hook raised slow.py:20: RuntimeError: no"),
    ],
)
def test_an_observer_outside_cannot_hold_anybody_up(open_house: Callable[..., House], said: str, why: str) -> None:
    house = open_house({"slow.py": SLOW})
    began = time.monotonic()
    house.plugins.observe("heard", transcript=Transcript(said))
    assert time.monotonic() - began < 1.5
    settle(lambda: bool(house.plugins.reports), seconds=12)
    assert house.plugins.reports[0].what == why
    assert house.run("slow", "tell") == Reply("0 dropped")


IMPORTS = {
    "hangs": (
        "import time\ntime.sleep(600)\n",
        "it took more than 2 seconds to open; do what takes long in the skill that needs it",
    ),
    "crashes": ("import ctypes\nctypes.string_at(0)\n", "its process was ended by SIGSEGV at tea.py:2"),
    "leaves": ("import os\nos._exit(4)\n", "its process ended with exit code 4"),
}


@pytest.mark.parametrize("how", IMPORTS)
def test_an_import_that_goes_wrong_harms_nobody(
    open_house: Callable[..., House], monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(outside, "OPENING", 2.0)
    source, why = IMPORTS[how]
    house = open_house({"tea.py": source, "slow.py": SLOW})
    assert house.why_refused("tea") == why
    assert house.run("slow", "tell") == Reply("0 dropped")
    settle(lambda: len(family()) <= 3 and not zombies())


TALKATIVE = '''
from datetime import timedelta
from earnest import Moment, Reply, Unanswered, NeverMind, hookimpl

@hookimpl
def register_skills(skills):
    skills.add(talk_it_over, "talk it over {when:time}")
    skills.add(give_up, "give up")

async def talk_it_over(talk, when):
    """Use everything a Talk has."""
    colour = await talk.ask("Which colour?", expecting=["red", "blue"], tone="warm")
    number = await talk.ask("How many?", expecting=int)
    moment = await talk.ask("When?", expecting=Moment)
    length = await talk.ask("How long?", expecting=timedelta)
    sure = await talk.ask("Sure?", expecting=bool)
    await talk.say("Let me see.", tone="calm")
    first = talk.later(when, "Now.")
    second = talk.later(length, give_up, colour=colour)
    every = talk.every(Moment(moment.at, "FREQ=DAILY"), Reply("Again.", tone="bright"))
    assert [due.id for due in talk.due] == [first.id, second.id, every.id], talk.due
    assert talk.cancel(first) and not talk.cancel(first)
    talk.notes["colour"] = colour
    del talk.notes["colour"]
    talk.notes["kept"] = {"number": number, "list": [1, 2.5, None, True]}
    assert "colour" not in talk.notes and len(talk.notes) == 1
    assert talk.house("people") == ["Ada"]
    try:
        talk.house("weather")
    except KeyError as error:
        assert error.args == ("weather",), error.args
    talk.change("volume", "+1")
    told = (talk.text, talk.emotion.label, talk.person, talk.now.isoformat(), sure, talk.plugin)
    return Reply(repr(told))

async def give_up(talk, colour=None):
    try:
        await talk.ask("Really?")
    except NeverMind:
        return Reply("dropped")
    except Unanswered:
        return Reply("silence")
'''

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize("where", ["none", "third-party"])
def test_everything_a_talk_has_works_on_either_side_of_the_pipe(open_house: Callable[..., House], where: str) -> None:
    house = open_house({"wordy.py": TALKATIVE}, outside=where)
    later = NOW + timedelta(hours=1)
    line = PlainLine("red", 3.0, Moment(later), timedelta(minutes=5), True)
    skill = house.plugins.skills[0]
    heard = Heard("talk it over at three", plain_emotion("sad"), "Ada", NOW)
    reply = house.runner.run(house.plugins.run(skill, line, heard, {"when": Moment(later)}))
    assert reply == Reply(repr(("talk it over at three", "sad", "Ada", NOW.isoformat(), True, "wordy")))
    assert [(question.expecting, question.choices, question.tone) for question in line.asked] == [
        ("choice", ("red", "blue"), "warm"),
        ("number", (), None),
        ("moment", (), None),
        ("duration", (), None),
        ("yes-no", (), None),
    ]
    assert line.said == [Reply("Let me see.", "calm")]
    second, every = line.due
    assert (second.skill, second.slots, second.at) == ("give_up", {"colour": "red"}, NOW + timedelta(minutes=5))
    assert (every.reply, every.recurrence, every.at) == (Reply("Again.", "bright"), "FREQ=DAILY", later)
    assert line.notes == {"kept": {"number": 3, "list": [1, 2.5, None, True]}}
    assert line.told == [("volume", "+1")]
    assert house.run("wordy", "give_up", PlainLine(NeverMind)) == Reply("dropped")
    assert house.run("wordy", "give_up", PlainLine()) == Reply("silence")


def test_somebody_elses_exception_passes_as_unanswered(open_house: Callable[..., House]) -> None:
    asks = (
        "from earnest import hookimpl\n@hookimpl\ndef register_skills(skills):\n    skills.add(ask, 'ask')\n"
        "async def ask(talk):\n    await talk.ask('What?')\n"
    )
    house = open_house({"asks.py": asks})
    with pytest.raises(NeverMind):
        house.run("asks", "ask", PlainLine(NeverMind))
    with pytest.raises(Unanswered):
        house.run("asks", "ask", PlainLine())
    assert not house.plugins.reports


def test_the_house_takes_its_plugins_along_when_it_dies(tmp_path: Path) -> None:
    house = (
        "import pathlib, sys, time\nfrom earnest.config import Config\nfrom earnest.host import Plugins\n"
        "plugins = Plugins(Config(data=pathlib.Path(sys.argv[1])))\nplugins.load()\n"
        "print('ready', flush=True)\ntime.sleep(600)\n"
    )
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "slow.py").write_text(SLOW)
    running = subprocess.Popen([sys.executable, "-c", house, str(tmp_path)], stdout=subprocess.PIPE)
    assert running.stdout is not None
    with running, running.stdout:
        running.stdout.readline()
        theirs = family(running.pid)
        running.kill()
    assert theirs
    settle(lambda: not any(Path(f"/proc/{pid}/cmdline").exists() for pid in theirs))


def test_a_house_that_closes_at_once_leaves_nothing(open_house: Callable[..., House]) -> None:
    house = open_house()
    (house.folder / "slow.py").write_text(SLOW)
    for _ in range(5):
        plugins = Plugins(house.config)
        begun = plugins._begin(Found("slow", "slow.py", path=house.folder / "slow.py"))
        begun.give_up()
        plugins.close()
    settle(lambda: not family() and not zombies())
    assert not family()
