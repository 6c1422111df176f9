"""What skills play, heard in the house: a ``Stage`` on the loudspeaker, beside what is said."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

from earnest.house.mixing import Mixer

if TYPE_CHECKING:
    from earnest import events
    from earnest.nouns import Sound

AHEAD = 1.0
"""Seconds of what plays that are made before they are heard."""
_LOOK = 0.05
"""Seconds between looks at how much of that is left."""


class LoudStage:
    """One thing at a time; the next waits until the last has fallen silent."""

    def __init__(self, mixer: Mixer, in_front: Callable[[], None], emit: events.Emit) -> None:
        """``in_front`` is told when something plays while everybody waits for it."""
        self._mixer = mixer
        self._in_front = in_front
        self._emit = emit
        self._one = asyncio.Lock()

    async def play(self, pieces: AsyncIterator[Sound], name: str, *, beside: bool) -> None:
        """Play to the end; cancelling falls silent at once. Raises EngineError, and what makes the pieces raises."""
        async with self._one:
            first = await anext(aiter(pieces), None)
            if first is None:
                return
            self._emit({"event": "play", "name": name})
            if not beside:
                self._in_front()
            self._mixer.begin(first.rate)
            self._mixer.add(first)
            running = asyncio.ensure_future(asyncio.to_thread(self._mixer.run))
            feeding = asyncio.get_running_loop().create_task(self._feed(pieces))
            whole = False
            try:
                await asyncio.wait({running})
                whole = True
            finally:
                feeding.cancel()
                self._mixer.end(at_once=not whole)
                await asyncio.wait({running, feeding})
            running.result()
            if not feeding.cancelled():
                feeding.result()

    def pause(self) -> None:
        """Silence where it is."""
        self._mixer.paused = True

    def resume(self) -> None:
        """Go on."""
        self._mixer.paused = False

    async def _feed(self, pieces: AsyncIterator[Sound]) -> None:
        try:
            async for piece in pieces:
                self._mixer.add(piece)
                while self._mixer.ahead > AHEAD:
                    await asyncio.sleep(_LOOK)
        finally:
            self._mixer.end(at_once=False)
