"""Who writes down what is said: a recogniser that another may take over from while the house runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from earnest.listening.levels import levelled

if TYPE_CHECKING:
    from earnest.engines.base import Overhear, Overheard, Recognizer
    from earnest.nouns import Transcript, Utterance


class Hearing:
    """A ``Recognizer`` that is whichever one came last. An utterance under way is finished by the one that began it."""

    def __init__(self, recognizer: Recognizer) -> None:
        self._now = recognizer
        self._phrases: Sequence[str] = ()

    @property
    def now(self) -> Recognizer:
        """Who hears the next utterance."""
        return self._now

    @property
    def name(self) -> str:
        """The engine's."""
        return self._now.name

    @property
    def encoder(self) -> str:
        """Which encoder listens, by the digest of its model's file; empty where there is none. Raises OSError."""
        return str(getattr(self._now, "encoder", ""))

    def warm(self) -> None:
        """Have whoever hears now get warm (``warm``). Raises EngineError."""
        warm(self._now)

    def expect(self, phrases: Sequence[str]) -> None:
        """Lean towards these phrases; whoever takes over does too."""
        self._phrases = phrases
        self._now.expect(phrases)

    def transcribe(self, utterance: Utterance) -> Transcript:
        """The words, of a faint voice as of a loud one. Raises EngineError."""
        return self._now.transcribe(levelled(utterance))

    def encoded(self, utterance: Utterance) -> Overheard | None:
        """What a recogniser with an encoder makes of it, encoded once (``FasterWhisper.encoded``); else None."""
        return encoded_by(self._now, utterance)

    def swap(self, recognizer: Recognizer) -> None:
        """Let another one hear, beginning with the next utterance."""
        recognizer.expect(self._phrases)
        self._now = recognizer


def encoded_by(recognizer: object, utterance: Utterance) -> Overheard | None:
    """What the recogniser's encoder makes of an utterance; None without one. Raises EngineError."""
    encode: Overhear | None = getattr(recognizer, "encoded", None)
    return encode(utterance) if encode is not None else None


def warm(recognizer: object) -> None:
    """Have a recogniser that wants to (``FasterWhisper.warm``) find out how fast it is here. Raises EngineError."""
    if (begin := getattr(recognizer, "warm", None)) is not None:
        begin()
