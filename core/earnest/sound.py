"""Reading recordings, changing their rate, and writing a WAV that is whole at every moment."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from earnest.errors import SoundError
from earnest.nouns import RATE, Sound

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from earnest.nouns import Samples

    Wave = NDArray[np.float32]

__all__ = ["Downmix", "Resampler", "WavFile", "read", "resample", "stream"]

_BLOCK = 65_536
_FULL_SCALE = 32_767
_HEARD = 0.01
"""Power beside the loudest channel (-20 dB) below which another one is not connected."""
_UPSIDE_DOWN = -0.7
"""Correlation with the loudest channel below which another is the same sound with its poles exchanged."""
_NOTHING = 1e-12
_PIPED = 1 << 28
"""Bytes taken from a pipe: more than two hours at 16 kHz."""


class Downmix:
    """Several channels of one room as one: those that are silent do not make it softer, one upside down not silent."""

    def __init__(self, forgets: float = 1.0) -> None:
        """``forgets``: the share of what was learned of the channels that outlasts a block, for streams without end."""
        self._forgets = forgets
        self._together: Any = 0.0

    def mix(self, block: Wave) -> Wave:
        """Samples by channels, -1 to 1, as samples."""
        if block.shape[1] == 1:
            return block[:, 0]
        heard = np.nan_to_num(block).clip(-1.0, 1.0)
        self._together = self._forgets * self._together + heard.T @ heard
        powers = np.diag(self._together)
        loudest = int(powers.argmax())
        alike = self._together[loudest] / np.sqrt(powers[loudest] * powers + _NOTHING)
        weights = np.where(alike < _UPSIDE_DOWN, -1.0, 1.0) * (powers >= _HEARD * powers[loudest])
        mixed: Wave = (heard @ (weights / np.abs(weights).sum())).astype(np.float32)
        return mixed


class Resampler:
    """Turns a stream of floating-point sound of any rate into int16 of another, piece by piece."""

    def __init__(self, source: int, target: int = RATE) -> None:
        """``source`` and ``target`` are samples a second. Raises SoundError for a rate that is none."""
        import soxr

        if source <= 0 or target <= 0:
            raise SoundError(f"a sample rate of {min(source, target)} Hz is none; expected 1000 to 384000")
        same = source == target
        self._stream = None if same else soxr.ResampleStream(source, target, 1, dtype="float32")

    def push(self, mono: Wave, *, last: bool = False) -> Samples:
        """The next samples, -1 to 1; ``last`` lets out what the filter still holds."""
        if self._stream is not None:
            mono = self._stream.resample_chunk(np.ascontiguousarray(mono, np.float32), last=last)
        return as_int16(mono)


def as_int16(mono: Wave) -> Samples:
    """Floating-point sound, -1 to 1, as int16; louder samples are clipped, NaN becomes silence."""
    return (np.clip(np.nan_to_num(mono), -1.0, 1.0) * _FULL_SCALE).round().astype(np.int16)


def as_float(samples: Samples) -> Wave:
    """int16 samples as float32, -1 to 1."""
    return samples.astype(np.float32) / np.float32(_FULL_SCALE)


def resample(sound: Sound, rate: int = RATE) -> Sound:
    """The same sound at ``rate`` samples a second."""
    if sound.rate == rate:
        return sound
    return Sound(Resampler(sound.rate, rate).push(as_float(sound.samples), last=True), rate)


def read(path: Path | str) -> Sound:
    """The whole of a recording (WAV, FLAC, OGG, MP3; any rate and channels) as 16 kHz mono.

    Raises SoundError, in one line, for what is missing, empty or no recording.
    """
    pieces = list(stream(path))
    return Sound(np.concatenate(pieces))


def stream(path: Path | str, rate: int = RATE) -> Iterator[Samples]:
    """A recording piece by piece, so that hours fit in little memory. Raises SoundError like ``read``."""
    import soundfile

    path = Path(path)
    try:
        with path.open("rb") as file, soundfile.SoundFile(_seekable(file)) as recording:
            yield from _pieces(recording, path, rate)
    except OSError as fault:
        raise SoundError(f"{path}: cannot be opened ({fault.strerror or 'unreadable'}); check the path") from None
    except soundfile.LibsndfileError as fault:
        raise SoundError(_complaint(path, fault.error_string)) from None


def _seekable(file: BinaryIO) -> BinaryIO:
    """What comes through a pipe is read first: nobody can go back in it."""
    return file if file.seekable() else io.BytesIO(file.read(_PIPED))


def _pieces(recording: Any, path: Path, rate: int) -> Iterator[Samples]:
    resampler, downmix, heard = Resampler(recording.samplerate, rate), Downmix(), 0
    for block in recording.blocks(_BLOCK, dtype="float32", always_2d=True):
        heard += len(block)
        piece = resampler.push(downmix.mix(block))
        if len(piece):
            yield piece
    if not heard:
        raise SoundError(f"{path}: has no sound in it (0 samples); record it again")
    yield resampler.push(np.zeros(0, np.float32), last=True)


def _complaint(path: Path, reason: str) -> str:
    if path.is_file() and path.stat().st_size == 0:
        return f"{path}: is empty (0 bytes); record it again"
    reason = reason.strip().rstrip(".").lower()
    return f"{path}: is no recording that can be read ({reason}); expected WAV, FLAC, OGG or MP3"


class WavFile:
    """A mono WAV written as it is made: the header is right after every ``write``, even if the power goes."""

    def __init__(self, path: Path | str, rate: int) -> None:
        """Starts an empty file of ``rate`` samples a second. Raises SoundError when it cannot be written."""
        self.rate = rate
        path = Path(path)
        try:
            self._file = path.open("wb", buffering=0)
        except OSError as fault:
            reason = fault.strerror or "refused"
            raise SoundError(f"{path}: cannot be written ({reason}); choose another place") from None
        self._wave = wave.Wave_write(self._file)
        self._wave.setnchannels(1)
        self._wave.setsampwidth(2)
        self._wave.setframerate(rate)
        self._wave.writeframes(b"")

    def write(self, sound: Sound) -> None:
        """Add a stretch of sound, resampled when its rate is another."""
        self._wave.writeframes(resample(sound, self.rate).samples.astype("<i2").tobytes())

    def close(self) -> None:
        """Finish the file; may be called twice."""
        self._wave.close()
        self._file.close()
