"""A recording as a microphone: it is heard as fast as the house can listen, and waits for its listener."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from earnest.engines.base import FRAME
from earnest.nouns import RATE
from earnest.sound import stream

if TYPE_CHECKING:
    from earnest.nouns import Samples

SILENCE = 1.5
"""Seconds of silence after the end, so that the last utterance can end."""


class Recording:
    """A ``Microphone`` that hears a file."""

    live = False

    def __init__(self, path: Path | str, silence: float = SILENCE) -> None:
        """``path`` is WAV, FLAC, OGG or MP3 of any rate; ``silence`` is seconds added after its end."""
        self.path = Path(path)
        self._silence = silence
        self._frames: Iterator[Samples] | None = None

    def open(self) -> None:
        """Start from the beginning. Raises SoundError when the file is no recording."""
        pieces = stream(self.path)
        first = next(pieces)
        silence = np.zeros(round(self._silence * RATE), np.int16)
        self._frames = _frames(chain([first], pieces, [silence]))

    def read(self) -> Samples | None:
        """The next 10 ms; None after the end."""
        frames = self._frames
        return None if frames is None else next(frames, None)

    def close(self) -> None:
        """Stop hearing the file."""
        self._frames = None


def _frames(pieces: Iterator[Samples]) -> Iterator[Samples]:
    rest = np.zeros(0, np.int16)
    for piece in pieces:
        rest = np.concatenate([rest, piece])
        whole = len(rest) // FRAME * FRAME
        yield from rest[:whole].reshape(-1, FRAME)
        rest = rest[whole:]
    if len(rest):
        yield np.pad(rest, (0, FRAME - len(rest)))
