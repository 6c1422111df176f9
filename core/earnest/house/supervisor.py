"""What fails in a home, and works again: told once, aloud where that is possible, and tried again until it does."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from earnest.errors import EarnestError, MemoryFault
from earnest.events import Emit, error_event, recovered_event
from earnest.house.devices import PAUSES, SteadyMicrophone, SteadySpeaker
from earnest.listening.echo import CleanMicrophone

if TYPE_CHECKING:
    from earnest.memory import Memory

STEADY = 10.0
"""Seconds that work must go on before it counts as mended."""

LOOK = 1.0
"""Seconds between looks at the memory."""
CHECKING = 30.0
"""Seconds between checks of the whole file; a memory of 10,000 diary entries takes some milliseconds."""
COPYING = 600.0
"""Seconds between looks at whether a day has begun."""

NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "microphone": "microphone_gone",
        "memory": "memory_gone",
        "memory restored": "memory_restored",
        "memory lost": "memory_lost",
        "announcement": "cannot_say",
    }
)
"""What is said aloud, once, when something fails: a reply of the house's sheet."""


class Supervisor:
    """Knows what fails. May be told from any thread; tells on the assistant's."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._failing: dict[str, str] = {}
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._notices: asyncio.Queue[str] = asyncio.Queue()

    def begin(self) -> None:
        """From now on what is told is told on this thread's event loop."""
        self._loop = asyncio.get_running_loop()

    def look_after(self, microphone: object, speaker: object) -> None:
        """Be told of devices that come back by themselves."""
        microphone = microphone.inner if isinstance(microphone, CleanMicrophone) else microphone
        for device in (microphone, speaker):
            if isinstance(device, SteadyMicrophone | SteadySpeaker):
                device.failed, device.works = self.failed, self.works
        if isinstance(microphone, SteadyMicrophone) and isinstance(speaker, SteadySpeaker):
            microphone.before_trying = speaker.rest

    @property
    def failing(self) -> Mapping[str, str]:
        """What fails now, and why."""
        with self._lock:
            return dict(self._failing)

    def failed(self, what: str, why: str) -> None:
        """It fails; told when that is new."""
        with self._lock:
            new = what not in self._failing
            self._failing[what] = why
        if new:
            self.tell(what, why)

    def works(self, what: str) -> None:
        """It works; told when it did not."""
        with self._lock:
            mended = self._failing.pop(what, None) is not None
        if mended:
            self._on_loop(lambda: self._emit(recovered_event(what)))

    def tell(self, what: str, why: str) -> None:
        """An ``error`` event, and a notice where there is one."""
        self._on_loop(lambda: self._tell(what, why))

    def _tell(self, what: str, why: str) -> None:
        self._emit(error_event(what, why))
        if what in NOTICES:
            self._notices.put_nowait(NOTICES[what])

    async def notices(self) -> AsyncIterator[str]:
        """What is to be said aloud about what fails, by its name in the house's sheet. Never ends."""
        while True:
            yield await self._notices.get()

    async def watch_memory(self, memory: Memory) -> None:
        """Tell what becomes of the memory, try it again when it fails, and copy it aside once a day. Never ends."""
        tries, next_check, next_copy = 0, time.monotonic() + CHECKING, 0.0
        while True:
            for news in memory.take_news():
                self.tell(news, "the memory was damaged; what could not be read is kept beside it")
            if memory.fault is not None:
                self.failed("memory", memory.fault)
                await _tried(memory.probe)
                tries += 1
            if memory.fault is None:
                self.works("memory")
                tries = 0
                if time.monotonic() >= next_copy:
                    next_copy = time.monotonic() + COPYING
                    (self.works if await _tried(memory.copy_daily) else self._no_copy)("copies")
                if time.monotonic() >= next_check:
                    next_check = time.monotonic() + CHECKING
                    await _tried(memory.check)
            await asyncio.sleep(PAUSES[min(tries, len(PAUSES) - 1)] if tries else LOOK)

    def _no_copy(self, what: str) -> None:
        self.failed(what, "the memory cannot be copied aside; is the disk full?")

    async def keep(self, what: str, work: Callable[[], Awaitable[None]]) -> None:
        """Work that goes on: when it fails that is told, and it is begun again after growing pauses."""
        tries = 0
        while True:
            running = asyncio.ensure_future(work())
            try:
                if what in self.failing:
                    await asyncio.wait({running}, timeout=STEADY)
                    if not running.done():
                        tries = 0
                        self.works(what)
                await running
                return
            except Exception as fault:
                self.failed(what, reason(fault))
            finally:
                running.cancel()
            await asyncio.sleep(PAUSES[min(tries, len(PAUSES) - 1)])
            tries += 1

    def _on_loop(self, work: Callable[[], None]) -> None:
        if self._loop is None or self._loop.is_closed():
            work()
        else:
            self._loop.call_soon_threadsafe(work)


async def _tried(work: Callable[[], None]) -> bool:
    try:
        await asyncio.to_thread(work)
    except MemoryFault:
        return False
    return True


def reason(fault: BaseException) -> str:
    """What may be told of a fault: what somebody said may be in a stranger's exception, so only our own are quoted."""
    return str(fault) if isinstance(fault, EarnestError) else f"an unexpected fault ({type(fault).__name__})"
