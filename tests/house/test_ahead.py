"""Words are recognised in a pause, once; what was thrown away troubles nobody; unfinished requests are waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from earnest.config import Config
from earnest.engines.loudspeaker import SilentSpeaker
from earnest.engines.recording import Recording
from earnest.errors import EngineError
from earnest.house.ahead import Ahead
from earnest.house.assistant import Assistant
from earnest.house.household import Household
from earnest.listening import Pause
from earnest.nouns import Sound, Transcript, Utterance

Scene = Callable[..., Path]


def utterance(voiced: float, started: float = 0.0) -> Utterance:
    return Utterance(Sound(np.zeros(1, np.int16)), started=started, voiced=voiced)


def test_what_was_begun_is_taken_when_that_was_all() -> None:
    done: list[float] = []

    async def work(said: Utterance) -> float:
        done.append(said.voiced)
        return said.voiced

    async def scene() -> None:
        ahead = Ahead(work)
        ahead.begin(Pause(utterance(1.5)))
        assert await ahead.take(utterance(1.5)) == 1.5
        assert done == [1.5]
        ahead.begin(Pause(utterance(1.5, started=9.0)))
        await asyncio.sleep(0)
        assert await ahead.take(utterance(2.5, started=9.0)) == 2.5
        assert done == [1.5, 1.5, 2.5]
        assert await ahead.take(utterance(2.5, started=9.0)) == 2.5
        assert done[-2:] == [2.5, 2.5]

    asyncio.run(scene())


def test_work_that_failed_is_told_only_when_it_is_wanted() -> None:
    async def work(said: Utterance) -> float:
        if said.voiced < 2:
            raise EngineError("it broke")
        return said.voiced

    async def scene() -> None:
        told: list[dict[str, Any]] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))
        ahead = Ahead(work)
        ahead.begin(Pause(utterance(1.0)))
        await asyncio.sleep(0)
        assert await ahead.take(utterance(3.0)) == 3.0
        ahead.begin(Pause(utterance(1.0)))
        with pytest.raises(EngineError):
            await ahead.take(utterance(1.0))
        assert told == []

    asyncio.run(scene())


class Listener:
    """A recogniser that was told what is said, by how long it is, and keeps what it was given."""

    name = "listener"

    def __init__(self, *said: tuple[float, str]) -> None:
        self.said = said
        self.heard: list[float] = []

    def expect(self, phrases: object) -> None:
        """Nothing to lean towards."""

    def transcribe(self, utterance: Utterance) -> Transcript:
        self.heard.append(round(utterance.sound.seconds, 2))
        text = next(text for longest, text in self.said if utterance.sound.seconds < longest)
        return Transcript(text, 0.9, self.name)


def lived(listener: Listener, recording: Path, data: Path) -> list[dict[str, Any]]:
    """Everything that is told while the recording is heard."""
    house = Household(Config.model_validate({"data": data, "emotion": {"consent": "no"}}))
    house._engines["recognizer"] = listener
    told: list[dict[str, Any]] = []
    try:
        asyncio.run(Assistant(house, Recording(recording), SilentSpeaker(), told.append).run())
    finally:
        house.close()
    return told


def test_words_are_known_before_the_utterance_is_over_and_recognised_once(scene: Scene, tmp_path: Path) -> None:
    listener = Listener((9.0, "what time is it"))
    told = lived(listener, scene(0.5, "okay nabu", 0.5, "what time is it", 2.0), tmp_path / "data")
    kinds = [event["event"] for event in told]
    assert kinds.index("partial") < kinds.index("utterance") < kinds.index("transcript")
    assert [event["text"] for event in told if event["event"] in ("partial", "transcript")] == ["what time is it"] * 2
    assert {event["turn"] for event in told if event["event"] in ("partial", "transcript")} == {1}
    assert len(listener.heard) == 1


def test_a_request_that_is_not_finished_is_waited_for(scene: Scene, tmp_path: Path) -> None:
    listener = Listener((2.3, "set a timer for"), (9.0, "set a timer for twenty minutes"))
    recording = scene(0.5, "okay nabu", 0.5, "set a timer for", 1.0, "twenty minutes", 2.5)
    told = lived(listener, recording, tmp_path / "data")
    assert len(listener.heard) == 2
    (transcript,) = (event for event in told if event["event"] == "transcript")
    assert transcript["text"] == "set a timer for twenty minutes"
    (intent,) = (event for event in told if event["event"] == "intent")
    assert intent["slots"]["length"] == 1_200.0


def test_a_recogniser_that_fails_in_a_pause_fails_the_turn_and_not_the_house(scene: Scene, tmp_path: Path) -> None:
    class Broken(Listener):
        def transcribe(self, utterance: Utterance) -> Transcript:  # noqa: ARG002
            raise EngineError("it broke")

    told = lived(Broken(), scene(0.5, "okay nabu", 0.5, "what time is it", 2.0), tmp_path / "data")
    errors = [event for event in told if event["event"] == "error"]
    assert [(error["where"], error["what"]) for error in errors] == [("EngineError", "it broke")]
    assert [event for event in told if event["event"] == "reply"]


def runs(said: Listener, recording: Path, data: Path) -> list[tuple[str, str]]:
    """Each skill that was begun, with what had been told last by then."""
    house = Household(Config.model_validate({"data": data, "emotion": {"consent": "no"}}))
    house._engines["recognizer"] = said
    told: list[dict[str, Any]] = []
    begun: list[tuple[str, str]] = []
    really = house.plugins.run

    async def run(skill: Any, *given: Any) -> Any:
        begun.append((skill.name, told[-1]["event"]))
        return await really(skill, *given)

    house.plugins.run = run  # type: ignore[method-assign]
    try:
        asyncio.run(Assistant(house, Recording(recording), SilentSpeaker(), told.append).run())
    finally:
        house.close()
    assert "speech" in {event["event"] for event in told}
    return begun


def test_only_what_changes_nothing_is_begun_before_the_end(scene: Scene, tmp_path: Path) -> None:
    harmless = runs(
        Listener((9.0, "what time is it")), scene(0.5, "okay nabu", 0.5, "hello there", 2.0), tmp_path / "a"
    )
    assert harmless == [("tell_time", "partial")]
    timer = Listener((9.0, "set a timer for five minutes"))
    lasting = runs(timer, scene(0.5, "okay nabu", 0.5, "hello there", 2.0), tmp_path / "b")
    assert [skill for skill, _ in lasting] == ["set_timer"]
    assert lasting[0][1] not in ("wake", "partial")
