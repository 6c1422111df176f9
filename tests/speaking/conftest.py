"""Voices for the tests: espeak-ng, a hum made on the spot, and real neural speech where it is at hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from earnest.config import Config
from earnest.engines import builtin
from earnest.engines.base import Voice
from earnest.engines.registry import Engines
from earnest.speaking import Card, Tones, load_tones, load_voice
from earnest.speaking.adding import add_local
from earnest.testing.tiny_voice import make_tiny_voice


def _trusted(_card: Card) -> None:
    """No trial: the voice is our own."""


@pytest.fixture(scope="session")
def tones() -> Tones:
    """The shipped ones."""
    return load_tones()


@pytest.fixture(scope="session")
def engines() -> Engines:
    """The built-in ones."""
    engines = Engines()
    builtin.register_engines(engines)
    return engines


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A household of its own."""
    return Config(data=tmp_path / "data")


@pytest.fixture
def tiny(config: Config, engines: Engines, tmp_path: Path) -> Voice:
    """A hum, through the whole path of adding and loading."""
    card = add_local(make_tiny_voice(tmp_path / "made"), config, _trusted)
    return load_voice(card.name, config, engines)


@pytest.fixture(scope="session")
def real(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, engines: Engines
) -> Callable[[str], Voice]:
    """``espeak``, ``hibari`` or ``piper``: a voice that people would listen to."""
    config = Config(data=tmp_path_factory.mktemp("household"))
    made: dict[str, Voice] = {}

    def open_one(engine: str) -> Voice:
        if engine not in made:
            name = {"espeak": "espeak-en-us", "hibari": "hibari-heart"}.get(engine, engine)
            if engine == "piper":
                shared_data: Path = request.getfixturevalue("shared_data")
                name = add_local(next((shared_data / "models" / "piper").glob("*.onnx")), config, _trusted).name
            made[engine] = load_voice(name, config, engines)
        return made[engine]

    return open_one
