"""The recogniser for machines that hold a Whisper model: CTranslate2's, loaded by faster-whisper."""

from __future__ import annotations

import logging
import math
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from earnest.engines.audition import audition
from earnest.engines.whisper_ears import WHOLE, Ears, Encoded, parts
from earnest.engines.whisper_words import Writer, Written, once, repeats
from earnest.errors import EngineError, MissingPart, UserFault
from earnest.nouns import RATE, Sound, Transcript, Utterance
from earnest.sound import read
from earnest.supplies.models import Model, broken

_COMMAND = (2.3, 5.3)
"""Seconds between which somebody in the demo's recording says "remind me to water the plants"."""
TRIAL = 120.0
"""Seconds that a model may take to load and listen when it is added: a large one from a slow card."""

logger = logging.getLogger(__name__)


class FasterWhisper:
    """A ``Recognizer`` on a CTranslate2 model."""

    name = "faster-whisper"

    def __init__(self, model: Model, language: str = "en", timed: Callable[[float], None] | None = None) -> None:
        """Loads the model. Raises MissingPart when its folder is broken. ``timed`` is told how fast it is here."""
        loaded = _load(model)
        self._timed = timed
        self._ears = Ears(loaded, model.folder / "model.bin")
        self._writer = Writer(loaded, language if loaded.model.is_multilingual else "en")
        self._last: tuple[Utterance, Encoded] | None = None
        self._encoding = threading.Lock()

    @property
    def encoder(self) -> str:
        """Which encoder listens: the sha256 of its model's file. Raises OSError."""
        return self._ears.digest

    def expect(self, phrases: Sequence[str]) -> None:
        """Have the first phrases at hand where somebody surely speaks; elsewhere they would be heard in noise."""
        self._writer.lean(phrases)

    def warm(self) -> None:
        """Hear a command twice, where somebody wants to know how long that takes. Raises EngineError."""
        if self._timed is not None:
            self._timed(seconds_for_command(self))

    def transcribe(self, utterance: Utterance) -> Transcript:
        """The words; empty for silence and noise. Raises EngineError when the model fails."""
        try:
            written = list(self._written(utterance))
        except (RuntimeError, ValueError) as fault:
            raise EngineError(f"faster-whisper failed ({type(fault).__name__})") from fault
        text = " ".join(each.text for each in written)
        return Transcript(text, _confidence([each.logprob for each in written]), self.name)

    def encoded(self, utterance: Utterance) -> Encoded | None:
        """What the encoder makes of an utterance, or of its first part when it is longer than half a minute.

        Made once, by whoever asks first, be it of what was said up to a pause; kept until the next utterance. None for
        silence. Any thread may ask.
        Raises EngineError when the model fails.
        """
        try:
            return self._encode(utterance, next(parts(utterance.sound.samples)))
        except (RuntimeError, ValueError) as fault:
            raise EngineError(f"faster-whisper failed ({type(fault).__name__})") from fault

    def _encode(self, utterance: Utterance, first: Any) -> Encoded | None:
        if not np.any(first):
            return None
        with self._encoding:
            if self._last is None or not _says_the_same(self._last[0], utterance):
                self._last = utterance, self._ears.listen(first)
            return self._last[1]

    def _written(self, utterance: Utterance) -> Iterator[Written]:
        """Part by part, without those in which nobody spoke."""
        for number, part in enumerate(parts(utterance.sound.samples)):
            if not np.any(part):
                continue
            heard = self._ears.listen(part) if number else self._encode(utterance, part)
            assert heard is not None
            written = self._writer.write(heard)
            if written.is_doubtful and not written.is_noise and heard.window < WHOLE:
                written = self._writer.write(self._ears.listen(part, WHOLE))
            if not written.is_noise and written.text:
                text = once(written.text) if written.cut and repeats(written.text) else written.text
                yield Written(text, written.logprob, written.no_speech)


def _says_the_same(before: Utterance, now: Utterance) -> bool:
    """Whether it is the same utterance, or the same speech with a little more silence behind it."""
    if before.sound is now.sound or not now.voiced:
        return before.sound is now.sound
    alike = (before.started, before.voiced) == (now.started, now.voiced)
    length = min(len(before.sound.samples), len(now.sound.samples))
    return alike and np.array_equal(before.sound.samples[:length], now.sound.samples[:length])


def spoken_command() -> Utterance:
    """A command of three seconds, by which models are timed."""
    from earnest.shipped import shipped

    recorded = read(shipped("config") / "demo" / "living-room.flac").samples
    start, end = (round(seconds * RATE) for seconds in _COMMAND)
    return Utterance(Sound(recorded[start:end]))


def seconds_for_command(whisper: FasterWhisper) -> float:
    """Seconds that it takes here for a spoken command of three seconds; the first of two warms it up."""
    taken = []
    for said in (spoken_command(), spoken_command()):
        began = time.perf_counter()
        whisper.transcribe(said)
        taken.append(time.perf_counter() - began)
    return min(taken)


def try_model(model: Model) -> None:
    """Let a stranger's model load and listen in a process of its own. Raises UserFault."""
    complaint = audition(_audition, model, TRIAL)
    if complaint:
        raise UserFault(f"{model.name} was not added: {complaint}")


def _audition(model: Model) -> str:
    try:
        FasterWhisper(model).transcribe(Utterance(Sound(np.ones(RATE, np.int16))))
    except MissingPart:
        return f"faster-whisper cannot load {model.folder}"
    return ""


def _load(model: Model) -> Any:
    """The network and its tokens, from its folder alone. Raises MissingPart."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # read once, when the library is loaded; see core/README.md
    from faster_whisper import WhisperModel

    reason = broken(model)
    if reason is not None:
        raise MissingPart(reason)
    where, threads = str(model.folder), os.cpu_count() or 1
    try:
        return WhisperModel(where, device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True)
    except Exception as fault:  # the tokenizers raise nothing more exact than Exception
        logger.debug("a model failed to load with %s", type(fault).__name__)
        remedy = f"remove {model.folder} and run: earnest models pull {model.name}"
        raise MissingPart(f"the model in {model.folder} cannot be loaded; {remedy}") from None


def _confidence(logprobs: Sequence[float]) -> float:
    """The mean probability of a token, over all parts."""
    return math.exp(min(0.0, sum(logprobs) / len(logprobs))) if logprobs else 0.0
