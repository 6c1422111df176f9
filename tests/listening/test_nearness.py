"""An utterance is of whoever woke the house: talk behind them neither keeps it open nor gets into it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from earnest.config import ListeningSettings
from earnest.engines.base import FRAME
from earnest.engines.endpoint_silero import SileroEndpoint
from earnest.engines.recording import Recording
from earnest.listening.capture import Capture
from earnest.listening.nearness import Nearness
from earnest.listening.table import Event
from earnest.nouns import RATE
from earnest.testing.recordings import speech

TALK = (
    "the doctor told her sister that nobody could remember when the old bridge had been painted in such a colour before"
)


def level(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(samples.astype(float) ** 2)))


def frames(samples: np.ndarray) -> np.ndarray:
    return samples[: len(samples) // FRAME * FRAME].astype(np.int16).reshape(-1, FRAME)


def said(command: str, behind: float | None, softer: float = 1.0) -> tuple[np.ndarray, np.ndarray, float]:
    """What was heard up to the end of "okay nabu", what comes then, and when the command ends in it.

    ``behind``: the level of other talk, dB against the person's; ``softer``: the command's level, × the wake word's.
    """
    call, asked = speech("okay nabu", "rms").samples, speech(command, "rms").samples * softer
    parts = (np.zeros(3 * RATE), call, np.zeros(RATE // 4), asked, np.zeros(5 * RATE))
    air = np.concatenate(parts) + np.random.default_rng(0).normal(0.0, 8.0, sum(map(len, parts)))
    if behind is not None:
        talk = np.resize(speech(TALK, "slt").samples, len(air)).astype(float)
        air += talk * (level(call) / level(talk) * 10 ** (behind / 20))
    woken = 3 * RATE + len(call)
    return frames(air[:woken]), frames(air[woken:]), (RATE // 4 + len(asked)) / RATE


def ends(command: str, behind: float | None, softer: float = 1.0) -> float:
    """Seconds from the last word to the end of the utterance."""
    before, then, last = said(command, behind, softer)
    capture = Capture(SileroEndpoint(), ListeningSettings(), 0.0, nearness=Nearness(list(before)))
    for number, frame in enumerate(then, 1):
        if capture.add(frame) in (Event.ENDED, Event.LIMIT, Event.NO_SPEECH):
            return number * FRAME / RATE - last
    raise AssertionError("it never ended")


@pytest.mark.parametrize("behind", [None, -20.0, -10.0])
def test_a_command_is_over_when_its_speaker_is(behind: float | None) -> None:
    assert 0.0 < ends("remind me to call my mother at six", behind) < 1.2


def test_without_knowing_who_is_near_talk_behind_keeps_it_open() -> None:
    _, then, last = said("remind me to call my mother at six", -10.0)
    capture = Capture(SileroEndpoint(), ListeningSettings(), 0.0)
    events = [capture.add(frame) for frame in then[: round((last + 1.2) * RATE / FRAME)]]
    assert Event.ENDED not in events


def test_in_a_quiet_room_somebody_may_go_on_much_more_softly() -> None:
    assert 0.0 < ends("remind me to call my mother at six", None, softer=0.1) < 1.2


def test_talk_behind_alone_is_nobody() -> None:
    before, then, last = said("stop", -12.0)
    capture = Capture(SileroEndpoint(), ListeningSettings(patience=3.0), 0.0, nearness=Nearness(list(before)))
    alone = then[round((last + 0.2) * RATE / FRAME) :]
    events = [event for frame in alone if (event := capture.add(frame)) is not None]
    assert events[0] is Event.NO_SPEECH


def test_an_answer_is_told_from_television() -> None:
    before, then, last = said("yes please", -10.0)
    answer, nobody = then, then[round((last + 0.2) * RATE / FRAME) :]
    for frames_of, expected in ((answer, Event.VOICED), (nobody, Event.NO_SPEECH)):
        capture = Capture(SileroEndpoint(), ListeningSettings(patience=3.0), 0.0, nearness=Nearness(list(before)))
        assert next(event for frame in frames_of if (event := capture.add(frame)) is not None) is expected


def test_a_house_that_has_just_begun_to_listen_knows_no_background() -> None:
    word = list(frames(speech("okay nabu", "rms").samples))
    assert Nearness(word[:40]).near(speech("stop", "rms").samples[2000:2512])
    assert Nearness([]).near(np.full(512, 100, np.int16))


def test_who_calls_twice_is_not_behind_themselves(scene: Callable[..., Path], listening: Any, hear: Any) -> None:
    calls = scene(0.5, "okay nabu", 0.5, "tell me a joke", 1.2, "okay nabu", 0.5, "what time is it", 2.0)
    _, first, _, second = asyncio.run(hear(listening(Recording(calls))))
    assert first.sound.seconds > 1.0
    assert second.sound.seconds > 0.9
