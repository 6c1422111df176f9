"""A call to a device, which may hang for ever: in a thread of its own, where it can be given up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError, wait
from contextlib import suppress
from typing import Generic, TypeVar

from earnest.errors import EngineError

T = TypeVar("T")


class Call(Generic[T]):
    """A call in a thread of its own, which can be given up."""

    def __init__(self, work: Callable[[], T], undo: Callable[[T], object] = lambda _: None) -> None:
        """``undo`` is done with what comes of ``work`` when nobody waits for it any more."""
        self._outcome: Future[T] = Future()
        self._work, self._undo = work, undo
        threading.Thread(target=self._run, name="earnest-device", daemon=True).start()

    def result(self, seconds: float) -> T:
        """What comes of it. Raises what it raises, and EngineError when it takes longer or was given up."""
        try:
            return self._outcome.result(seconds)
        except TimeoutError:
            self.give_up()
            raise EngineError(f"the device does not answer within {seconds:.0f} seconds") from None

    def done(self, seconds: float) -> bool:
        """Whether something came of it, after so many seconds at most."""
        return bool(wait([self._outcome], seconds).done)

    def give_up(self) -> None:
        """Wait no longer."""
        with suppress(InvalidStateError):
            self._outcome.set_exception(EngineError("nobody waits for the device any more"))

    def _run(self) -> None:
        try:
            value = self._work()
        except Exception as fault:  # handed to whoever waits
            with suppress(InvalidStateError):
                self._outcome.set_exception(fault)
            return
        try:
            self._outcome.set_result(value)
        except InvalidStateError:
            self._undo(value)
