"""A small living room on paper: sounds laid one after another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from earnest.config import ListeningSettings
from earnest.engines.endpoint_silero import SileroEndpoint
from earnest.engines.wake_micro import MicroWake
from earnest.listening import Listening
from earnest.model import RATE, Sound, Utterance, Wake
from earnest.sound import WavFile, read


@pytest.fixture
def scene(flite: Callable[..., Path], tmp_path: Path) -> Callable[..., Path]:
    """Lays out texts to be said and seconds of near-silence, in one voice; answers with the recording."""

    def lay(*parts: str | float, voice: str = "rms") -> Path:
        noise = np.random.default_rng(0)
        file = WavFile(tmp_path / "scene.wav", RATE)
        for part in parts:
            hush = isinstance(part, float) and noise.normal(0, 4, round(part * RATE)).astype(np.int16)
            file.write(Sound(hush) if isinstance(hush, np.ndarray) else read(flite(part, voice)))
        file.close()
        return tmp_path / "scene.wav"

    return lay


@pytest.fixture
def listening() -> Callable[..., Listening]:
    """Real ears on any microphone."""

    def listen(microphone: object, *, patience: float = 4.0) -> Listening:
        settings = ListeningSettings(patience=patience)
        return Listening(microphone, MicroWake(["okay_nabu"]), SileroEndpoint(), settings)  # type: ignore[arg-type]

    return listen


@pytest.fixture
def hear() -> Callable[..., object]:
    """Everything heard; after each utterance the next of ``then`` is told, "finished" when there are no more."""

    async def all_events(listening: Listening, *then: str) -> list[Wake | Utterance]:
        heard: list[Wake | Utterance] = []
        answers = iter(then)
        async for event in listening.events():
            heard.append(event)
            if isinstance(event, Utterance):
                listening.tell("replied")
                listening.tell(next(answers, "finished"))
        return heard

    return all_events
