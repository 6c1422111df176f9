"""espeak-ng as a voice, from the library that espeakng-loader carries: no download, a hundred languages."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from earnest.errors import EngineError, MissingPart
from earnest.nouns import Sound, Tone
from earnest.speaking.cards import Card
from earnest.speaking.respelling import PLAIN, Lexicon

if TYPE_CHECKING:
    from earnest.nouns import Samples

_SYNCHRONOUS, _UTF8, _PHONEMES = 2, 1, 0x100
"""``AUDIO_OUTPUT_SYNCHRONOUS``, ``espeakCHARS_UTF8`` and ``espeakPHONEMES`` of speak_lib.h."""
_RATE, _VOLUME, _PITCH, _RANGE, _WORDGAP = 1, 2, 3, 4, 7
"""``espeak_PARAMETER`` of speak_lib.h."""
_WORDS_A_MINUTE, _MIDDLE = 175, 50
"""espeak-ng's own defaults of rate, and of pitch and range."""
_SEMITONES, _LIFT = 0.173, 0.0455
"""Semitones by which a unit of pitch, and a unit of range, moves the mean (``earnest voices check``, en-us)."""
_LOUD = 90
"""Of 100: a little below the default, for a high and lively voice must not clip inside the library."""

_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class EspeakVoice:
    """A ``Voice``. However many there are, they take turns at the one library of the process."""

    takes = frozenset({"rate", "pitch", "range"})

    def __init__(self, card: Card) -> None:
        """Raises MissingPart when espeak-ng has no such voice."""
        self.name = card.name
        self.card = card
        self._variant = card.variant or card.language.replace("_", "-").lower()
        self._library = _library()
        self.rate = self._library.rate
        self._library.check(self._variant)
        self._own = PLAIN

    def learn(self, lexicon: Lexicon) -> None:
        """Say the household's own words its way."""
        self._own = lexicon

    def speak(self, sentence: str, tone: Tone) -> Iterator[Sound]:
        """The sentence in one piece: espeak-ng makes a second of speech in 10 ms. Raises EngineError."""
        plain = sentence.replace("[[", "(").replace("]]", ")")
        told = self._own.put(plain, lambda _word, how: f"[[{how.written('espeak')}]]")
        yield Sound(self._library.synthesize(told, self._variant, _parameters(tone)), self.rate)


def _parameters(tone: Tone) -> dict[int, int]:
    """What the library's own knobs must read for ``tone``.

    Range is in Hz there, so it grows with pitch to stay the same in semitones; it lifts the mean, so pitch comes down.
    """
    span = min(max(_MIDDLE * tone.range * 2 ** (tone.pitch / 12), 0), 99)
    pitch = _MIDDLE + (tone.pitch - _LIFT * (span - _MIDDLE)) / _SEMITONES
    return {
        _RATE: round(min(max(_WORDS_A_MINUTE * tone.rate, 80), 450)),
        _VOLUME: _LOUD,
        _PITCH: round(min(max(pitch, 0), 99)),
        _RANGE: round(span),
        _WORDGAP: 0,
    }


class _Library:
    """The one espeak-ng of this process: its voice and knobs are global, so one caller at a time."""

    def __init__(self) -> None:
        import espeakng_loader

        self._lock = threading.Lock()
        self._parts: list[Samples] = []
        self._hear = _Callback(self._collect)
        try:
            self._espeak: Any = ctypes.CDLL(espeakng_loader.get_library_path())
            self.rate: int = self._espeak.espeak_Initialize(
                _SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0
            )
        except (OSError, RuntimeError):
            raise MissingPart(
                "espeak-ng cannot be loaded; run: pip install --force-reinstall espeakng-loader"
            ) from None
        if self.rate <= 0:
            raise MissingPart("espeak-ng found none of its data; run: pip install --force-reinstall espeakng-loader")
        self._espeak.espeak_SetSynthCallback(self._hear)

    def check(self, variant: str) -> None:
        """Raises MissingPart when there is no voice of that name."""
        with self._lock:
            if self._espeak.espeak_SetVoiceByName(variant.encode()) != 0:
                raise MissingPart(f"espeak-ng has no voice called {variant!r}; `espeak-ng --voices` lists them")

    def synthesize(self, text: str, variant: str, parameters: dict[int, int]) -> Samples:
        """int16, shape (n,). Raises EngineError."""
        written = text.replace("\0", " ").encode() + b"\0"
        with self._lock:
            self._parts = []
            failed = self._espeak.espeak_SetVoiceByName(variant.encode())
            for parameter, value in parameters.items():
                failed = failed or self._espeak.espeak_SetParameter(parameter, value, 0)
            size = ctypes.c_size_t(len(written))
            failed = failed or self._espeak.espeak_Synth(written, size, 0, 1, 0, _UTF8 | _PHONEMES, None, None)
            parts, self._parts = self._parts, []
        if failed:
            raise EngineError("espeak-ng failed to speak")
        return np.concatenate(parts) if parts else np.zeros(0, np.int16)

    def _collect(self, samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0:
            self._parts.append(np.ctypeslib.as_array(samples, (count,)).copy())
        return 0


@lru_cache(maxsize=1)
def _library() -> _Library:
    return _Library()
