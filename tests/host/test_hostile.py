"""Whatever a plugin does costs one turn at most, and the next turn is answered as ever."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator

import pytest

from earnest.errors import SkillFault
from earnest.host import resident
from earnest.nouns import Reply
from host.conftest import FOLDER, House
from host.family import family, settle, zombies
from host.lines import PlainLine

pytestmark = pytest.mark.flaky(reruns=1)
"""Each has two seconds, of which a busy machine may keep some."""
LIMIT = 2.0
"""Seconds the vandal's skills have."""
SLACK = 1.5
"""Seconds beside, on a busy machine."""

_FENCED = "may not start or signal processes"
"""What is said where the kernel has no namespaces for an ordinary user."""

COSTS: dict[str, str] = {
    "raises": r"raises raised vandal.py:\d+: RuntimeError: no tea today",
    "raises_what_nobody_catches": r"vandal.py:\d+: Strange",
    "returns_text": "returned str instead of a Reply",
    "returns_nothing": "returned NoneType instead of a Reply",
    "returns_a_reply_of_numbers": "replied int instead of text",
    "returns_a_flood": "replied 40000000 characters",
    "returns_a_deep_nest": "replied list instead of text",
    "never_returns": "took more than 2 seconds",
    "will_not_be_cancelled": "took more than 2 seconds",
    "blocks_in_c": "took more than 2 seconds",
    "spins": "took more than 2 seconds",
    "ignores_signals": "took more than 2 seconds",
    "exits": r"vandal.py:\d+: SystemExit",
    "exits_at_once": "its process ended with exit code 0",
    "segfaults": r"its process was ended by SIGSEGV( at vandal.py:\d+)?",
    "aborts": r"its process was ended by SIGABRT",
    "kills_itself": f"its process was ended by SIGKILL|{_FENCED}",
    "floods_output": "took more than 2 seconds",
    "floods_errors_without_a_newline": "took more than 2 seconds",
    "floods_the_house_with_calls": "called the house more than 2000 times|took more than 2 seconds",
    "floods_the_house_with_notes": "more than 200 notes in one turn|notes are full",
    "floods_the_pipe": "flooded the house with messages|took more than 2 seconds",
    "sends_garbage": "garbage",
    "promises_a_gigabyte": "garbage",
    "sends_nouns_put_together_wrongly": "garbage",
    "eats_memory": "MB of memory|took more than 2 seconds",
    "eats_memory_in_many_processes": f"MB of memory|{_FENCED}",
    "eats_memory_that_is_nobodys": "MB of memory|took more than 2 seconds",
    "forks_without_end": "processes and threads|MB of memory|took more than 2 seconds",
    "starts_many_threads": "processes and threads|can't start new thread|took more than",
    "leaves_a_daemon_behind": f"its process ended with exit code 0|{_FENCED}",
    "closes_everything": "pipe|process",
    "deletes_its_folder": "Read-only file system|resource busy|Permission denied|may not touch that",
    "reads_the_household": "No such file|Permission denied|may not touch that",
    "reads_the_diary": "PermissionError",
    "phones_home": "Errno 13",
    "asks_for_ever": "took more than 2 seconds|called the house|questions|did not let go",
    "chatters": "more than 10 interim words in one turn",
    "leaves_nonsense_for_later": "needs a time with its zone",
    "comes_again_every_second": "every second",
}
"""Misdeed → what is said of it."""

HARMLESS = {
    "kills_whom_it_can": "nobody died",
    "answers_for_other_turns": "mine|not yours",
    "calls_what_is_not_there": "nothing there",
    "wrecks_its_surroundings": "wrecked",
    "patches_what_it_finds": "patched",
}
"""Misdeed → its reply, for it harms nobody but the plugin itself."""

MISDEEDS = re.findall(r"@misdeed\nasync def (\w+)", (FOLDER / "vandal.py").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with a vandal and a bell, that is more patient with the vandal than houses are."""
    with pytest.MonkeyPatch.context() as patch, socket.create_server(("127.0.0.1", 0)) as listener:
        patch.setattr(resident, "FAULTS", 1000)
        data = tmp_path_factory.mktemp("vandalised")
        (data / "earnest.db").write_text("secrets")
        settings = {"vandal": {"data": str(data), "port": listener.getsockname()[1]}}
        house = House(data, settings)
        for plugin in FOLDER.glob("*.py"):
            (house.folder / plugin.name).write_bytes(plugin.read_bytes())
        yield house.load()
        house.close()


@pytest.mark.parametrize("misdeed", MISDEEDS)
def test_a_misdeed_costs_one_turn_at_most(house: House, misdeed: str) -> None:
    began = time.monotonic()
    expected = HARMLESS.get(misdeed) or COSTS[misdeed]
    assert re.search(f"{expected}|took more than 2 seconds", _outcome(house, misdeed))  # late, on a busy machine
    assert time.monotonic() - began < LIMIT + SLACK

    assert house.run("bell", "ring") == Reply("Ding.")
    assert house.run("vandal", "behave", PlainLine()) == Reply("I am good.")
    assert (house.folder / "vandal.py").exists()
    settle(lambda: not zombies() and len(family()) <= 3 * len(house.plugins.loaded))


def _outcome(house: House, misdeed: str) -> str:
    try:
        return house.run("vandal", misdeed, PlainLine()).text
    except SkillFault as fault:
        return fault.what


def test_every_misdeed_has_its_price() -> None:
    assert set(MISDEEDS) == {*COSTS, *HARMLESS}
    assert len(MISDEEDS) >= 40


def test_nothing_is_left_when_the_house_closes(house: House) -> None:
    house.close()
    assert not family()
