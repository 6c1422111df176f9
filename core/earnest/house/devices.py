"""Microphone and loudspeaker as a home needs them: what fails or hangs is let go, and tried again until it works.

Every call to a device that may hang runs in a thread of its own, which is abandoned when it does. Meanwhile the
microphone hears silence, so that the listening loop goes on by its table, and the loudspeaker says that it fails.
"""

from __future__ import annotations

import logging
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from earnest.engines.base import FRAME
from earnest.errors import EarnestError, EngineError
from earnest.house.calls import Call
from earnest.nouns import RATE, Sound

if TYPE_CHECKING:
    from earnest.engines.base import Microphone, Speaker, Witness
    from earnest.nouns import Samples

T = TypeVar("T")

PAUSES = (0.2, 0.4, 0.8, 1.6, 2.0)
"""Seconds before each new try; the last again and again: a device that is back is in use within five seconds."""
OPENING = 8.0
"""Seconds that opening a device and its first sound may take."""
HANGS = 5.0
"""Seconds beyond a sound's own length after which playing it counts as hanging."""
CLOSING = 1.0
"""Seconds that letting go of a device may take when the house closes."""

log = logging.getLogger(__name__)


class _Steady(ABC, Generic[T]):
    """A device that is made again after it failed, as often as it takes."""

    name = "device"

    def __init__(self, first: T, make: Callable[[], T]) -> None:
        """``make`` builds another like ``first``, not yet open."""
        self._device: T | None = first
        self._make = make
        self._failing = False
        self._closed = threading.Event()
        self._trying: Call[T] | None = None
        self._lock = threading.Lock()
        self.failed: Callable[[str, str], None] = lambda _what, _why: None
        """Told once when it fails: which device, and why."""
        self.works: Callable[[str], None] = lambda _what: None
        """Told when it works again."""
        self.before_trying: Callable[[], None] = lambda: None
        """Done before each new try: what else must be let go so that a new device is found."""

    @property
    def working(self) -> bool:
        """Whether it can be used now, as far as is known."""
        return not self._failing

    def close(self) -> None:
        """Let go of it, or give it up when it hangs. May be called twice and from another thread."""
        self._closed.set()
        with self._lock:
            device, self._device = self._device, None
            trying = self._trying
        if trying is not None:
            trying.give_up()
        self._let_go(device, wait=CLOSING)

    def _lost(self, why: str) -> None:
        """It fails: say so, and begin to try again."""
        with self._lock:
            if self._failing or self._closed.is_set():
                return
            device, self._device, self._failing = self._device, None, True
        log.warning("the %s fails", self.name)
        self.failed(self.name, why)
        self._let_go(device)
        threading.Thread(target=self._try_again, name=f"earnest-{self.name}", daemon=True).start()

    def _try_again(self) -> None:
        tries = 0
        while not self._closed.wait(PAUSES[min(tries, len(PAUSES) - 1)]):
            tries += 1
            self.before_trying()
            self._trying = Call(self._opened, self._close)
            try:
                device = self._trying.result(OPENING)
            except (EarnestError, OSError) as fault:
                log.info("the %s fails still: %s", self.name, type(fault).__name__)
                continue
            with self._lock:
                late = self._closed.is_set()
                self._device, self._failing = (None, True) if late else (device, False)
            if late:
                self._let_go(device)
            else:
                self.works(self.name)
            return

    @abstractmethod
    def _opened(self) -> T:
        """Another device, open and tried. Raises EarnestError."""

    @abstractmethod
    def _close(self, device: T) -> None:
        """Let go of a device; it may hang."""

    def _let_go(self, device: T | None, wait: float = 0.0) -> None:
        if device is None:
            return
        closing = Call(lambda: self._close(device))
        if wait:
            with suppress(EarnestError, OSError):
                closing.result(wait)


