"""A reply as sound, sentence by sentence: the next is made while the first one plays."""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import threading
import time
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping

from earnest.engines.base import Voice, taken
from earnest.nouns import Emotion, Reply, Sound, Speech, Tone
from earnest.speaking.cards import Card
from earnest.speaking.policy import Policy
from earnest.speaking.prosody import join, shape, silence
from earnest.speaking.text import PACE, Piece, pieces
from earnest.speaking.tones import Tones

CLAUSE_PAUSE = 0.12
"""Seconds after a clause that was cut off a long sentence: about what a comma is worth in plain speech."""
PHRASE_PAUSE = 0.04
"""Seconds after a phrase that was cut off where no comma stands: a breath less than a comma's."""

_REMEMBERED = 7
"""Pieces from which the pace of a voice is known: one that a busy moment made slow changes nothing."""


class Pace:
    """How many characters a second a voice makes here, as it last did."""

    def __init__(self) -> None:
        self._heard: deque[float] = deque(maxlen=_REMEMBERED)

    def now(self) -> float:
        """Characters a second: the middle of the last few pieces."""
        return statistics.median(self._heard) if self._heard else PACE

    def learn(self, characters: int, seconds: float) -> None:
        """A piece was made."""
        self._heard.append(characters / max(seconds, 1e-3))


class Speaking:
    """The house's mouth: one voice at a time, in every tone."""

    def __init__(self, voice: Voice, tones: Tones, strength: float = 1.0) -> None:
        """``strength``: how much of a tone is heard, 0 (always plain) to 1.5."""
        self._voice = voice
        self._policy = Policy(tones, strength)
        self._pace = Pace()
        self._prepared: _Making | None = None

    @property
    def voice(self) -> Voice:
        """Who speaks from the next reply on."""
        return self._voice

    def swap(self, voice: Voice) -> None:
        """Let another voice speak, beginning with the next reply; one under way ends as it began."""
        self._voice, self._pace = voice, Pace()

    def tone_for(
        self, reply: Reply, emotion: Emotion, preferences: Mapping[str, object], *, tentative: bool = False
    ) -> Tone:
        """The tone of a reply: the one it names, or what complements the mood, as far as that is sure.

        ``preferences`` of whoever is spoken to: ``rate`` (factor), ``volume`` (0 to 10, 5 is usual), ``whisper``
        (true or false), ``avoid_tones`` (names). Called once a reply, for tones are eased from one to the next; but
        for one that may not be spoken, ``tentative``, as often as you like.
        """
        card = card_behind(self._voice)
        override = card.tone if card else lambda tone: tone
        return self._policy.choose(reply, emotion, preferences, override, tentative=tentative)

    def prepare(self, text: str, tone: Tone) -> None:
        """Begin to make what will probably be spoken next. What was prepared before and not spoken is let go."""
        self._let_go()
        self._prepared = _Making(self._voice, text, tone, self._pace)

    async def speak(self, text: str, tone: Tone) -> AsyncGenerator[Speech, None]:
        """Piece by piece, each handed over while the next is made. Closing the iterator ends the making.

        Nothing comes of text without a letter or figure. Raises EngineError when the voice fails.
        """
        making = self._prepared
        if making is not None and making.what == (self._voice, text, tone):
            self._prepared = None
        else:
            self._let_go()
            making = _Making(self._voice, text, tone, self._pace)
        try:
            while (speech := await making.ahead) is not None:
                making.go_on()
                yield speech
        finally:
            making.stop()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await making.ahead

    def _let_go(self) -> None:
        if self._prepared is not None:
            self._prepared.stop()
            self._prepared = None


class _Making:
    """A reply being made, one piece ahead, in a thread."""

    def __init__(self, voice: Voice, text: str, tone: Tone, pace: Pace) -> None:
        self.what = (voice, text, tone)
        self._stopped = threading.Event()
        self._pieces = make(voice, text, tone, self._stopped.is_set, pace)
        self.go_on()

    def go_on(self) -> None:
        """Make the next piece."""
        self.ahead = asyncio.create_task(asyncio.to_thread(next, self._pieces, None))

    def stop(self) -> None:
        """Make no more."""
        self._stopped.set()
        self.ahead.cancel()
        # nobody waits for what was prepared in vain
        self.ahead.add_done_callback(lambda done: done.cancelled() or done.exception())


def card_behind(voice: Voice) -> Card | None:
    """The card a voice was made from; None for one that needs none."""
    card = getattr(voice, "card", None)
    return card if isinstance(card, Card) else None


def make(
    voice: Voice,
    text: str,
    tone: Tone,
    stopped: Callable[[], bool] = lambda: False,
    pace: Pace | None = None,
) -> Iterator[Speech]:
    """Piece by piece, each made when it is asked for, until ``stopped``. Raises EngineError.

    ``pace``: how quickly this voice has spoken so far; it learns from each piece.
    """
    card, pace = card_behind(voice), pace or Pace()
    pause = 0.0
    for piece in pieces(text, card.language if card else "en", pace.now):
        began = time.monotonic()
        sound = _say(voice, piece, tone, stopped)
        if stopped():
            return
        pace.learn(len(piece.text), time.monotonic() - began)
        if len(sound.samples):
            yield Speech(join(silence(pause, sound.rate), sound), piece.text, voice.name, tone)
            pause = tone.sentence_pause if piece.ends else CLAUSE_PAUSE + tone.phrase_pause
            pause = pause if piece.marked else PHRASE_PAUSE


def _say(voice: Voice, piece: Piece, tone: Tone, stopped: Callable[[], bool]) -> Sound:
    """One piece, shaped; empty when it was stopped or came to nothing."""
    parts = []
    # a comma is how a voice knows that it goes on; without one it would fall as at a full stop
    for part in voice.speak(piece.text if piece.marked else f"{piece.text},", tone):
        if stopped():
            return silence(0, voice.rate)
        parts.append(part)
    return shape(join(silence(0, voice.rate), *parts), tone, piece.phrases, taken(voice))
