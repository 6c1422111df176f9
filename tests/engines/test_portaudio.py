"""PortAudio is entered by one thread at a time, and who hangs in it is left behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from earnest.engines import portaudio

PATIENCE = 30.0


@contextmanager
def held(seconds: float) -> Iterator[threading.Event]:
    """Somebody is in there, who may take so long; until the event is set."""
    inside, leave = threading.Event(), threading.Event()

    def stay() -> None:
        with portaudio.alone(seconds):
            inside.set()
            leave.wait(PATIENCE)

    thread = threading.Thread(target=stay)
    thread.start()
    assert inside.wait(PATIENCE)
    yield leave
    leave.set()
    thread.join(PATIENCE)


def test_who_hangs_is_waited_for_as_long_as_they_may_take() -> None:
    with held(0.4):
        began = time.monotonic()
        with portaudio.alone():
            waited = time.monotonic() - began
    assert 0.3 < waited < PATIENCE / 2
    with portaudio.alone():
        assert time.monotonic() - began < PATIENCE


def test_who_is_in_time_is_not_overtaken() -> None:
    entered: list[bool] = []

    def enter() -> None:
        with portaudio.alone():
            entered.append(leave.is_set())

    with held(PATIENCE) as leave:
        waiting = threading.Thread(target=enter)
        waiting.start()
        waiting.join(0.7)
        assert entered == []
        leave.set()
        waiting.join(PATIENCE)
    assert entered == [True]


def test_what_is_within_may_not_shorten_what_is_around_it() -> None:
    with held(0.4), portaudio.alone(PATIENCE):
        entered = threading.Event()
        waiting = threading.Thread(target=lambda: _enter(entered))
        with portaudio.alone(0.0):
            waiting.start()
            assert not entered.wait(0.7)
        assert not entered.wait(0.7)
    assert entered.wait(PATIENCE)
    waiting.join(PATIENCE)


def _enter(entered: threading.Event) -> None:
    with portaudio.alone():
        entered.set()