class SteadyMicrophone(_Steady["Microphone"]):
    """A live ``Microphone`` that comes back; while it is gone it hears silence, as long as the time that passes."""

    name = "microphone"
    live = True

    def __init__(self, first: Microphone, make: Callable[[], Microphone]) -> None:
        super().__init__(first, make)
        self._next_silence = 0.0

    def open(self) -> None:
        """Start the stream. Raises MissingPart when there is no such device, EngineError when it hangs."""
        device = self._device
        assert device is not None
        self._trying = Call(lambda: self._start(device), self._close)
        self._trying.result(OPENING)

    def read(self) -> Samples | None:
        """The next 10 ms; silence while the device is gone; None once closed."""
        device = self._device
        if device is not None:
            try:
                frame = device.read()
            except (EngineError, OSError) as fault:
                self._lost(_why(fault))
            else:
                if frame is not None or self._closed.is_set():
                    return frame
                self._lost("the stream has ended")
        return self._silence()

    def _silence(self) -> Samples | None:
        now = time.monotonic()
        self._next_silence = max(self._next_silence + FRAME / RATE, now)
        return None if self._closed.wait(self._next_silence - now) else np.zeros(FRAME, np.int16)

    def _opened(self) -> Microphone:
        device = self._start(self._make())
        try:
            if device.read() is None:
                raise EngineError("the microphone was closed")
        except EngineError:
            self._close(device)
            raise
        return device

    def _start(self, device: Microphone) -> Microphone:
        device.open()
        return device

    def _close(self, device: Microphone) -> None:
        device.close()


class SteadySpeaker(_Steady["Speaker"]):
    """A ``Speaker`` that comes back; while it is gone ``play`` says so at once."""

    name = "loudspeaker"

    def __init__(self, first: Speaker, make: Callable[[], Speaker]) -> None:
        super().__init__(first, make)
        self._playing: Call[bool] | None = None
        self.witness: Witness | None = None
        """Told what is played."""

    def play(self, sound: Sound) -> bool:
        """Play to the end; False when ``stop`` cut it short. Raises EngineError when that cannot be heard."""
        if self._failing:
            raise EngineError("the loudspeaker fails")
        self._playing = Call(lambda: self._play(sound))
        try:
            return self._playing.result(sound.seconds + HANGS)
        except (EarnestError, OSError) as fault:
            if self._closed.is_set():
                return False
            self._lost(_why(fault))
            raise EngineError(_why(fault)) from None
        finally:
            self._playing = None

    def stream(self, pieces: Iterable[Sound]) -> bool:
        """Play pieces as they come; False when ``stop`` cut it short. Raises EngineError when that cannot be heard."""
        if self._failing:
            raise EngineError("the loudspeaker fails")
        taken = [time.monotonic()]

        def watched() -> Iterator[Sound]:
            for piece in pieces:
                taken[0] = time.monotonic()
                yield piece

        self._playing = playing = Call(lambda: self._stream(watched()))
        try:
            while not playing.done(1.0):
                if time.monotonic() - taken[0] > HANGS:
                    break
            return playing.result(0.0)
        except (EarnestError, OSError) as fault:
            if self._closed.is_set():
                return False
            self._lost(_why(fault))
            raise EngineError(_why(fault)) from None
        finally:
            self._playing = None

    def stop(self) -> None:
        """Fall silent at once."""
        device = self._device
        if device is not None:
            device.stop()

    def duck(self, down: bool) -> None:
        """Speak lower, or as before, where the device can."""
        lower = getattr(self._device, "duck", None)
        if lower is not None:
            lower(down)

    def rest(self) -> None:
        """Let go of the device until something is to be played: PortAudio looks for new devices when none is held."""
        with self._lock:
            if self._playing is not None:
                return
            device, self._device = self._device, None
        self._let_go(device, wait=CLOSING)

    def close(self) -> None:
        """Fall silent and let go of the device, or give it up when it hangs."""
        self.stop()
        super().close()
        if (playing := self._playing) is not None:
            playing.give_up()

    def _stream(self, pieces: Iterator[Sound]) -> bool:
        device = self._taken()
        flow = getattr(device, "stream", None)
        return bool(flow(pieces)) if flow is not None else all(self._play(piece) for piece in pieces)

    def _play(self, sound: Sound) -> bool:
        device = self._taken()
        if self.witness is not None and not hasattr(device, "witness"):
            self.witness.begins(sound.rate)
            self.witness.takes(sound.samples)
        return device.play(sound)

    def _taken(self) -> Speaker:
        """The device, made again where it was let go."""
        device = self._device or self._make()
        with self._lock:
            gone = self._failing or self._closed.is_set()
            self._device = self._device if gone else device
        if gone:
            self._close(device)
            raise EngineError("the loudspeaker was given up")
        if hasattr(device, "witness"):
            device.witness = self.witness
        return device

    def _opened(self) -> Speaker:
        device = self._make()
        try:
            device.play(Sound(np.zeros(RATE // 10, np.int16)))
        except EngineError:
            self._close(device)
            raise
        return device

    def _close(self, device: Speaker) -> None:
        device.close()


def _why(fault: Exception) -> str:
    """Our own words only; a library's may quote anything."""
    return str(fault) if isinstance(fault, EarnestError) else "the device fails"
