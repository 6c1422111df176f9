"""Devices that fail, hang and come back: the house hears silence meanwhile, and nothing blocks it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from earnest.engines.base import FRAME
from earnest.errors import EngineError, MissingPart
from earnest.house import devices
from earnest.house.calls import Call
from earnest.house.devices import SteadyMicrophone, SteadySpeaker
from earnest.nouns import Sound

SECOND = Sound(np.ones(16_000, np.int16))


class Line:
    """A sound card that the test can pull out, let hang, and put back."""

    def __init__(self) -> None:
        self.there = threading.Event()
        self.there.set()
        self.hangs = threading.Event()
        self.released = threading.Event()
        self.made = 0
        self.open_devices: set[object] = set()

    def use(self) -> None:
        if self.hangs.is_set():
            self.released.wait(60)
        if not self.there.is_set():
            raise EngineError("the plug is out")


class Device:
    """A microphone and a loudspeaker in one."""

    live = True

    def __init__(self, line: Line) -> None:
        self._line = line
        line.made += 1
        self._stopped = threading.Event()

    def open(self) -> None:
        self._line.use()
        if not self._line.there.is_set():
            raise MissingPart("no such device")
        self._line.open_devices.add(self)

    def read(self) -> np.ndarray | None:
        self._line.use()
        time.sleep(0.001)
        return None if self._stopped.is_set() else np.ones(FRAME, np.int16)

    def play(self, sound: Sound) -> bool:
        self._line.use()
        self._line.open_devices.add(self)
        return not self._stopped.wait(sound.seconds / 100)

    def stop(self) -> None:
        self._stopped.set()

    def close(self) -> None:
        self._stopped.set()
        if self._line.hangs.is_set():
            self._line.released.wait(60)
        self._line.open_devices.discard(self)


class Told(list[tuple[str, ...]]):
    def until(self, *what: str) -> None:
        deadline = time.monotonic() + 20
        while what not in [told[: len(what)] for told in self]:
            assert time.monotonic() < deadline, self
            time.sleep(0.01)


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    monkeypatch.setattr(devices, "HANGS", 0.3)
    monkeypatch.setattr(devices, "OPENING", 0.5)
    monkeypatch.setattr(devices, "CLOSING", 0.3)
    line = Line()
    yield line
    line.released.set()


def told_of(device: SteadyMicrophone | SteadySpeaker) -> Told:
    told = Told()
    device.failed = lambda what, why: told.append(("failed", what, why))
    device.works = lambda what: told.append(("works", what))
    return told


@pytest.fixture
def microphone(line: Line) -> Iterator[SteadyMicrophone]:
    microphone = SteadyMicrophone(Device(line), lambda: Device(line))
    microphone.open()
    yield microphone
    microphone.close()


def test_a_microphone_that_goes_is_silence_in_its_own_time_and_comes_back(
    line: Line, microphone: SteadyMicrophone
) -> None:
    told = told_of(microphone)
    assert microphone.read() is not None
    line.there.clear()
    began = time.monotonic()
    frames = [microphone.read() for _ in range(100)]
    assert time.monotonic() - began > 0.9
    assert not any(frame is None or frame.any() for frame in frames)
    assert told == [("failed", "microphone", "the plug is out")]
    line.there.set()
    told.until("works", "microphone")
    frame = microphone.read()
    assert frame is not None
    assert frame.any()
    assert len(line.open_devices) == 1


def test_a_microphone_that_hangs_while_it_is_opened_again_is_given_up_and_tried_again(
    line: Line, microphone: SteadyMicrophone
) -> None:
    told = told_of(microphone)
    line.there.clear()
    microphone.read()
    line.hangs.set()
    made = line.made
    deadline = time.monotonic() + 20
    while line.made < made + 2:
        assert microphone.read() is not None
        assert time.monotonic() < deadline
    line.there.set()
    line.hangs.clear()
    told.until("works", "microphone")
    assert microphone.read() is not None


def test_closing_ends_a_read_and_does_not_wait_for_a_device_that_hangs(
    line: Line, microphone: SteadyMicrophone
) -> None:
    line.there.clear()
    microphone.read()
    line.hangs.set()
    began = time.monotonic()
    microphone.close()
    microphone.close()
    assert microphone.read() is None
    assert time.monotonic() - began < 5.0


def test_a_microphone_that_was_never_there_says_so(line: Line) -> None:
    line.there.clear()
    microphone = SteadyMicrophone(Device(line), lambda: Device(line))
    with pytest.raises(EngineError, match="the plug is out"):
        microphone.open()
    microphone.close()


@pytest.fixture
def speaker(line: Line) -> Iterator[SteadySpeaker]:
    speaker = SteadySpeaker(Device(line), lambda: Device(line))
    yield speaker
    speaker.close()


def test_a_loudspeaker_that_goes_says_so_at_once_and_comes_back(line: Line, speaker: SteadySpeaker) -> None:
    told = told_of(speaker)
    assert speaker.play(SECOND)
    line.there.clear()
    for _ in range(2):
        with pytest.raises(EngineError):
            speaker.play(SECOND)
    assert not speaker.working
    assert told == [("failed", "loudspeaker", "the plug is out")]
    line.there.set()
    told.until("works", "loudspeaker")
    assert speaker.play(SECOND)


def test_a_loudspeaker_that_hangs_is_given_up(line: Line, speaker: SteadySpeaker) -> None:
    told = told_of(speaker)
    line.hangs.set()
    began = time.monotonic()
    with pytest.raises(EngineError, match="does not answer"):
        speaker.play(SECOND)
    assert time.monotonic() - began < 6.0
    line.hangs.clear()
    told.until("works", "loudspeaker")
    assert speaker.play(SECOND)
    line.released.set()


def test_closing_gives_up_a_loudspeaker_that_hangs(line: Line, speaker: SteadySpeaker) -> None:
    line.hangs.set()
    played: list[bool] = []
    playing = threading.Thread(target=lambda: played.append(speaker.play(Sound(np.ones(600_000, np.int16)))))
    playing.start()
    time.sleep(0.1)
    began = time.monotonic()
    speaker.close()
    playing.join(5)
    assert time.monotonic() - began < 5.0
    assert played == [False]


def test_a_loudspeaker_at_rest_holds_no_device_and_is_made_when_something_is_to_be_played(
    line: Line, speaker: SteadySpeaker
) -> None:
    assert speaker.play(SECOND)
    speaker.rest()
    deadline = time.monotonic() + 5
    while line.open_devices:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert speaker.working
    assert speaker.play(SECOND)
    assert line.made == 2


def test_what_comes_of_a_call_that_was_given_up_is_undone() -> None:
    go, undone = threading.Event(), threading.Event()
    work: Callable[[], str] = lambda: (go.wait(10), "a device")[1]  # noqa: E731
    call = Call(work, lambda _device: undone.set())
    with pytest.raises(EngineError, match="does not answer"):
        call.result(0.05)
    go.set()
    assert undone.wait(10)
