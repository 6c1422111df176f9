"""What is worked out while somebody may still be speaking, and thrown away when they speak on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from earnest.listening import Pause

if TYPE_CHECKING:
    from earnest.nouns import Utterance

Found = TypeVar("Found")


class Ahead(Generic[Found]):
    """One piece of work at a time, on what was said up to a pause."""

    def __init__(self, work: Callable[[Utterance], Coroutine[Any, Any, Found]]) -> None:
        self._work = work
        self._pause: Pause | None = None
        self._task: asyncio.Task[Found] | None = None

    @property
    def busy(self) -> bool:
        """Whether earlier work is still going on; a recogniser cannot be stopped."""
        return self._task is not None and not self._task.done()

    def begin(self, pause: Pause) -> asyncio.Task[Found]:
        """Start on what was said so far."""
        self._pause, self._task = pause, asyncio.create_task(self._work(pause.utterance))
        # thrown away with what was said, unless somebody takes it
        self._task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return self._task

    async def look(self, utterance: Utterance) -> Found:
        """The same as ``take``, which may be asked for it once more."""
        found = await self.take(utterance)
        self._pause, self._task = Pause(utterance), asyncio.create_task(_known(found))
        return found

    async def take(self, utterance: Utterance) -> Found:
        """What was begun, if that is all that was said; else the work, done now."""
        pause, task = self._pause, self._task
        self._pause = None
        if pause is not None and task is not None and pause.said_all(utterance):
            return await asyncio.shield(task)
        return await self._work(utterance)


async def _known(found: Found) -> Found:
    return found
