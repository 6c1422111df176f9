"""The recogniser for machines that hold a Whisper model: faster-whisper."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from earnest.engines.audition import audition
from earnest.errors import EngineError, MissingPart, UserFault
from earnest.nouns import RATE, Sound, Transcript, Utterance
from earnest.sound import as_float
from earnest.supplies.models import Model, broken

SILENT = 0.6
"""Probability of no speech above which a segment is dropped, as in Whisper's own decoder (Radford et al., 2022)."""

TRIAL = 120.0
"""Seconds that a model may take to load and listen when it is added: a large one from a slow card."""


class FasterWhisper:
    """A ``Recognizer`` on a CTranslate2 model."""

    name = "faster-whisper"

    def __init__(self, model: Model, language: str = "en") -> None:
        """Loads the model. Raises MissingPart when its folder is broken."""
        from faster_whisper import WhisperModel

        reason = broken(model)
        if reason is not None:
            raise MissingPart(reason)
        try:
            self._model: Any = WhisperModel(str(model.folder), device="cpu", compute_type="int8", local_files_only=True)
        except (RuntimeError, ValueError, OSError):
            remedy = f"remove {model.folder} and run: earnest models pull {model.name}"
            raise MissingPart(f"the model in {model.folder} cannot be loaded; {remedy}") from None
        self._language = language if self._model.model.is_multilingual else "en"

    def expect(self, phrases: Sequence[str]) -> None:
        """Does nothing: Whisper hears commands well, and words put in its mouth come back where nobody said them."""

    def transcribe(self, utterance: Utterance) -> Transcript:
        """The words; empty for silence. Raises EngineError when the model fails."""
        if not len(utterance.sound.samples):
            return Transcript("", 0.0, self.name)
        try:
            segments, _ = self._model.transcribe(
                as_float(utterance.sound.samples),
                language=self._language,
                beam_size=3,
                condition_on_previous_text=False,
                without_timestamps=True,
            )
            heard = [segment for segment in segments if segment.no_speech_prob < SILENT or segment.avg_logprob > -1.0]
        except (RuntimeError, ValueError) as fault:
            raise EngineError(f"faster-whisper failed ({type(fault).__name__})") from fault
        text = " ".join(segment.text.strip() for segment in heard)
        return Transcript(text, _confidence([segment.avg_logprob for segment in heard]), self.name)


def try_model(model: Model) -> None:
    """Let a stranger's model load and listen in a process of its own. Raises UserFault."""
    complaint = audition(_audition, model, TRIAL)
    if complaint:
        raise UserFault(f"{model.name} was not added: {complaint}")


def _audition(model: Model) -> str:
    try:
        FasterWhisper(model).transcribe(Utterance(Sound(np.zeros(RATE, np.int16))))
    except MissingPart:
        return f"faster-whisper cannot load {model.folder}"
    return ""


def _confidence(logprobs: Sequence[float]) -> float:
    """The mean probability of a token, over all segments."""
    return math.exp(min(0.0, sum(logprobs) / len(logprobs))) if logprobs else 0.0
