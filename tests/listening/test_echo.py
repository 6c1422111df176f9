"""Our own voice: found in what is heard however late it is, taken out of it, and never taken for an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from earnest.config import ListeningSettings
from earnest.engines.base import FRAME
from earnest.engines.endpoint_silero import SileroEndpoint
from earnest.engines.wake_micro import MicroWake
from earnest.listening import Listening, Pause, State
from earnest.listening.echo import CleanMicrophone, Reference
from earnest.listening.echo.filter import EchoFilter
from earnest.nouns import RATE, Utterance, Wake
from earnest.testing.echo_room import EchoRoom
from earnest.testing.recordings import speech

OURS = "it is half past seven in the evening and tomorrow will be a little colder than today with rain in the afternoon"


def level(samples: np.ndarray) -> float:
    """Decibels."""
    return float(10 * np.log10(np.mean(samples.astype(float) ** 2) + 1.0))


def room_of(*said: tuple[float, str], seconds: float, late: float, loud: float = 0.5) -> EchoRoom:
    """Somebody says each at its second, in another voice than ours."""
    air = np.zeros(round(seconds * RATE))
    for at, text in said:
        wave = speech(text, "rms").samples
        air[round(at * RATE) :][: len(wave)] += wave
    return EchoRoom(air, late=late, loud=loud)


def microphone_in(room: EchoRoom) -> CleanMicrophone:
    room.witness = reference = Reference(room.clock)
    return CleanMicrophone(room, reference, SileroEndpoint())


def hear(microphone: CleanMicrophone, at_each: Callable[[], object] = lambda: None) -> np.ndarray:
    frames = []
    while (frame := microphone.read()) is not None:
        frames.append(frame)
        at_each()
    return np.concatenate(frames)


@pytest.mark.parametrize("late", [0.06, 0.33, 0.9, 1.7])
def test_it_is_found_how_late_a_loudspeaker_is_and_its_voice_is_taken_out(late: float) -> None:
    room = room_of(seconds=late + 6.0, late=late)
    microphone, told = microphone_in(room), []
    microphone.measured = told.append
    room.play(speech(OURS).samples)
    raw: list[np.ndarray] = []
    inner = room.read

    def tapped() -> Any:
        frame = inner()
        raw.extend([] if frame is None else [frame])
        return frame

    room.read = tapped  # type: ignore[method-assign]
    cleaned = hear(microphone)
    assert microphone.delay == pytest.approx(late, abs=0.005)
    assert told == [pytest.approx(late, abs=0.005)]
    last = slice(round((late + 4.0) * RATE), round((late + 5.0) * RATE))
    assert level(np.concatenate(raw)[last]) - level(cleaned[last]) > 10.0


def test_while_nothing_plays_frames_are_left_alone() -> None:
    room = room_of((0.5, "what time is it"), seconds=2.0, late=0.1)
    microphone = microphone_in(room)
    again = room_of((0.5, "what time is it"), seconds=2.0, late=0.1)
    assert all(np.array_equal(microphone.read(), again.read()) for _ in range(200))
    assert not microphone.audible


def test_a_loudspeaker_that_is_not_heard_is_never_found() -> None:
    room = room_of((1.0, "remind me to water the plants tomorrow morning"), seconds=6.0, late=0.1, loud=0.0)
    microphone = microphone_in(room)
    room.play(speech(OURS).samples)
    hear(microphone)
    assert microphone.delay is None


def test_the_filter_leaves_the_voice_of_another_as_it_is() -> None:
    ours = speech(OURS).samples.astype(float)
    other = np.zeros(len(ours))
    wave = speech("okay nabu what time is it", "rms").samples
    other[3 * RATE :][: len(wave)] = wave
    heard, echo_filter = (0.5 * ours + other).astype(np.int16), EchoFilter()
    frames = range(0, len(ours) // FRAME * FRAME, FRAME)
    cleaned = np.concatenate([echo_filter.clean(heard[at : at + FRAME], ours[at : at + FRAME]) for at in frames])
    spoken = slice(3 * RATE, 3 * RATE + len(wave))
    wrong = cleaned[spoken] - other[spoken]
    assert level(other[spoken]) - level(wrong) > 10.0


def test_our_voice_steps_back_when_another_is_heard_over_it_and_not_before() -> None:
    room = room_of((4.0, "please be quiet for a moment"), seconds=9.0, late=0.2)
    microphone, yields = microphone_in(room), []
    microphone.yield_floor = lambda talking: yields.append((talking, room.clock()))
    room.play(np.tile(speech(OURS).samples, 2))
    hear(microphone)
    (begins, at), (ends, until) = yields
    assert begins
    assert 4.0 < at < 5.0
    assert not ends
    assert until > 5.5


def test_what_is_played_and_stopped_is_waited_for_no_longer() -> None:
    reference = Reference(lambda: 0.0)
    reference.begins(RATE)
    reference.takes(np.full(RATE, 1000, np.int16))
    reference.hear(FRAME)
    assert reference.loud_until == RATE
    reference.stops()
    assert reference.loud_until <= FRAME
    assert not reference.played(FRAME, RATE).any()


def ask(room: EchoRoom, question: str, delay: float | None = None) -> list[Any]:
    """All that the ears hear while the house asks something and then waits for the answer."""

    class Asks:
        """Tells the ears that the house has asked, when the loudspeaker has taken the question."""

        def __init__(self) -> None:
            self.frames = 0

        def __call__(self) -> None:
            if ears.state is State.IDLE and not self.frames:
                room.play(speech(question).samples)
                ears.tell("replied")
            self.frames += 1
            if ears.state is State.SPEAKING and not room.plays:
                ears.tell("asked")

    microphone = microphone_in(room)
    microphone.delay = delay
    read, tells = room.read, Asks()

    def telling() -> Any:
        tells()
        return read()

    room.read = telling  # type: ignore[method-assign]
    ears = Listening(microphone, MicroWake(["okay_nabu"]), SileroEndpoint(), ListeningSettings(patience=1.0))

    async def listen() -> list[Any]:
        async with ears:
            return [heard async for heard in ears.events() if not isinstance(heard, Pause)]

    return asyncio.run(asyncio.wait_for(listen(), 120))


@pytest.mark.parametrize("late", [0.06, 0.33, 0.8, 1.5])
def test_no_question_is_answered_by_its_own_end_even_the_very_first(late: float) -> None:
    heard = ask(room_of(seconds=late + 8.0, late=late), "shall I go on")
    assert [utterance.ended_by for utterance in heard] == ["no-speech"]


def test_what_is_said_over_a_question_is_its_answer() -> None:
    question = "you have two reminders for this evening and one for tomorrow shall I go on"
    length = speech(question).seconds
    room = room_of((length - 0.4, "yes please do"), seconds=length + 6.0, late=0.3)
    (answer,) = ask(room, question)
    assert isinstance(answer, Utterance)
    assert answer.ended_by == "silence"
    assert answer.started < length
    assert answer.sound.seconds > 0.8


class Held:
    """A live microphone whose frames wait for the assistant where it is told to."""

    live = True

    def __init__(self, room: EchoRoom) -> None:
        self.read, self.open, self.close = room.read, room.open, room.close


def test_a_wake_word_while_the_house_thinks_is_a_new_turn() -> None:
    said = ((0.5, "okay nabu"), (1.5, "tell me a joke"), (4.5, "okay nabu"), (5.5, "what time is it"))
    room = room_of(*said, seconds=9.0, late=0.1)
    ears = Listening(Held(room), MicroWake(["okay_nabu"]), SileroEndpoint(), ListeningSettings())

    async def listen() -> list[Any]:
        async with ears:
            return [heard async for heard in ears.events() if not isinstance(heard, Pause)]

    heard = asyncio.run(asyncio.wait_for(listen(), 60))
    assert [type(event) for event in heard] == [Wake, Utterance, Wake, Utterance]
    assert heard[3].wake == heard[2]
