"""What rings goes on until somebody comes: by voice without a wake word, and it is forgotten only then."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from earnest.config import load_config
from earnest.engines.recording import Recording
from earnest.errors import EngineError
from earnest.house.assistant import Assistant
from earnest.house.household import Household, open_household
from earnest.house.ringing import Ringing
from earnest.nouns import Reply, Sound
from earnest.sections import RingSettings
from earnest.talk import Due
from house.life import Events, Room, lived

pytestmark = pytest.mark.flaky(reruns=1)
"""All of it goes on in real time."""
PASTA = {"kind": "timer", "name": "pasta"}


class Loudspeaker:
    """Takes as long as it plays, and knows what was played to the end."""

    def __init__(self, fails: int = 0) -> None:
        self.levels: list[float] = []
        self.cut = 0
        self._fails = fails
        self._stopped = threading.Event()

    def play(self, sound: Sound) -> bool:
        if self._fails:
            self._fails -= 1
            raise EngineError("the loudspeaker fails")
        self._stopped.clear()
        self.levels.append(float(np.abs(sound.samples).max(initial=0)))
        whole = not self._stopped.wait(sound.seconds)
        self.cut += not whole
        return whole

    def stop(self) -> None:
        self._stopped.set()

    close = stop


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Callable[..., Household]]:
    """A house that was asked nothing yet, with these settings of what rings."""
    houses: list[Household] = []

    def make(ringing: str = "{}") -> Household:
        text = f"emotion: {{consent: 'no'}}\nvoice: espeak-en-us\nrecognizer: pocketsphinx\nringing: {ringing}\n"
        (tmp_path / "earnest.yaml").write_text(f"{text}plugins: {{outside: none}}\n")
        houses.append(open_household(load_config(tmp_path / "earnest.yaml", tmp_path / "data")))
        return houses[-1]

    yield make
    for each in houses:
        each.close()


def keep(house: Household, text: str = "Your pasta timer is done.", ago: float = 1.0, **more: Any) -> Due:
    at = datetime.now().astimezone() - timedelta(seconds=ago)
    return house.memory.keep_due(Due("reminders", at, Reply(text), slots=PASTA, rings=True, **more))


def keep_plain(house: Household) -> Due:
    """A reminder that rings nothing, due a little after what does."""
    at = datetime.now().astimezone() - timedelta(seconds=0.2)
    return house.memory.keep_due(Due("reminders", at, Reply("Remember your pills."), slots={"name": "pills"}))


def rings(told: Events) -> list[dict[str, Any]]:
    return [
        {key: value for key, value in event.items() if key not in ("at", "turn", "event")}
        for event in told
        if event["event"] == "ringing"
    ]


def ended(told: Events) -> bool:
    return any("ended_by" in each for each in rings(told))


def test_it_rings_again_and_again_and_louder_until_stop_is_said(house: Any, flite: Callable[..., Path]) -> None:
    home, room, speaker = house(), Room(noise=6.0), Loudspeaker()
    keep(home)
    said: list[float] = []

    def until(told: Events) -> bool:
        if len(speaker.levels) >= 4 and not said:
            said.append(time.monotonic())
            room.say(flite("stop"))
        return ended(told) and home.memory.list_due() == []

    told = lived(home, room, speaker, until)
    assert rings(told) == [{"name": "pasta", "kind": "timer"}, {"name": "pasta", "kind": "timer", "ended_by": "stop"}]
    assert [event["text"] for event in told if event["event"] == "reply"] == ["Your pasta timer is done."]
    assert speaker.levels[0] < speaker.levels[1] < speaker.levels[3]


def test_snooze_brings_it_back_when_it_was_asked_for(house: Any, flite: Callable[..., Path]) -> None:
    home, room, speaker = house(), Room(noise=6.0), Loudspeaker()
    daily = keep(home, recurrence="FREQ=DAILY;BYHOUR=7;BYMINUTE=0")
    spoken: list[bool] = []

    def until(told: Events) -> bool:
        if speaker.levels and not spoken:
            spoken.append(True)
            room.say(flite("snooze for five minutes", "rms"))
        return any(event["event"] == "speech" for event in told)

    told = lived(home, room, speaker, until)
    assert rings(told)[-1]["ended_by"] == "snooze"
    assert [event["text"] for event in told if event["event"] == "reply"][-1] == "I'll come back to it in five minutes."
    once, again = home.memory.list_due()
    assert (once.recurrence, once.rings, once.slots) == (None, True, PASTA)
    assert 280 < (once.at - datetime.now().astimezone()).total_seconds() <= 300
    assert (again.id, again.recurrence) == (daily.id, daily.recurrence)
    assert again.at > daily.at


def test_a_wake_word_ends_it_and_is_a_turn(house: Any, scene: Callable[..., Path]) -> None:
    home, room, speaker = house(), Room(noise=6.0), Loudspeaker()
    keep(home)
    spoken: list[bool] = []

    def until(told: Events) -> bool:
        if speaker.levels and not spoken:
            spoken.append(True)
            room.say(scene(0.2, "okay nabu", 0.4, "what time is it"))
        return any(event["event"] == "turn" for event in told)

    told = lived(home, room, speaker, until)
    assert rings(told)[-1]["ended_by"] == "wake"
    assert home.memory.list_due() == []


def test_nobody_comes_and_it_is_told_at_the_next_turn(house: Any, scene: Callable[..., Path]) -> None:
    home, room, speaker = house("{minutes: 0.03}"), Room(noise=6.0), Loudspeaker()
    due, plain = keep(home), keep_plain(home)
    spoken: list[bool] = []

    def until(told: Events) -> bool:
        if ended(told) and not spoken:
            kept = home.memory.list_due()
            if [(each.rang, each.at) for each in kept] != [(True, due.at), (True, plain.at)]:
                return False
            spoken.append(True)
            room.say(scene(0.2, "okay nabu", 0.4, "what time is it"))
        return bool(spoken) and home.memory.list_due() == []

    told = lived(home, room, speaker, until)
    assert [each.get("ended_by") for each in rings(told)] == [None, "limit"]
    replies = [event["text"] for event in told if event["event"] == "reply"]
    assert "Remember your pills." in replies
    for text, reply in zip(("Your pasta timer is done.", "Remember your pills."), replies[-2:], strict=True):
        assert reply.startswith("You missed this at")
        assert reply.endswith(text)


def test_what_falls_due_meanwhile_rings_with_it_or_is_said_between_and_ends_with_it(
    house: Any, flite: Callable[..., Path]
) -> None:
    home, room, speaker = house(), Room(noise=6.0), Loudspeaker()
    keep(home)
    keep(home, "This is your alarm.", ago=0.5)
    keep_plain(home)
    called: list[float] = []

    def until(told: Events) -> bool:
        if len(speaker.levels) > 3 and not ended(told) and time.monotonic() - max(called, default=0.0) > 4.0:
            called.append(time.monotonic())
            room.say(flite("stop", "slt"))
        return ended(told) and home.memory.list_due() == []

    told = lived(home, room, speaker, until)
    replies = [event["text"] for event in told if event["event"] == "reply"]
    assert replies == ["Remember your pills.", "Your pasta timer is done.", "This is your alarm."]
    assert [each.get("ended_by") for each in rings(told)] == [None, None, "stop", "stop"]


def test_however_much_falls_due_at_once_it_rings_on_and_all_of_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("earnest.house.ringing.GAP", 0.0)
    heard: list[str] = []

    class Mouth:
        async def made(self, reply: Reply) -> AsyncIterator[SimpleNamespace]:
            yield SimpleNamespace(sound=reply.text)

        async def play(self, sound: Any) -> bool:
            heard.append(sound if isinstance(sound, str) else "ring")
            return heard.count("ring") < 40 or not ringing.end("stop")

        def emit(self, event: Any) -> None:
            """Nobody listens."""

        hush = rest = lambda *_: None

    waiting = [Due("reminders", datetime.now(), Reply(f"Number {n}."), id=n, rings=n < 6) for n in range(30)]
    listening = SimpleNamespace(tell=lambda _: None)
    ringing = Ringing(Mouth(), listening, RingSettings(), lambda _: None)  # type: ignore[arg-type]

    async def others() -> tuple[Due, Reply] | None:
        return (due := waiting.pop(), due.reply) if waiting else None  # type: ignore[return-value]

    first = Due("reminders", datetime.now(), Reply("First."), id=99, rings=True)
    rung = asyncio.run(ringing.ring(first, Reply("First."), others))
    between = [len(each.split()) // 2 for each in " ".join(heard).split("ring")]
    assert 1 <= max(between) <= 4
    assert {due.id for due in rung.told} == set(range(6, 30))
    assert {due.id for due in rung.dues} == {*range(6), 99}


def test_it_rings_as_soon_as_a_loudspeaker_that_fails_works_again(house: Any, flite: Callable[..., Path]) -> None:
    home, room, speaker = house(), Room(noise=6.0), Loudspeaker(fails=2)
    keep(home)
    spoken: list[bool] = []

    def until(told: Events) -> bool:
        if speaker.levels and not spoken:
            spoken.append(True)
            assert home.memory.list_due() != []
            room.say(flite("stop"))
        return ended(told) and home.memory.list_due() == []

    assert rings(lived(home, room, speaker, until))[-1]["ended_by"] == "stop"


def test_a_house_that_is_ended_while_it_rings_rings_again(house: Any) -> None:
    home, speaker = house(), Loudspeaker()
    keep(home)
    lived(home, Room(noise=6.0), speaker, lambda told: bool(rings(told)) and bool(speaker.levels))
    assert len(home.memory.list_due()) == 1
    told = lived(home, Room(noise=6.0), speaker, lambda told: bool(rings(told)))
    assert rings(told) == [{"name": "pasta", "kind": "timer"}]


def test_one_that_is_a_few_minutes_late_still_rings_and_one_that_is_later_is_told(house: Any) -> None:
    home, speaker = house(), Loudspeaker()
    keep(home, ago=300)
    told = lived(home, Room(noise=6.0), speaker, lambda told: bool(rings(told)))
    assert not any(event["missed"] for event in told if event["event"] == "due")
    home.memory.forget(everything=True)
    keep(home, ago=700)
    told = lived(home, Room(noise=6.0), speaker, lambda _: home.memory.list_due() == [])
    assert rings(told) == []
    assert [event["missed"] for event in told if event["event"] == "due"] == [True]


def test_in_a_recording_it_rings_once_for_nobody_can_come(house: Any, scene: Callable[..., Path]) -> None:
    home, speaker = house(), Loudspeaker()
    keep(home)
    told: Events = []
    asyncio.run(Assistant(home, Recording(scene(0.5)), speaker, told.append).run())
    assert [each.get("ended_by") for each in rings(told)] == [None, "limit"]
    assert home.memory.list_due() == []
    assert len(speaker.levels) == 2


def test_stop_silences_what_is_being_said(house: Any, scene: Callable[..., Path], flite: Callable[..., Path]) -> None:
    home, room, speaker = house(), Room(noise=6.0), Loudspeaker()
    spoken: list[str] = []

    def until(told: Events) -> bool:
        if told and not spoken:
            spoken.append("question")
            room.say(scene(0.2, "okay nabu", 0.4, "what can you do"))
        if speaker.levels and len(spoken) == 1:
            spoken.append("stop")
            room.say(flite("stop"))
        return speaker.cut > 0

    told = lived(home, room, speaker, until)
    assert not any(event["event"] == "wake" and event["turn"] > 1 for event in told)
