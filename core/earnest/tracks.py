"""What a skill plays, in pieces: a file, a stream, or samples that were made."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from pathlib import Path
from typing import IO, Any, TypeAlias

from earnest.errors import SoundError
from earnest.nouns import Sound

Playable: TypeAlias = str | os.PathLike[str] | IO[bytes] | Sound | Iterable[Sound] | AsyncIterable[Sound]
"""A file's path, an open file or stream of bytes (such as ``urllib.request.urlopen`` gives), or sound, made at once or
piece by piece."""

PIECE = 0.25
"""Seconds in a piece, at most: how far what is made runs ahead of what is heard."""


async def pieces(what: Playable) -> AsyncIterator[Sound]:
    """``what`` as mono sound, a quarter of a second at a time. Whatever takes long is done in a thread.

    Raises SoundError for what is no sound, OSError for a file that cannot be opened, and what its maker raises.
    """
    if isinstance(what, AsyncIterable):
        async for sound in what:
            for piece in _cut(_checked(sound)):
                yield piece
        return
    made = _made(what)
    while True:
        made_next: Sound | None = await asyncio.to_thread(next, made, None)
        if made_next is None:
            return
        yield made_next


def name_of(what: Playable) -> str:
    """What it is called where it is shown: a file's name, or nothing."""
    return Path(what).name if isinstance(what, str | os.PathLike) else ""


def _made(what: Any) -> Iterator[Sound]:
    if isinstance(what, Sound):
        yield from _cut(what)
    elif isinstance(what, str | os.PathLike):
        with open(what, "rb") as file:
            yield from _decoded(file, Path(what).name)
    elif hasattr(what, "read"):
        yield from _decoded(what, "the stream")
    elif isinstance(what, Iterable):
        for sound in what:
            yield from _cut(_checked(sound))
    else:
        raise TypeError(f"cannot play {type(what).__name__}; expected a file, a stream of bytes, or Sound")


def _checked(sound: Any) -> Sound:
    if not isinstance(sound, Sound):
        raise TypeError(f"expected pieces of Sound to play, found {type(sound).__name__}")
    return sound


def _cut(sound: Sound) -> Iterator[Sound]:
    """In pieces. Raises SoundError for samples that are none."""
    import numpy as np

    samples = np.asarray(sound.samples)
    if samples.ndim != 1 or samples.dtype != np.int16 or not 1000 <= sound.rate <= 384_000:
        found = f"{samples.dtype} of shape {samples.shape} at {sound.rate} Hz"
        raise SoundError(f"sound to play is int16, shape (n,), at 1000 to 384000 samples a second; found {found}")
    step = max(int(PIECE * sound.rate), 1)
    for start in range(0, len(samples), step):
        yield Sound(samples[start : start + step], sound.rate)


def _decoded(file: IO[bytes], name: str) -> Iterator[Sound]:
    """A recording of any kind that FFmpeg knows, as it comes."""
    import av
    import numpy as np

    try:
        with av.open(file, mode="r") as container:
            if not container.streams.audio:
                raise SoundError(f"{name}: there is no sound in it")
            resampler = av.AudioResampler(format="s16", layout="mono")
            held, rate = [], container.streams.audio[0].rate
            for frame in container.decode(audio=0):
                held += [mono.to_ndarray()[0] for mono in resampler.resample(frame)]
                if sum(map(len, held)) >= PIECE * frame.sample_rate:
                    yield from _cut(Sound(np.concatenate(held), frame.sample_rate))
                    held, rate = [], frame.sample_rate
            if held:
                yield from _cut(Sound(np.concatenate(held), rate))
    except av.FFmpegError as error:
        raise SoundError(f"{name}: this is no recording that can be played ({type(error).__name__})") from None
