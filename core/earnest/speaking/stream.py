"""A reply as sound, sentence by sentence: the next is made while the first one plays."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping

from earnest.engines.base import Voice, taken
from earnest.nouns import Emotion, Reply, Sound, Speech, Tone
from earnest.speaking.cards import Card
from earnest.speaking.policy import Policy
from earnest.speaking.prosody import join, shape, silence
from earnest.speaking.text import Piece, pieces
from earnest.speaking.tones import Tones

CLAUSE_PAUSE = 0.12
"""Seconds after a clause that was cut off a long sentence: about what a comma is worth in plain speech."""


class Speaking:
    """The house's mouth: one voice at a time, in every tone."""

    def __init__(self, voice: Voice, tones: Tones, strength: float = 1.0) -> None:
        """``strength``: how much of a tone is heard, 0 (always plain) to 1.5."""
        self._voice = voice
        self._policy = Policy(tones, strength)

    @property
    def voice(self) -> Voice:
        """Who speaks from the next reply on."""
        return self._voice

    def swap(self, voice: Voice) -> None:
        """Let another voice speak, beginning with the next reply; one under way ends as it began."""
        self._voice = voice

    def tone_for(self, reply: Reply, emotion: Emotion, preferences: Mapping[str, object]) -> Tone:
        """The tone of a reply: the one it names, or what complements the mood, as far as that is sure.

        ``preferences`` of whoever is spoken to: ``rate`` (factor), ``volume`` (0 to 10, 5 is usual), ``whisper``
        (true or false), ``avoid_tones`` (names). Called once a reply: tones are eased from one to the next.
        """
        card = card_behind(self._voice)
        return self._policy.choose(reply, emotion, preferences, card.tone if card else lambda tone: tone)

    async def speak(self, text: str, tone: Tone) -> AsyncGenerator[Speech, None]:
        """Piece by piece, each handed over while the next is made. Closing the iterator ends the making.

        Nothing comes of text without a letter or figure. Raises EngineError when the voice fails.
        """
        stopped = threading.Event()
        making = make(self._voice, text, tone, stopped.is_set)
        ahead = asyncio.create_task(asyncio.to_thread(next, making, None))
        try:
            while (speech := await ahead) is not None:
                ahead = asyncio.create_task(asyncio.to_thread(next, making, None))
                yield speech
        finally:
            stopped.set()
            ahead.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await ahead


def card_behind(voice: Voice) -> Card | None:
    """The card a voice was made from; None for one that needs none."""
    card = getattr(voice, "card", None)
    return card if isinstance(card, Card) else None


def make(voice: Voice, text: str, tone: Tone, stopped: Callable[[], bool] = lambda: False) -> Iterator[Speech]:
    """Piece by piece, each made when it is asked for, until ``stopped``. Raises EngineError."""
    card = card_behind(voice)
    pause = 0.0
    for piece in pieces(text, card.language if card else "en"):
        sound = _say(voice, piece, tone, stopped)
        if stopped():
            return
        if len(sound.samples):
            yield Speech(join(silence(pause, sound.rate), sound), piece.text, voice.name, tone)
            pause = tone.sentence_pause if piece.ends else CLAUSE_PAUSE + tone.phrase_pause


def _say(voice: Voice, piece: Piece, tone: Tone, stopped: Callable[[], bool]) -> Sound:
    """One piece, shaped; empty when it was stopped or came to nothing."""
    parts = []
    for part in voice.speak(piece.text, tone):
        if stopped():
            return silence(0, voice.rate)
        parts.append(part)
    return shape(join(silence(0, voice.rate), *parts), tone, piece.phrases, taken(voice))
