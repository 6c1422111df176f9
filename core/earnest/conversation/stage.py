"""Where what a skill plays is heard; without a loudspeaker it is a line that says so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol

from earnest.nouns import Sound

LONGEST = 600.0
"""Seconds of an endless sound that is only imagined, and that nobody can stop meanwhile."""


class Stage(Protocol):
    """Lets sound be heard beside speech. One thing at a time; cancelling ``play`` falls silent at once."""

    async def play(self, pieces: AsyncIterator[Sound], name: str, *, beside: bool) -> None:
        """Play to the end. ``beside``: other turns go on meanwhile. Raises EngineError."""

    def pause(self) -> None:
        """Hold what is playing where it is."""

    def resume(self) -> None:
        """Go on with it."""


class Imagined:
    """A ``Stage`` without sound: shows a line, and takes as long as the sound would where others may speak."""

    def __init__(
        self, show: Callable[[str], None] = lambda _: None, wait: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._show = show
        self._wait = wait
        self._going = asyncio.Event()
        self._going.set()

    async def play(self, pieces: AsyncIterator[Sound], name: str, *, beside: bool) -> None:
        """Say so, and let the time pass."""
        self._going.set()
        self._show(f"[plays {name}]" if name else "[plays]")
        heard = 0.0
        async for piece in pieces:
            if beside:
                await self._wait(piece.seconds)
                await self._going.wait()
            heard += piece.seconds
            if heard > LONGEST and not beside:
                return

    def pause(self) -> None:
        """Time stands still for it."""
        self._going.clear()

    def resume(self) -> None:
        """Go on."""
        self._going.set()
