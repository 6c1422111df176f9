"""The microphone, through PyAudio: the callback fills a bounded queue, the listener empties it."""

from __future__ import annotations

import logging
import threading
from collections import deque
from typing import TYPE_CHECKING, Any

import numpy as np

from earnest.engines import portaudio
from earnest.engines.base import FRAME
from earnest.errors import EngineError, MissingPart
from earnest.nouns import RATE
from earnest.sound import Downmix, Resampler

if TYPE_CHECKING:
    from earnest.nouns import Samples

BLOCK = 0.02
"""Seconds of sound the device hands over at a time."""
BACKLOG = 5.0
"""Seconds of sound that may wait for the listener before the oldest is dropped."""
STALLED = 3.0
"""Seconds without a block after which the device counts as gone. The first may take two behind a sound server."""
LOOK = 0.5
"""Seconds between two looks at whether a device that hands over nothing is still there."""

logger = logging.getLogger(__name__)


class PyAudioMicrophone:
    """A ``Microphone`` on the sound card."""

    live = True

    def __init__(self, device: str | None = None) -> None:
        """``device`` is part of its name; None takes the system's default."""
        self.device = device
        self.dropped = 0
        """Blocks lost because nobody read them in time."""
        self._blocks: deque[bytes] = deque()
        self._arrived = threading.Condition()
        self._closed = True
        self._audio: Any = None
        self._stream: Any = None
        self._channels = 1
        self._resampler, self._downmix = Resampler(RATE), Downmix(forgets=0.99)  # two seconds
        self._rest: Samples = np.zeros(0, np.int16)

    def open(self) -> None:
        """Start the stream. Raises MissingPart without PyAudio, or without such a device."""
        with portaudio.alone():
            self._start()

    def _start(self) -> None:
        self._audio = portaudio.start()
        try:
            info = portaudio.find(self._audio, "input", self.device)
            rate, self._channels = self._format(info)
            self._resampler, self._closed = Resampler(rate), False
            self._stream = self._open_stream(info, rate)
        except (MissingPart, OSError) as fault:
            self.close()
            if isinstance(fault, MissingPart):
                raise
            reason = "another program may hold it; close that, or name another under microphone.device"
            raise MissingPart(f"the microphone cannot be opened; {reason}") from None

    def read(self) -> Samples | None:
        """The next 10 ms; None once closed. Raises EngineError when the device has gone."""
        while len(self._rest) < FRAME or self._closed:
            block = self._take()
            if block is None:
                return None
            wave = np.frombuffer(block, np.int16).astype(np.float32).reshape(-1, self._channels) / np.float32(32_768)
            self._rest = np.concatenate([self._rest, self._resampler.push(self._downmix.mix(wave))])
        frame, self._rest = self._rest[:FRAME], self._rest[FRAME:]
        return frame

    def close(self) -> None:
        """Stop; a blocked ``read`` returns None."""
        with self._arrived:
            self._closed = True
            stream, audio = self._stream, self._audio
            self._stream = self._audio = None
            self._blocks.clear()
            self._arrived.notify_all()
        with portaudio.alone(portaudio.CLOSES):
            if stream is not None:
                stream.close()
            if audio is not None:
                audio.terminate()

    def _take(self) -> bytes | None:
        looks = 0  # and no clock: while this process was stopped nothing could arrive
        with self._arrived:
            while not self._blocks and not self._closed:
                looks += not self._arrived.wait_for(lambda: self._blocks or self._closed, LOOK)
                if looks * LOOK >= STALLED or (looks and not self._blocks and not self._flows()):
                    raise EngineError("the microphone hands over no sound any more; is it still plugged in?")
            return None if self._closed else self._blocks.popleft()

    def _flows(self) -> bool:
        """Whether PortAudio still waits for the device; it stops when the sound server dies."""
        try:
            return self._stream is None or bool(self._stream.is_active())
        except OSError:
            return False

    def _arrive(self, block: bytes, *_: object) -> tuple[None, int]:
        """PortAudio's callback, on its own thread: never blocks."""
        with self._arrived:
            self._blocks.append(block)
            if len(self._blocks) > BACKLOG / BLOCK:
                self._blocks.popleft()
                self.dropped += 1
            self._arrived.notify()
        return None, 0

    def _format(self, info: dict[str, Any]) -> tuple[int, int]:
        """The rate and channels to open with: 16 kHz mono if the device can, else as near as it comes."""
        import pyaudio

        native = int(info["defaultSampleRate"])
        for rate, channels in ((RATE, 1), (native, 1), (native, int(info["maxInputChannels"]))):
            try:
                with portaudio.quiet():
                    if self._audio.is_format_supported(rate, info["index"], channels, pyaudio.paInt16):
                        return rate, channels
            except ValueError:
                logger.debug("microphone refuses %d Hz with %d channels", rate, channels)
        raise MissingPart(f"the microphone {info['name']!r} offers no 16-bit sound; choose another device")

    def _open_stream(self, info: dict[str, Any], rate: int) -> Any:
        import pyaudio

        with portaudio.quiet():
            return self._audio.open(
                rate,
                self._channels,
                pyaudio.paInt16,
                input=True,
                input_device_index=info["index"],
                frames_per_buffer=round(rate * BLOCK),
                stream_callback=self._arrive,
            )
