"""The time a skill may think. Waiting for a person does not count."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Clock:
    """Runs out after so many seconds of thinking; stands still inside ``stopped()``. Belongs to one event loop."""

    def __init__(self, seconds: float, *, renewed: bool = False) -> None:
        """``renewed``: all of it is there again after each stop, for a skill that goes on."""
        self._renewed = seconds if renewed else 0.0
        self._loop = asyncio.get_running_loop()
        self._left = seconds
        self._stops = 0
        self._since = self._loop.time()
        self.over: asyncio.Future[None] = self._loop.create_future()
        """Done when the time is over."""
        self._alarm = self._loop.call_later(seconds, self._ring)

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Time spent in here is not counted; may be nested."""
        if self._stops == 0:
            self._alarm.cancel()
            self._left -= self._loop.time() - self._since
        self._stops += 1
        try:
            yield
        finally:
            self._stops -= 1
            if self._stops == 0:
                self._since = self._loop.time()
                self._left = max(self._left, self._renewed)
                self._alarm = self._loop.call_later(max(self._left, 0.0), self._ring)

    async def first(self, work: asyncio.Future[Any]) -> bool:
        """Wait for ``work`` or the end of the time; True when the work was done in time."""
        both: set[asyncio.Future[Any]] = {work, self.over}
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        return work.done()

    def cancel(self) -> None:
        """Never mind the time any more."""
        self._alarm.cancel()

    def _ring(self) -> None:
        if not self.over.done():
            self.over.set_result(None)
