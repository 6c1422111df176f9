"""The recogniser that needs no download: pocketsphinx, with the English model from its wheel."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from earnest.errors import EngineError
from earnest.model import Transcript

if TYPE_CHECKING:
    from earnest.model import Utterance


class PocketSphinx:
    """A ``Recognizer`` for English commands on a small machine."""

    name = "pocketsphinx"

    def __init__(self) -> None:
        from pocketsphinx import Decoder

        self._decoder: Any = Decoder(loglevel="FATAL")
        self._lock = threading.Lock()

    def expect(self, phrases: Sequence[str]) -> None:
        """Lean towards the words of these phrases."""

    def transcribe(self, utterance: Utterance) -> Transcript:
        """The words; empty for silence. Raises EngineError when the decoder fails."""
        if not len(utterance.sound.samples):
            return Transcript("", 0.0, self.name)
        with self._lock:
            try:
                self._decoder.start_utt()
                self._decoder.process_raw(utterance.sound.samples.tobytes(), full_utt=True)
                self._decoder.end_utt()
            except RuntimeError as fault:
                raise EngineError("pocketsphinx failed; try again") from fault
            hypothesis = self._decoder.hyp()
        text = hypothesis.hypstr if hypothesis else ""
        return Transcript(text, 0.5 if text else 0.0, self.name)
