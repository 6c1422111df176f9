"""The microphone, closed when somebody wants it closed: not deaf but shut, and so after a restart too.

A file in the household's folder says that it is: ``earnest mute`` makes it, ``earnest unmute`` takes it away, from
another process and whatever becomes of the memory.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from earnest.errors import EngineError, UserFault
from earnest.house.devices import CLOSING, SteadyMicrophone

if TYPE_CHECKING:
    from earnest.engines.base import Microphone
    from earnest.nouns import Samples

FILE = "microphone-muted"
LOOK = 0.3
"""Seconds between looks at whether another process closed or opened it."""


def is_muted(folder: Path) -> bool:
    """Whether the microphone is to stay closed."""
    return (folder / FILE).exists()


def keep_muted(folder: Path, on: bool) -> None:
    """Keep that it is to be closed or open. Raises UserFault when that cannot be written."""
    try:
        if on:
            (folder / FILE).touch(mode=0o600)
        else:
            (folder / FILE).unlink(missing_ok=True)
    except OSError as fault:
        raise UserFault(f"{folder / FILE}: cannot be changed ({fault.strerror}); is the disk full?") from None


class MutableMicrophone(SteadyMicrophone):
    """One that comes back after it failed, and is closed while it is muted: the device is let go."""

    def __init__(self, first: Microphone, make: Callable[[], Microphone], muted: bool = False) -> None:
        super().__init__(first, make)
        self._muted = muted

    def open(self) -> None:
        """Start the stream, unless it is muted. Raises MissingPart, EngineError."""
        if self._muted:
            self._device = None
        else:
            super().open()

    def read(self) -> Samples | None:
        """The next 10 ms; silence while it is muted or gone; None once closed."""
        return self._silence() if self._muted else super().read()

    def mute(self, on: bool) -> None:
        """Close the device, or open it again, as often as it takes."""
        if on == self._muted:
            return
        self._muted = on
        if on:
            with self._lock:
                device, self._device = self._device, None
            self._let_go(device, wait=CLOSING)
        elif not self._failing:
            self._failing = True
            threading.Thread(target=self._try_again, name=f"earnest-{self.name}", daemon=True).start()

    def _lost(self, why: str) -> None:
        if not self._muted:
            super()._lost(why)

    def _opened(self) -> Microphone:
        if self._muted:
            raise EngineError("the microphone is muted")
        return super()._opened()


class Muting:
    """Whether the microphone is muted, for everybody who may close it or wants to know."""

    def __init__(self, folder: Path, microphone: MutableMicrophone | None, tell: Callable[[bool], None]) -> None:
        """``microphone``: None for a recording, which is never muted. ``tell`` is told of every change, on the loop."""
        self._folder = folder
        self._microphone = microphone
        self._tell = tell
        self._lock = threading.Lock()
        self.on = microphone is not None and is_muted(folder)

    def want(self, on: bool) -> None:
        """Close the microphone or open it, and keep that; from any thread, which does not wait for the device."""
        threading.Thread(target=self._set, args=(on,), name="earnest-muting", daemon=True).start()

    async def follow(self) -> None:
        """Follow what other processes want, and tell every change. Never ends."""
        told = False
        while True:
            if self.on is not told:
                told = self.on
                self._tell(told)
            await asyncio.sleep(LOOK)
            if is_muted(self._folder) != self.on:
                await asyncio.to_thread(self._apply, not self.on)

    def _set(self, on: bool) -> None:
        self._apply(on)
        with suppress(UserFault):  # a full disk: it is done until the house starts again
            keep_muted(self._folder, on)

    def _apply(self, on: bool) -> None:
        with self._lock:
            if self._microphone is not None and on != self.on:
                self._microphone.mute(on)
                self.on = on
