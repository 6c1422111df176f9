"""What follows an answer needs no wake word for a few seconds, where a household wants that; talk is nobody's."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from earnest.config import Config
from earnest.conversation.phrases import is_enough
from earnest.engines.base import FRAME
from earnest.engines.loudspeaker import SilentSpeaker
from earnest.engines.recording import Recording
from earnest.house.assistant import Assistant
from earnest.house.household import Household
from earnest.listening import State
from earnest.nouns import Transcript, Utterance

Scene = Callable[..., Path]
FIRST = ("okay nabu", 0.5, "what time is it", 3.0)


class Room:
    """A live microphone in which nobody speaks while the house does."""

    live = True

    def __init__(self, recording: Path) -> None:
        self._recording = Recording(recording)
        self.open, self.close = self._recording.open, self._recording.close
        self.house_is_busy: Callable[[], bool] = lambda: False

    def read(self) -> Any:
        if not self.house_is_busy():
            return self._recording.read()
        time.sleep(0.001)
        return np.zeros(FRAME, np.int16)


class Writer:
    """A recogniser that writes down one text after another, the same for the same utterance."""

    name = "writer"

    def __init__(self, *texts: str) -> None:
        self._texts, self._written = list(texts), {}

    def expect(self, phrases: object) -> None:
        """Nothing to lean towards."""

    def transcribe(self, utterance: Utterance) -> Transcript:
        begins = round(utterance.started, 1)
        if begins not in self._written:
            self._written[begins] = self._texts.pop(0)
        return Transcript(self._written[begins], 0.9, self.name)


def skills(recording: Path, data: Path, *texts: str, follow_up: float = 4.0) -> list[str]:
    """Who answered, in turn."""
    settings = {"data": data, "emotion": {"consent": "no"}, "listening": {"follow_up": follow_up}}
    house = Household(Config.model_validate(settings))
    house._engines["recognizer"] = Writer(*texts)
    told: list[dict[str, Any]] = []
    room = Room(recording)
    try:
        assistant = Assistant(house, room, SilentSpeaker(), told.append)
        room.house_is_busy = lambda: assistant._listening.state in (State.THINKING, State.SPEAKING)
        asyncio.run(asyncio.wait_for(assistant.run(), 120))
    finally:
        house.close()
    return [event["skill"] for event in told if event["event"] == "intent"]


def test_a_request_follows_an_answer_without_the_wake_word(scene: Scene, tmp_path: Path) -> None:
    recording = scene(0.5, *FIRST, "tell me a joke", 3.0)
    answered = skills(recording, tmp_path / "on", "what time is it", "what day is it")
    assert answered == ["tell_time", "tell_date"]
    assert skills(recording, tmp_path / "off", "what time is it", follow_up=0.0) == ["tell_time"]


def test_it_closes_by_itself(scene: Scene, tmp_path: Path) -> None:
    recording = scene(0.5, "okay nabu", 0.5, "what time is it", 6.0, "tell me a joke", 3.0)
    assert skills(recording, tmp_path, "what time is it", follow_up=2.0) == ["tell_time"]


def test_talk_in_the_room_opens_no_turn(scene: Scene, tmp_path: Path) -> None:
    recording = scene(0.5, *FIRST, "he has never been to the seaside", 3.0)
    assert skills(recording, tmp_path, "what time is it", "he has never been to the seaside") == ["tell_time"]


def test_thanks_ends_it(scene: Scene, tmp_path: Path) -> None:
    recording = scene(0.5, *FIRST, "thank you very much", 3.0, "tell me a joke", 3.0)
    assert skills(recording, tmp_path, "what time is it", "thank you very much") == ["tell_time", "welcome"]


@pytest.mark.parametrize("text", ["Thanks.", "great, thank you very much", "that's all", "okay cheers"])
def test_many_words_are_enough(text: str) -> None:
    assert is_enough(text)


@pytest.mark.parametrize("text", ["what time is it", "set a timer for ten minutes", "tell me more", ""])
def test_a_request_is_not_enough(text: str) -> None:
    assert not is_enough(text)
