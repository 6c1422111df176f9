"""The room of the tests: one for all of them, and every program they start hears and speaks in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from earnest.testing.pulse_room import HEARD, QUIET, SPOKEN, Recorder, Room, absent

__all__ = ["HEARD", "QUIET", "SPOKEN", "Recorder", "Room"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is heard in real time is tried once more, for a machine may do something else for a second.

    The summary names whatever needed it.
    """
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """The room; this process and those it starts hear and speak in it."""
    if missing := absent():
        pytest.skip(f"needs PulseAudio: {', '.join(missing)} not installed (Debian: pulseaudio, pulseaudio-utils)")
    room = Room(tmp_path_factory.mktemp("room"))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in room.environment.items():
            patch.setenv(name, value)
        room.start()
        try:
            yield room
        finally:
            room.stop()
