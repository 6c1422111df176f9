"""When the house says that it is ready, it is: what is said in that moment is heard."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from earnest.config import load_config
from earnest.engines.recording import Recording
from earnest.engines.registry import Choice, Kind
from earnest.errors import MissingPart
from earnest.house.assistant import Assistant
from earnest.house.household import Household, open_household

Events = list[dict[str, Any]]


class Watchful(Recording):
    """A microphone that notes what was told before it was opened."""

    def __init__(self, path: Path, told: Events) -> None:
        super().__init__(path)
        self._told = told
        self.told_before: Events = []

    def open(self) -> None:
        self.told_before = list(self._told)
        super().open()


class Held(Recording):
    """A microphone that another program holds."""

    def open(self) -> None:
        raise MissingPart("the microphone cannot be opened; another program may hold it")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Household]:
    """A house that was asked nothing yet, without plugins of third parties."""
    (tmp_path / "earnest.yaml").write_text("emotion: {consent: 'no'}\nplugins: {outside: none}\n")
    house = open_household(load_config(tmp_path / "earnest.yaml", tmp_path / "data"))
    yield house
    house.close()


def run(house: Household, microphone: Recording, told: Events) -> None:
    """The assistant, until the recording ends."""
    asyncio.run(Assistant(house, microphone, house.engine("speaker"), told.append).run())


def test_the_microphone_is_open_before_the_house_is_ready(house: Household, scene: Callable[..., Path]) -> None:
    told: Events = []
    microphone = Watchful(scene("okay nabu", 0.5, "what time is it", 1.0), told)
    run(house, microphone, told)
    assert microphone.told_before == []
    assert [event["event"] for event in told[:2]] == ["ready", "wake"]


def test_a_house_without_ears_is_never_ready(house: Household, scene: Callable[..., Path]) -> None:
    told: Events = []
    with pytest.raises(MissingPart, match="another program"):
        run(house, Held(scene("okay nabu")), told)
    assert told == []


def test_engines_are_built_side_by_side_and_once(house: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[str] = []
    both = threading.Barrier(2, timeout=20)
    really = house.chosen

    def slow(kind: Kind) -> Choice:
        built.append(kind)
        if kind in ("wake", "endpoint"):
            both.wait()  # each waits until the other is being built too
        return really(kind)

    monkeypatch.setattr(house, "chosen", slow)
    house.begin()
    assert house.engine("wake") is house.engine("wake")
    assert house.engine("endpoint") is not None
    assert house.voices is house.voices
    assert sorted(built) == sorted(set(built))


def test_an_engine_that_cannot_be_built_is_told_to_whoever_asks(
    house: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(kind: Kind) -> Choice:
        raise MissingPart(f"there is no {kind} here")

    monkeypatch.setattr(house, "chosen", missing)
    house.begin()
    with pytest.raises(MissingPart, match="there is no recognizer here"):
        house.engine("recognizer")


def test_a_model_that_is_damaged_keeps_no_house_from_starting(house: Household) -> None:
    pytest.importorskip("faster_whisper")
    folder = house.config.data / "models" / "mine"
    folder.mkdir(parents=True)
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (folder / name).write_text("{}")
    assert house.chosen("recognizer").engine.name == "faster-whisper"
    assert house.engine("recognizer").name == "pocketsphinx"
    assert house.chosen("recognizer").engine.name == "pocketsphinx"
    (told,) = house.passed_over
    assert told.startswith(f"recognizer: the model in {folder} cannot be loaded")
    named = house.config.model_copy(update={"recognizer": "faster-whisper"})
    with closing(open_household(named)) as other, pytest.raises(MissingPart, match="cannot be loaded"):
        other.engine("recognizer")
