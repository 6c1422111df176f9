"""The house shows that it heard, is silent where it was asked to be, and closes its microphone for good."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from earnest import chimes
from earnest.config import load_config
from earnest.house.household import Household, open_household
from earnest.house.mouth import between
from earnest.house.muting import MutableMicrophone, is_muted, keep_muted
from earnest.nouns import Reply, Sound
from earnest.talk import Due
from house.life import Events, Room, lived

pytestmark = pytest.mark.flaky(reruns=1)
"""All of it goes on in real time."""

PLUGIN = '''
"""Writes down what the house does, and does what is written in a file."""

from earnest import Controls, hookimpl

earnest_needs = ("household",)
SEEN, HELD = [], []


@hookimpl
def register_controls(controls: Controls) -> None:
    HELD.append(controls)


@hookimpl
def woke(word: str) -> None:
    SEEN.append(f"woke {word}")


@hookimpl
def listening() -> None:
    SEEN.append("listening")


@hookimpl
def thinking() -> None:
    SEEN.append("thinking")


@hookimpl
def speaking() -> None:
    SEEN.append("speaking")


@hookimpl
def ringing(name: str, kind: str) -> None:
    SEEN.append(f"ringing {name} {kind}")


@hookimpl
def idle() -> None:
    SEEN.append("idle")


@hookimpl
def muted(on: bool) -> None:
    SEEN.append(f"muted {on}")
'''


class Device(Room):
    """Is known by the order it was made in."""

    made: list[Device] = []  # noqa: RUF012 - one test at a time

    def __init__(self) -> None:
        super().__init__()
        Device.made.append(self)


class Loudspeaker:
    """Keeps what it was given to play."""

    def __init__(self) -> None:
        self.played: list[Sound] = []
        self._stopped = threading.Event()

    def play(self, sound: Sound) -> bool:
        self.played.append(sound)
        self._stopped.clear()
        return not self._stopped.wait(min(sound.seconds, 0.3))

    def stop(self) -> None:
        self._stopped.set()

    close = stop


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Callable[..., Household]]:
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "watcher.py").write_text(PLUGIN)
    houses: list[Household] = []

    def make(more: str = "") -> Household:
        text = "emotion: {consent: 'no'}\nvoice: espeak-en-us\nrecognizer: pocketsphinx\n"
        plugins = f"{{outside: none, allow: {{watcher: [household]}}, folder: {tmp_path / 'plugins'}}}"
        (tmp_path / "earnest.yaml").write_text(f"{text}plugins: {plugins}\n{more}")
        houses.append(open_household(load_config(tmp_path / "earnest.yaml", tmp_path / "data")))
        Device.made.clear()
        first = Device()
        houses[-1].mutable = MutableMicrophone(first, Device, is_muted(tmp_path / "data"))
        return houses[-1]

    yield make
    for each in houses:
        each.close()


def watcher(house: Household) -> Any:
    return house.plugins._residents["watcher"].plugin


def has(told: Events, event: str, **values: object) -> bool:
    return any(each["event"] == event and values.items() <= each.items() for each in told)


def is_chime(sound: Sound, chime: Sound) -> bool:
    return len(sound.samples) == len(chime.samples) and sound.rate == chime.rate


def test_every_moment_of_a_turn_is_shown_and_heard(house: Any, scene: Callable[..., Path]) -> None:
    home, speaker = house(), Loudspeaker()
    Device.made[0].say(scene(0.3, "okay nabu", 0.5, "what time is it", 0.5))
    lived(home, home.mutable, speaker, lambda _: watcher(home).SEEN[-1:] == ["idle"])
    assert watcher(home).SEEN == ["listening", "woke okay_nabu", "thinking", "speaking", "idle"]
    assert is_chime(speaker.played[0], chimes.woke())
    assert is_chime(speaker.played[1], chimes.heard())


def test_chimes_can_be_off(house: Any, scene: Callable[..., Path]) -> None:
    home, speaker = house("chimes: {woke: false, heard: false}\n"), Loudspeaker()
    Device.made[0].say(scene(0.3, "okay nabu", 0.5, "what time is it", 0.5))
    lived(home, home.mutable, speaker, lambda _: watcher(home).SEEN[-1:] == ["idle"])
    every = [chimes.woke(), chimes.heard(), chimes.failed()]
    assert speaker.played
    assert not any(is_chime(sound, chime) for sound in speaker.played for chime in every)


def test_buttons_wake_the_house_and_end_what_rings(house: Any) -> None:
    home, speaker = house("listening: {patience: 1.0}\n"), Loudspeaker()
    slots = {"kind": "timer", "name": "pasta"}
    home.memory.keep_due(Due("tests", datetime.now().astimezone(), Reply("Done."), None, slots, rings=True))
    pressed: list[str] = []

    def until(told: Events) -> bool:
        if has(told, "ringing") and not pressed:
            pressed.append("stop")
            watcher(home).HELD[0].stop()
        if has(told, "ringing", ended_by="stop") and len(pressed) == 1:
            pressed.append("wake")
            watcher(home).HELD[0].wake()
        return has(told, "wake", word="button")

    lived(home, home.mutable, speaker, until)
    assert "ringing pasta timer" in watcher(home).SEEN
    assert home.memory.list_due() == []


def test_muting_lets_the_microphone_go_until_it_is_opened_again(house: Any, scene: Callable[..., Path]) -> None:
    home, speaker = house(), Loudspeaker()
    first, steps = Device.made[0], []
    first.say(scene(0.3, "okay nabu", 0.5, "mute the microphone", 0.5))

    def until(told: Events) -> bool:
        if has(told, "muted", microphone=True) and has(told, "speech") and not steps:
            assert first.closed.is_set()
            assert is_muted(home.config.data)
            assert len(Device.made) == 1
            steps.append("closed")
            keep_muted(home.config.data, False)  # as `earnest unmute` does
        if has(told, "muted", microphone=False) and len(Device.made) > 1 and len(steps) == 1:
            assert Device.made[1].opened.wait(10)
            steps.append("open")
            Device.made[1].say(scene(0.3, "okay nabu", 0.5, "what time is it", 0.5))
        return len(steps) == 2 and has(told, "intent", skill="tell_time")

    told = lived(home, home.mutable, speaker, until)
    (said,) = [event["text"] for event in told if event["event"] == "reply"][:1]
    assert "earnest unmute" in said
    assert [each for each in watcher(home).SEEN if each.startswith("muted")] == ["muted True", "muted False"]
    assert not has(told, "error")


def test_a_closed_microphone_stays_closed_when_the_house_starts_again(house: Any, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    keep_muted(tmp_path / "data", True)
    home = house()
    told = lived(home, home.mutable, Loudspeaker(), lambda told: has(told, "muted", microphone=True))
    assert told[0]["muted"] is True
    assert [device.opened.is_set() for device in Device.made] == [False]


def test_a_house_asked_to_be_silent_is_silent_and_still_rings(house: Any, scene: Callable[..., Path]) -> None:
    home, speaker = house(), Loudspeaker()
    home.memory.write_preference(None, "volume", 0)
    Device.made[0].say(scene(0.3, "okay nabu", 0.5, "what time is it", 0.5))
    told = lived(home, home.mutable, speaker, lambda told: has(told, "turn"))
    assert has(told, "reply")
    assert speaker.played == []
    home.memory.keep_due(Due("tests", datetime.now().astimezone(), Reply("Done."), rings=True))
    home.mutable = MutableMicrophone(Device(), Device)
    lived(home, home.mutable, speaker, lambda _: bool(speaker.played))
    assert is_chime(speaker.played[0], chimes.ring())


@pytest.mark.parametrize(("volume", "quieter"), [("2", True), ("null", False), ("8", False)])
def test_replies_at_night_are_no_louder_than_the_household_wants(house: Any, volume: str, quieter: bool) -> None:
    home = house(f"night: {{begins: 00:00, ends: '23:59', volume: {volume}}}\n")
    speaker = Loudspeaker()
    home.memory.keep_due(Due("tests", datetime.now().astimezone(), Reply("Water the plants.")))
    lived(home, home.mutable, speaker, lambda _: home.memory.list_due() == [])
    level = 20 * np.log10(max(float(np.std(sound.samples)) for sound in speaker.played) / 32_767)
    assert bool(level < -22) is quieter, level


def test_a_night_goes_over_midnight() -> None:
    times = [
        datetime(2026, 1, 1, hour, minute).time() for hour, minute in ((22, 0), (7, 0), (23, 30), (6, 59), (12, 0))
    ]
    ten, seven, late, early, noon = times
    assert [between(ten, seven, each) for each in (late, early, noon, seven, ten)] == [True, True, False, False, True]
    assert between(seven, ten, noon)
