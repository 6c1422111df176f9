"""Real ears, and everything that they heard."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from earnest.config import ListeningSettings
from earnest.engines.endpoint_silero import SileroEndpoint
from earnest.engines.wake_micro import MicroWake
from earnest.listening import Listening
from earnest.nouns import Utterance, Wake


@pytest.fixture
def listening() -> Callable[..., Listening]:
    """Real ears on any microphone."""

    def listen(microphone: object, *, patience: float = 4.0, pauses: bool = False) -> Listening:
        settings = ListeningSettings(patience=patience)
        wake, endpoint = MicroWake(["okay_nabu"]), SileroEndpoint()
        return Listening(microphone, wake, endpoint, settings, pauses=pauses)  # type: ignore[arg-type]

    return listen


@pytest.fixture
def hear() -> Callable[..., object]:
    """Everything heard; after each utterance the next of ``then`` is told, "finished" when there are no more."""

    async def all_events(listening: Listening, *then: str) -> list[Wake | Utterance]:
        heard: list[Wake | Utterance] = []
        answers = iter(then)
        async with listening:
            async for event in listening.events():
                heard.append(event)
                if isinstance(event, Utterance):
                    listening.tell("replied")
                    listening.tell(next(answers, "finished"))
        return heard

    return all_events
