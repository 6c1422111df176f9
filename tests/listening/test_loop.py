"""The ears, on generated speech: real wake word, real voice activity, no recogniser."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from earnest.engines.base import FRAME
from earnest.engines.recording import Recording
from earnest.errors import EngineError
from earnest.listening import Listening, State
from earnest.nouns import Utterance, Wake

Scene = Callable[..., Path]


def test_a_wake_word_and_a_command_are_a_turn(scene: Scene, listening: Any, hear: Any) -> None:
    recording = scene(0.5, "okay nabu", 0.4, "remind me to water the plants at six", 1.5)
    wake, utterance = asyncio.run(hear(listening(Recording(recording))))
    assert isinstance(wake, Wake)
    assert wake.word == "okay_nabu"
    assert utterance.wake == wake
    assert utterance.ended_by == "silence"
    assert utterance.started >= wake.at - 0.1
    assert 2.0 < utterance.sound.seconds < 4.0
    assert utterance.ended - utterance.started == pytest.approx(utterance.sound.seconds, abs=0.05)


def test_a_command_in_the_same_breath_keeps_its_beginning(scene: Scene, listening: Any, hear: Any) -> None:
    recording = scene(0.5, "okay nabu what time is it", 1.5)
    wake, utterance = asyncio.run(hear(listening(Recording(recording))))
    assert utterance.ended_by == "silence"
    assert utterance.started < wake.at
    assert utterance.sound.seconds > 0.8


def test_silence_after_the_wake_word_gives_up(scene: Scene, listening: Any, hear: Any) -> None:
    recording = scene(0.5, "okay nabu", 6.0, "hello", 1.0)
    _, utterance = asyncio.run(hear(listening(Recording(recording), patience=2.0)))
    assert utterance.ended_by == "no-speech"
    assert utterance.sound.seconds == 0.0
    assert utterance.ended - utterance.started == pytest.approx(2.0, abs=0.1)


def test_a_pause_in_mid_sentence_does_not_cut_off(scene: Scene, listening: Any, hear: Any) -> None:
    recording = scene(0.5, "okay nabu", 0.4, "please remind me tomorrow", 0.3, "to water the plants", 1.5)
    heard = asyncio.run(hear(listening(Recording(recording))))
    assert len(heard) == 2
    assert heard[1].sound.seconds > 2.8


def test_a_word_ends_sooner_than_a_sentence(scene: Scene, listening: Any, hear: Any) -> None:
    recording = scene(0.5, "okay nabu", 0.6, "stop", 2.0)
    _, utterance = asyncio.run(hear(listening(Recording(recording))))
    assert utterance.ended_by == "silence"
    assert utterance.sound.seconds < 1.3


def test_an_answer_needs_no_wake_word(scene: Scene, listening: Any, hear: Any) -> None:
    recording = scene(0.5, "okay nabu", 0.4, "remind me to call mother", 1.5, "at half past seven", 1.5)
    wake, question, answer = asyncio.run(hear(listening(Recording(recording)), "asked", "finished"))
    assert question.wake == wake
    assert answer.wake is None
    assert answer.started > question.ended


def test_a_wake_word_instead_of_an_answer_opens_a_new_turn(scene: Scene, listening: Any, hear: Any) -> None:
    parts = ("okay nabu", 0.4, "remind me to call mother", 1.5, "okay nabu", 0.5, "what time is it", 1.5)
    heard = asyncio.run(hear(listening(Recording(scene(0.5, *parts))), "asked", "finished"))
    assert [type(event) for event in heard] == [Wake, Utterance, Wake, Utterance]
    assert heard[3].wake == heard[2]


def test_an_answer_that_never_comes_is_no_speech(scene: Scene, listening: Any, hear: Any) -> None:
    recording = scene(0.5, "okay nabu", 0.4, "remind me to call mother", 1.0)
    heard = asyncio.run(hear(listening(Recording(recording)), "asked", "finished"))
    assert heard[-1].ended_by == "no-speech"
    assert heard[-1].wake is None


def test_a_recording_waits_while_the_assistant_speaks(scene: Scene, listening: Any) -> None:
    ears: Listening = listening(Recording(scene(0.5, "okay nabu", 0.4, "tell me a joke", 1.5, "okay nabu", 1.0)))

    async def listen() -> float:
        async with ears:
            async for event in ears.events():
                if isinstance(event, Utterance):
                    ears.tell("replied")
                    before = ears.now
                    await asyncio.sleep(0.2)
                    waited = ears.now - before
                    ears.tell("finished")
                    return waited
        raise AssertionError("nothing was heard")

    assert asyncio.run(listen()) <= 0.011


class LiveMicrophone:
    """A recording that goes on whether or not somebody listens: faster than life, but never waiting."""

    live = True

    def __init__(self, recording: Path) -> None:
        self._recording = Recording(recording, silence=60.0)
        self._closed = threading.Event()
        self.open, self.frames = self._recording.open, 0

    def read(self) -> np.ndarray | None:
        time.sleep(FRAME / 16_000 / 20)
        self.frames += 1
        return None if self._closed.is_set() else self._recording.read()

    def close(self) -> None:
        self._closed.set()


def test_a_wake_word_while_the_assistant_speaks_is_a_barge_in(scene: Scene, listening: Any) -> None:
    parts = ("okay nabu", 0.4, "tell me a joke", 4.0, "okay nabu", 0.5, "stop", 1.5)
    microphone = LiveMicrophone(scene(0.5, *parts))
    ears: Listening = listening(microphone)

    async def listen() -> list[Wake | Utterance]:
        heard: list[Wake | Utterance] = []
        async with ears:
            async for event in ears.events():
                heard.append(event)
                if isinstance(event, Utterance):
                    ears.tell("replied")  # and goes on speaking
                if len(heard) == 4:
                    break
        return heard

    heard = asyncio.run(asyncio.wait_for(listen(), 60))
    assert [type(event) for event in heard] == [Wake, Utterance, Wake, Utterance]
    assert heard[3].wake == heard[2]


def test_only_the_assistant_tells_and_only_what_it_does(listening: Any, scene: Scene) -> None:
    ears: Listening = listening(Recording(scene(0.5)))
    assert ears.state is State.IDLE
    with pytest.raises(ValueError, match="woke"):
        ears.tell("woke")


def test_an_idle_ear_costs_hardly_more_than_the_wake_word_alone(scene: Scene, listening: Any, hear: Any) -> None:
    """Nothing but the wake word listens while nobody speaks to the house: voice activity is never asked."""
    ears: Listening = listening(Recording(scene(5.0)))

    def voiced(_samples: np.ndarray) -> float:
        raise AssertionError("voice activity was computed while idle")

    ears._endpoint.voiced = voiced  # type: ignore[method-assign]
    assert asyncio.run(hear(ears)) == []


class Quiet:
    """A live microphone that hears nothing until it is closed, or until it is unplugged."""

    live = True

    def __init__(self, unplugged: bool = False) -> None:
        self.closed = threading.Event()
        self._unplugged = unplugged

    def open(self) -> None:
        self.closed.clear()

    def read(self) -> None:
        if self._unplugged:
            raise EngineError("the microphone has gone")
        self.closed.wait(60)

    def close(self) -> None:
        self.closed.set()


def test_leaving_closes_the_microphone_and_waits_for_the_ears(listening: Any) -> None:
    microphone = Quiet()

    async def come_and_go() -> None:
        async with listening(microphone):
            assert "earnest-ears" in {thread.name for thread in threading.enumerate()}

    asyncio.run(asyncio.wait_for(come_and_go(), 20))
    assert microphone.closed.is_set()
    assert "earnest-ears" not in {thread.name for thread in threading.enumerate()}


def test_a_microphone_that_fails_is_not_a_stream_that_ends(listening: Any, hear: Any) -> None:
    microphone = Quiet(unplugged=True)
    with pytest.raises(EngineError, match="has gone"):
        asyncio.run(hear(listening(microphone)))
    assert microphone.closed.is_set()
