"""One utterance being caught: where it begins, where it ends, and the sound in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from earnest.listening.endings import BREATH
from earnest.listening.levels import raised
from earnest.listening.pauses import Pauses
from earnest.listening.table import Event
from earnest.nouns import RATE, Sound, Utterance

if TYPE_CHECKING:
    from earnest.config import ListeningSettings
    from earnest.engines.base import EndOfSpeech
    from earnest.intents.completeness import Completeness
    from earnest.listening.nearness import Nearness
    from earnest.nouns import EndedBy, Samples, Wake

ONSET = 0.5
"""Probability from which a window counts as speech: Silero's own recommendation."""
OFFSET = 0.35
"""Probability below which it no longer does, once speech has begun: Silero's ``neg_threshold``."""
SURE = 2
"""Windows of speech in a row before it counts as begun, so that a click does not."""
SURE_AMONG_TALK = 7
"""The same for an answer while others talk: a "yes" lasts as long, what is loudest of talk behind mostly does not."""
LEAD = 0.3
"""Seconds kept before the first voiced window: soft consonants come before the voice."""
TAIL = 0.3
"""Seconds kept after the last voiced window."""
REMNANT = 0.3
"""Seconds: a stretch of voice no longer than this at the very start is the end of the wake word."""
SYLLABLE = 0.6
"""Seconds after waking in which a voice without words may be the end of the wake word."""

_ENDED_BY: dict[Event, EndedBy] = {
    Event.PAUSED: "silence",
    Event.ENDED: "silence",
    Event.LIMIT: "limit",
    Event.NO_SPEECH: "no-speech",
}


class Capture:
    """Collects frames until the speaker has finished, or never began."""

    def __init__(
        self,
        detector: EndOfSpeech,
        settings: ListeningSettings,
        at: float,
        wake: Wake | None = None,
        nearness: Nearness | None = None,
    ) -> None:
        """``at`` is where the first frame begins, in seconds into the stream; ``nearness`` knows whose voice counts."""
        detector.reset()
        self.wake = wake
        self._nearness = nearness
        self._detector = detector
        self._settings = settings
        self._at = at
        self._sound: list[Samples] = []
        self._pending: Samples = np.zeros(0, np.int16)
        self._heard = 0.0
        self._run = 0
        self._began: float | None = None
        self._pauses = self._no_pauses_yet()

    @property
    def voiced(self) -> bool:
        """Whether speech has begun."""
        return self._began is not None

    def add(self, frame: Samples) -> Event | None:
        """Take the next 10 ms: VOICED when speech begins, PAUSED when it may be over, ENDED, LIMIT or NO_SPEECH."""
        self._sound.append(frame)
        self._pending = np.concatenate([self._pending, frame])
        window = self._detector.window
        if len(self._pending) < window:
            return None
        chunk, self._pending = self._pending[:window], self._pending[window:]
        self._heard += window / RATE
        near = self._nearness is None or self._nearness.near(chunk)
        voice = self._detector.voiced(chunk if self._nearness is None else raised(chunk, self._nearness.gain))
        return self._judge(voice if near else 0.0, window / RATE)

    def judge(self, words: Completeness, voiced: float) -> None:
        """What was said up to ``voiced`` (seconds into the stream); nothing when somebody has spoken on since."""
        if self.voiced_until == voiced:
            late = words == "nothing" and (self._began or 0.0) > SYLLABLE
            self._pauses.words = "open" if late else words

    @property
    def voiced_until(self) -> float:
        """Where the last voice ended, in seconds into the stream."""
        return round(self._at + self._heard - self._pauses.quiet, 3)

    def utterance(self, why: Event) -> Utterance:
        """What was caught, up to now for PAUSED; without speech there is no sound in it."""
        sound, ended = np.concatenate([*self._sound, np.zeros(0, np.int16)]), self._heard
        if self._began is None:
            return Utterance(Sound(sound[:0]), _ENDED_BY[why], self.wake, self._at, self._at + ended)
        start = max(0.0, self._began - LEAD)
        if why in (Event.ENDED, Event.PAUSED):
            ended = min(ended, self._heard - self._pauses.quiet + TAIL)
        cut = sound[round(start * RATE) : round(ended * RATE)]
        span = self._at + start, self._at + ended, self.voiced_until
        return Utterance(Sound(cut), _ENDED_BY[why], self.wake, *span)

    def _judge(self, probability: float, seconds: float) -> Event | None:
        if self._began is None:
            return self._wait(probability, seconds)
        before = self._pauses.quiet
        self._pauses.hear(probability >= OFFSET, seconds)
        if self._is_remnant():
            self._began, self._run = None, 0
            self._pauses = self._no_pauses_yet()
        elif self._pauses.over:
            return Event.ENDED
        elif self._heard - (self._began or 0.0) >= self._settings.longest:
            return Event.LIMIT
        elif before < BREATH <= self._pauses.quiet and not self._may_be_remnant():
            return Event.PAUSED
        return None

    @property
    def _sure(self) -> int:
        among_talk = self.wake is None and self._nearness is not None and not self._nearness.quiet_room
        return SURE_AMONG_TALK if among_talk else SURE

    def _no_pauses_yet(self) -> Pauses:
        return Pauses(self._settings.silence, quiet_room=self._nearness is None or self._nearness.quiet_room)

    def _wait(self, probability: float, seconds: float) -> Event | None:
        self._run = self._run + 1 if probability >= ONSET else 0
        if self._run >= self._sure:
            self._began = self._heard - self._run * seconds
            self._pauses.hear(True, self._run * seconds)
            return Event.VOICED
        return Event.NO_SPEECH if self._heard >= self._settings.patience else None

    def _is_remnant(self) -> bool:
        """Whether what was heard so far is only the end of the wake word that opened this."""
        return self._pauses.quiet >= REMNANT and self._may_be_remnant()

    def _may_be_remnant(self) -> bool:
        if self.wake is None or self._began is None:
            return False
        return self._began < REMNANT / 2 and self._pauses.spoken <= REMNANT
