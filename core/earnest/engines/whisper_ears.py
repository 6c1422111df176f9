"""What Whisper's encoder makes of an utterance, in a window no longer than somebody spoke.

Whisper was trained on windows of half a minute and takes as long for a word as for half a minute of them. The encoder
takes a shorter window too, but one that ends where the words do lets the decoder say them again, and again. So the
window has a floor and a margin of silence. ``./scripts/bench recognition`` measures what that costs in words.
"""

from __future__ import annotations

import hashlib
import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from earnest.nouns import RATE
from earnest.sound import as_float

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from earnest.nouns import Samples

WHOLE = 30.0
"""Seconds of the window that Whisper was trained on."""
FLOOR = 10.0
"""Seconds of the shortest window: of 8 and 5, words came twice in 2 and 18 of 100 utterances, of 10 in none."""
MARGIN = 2.0
"""Seconds of silence at least behind the words."""
_FRAME = 160
"""Samples to a frame of the spectrogram; the encoder makes one of two."""
_SILENCE = 2.0
"""How far below the loudest the spectrogram is cut off, in its own units: eight decades (Radford et al., 2022)."""
_LOOKED_AT = (20.0, 28.0)
"""Seconds between which a longer sound is parted, where it is quietest."""
_LULL = 0.3
"""Seconds that are compared for quiet."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """An utterance as Whisper hears it: the encoder's output."""

    states: Any
    """As the decoder takes it: a StorageView, shape (1, frames, size), 50 frames a second."""
    seconds: float
    """Of sound; what follows up to ``window`` is silence."""
    window: float
    """Seconds."""
    ears: Ears
    """Who made it."""

    @property
    def encoder(self) -> str:
        """Whose output this is: ``Ears.digest``, read when first asked for. Raises OSError."""
        return self.ears.digest

    @property
    def frames(self) -> NDArray[np.float32]:
        """Those with sound in them: float32, shape (n, size), 50 a second; 512 wide for Whisper base."""
        heard: NDArray[np.float32] = np.asarray(self.states, np.float32)[0, : math.ceil(self.seconds * 50)]
        return heard


class Ears:
    """The encoder of one model."""

    def __init__(self, model: Any, weights: Path) -> None:
        """``model``: a faster-whisper ``WhisperModel``, which was loaded from ``weights``."""
        self._model, self._weights = model, weights
        self._floor = FLOOR

    @cached_property
    def digest(self) -> str:
        """sha256 of the model's file in hexadecimal: a quarter of a second for Whisper base, once. Raises OSError."""
        with self._weights.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()

    def listen(self, samples: Samples, window: float | None = None) -> Encoded:
        """16 kHz of at most half a minute, in ``window`` seconds or as many as it needs.

        Raises RuntimeError, ValueError when the encoder fails.
        """
        seconds = len(samples) / RATE
        needed = max(self._floor, window or math.ceil(seconds + MARGIN))
        spectrum = self._spectrum(samples)
        if needed < WHOLE:
            try:
                return Encoded(self._encode(spectrum, needed), seconds, needed, self)
            except (RuntimeError, ValueError) as fault:
                self._floor = WHOLE
                logger.error(
                    "the encoder takes half a minute only (%s): pip install -U ctranslate2", type(fault).__name__
                )
        return Encoded(self._encode(spectrum, WHOLE), seconds, WHOLE, self)

    def _spectrum(self, samples: Samples) -> NDArray[np.float32]:
        """Log-mel, shape (bands, frames); one frame more than there is sound is left out."""
        whole: NDArray[np.float32] = self._model.feature_extractor(as_float(samples))
        return whole[:, : max(1, len(samples) // _FRAME)]

    def _encode(self, spectrum: NDArray[np.float32], seconds: float) -> Any:
        from ctranslate2 import StorageView

        shape = (1, spectrum.shape[0], round(seconds * RATE / _FRAME))
        padded = np.full(shape, spectrum.max() - _SILENCE, np.float32)
        kept = spectrum[:, : shape[2]]
        padded[0, :, : kept.shape[1]] = kept
        return self._model.model.encode(StorageView.from_array(padded))


def parts(samples: Samples) -> Iterator[Samples]:
    """The sound in parts of at most 28 s, cut where it is quietest."""
    early, late = (round(seconds * RATE) for seconds in _LOOKED_AT)
    while len(samples) > late:
        lull = round(_LULL * RATE)
        loudness = np.abs(samples[early:late].astype(np.float32)).cumsum()
        place = early + int(np.argmin(loudness[lull:] - loudness[:-lull])) + lull // 2
        yield samples[:place]
        samples = samples[place:]
    yield samples
