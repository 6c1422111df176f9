"""What a plugin in its own process plays, on its way from the pipe to the house."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from earnest.nouns import Sound

if TYPE_CHECKING:
    from earnest.line import Line

AHEAD = 4
"""Pieces that may wait here: the plugin makes the next ones when these are heard."""


class Relay:
    """One thing being played. Everything here happens on the house's own event loop."""

    def __init__(self, line: Line, name: str) -> None:
        self._waiting: asyncio.Queue[Sound | None] = asyncio.Queue(AHEAD)
        self._playing = asyncio.get_running_loop().create_task(line.play(self._pieces(), name))

    async def take(self, piece: Sound) -> bool:
        """The next piece, once there is room for it; False when nobody wants more."""
        if not isinstance(piece, Sound):
            raise TypeError("expected a piece of Sound to play")
        await self._put(piece)
        return not self._playing.done()

    async def end(self) -> bool:
        """That was all: wait until it was heard. Raises what playing it raises."""
        await self._put(None)
        return await self._playing

    def close(self) -> None:
        """The turn is over: fall silent."""
        self._playing.cancel()

    async def _put(self, piece: Sound | None) -> None:
        room = asyncio.ensure_future(self._waiting.put(piece))
        await asyncio.wait({room, self._playing}, return_when=asyncio.FIRST_COMPLETED)
        room.cancel()

    async def _pieces(self) -> AsyncIterator[Sound]:
        while (piece := await self._waiting.get()) is not None:
            yield piece
