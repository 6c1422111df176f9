"""Microphone and loudspeaker through PyAudio, in a room of null sinks."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from earnest.config import ListeningSettings
from earnest.engines.endpoint_silero import SileroEndpoint
from earnest.engines.loudspeaker import PyAudioSpeaker
from earnest.engines.microphone import BACKLOG, BLOCK, PyAudioMicrophone
from earnest.engines.pocketsphinx import PocketSphinx
from earnest.engines.wake_micro import MicroWake
from earnest.errors import MissingPart
from earnest.house.devices import SteadySpeaker
from earnest.house.ownvoice import introduce
from earnest.listening import Listening
from earnest.listening.echo import CleanMicrophone
from earnest.nouns import Transcript, Utterance, Wake
from earnest.testing.contracts.microphone import MicrophoneContract
from earnest.testing.contracts.speaker import SpeakerContract, tone
from earnest.testing.recordings import speech

Scene = Callable[..., Path]


@pytest.mark.usefixtures("room")
class TestPyAudioMicrophone(MicrophoneContract):
    @pytest.fixture
    def microphone(self) -> Iterator[PyAudioMicrophone]:
        microphone = PyAudioMicrophone()
        yield microphone
        microphone.close()


@pytest.mark.usefixtures("room")
class TestPyAudioSpeaker(SpeakerContract):
    @pytest.fixture
    def speaker(self) -> Iterator[PyAudioSpeaker]:
        speaker = PyAudioSpeaker()
        yield speaker
        speaker.close()


@pytest.mark.usefixtures("room")
def test_a_device_is_chosen_by_part_of_its_name() -> None:
    microphone = PyAudioMicrophone("puls")
    microphone.open()
    assert microphone.read() is not None
    microphone.close()


@pytest.mark.usefixtures("room")
def test_a_device_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(MissingPart, match="pulse") as fault:
        PyAudioMicrophone("the moon").open()
    assert "the moon" in str(fault.value)


@pytest.mark.usefixtures("room")
def test_opening_leaves_the_terminal_alone(capfd: pytest.CaptureFixture[str]) -> None:
    microphone = PyAudioMicrophone()
    microphone.open()
    microphone.read()
    microphone.close()
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("room")
def test_a_listener_that_sleeps_loses_the_oldest_sound_and_knows_how_much() -> None:
    microphone = PyAudioMicrophone()
    microphone.open()
    deadline = time.monotonic() + 4 * BACKLOG
    while not microphone.dropped and time.monotonic() < deadline:
        time.sleep(BLOCK)
    assert microphone.dropped > 0
    assert microphone.read() is not None
    microphone.close()


def test_what_is_played_is_heard_in_the_room(room: Any) -> None:
    speaker = PyAudioSpeaker()
    with room.recorded() as recorder:
        assert speaker.play(tone(1.0, 22_050))
    speaker.close()
    loud = np.abs(recorder.sound.samples.astype(int)) > 500
    assert 0.5 < loud.sum() / recorder.sound.rate < 1.0  # a sine is above a quarter of its peak 0.84 of the time


def test_stop_is_heard_within_fifty_milliseconds(room: Any) -> None:
    """Counted in the room's own samples, so that a busy machine does not matter."""
    speaker = PyAudioSpeaker()
    played: list[bool] = []
    playing = threading.Thread(target=lambda: played.append(speaker.play(tone(30.0, 16_000))))
    with room.recorded() as recorder:
        playing.start()
        time.sleep(1.0)
        speaker.stop()
        playing.join(10)
        stopped = len(recorder.sound.samples)
    speaker.close()
    assert played == [False]
    loud = np.flatnonzero(np.abs(recorder.sound.samples.astype(int)) > 500)
    assert (loud[-1] - stopped) / recorder.sound.rate < 0.05


def test_a_wake_word_said_in_the_room_opens_a_turn_that_is_understood(room: Any, scene: Scene) -> None:
    recognizer = PocketSphinx()
    recognizer.expect(["what time is it", "tell me a joke", "set a timer for {duration}"])
    ears = Listening(PyAudioMicrophone(), MicroWake(["okay_nabu"]), SileroEndpoint(), ListeningSettings())

    async def listen() -> tuple[Wake, Transcript]:
        wake: Wake | None = None
        async with ears:
            speech = asyncio.create_task(asyncio.to_thread(room.say, scene("okay nabu", 0.5, "tell me a joke")))
            async for event in ears.events():
                if isinstance(event, Utterance):
                    await speech
                    assert wake is not None
                    return wake, await asyncio.to_thread(recognizer.transcribe, event)
                wake = event
        raise AssertionError("the microphone ended")

    wake, transcript = asyncio.run(asyncio.wait_for(listen(), 120))
    assert wake.word == "okay_nabu"
    assert transcript.text == "tell me a joke"


def test_how_late_a_real_loudspeaker_is_heard_is_found_while_it_speaks(room: Any) -> None:
    found = threading.Event()
    speaker = SteadySpeaker(PyAudioSpeaker(), PyAudioSpeaker)
    microphone = introduce(PyAudioMicrophone(), speaker, SileroEndpoint(), None)
    assert isinstance(microphone, CleanMicrophone)
    microphone.measured = lambda _seconds: found.set()
    microphone.open()

    def listen() -> None:
        while microphone.read() is not None:
            pass

    ears = threading.Thread(target=listen)
    ears.start()
    with room.heard_by_itself():
        for _ in range(8):
            if not found.is_set():
                speaker.play(speech("it will be a little colder tomorrow than it was today"))
    microphone.close()
    ears.join(10)
    speaker.close()
    assert found.is_set()
    assert microphone.delay is not None
    assert 0.0 < microphone.delay < 2.0


@pytest.mark.usefixtures("room")
def test_silence_in_the_room_is_silence() -> None:
    microphone = PyAudioMicrophone()
    microphone.open()
    frames = [microphone.read() for _ in range(50)]
    microphone.close()
    assert np.abs(np.concatenate([frame for frame in frames if frame is not None]).astype(int)).max() < 100
