"""Where speech goes: a sound card, a WAV file, or nowhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from earnest.engines import portaudio
from earnest.errors import EngineError, MissingPart
from earnest.nouns import RATE, Sound
from earnest.sound import WavFile, resample

if TYPE_CHECKING:
    from earnest.engines.base import Witness

BLOCK = 0.1
"""Seconds the device takes at a time; with blocks of 10 ms a busy machine lost most of what was said."""
NEAR = 0.3
"""Seconds of a stream that lie ready for the device: three of its blocks."""
LOOK = 0.005
"""Seconds between two looks at whether all has been played."""
STALLED = 4.0
"""Seconds beyond a sound's own length after which the device counts as gone."""
DUCKED = 0.25
"""What is left of our voice, × its amplitude, while somebody speaks over it: 12 dB lower."""
FRESH = 1.0
"""Seconds after a sound in which its stream is used again. An older one may belong to a sound server that is gone, and
starting such a stream waits for ever; opening another takes some ten milliseconds."""


class PyAudioSpeaker:
    """A ``Speaker`` on the sound card."""

    def __init__(self, device: str | None = None) -> None:
        """``device`` is part of its name; None takes the system's default. Raises MissingPart."""
        self._audio = portaudio.start()
        self._playing = threading.Lock()
        self._stopped = threading.Event()
        self._stream: Any = None
        self._rate = 0
        self._played = 0.0
        self._left = memoryview(b"")
        self._gain = self._wanted = 1.0
        self.witness: Witness | None = None
        """Told what the device takes."""
        self._filling = threading.Lock()
        self._flowing = False
        self._taken = 0
        try:
            self._device = portaudio.find(self._audio, "output", device)
        except MissingPart:
            self.close()
            raise

    def play(self, sound: Sound) -> bool:
        """Play to the end; False when ``stop`` cut it short. Raises EngineError when the device fails."""
        with self._playing:
            self._stopped.clear()
            if not len(sound.samples):
                return True
            try:
                if time.monotonic() - self._played > FRESH:
                    self._release()
                whole = self._sound(resample(sound, self._open(sound.rate)))
                self._played = time.monotonic()
                return whole
            except OSError:
                self._release()
                raise EngineError("the loudspeaker failed; is it still plugged in?") from None

    def stream(self, pieces: Iterable[Sound]) -> bool:
        """Play pieces of one rate without a gap, as they come, taking each a little before it is heard.

        False when ``stop`` cut it short. Raises EngineError when the device fails.
        """
        with self._playing:
            self._stopped.clear()
            source = iter(pieces)
            first = next(source, None)
            if first is None:
                return True
            try:
                self._release()
                return self._flow(chain([first], source), self._open(first.rate))
            except OSError:
                raise EngineError("the loudspeaker failed; is it still plugged in?") from None
            finally:
                self._flowing = False
                self._release()
                self._played = 0.0
                if self.witness is not None:
                    self.witness.stops()

    def stop(self) -> None:
        """Fall silent within 50 ms."""
        self._stopped.set()

    def duck(self, down: bool) -> None:
        """Speak lower, or as before, from the next block on."""
        self._wanted = DUCKED if down else 1.0

    def close(self) -> None:
        """Let go of the device."""
        self.stop()
        with self._playing:
            self._release()
            audio, self._audio = self._audio, None
            if audio is not None:
                with portaudio.alone(portaudio.CLOSES):
                    audio.terminate()

    def _sound(self, sound: Sound) -> bool:
        """Let the device take the sound at its own pace, and wait until it has played it."""
        unplayed = self._stream.get_output_latency() + BLOCK  # what the device drops when a stream completes
        self._left = memoryview(sound.samples.tobytes() + bytes(2 * round(unplayed * sound.rate)))
        patience = time.monotonic() + sound.seconds + STALLED
        if self.witness is not None:
            self.witness.begins(sound.rate)
        with portaudio.alone():
            self._stream.start_stream()
        while self._stream.is_active():
            if time.monotonic() > patience:
                raise OSError("the device takes no sound")
            if self._stopped.wait(LOOK):
                self._release()  # closing drops what the device has taken and not yet played
                if self.witness is not None:
                    self.witness.stops()
                return False
        if len(self._left):
            raise OSError("the device took only a part of the sound")
        with portaudio.alone():
            self._stream.stop_stream()
        return True

    def _flow(self, source: Iterator[Sound], rate: int) -> bool:
        """Keep what the device takes next at hand until nothing comes any more, and wait until it was heard."""
        self._left, self._flowing = memoryview(b""), True
        taken, since = 0, time.monotonic()
        if self.witness is not None:
            self.witness.begins(rate)
        with portaudio.alone():
            self._stream.start_stream()
        for piece in source:
            samples = resample(piece, rate).samples.tobytes()
            with self._filling:
                self._left = memoryview(bytes(self._left) + samples)
            while len(self._left) > 2 * rate * NEAR:
                if self._stopped.wait(LOOK):
                    return False
                taken, since = (self._taken, time.monotonic()) if self._taken != taken else (taken, since)
                if time.monotonic() - since > STALLED:
                    raise OSError("the device takes no sound")
            if self._stopped.is_set():
                return False
        return not self._stopped.wait(len(self._left) / 2 / rate + self._stream.get_output_latency() + BLOCK)

    def _next(self, _taken: None, frames: int, *_: object) -> tuple[bytes, int]:
        """PortAudio's callback, on its own thread: the next block, or the end of it."""
        import pyaudio

        wanted = 2 * frames
        with self._filling:
            block, self._left = bytes(self._left[:wanted]), self._left[wanted:]
        self._taken += 1
        state = pyaudio.paContinue if len(self._left) or self._flowing else pyaudio.paComplete
        return self._told(block.ljust(wanted, b"\0")), state

    def _told(self, block: bytes) -> bytes:
        """The block as loud as it is to be, and told."""
        if self._gain == self._wanted == 1.0 and self.witness is None:
            return block
        samples = np.frombuffer(block, np.int16)
        if not self._gain == self._wanted == 1.0:
            samples = (samples * np.linspace(self._gain, self._wanted, len(samples))).astype(np.int16)
            self._gain = self._wanted
        if self.witness is not None:
            self.witness.takes(samples)
        return samples.tobytes()

    def _open(self, rate: int) -> int:
        """The rate of an open stream: ``rate`` itself, or the device's own when it refuses that."""
        if self._audio is None:
            raise EngineError("the loudspeaker is closed")
        if self._stream is not None and self._rate == rate:
            return rate
        self._release()
        self._rate = rate if self._takes(rate) else int(self._device["defaultSampleRate"])
        self._stream = self._open_stream(self._rate)
        return self._rate

    def _takes(self, rate: int) -> bool:
        import pyaudio

        try:
            with portaudio.quiet():
                return bool(
                    self._audio.is_format_supported(
                        rate, output_device=self._device["index"], output_channels=1, output_format=pyaudio.paInt16
                    )
                )
        except ValueError:
            return False

    def _open_stream(self, rate: int) -> Any:
        import pyaudio

        with portaudio.quiet():
            return self._audio.open(
                rate,
                1,
                pyaudio.paInt16,
                output=True,
                output_device_index=self._device["index"],
                frames_per_buffer=round(rate * BLOCK),
                stream_callback=self._next,
                start=False,
            )

    def _release(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            with portaudio.alone(portaudio.CLOSES):
                stream.close()


class WavSpeaker:
    """A ``Speaker`` that collects what is spoken in a WAV, as fast as it comes."""

    def __init__(self, path: Path | str, rate: int = 22_050) -> None:
        """``rate`` is the file's, samples a second. Raises SoundError when it cannot be written."""
        self.path = Path(path)
        self._file = WavFile(path, rate)
        self._lock = threading.Lock()
        self._closed = False

    def play(self, sound: Sound) -> bool:
        """Add it to the file."""
        with self._lock:
            if not self._closed:
                self._file.write(sound)
            return not self._closed

    def stop(self) -> None:
        """Nothing to silence: what was played is in the file already."""

    def close(self) -> None:
        """Finish the file."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._file.close()


class SilentSpeaker:
    """A ``Speaker`` for a house without one: replies are seen, not heard."""

    rate = RATE

    def play(self, sound: Sound) -> bool:  # noqa: ARG002
        """Say nothing, at once."""
        return True

    def stop(self) -> None:
        """Already silent."""

    def close(self) -> None:
        """Nothing to let go of."""
