"""What fails costs a turn at most: reminders are told when they can be heard, and forgotten only then."""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock

import pytest

from earnest.cli.house import Typed
from earnest.config import load_config
from earnest.conversation import phrases
from earnest.engines.recording import Recording
from earnest.errors import EngineError, MemoryFault, UserFault
from earnest.host.roster import FAULTS
from earnest.house import schedule, supervisor
from earnest.house.assistant import Assistant
from earnest.house.household import Household, open_household
from earnest.house.lock import Lock
from earnest.memory import Memory
from earnest.nouns import Reply, Sound
from earnest.talk import Due
from house.life import Events, Room, lived


class Moody:
    """A loudspeaker that fails as often as it is told to, and knows what was heard of it."""

    def __init__(self, fails: int = 0, slow: bool = False) -> None:
        self.fails = fails
        self.begun = threading.Event()
        self._slow, self._stopped = slow, threading.Event()

    def play(self, sound: Sound) -> bool:
        self.begun.set()
        if self.fails:
            self.fails -= 1
            raise EngineError("the loudspeaker fails")
        if self._slow:
            self._stopped.wait(sound.seconds + 5)
        return True

    def stop(self) -> None:
        self._stopped.set()

    close = stop


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Household]:
    """A house that was asked nothing yet, and does not wait long before it tries again."""
    monkeypatch.setattr(schedule, "PAUSES", (0.2, 0.4))
    (tmp_path / "earnest.yaml").write_text("emotion: {consent: 'no'}\nplugins: {outside: none}\n")
    house = open_household(load_config(tmp_path / "earnest.yaml", tmp_path / "data"))
    yield house
    house.close()


def keep(house: Household, *texts: str) -> None:
    """Things due now, in this order."""
    began = datetime.now().astimezone() - timedelta(seconds=5)
    for number, text in enumerate(texts):
        house.memory.keep_due(Due("tests", began + timedelta(milliseconds=number), Reply(text)))


def spoken(told: Events) -> list[str]:
    """What was said to the end, in order."""
    heard, reply = [], ""
    for event in told:
        reply = event["text"] if event["event"] == "reply" else reply
        if event["event"] == "speech":
            heard.append(reply)
    return heard


def test_one_announcement_that_fails_does_not_end_the_others_and_is_told_when_it_can_be(
    house: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "PAUSES", (5.0,))
    keep(house, "Water the plants.", "Feed the cat.", "Call Anna.")
    told = lived(house, Room(), Moody(fails=1), lambda told: len(spoken(told)) == 4)
    heard = [text for text in spoken(told) if "can't say" not in text]
    assert heard[0] == "Feed the cat."
    assert sorted(heard) == ["Call Anna.", "Feed the cat.", "Water the plants."]
    assert [event["where"] for event in told if event["event"] == "error"] == ["announcement"]
    assert house.memory.list_due() == []


def test_a_reminder_that_was_being_spoken_when_the_house_was_ended_is_told_again(house: Household) -> None:
    keep(house, "Water the plants.")
    speaker = Moody(slow=True)
    lived(house, Room(), speaker, lambda _: speaker.begun.is_set())
    assert len(house.memory.list_due()) == 1
    assert spoken(lived(house, Room(), Moody(), lambda told: bool(spoken(told)))) == ["Water the plants."]
    assert house.memory.list_due() == []


