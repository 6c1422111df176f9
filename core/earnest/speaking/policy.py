"""Which tone a reply is spoken in: the skill's wish, else the mood's answer, and the person's own wishes on top."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from earnest.nouns import UNSURE, Emotion, Reply, Tone, plain_emotion
from earnest.speaking.tones import NEUTRAL, Tones

logger = logging.getLogger(__name__)

EASE = 0.7
"""Of the way from the last reply's tone to the next one's: after two replies nine tenths of a change are made."""
MEMORY = 60.0
"""Seconds after which the last reply is forgotten and there is nothing to ease from."""
USUAL_VOLUME = 5.0
"""The middle of the household's scale from 0 to 10."""
VOLUME_STEP = 3.0
"""dB that one step of that scale moves: three just noticeable ones, so that "louder" is surely heard."""


class Policy:
    """Chooses tones, and remembers the last one so that the voice does not jump."""

    def __init__(self, tones: Tones, strength: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        """``strength``: how much of a tone is heard, 0 to 1.5. ``clock``: monotonic seconds."""
        self._tones = tones
        self._strength = strength
        self._clock = clock
        self._last: tuple[float, Tone] | None = None

    def choose(
        self,
        reply: Reply,
        emotion: Emotion,
        preferences: Mapping[str, object],
        override: Callable[[Tone], Tone] = lambda tone: tone,
        *,
        tentative: bool = False,
    ) -> Tone:
        """The tone of ``reply``. ``override`` is the card's own idea of a tone; see ``Speaking.tone_for``.

        ``tentative``: it may not be spoken, so the next tone is not eased from it.
        """
        name, share = self._wanted(reply, emotion, preferences)
        tone = mix(override(self._tones[NEUTRAL]), override(self._tones[name]), share)
        eased = self._eased(tone)
        if not tentative:
            self._last = (self._clock(), eased)
        return personal(eased, preferences)

    def _wanted(self, reply: Reply, emotion: Emotion, preferences: Mapping[str, object]) -> tuple[str, float]:
        """The tone's name and how much of it."""
        avoided = preferences.get("avoid_tones") or ()
        wanted = self._named(reply) or self._tones.answer(emotion).name
        share = self._strength * (1.0 if reply.tone == wanted else assurance(emotion))
        if preferences.get("whisper") and "whisper" in self._tones:
            wanted, share = "whisper", 1.0
        if isinstance(avoided, list | tuple | set | frozenset) and wanted in avoided:
            return NEUTRAL, 1.0
        return (wanted, share) if share > 0 else (NEUTRAL, 1.0)

    def _named(self, reply: Reply) -> str | None:
        if reply.tone is not None and reply.tone not in self._tones:
            logger.warning("a reply names a tone that there is not; the mood of the moment decides")
            return None
        return reply.tone

    def _eased(self, tone: Tone) -> Tone:
        """Part of the way from what was spoken a moment ago; to and from a whisper there is no way between."""
        if self._last is None or self._clock() - self._last[0] >= MEMORY or self._last[1].whisper != tone.whisper:
            return tone
        return mix(self._last[1], tone, EASE)


def assurance(emotion: Emotion) -> float:
    """How much of a tone a mood deserves, 0 to 1: sure and strong moods all of it, doubtful and faint ones less.

    Intensity is the distance from plain speech in arousal and valence, a textbook case of the mood being 1; a faint
    mood keeps half, so that it is answered at all.
    """
    if emotion.label == UNSURE:
        return 1.0
    strongest = _from_plain(plain_emotion(emotion.likeliest))
    intensity = min(_from_plain(emotion) / strongest, 1.0) if strongest else 1.0
    return emotion.confidence * (0.5 + 0.5 * intensity)


def _from_plain(emotion: Emotion) -> float:
    plain = plain_emotion("neutral")
    return math.dist((emotion.arousal, emotion.valence), (plain.arousal, plain.valence))


def mix(start: Tone, end: Tone, share: float) -> Tone:
    """A point on the way from ``start`` to ``end``, or beyond it; factors move by ratio, offsets by difference."""

    def ratio(one: float, other: float) -> float:
        low = max(one, 0.05)
        return low * math.pow(max(other, 0.05) / low, share)

    def offset(one: float, other: float) -> float:
        return one + (other - one) * share

    return replace(
        end,
        rate=ratio(start.rate, end.rate),
        pitch=offset(start.pitch, end.pitch),
        range=ratio(start.range, end.range),
        energy=offset(start.energy, end.energy),
        brightness=offset(start.brightness, end.brightness),
        tilt=offset(start.tilt, end.tilt),
        breath=min(max(offset(start.breath, end.breath), 0.0), 1.0),
        slope=offset(start.slope, end.slope),
        cadence=offset(start.cadence, end.cadence),
        slowing=max(offset(start.slowing, end.slowing), 0.0),
        lean=min(max(offset(start.lean, end.lean), 0.0), 1.0),
        phrase_pause=max(offset(start.phrase_pause, end.phrase_pause), 0.0),
        sentence_pause=max(offset(start.sentence_pause, end.sentence_pause), 0.0),
    )


def personal(tone: Tone, preferences: Mapping[str, object]) -> Tone:
    """``tone`` as one person wants it: ``rate`` is a factor, ``volume`` 0 to 10 where 5 is usual."""
    rate = _number(preferences.get("rate"), 1.0, 0.5, 2.0)
    volume = _number(preferences.get("volume"), USUAL_VOLUME, 0.0, 10.0)
    return replace(tone, rate=tone.rate * rate, energy=tone.energy + (volume - USUAL_VOLUME) * VOLUME_STEP)


def _number(value: object, usual: float, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return usual
    return min(max(float(value), low), high)