def test_what_was_heard_and_cannot_be_forgotten_is_not_said_twice(
    house: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(house, "Water the plants.", "Feed the cat.")
    full = threading.Event()
    full.set()
    drop = Memory.drop_due

    def drop_due(memory: Memory, id: int, plugin: str | None = None) -> bool:
        if full.is_set():
            raise MemoryFault("the disk is full")
        return drop(memory, id, plugin)

    monkeypatch.setattr(Memory, "drop_due", drop_due)
    seen = time.monotonic()

    def until(told: Events) -> bool:
        nonlocal seen
        if len(spoken(told)) < 2:
            seen = time.monotonic()
        if time.monotonic() - seen > 2.5:
            full.clear()
        return not full.is_set() and house.memory.list_due() == []

    assert spoken(lived(house, Room(), Moody(), until)) == ["Water the plants.", "Feed the cat."]


def test_what_was_cancelled_while_it_waited_is_not_said(house: Household) -> None:
    keep(house, "Water the plants.", "Feed the cat.")
    speaker = Moody()

    def until(told: Events) -> bool:
        if any(event["event"] == "due" for event in told):
            for due in house.memory.list_due():
                house.memory.drop_due(due.id)
        return len(spoken(told)) > 0 and house.memory.list_due() == []

    assert spoken(lived(house, Room(), speaker, until)) == ["Water the plants."]


def test_a_full_disk_is_said_aloud_and_all_is_well_when_there_is_room_again(
    house: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system refuses every byte; what is only read, and what needs no memory, goes on."""
    monkeypatch.setattr(supervisor, "LOOK", 0.1)
    house.memory.copy_daily()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    stage = "before"

    def until(told: Events) -> bool:
        nonlocal stage
        if stage == "before" and told:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
            with pytest.raises(MemoryFault):
                house.memory.write_note("tests", "cups", 3)
            stage = "full"
        if stage == "full" and any("memory" in text for text in spoken(told)):
            assert house.memory.list_due() == []
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            stage = "after"
        return stage == "after" and {"event": "recovered", "where": "memory"} in _bare(told)

    try:
        told = lived(house, Room(), Moody(), until)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [event["where"] for event in told if event["event"] == "error"] == ["memory"]
    assert spoken(told) == [phrases.say(supervisor.NOTICES["memory"], "en").text]
    house.memory.write_note("tests", "cups", 3)


@pytest.fixture
def frozen(tmp_path: Path) -> Iterator[Path]:
    """A household's folder on a disk that takes nothing."""
    folder = tmp_path / "frozen"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m,ro", "none", str(folder)]
    mounted = os.getuid() == 0 and not subprocess.run(mount, capture_output=True).returncode
    folder.chmod(0o500) if not mounted else None
    if os.access(folder, os.W_OK):
        pytest.skip("needs a folder that this user may not write to")
    yield folder
    if mounted:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_house_whose_disk_takes_nothing_says_so_and_answers_what_needs_no_memory(
    frozen: Path, tmp_path: Path
) -> None:
    config = "plugins: {outside: none}\nsettings: {checkins: {times: [every day at 7am]}}\n"
    (tmp_path / "earnest.yaml").write_text(config)
    with Lock(frozen), closing(open_household(load_config(tmp_path / "earnest.yaml", frozen))) as house:
        with pytest.raises(UserFault, match="another house"):
            Lock(frozen)
        typed = Typed(house)

        async def ask(words: str) -> str:
            return (await typed.take(words, AsyncMock()))[1].reply.text

        for _ in range(FAULTS + 1):
            assert asyncio.run(ask("remind me to eat tomorrow at nine")) == phrases.say("no_memory", "en").text
        assert house.plugins.refused == []
        assert "memory" not in asyncio.run(ask("tell me a joke"))
        assert "memory" not in asyncio.run(ask("thank you very much"))
        told = lived(house, Room(), Moody(), lambda told: bool(spoken(told)))
        assert spoken(told) == [phrases.say(supervisor.NOTICES["memory"], "en").text]
        assert [event["where"] for event in told if event["event"] == "error"] == ["memory"]


def test_a_memory_damaged_in_use_is_replaced_and_that_is_said_aloud(
    house: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "LOOK", 0.1)
    monkeypatch.setattr(supervisor, "CHECKING", 0.1)
    kept = house.memory.keep_due(Due("tests", datetime.now().astimezone() + timedelta(days=1), Reply("Tomorrow.")))
    house.memory.copy_daily()
    file = house.config.data / "earnest.sqlite3"
    spoiled = False

    def until(told: Events) -> bool:
        nonlocal spoiled
        if told and not spoiled:
            for log in file.parent.glob(f"{file.name}-*"):
                log.unlink()
            file.write_bytes(b"x" * file.stat().st_size)
            spoiled = True
        return bool(spoken(told))

    told = lived(house, Room(), Moody(), until)
    assert spoken(told) == [phrases.say(supervisor.NOTICES["memory restored"], "en").text]
    assert house.memory.list_due() == [kept]


def test_without_a_memory_that_can_be_read_the_house_answers_and_reads_no_feelings(
    house: Household, monkeypatch: pytest.MonkeyPatch, scene: Callable[..., Path]
) -> None:
    def gone(*_: object) -> object:
        raise MemoryFault("the disk has gone")

    told: Events = []

    def tell(event: dict[str, Any]) -> None:
        told.append(event)
        monkeypatch.setattr(house.memory, "_read", gone)

    async def live() -> None:
        microphone = Recording(scene("okay nabu", 0.5, "what time is it", 1.0))
        await asyncio.wait_for(Assistant(house, microphone, Moody(), tell).run(), 60)

    with pytest.raises(MemoryFault):  # at the end of a recording all that is due would be told
        asyncio.run(live())
    assert not house.may_read()
    assert [text for text in spoken(told) if text.startswith("It's")], told


def _bare(told: Events) -> list[dict[str, Any]]:
    return [{key: event[key] for key in ("event", "where") if key in event} for event in told]
