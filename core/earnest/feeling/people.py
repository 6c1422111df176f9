"""Getting to know how somebody usually sounds: by what they say when nothing is the matter.

Kept per person: how many utterances, what they are worth, and mean and standard deviation of what
``features.describe`` measures and of what the network makes of an utterance. No sound, no words; ``earnest people
forget NAME`` removes it. How far it is believed grows with its worth (``VoiceReader``).

People do not always speak plainly when they are asked to. An utterance counts by how far the network, which by then
knows the person a little, hears them at rest (after Busso's iterative feature normalisation, 2013).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from earnest.feeling import features
from earnest.feeling.network import VoiceReader, as_float, quality, softmax
from earnest.nouns import MOODS, UsualVoice, Utterance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from earnest.engines.base import EmotionReader
    from earnest.nouns import Emotion, Sound, Turn

__all__ = ["at_rest", "is_plain", "learned", "learned_from_turn", "usual_here", "usual_voice_of"]

LONGEST_MEMORY = 50.0
"""Plain utterances' worth; a usual voice goes on following somebody who grows older or has a cold."""
LEAST = 0.2
"""What an utterance is worth at least: the reader may be wrong about a lively voice that it does not know yet."""
HERE = 2.0
"""Plain utterances' worth of how others here sound, for somebody unknown: they are half known by it. Corpora left out,
beside three others of the corpus, worth 0, 1, 2, 4.5: 51, 56, 57, 56 % of moods; with Whisper's ears 58, 61, 62, 62."""
RAISED = [MOODS.index("happy"), MOODS.index("angry")]


def learned(
    person: str, sound: Sound, usual: UsualVoice | None = None, reader: VoiceReader | None = None
) -> UsualVoice | None:
    """What is known of ``person`` after one more utterance; None when nobody speaks in ``sound``.

    Weighted running mean and standard deviation of its traits, and of what the recogniser's encoder heard where
    ``reader`` overhears one; after ``LONGEST_MEMORY`` older ones fade. Statistics of another reader are begun anew.
    """
    reader = reader or VoiceReader()
    wave = as_float(sound)
    frames = features.analyse(wave)
    worth = quality(wave, frames)
    if worth == 0:
        return None
    own, size = reader.weights.name, reader.weights.traits
    mine = usual if usual is not None and usual.reader in ("", own) and len(usual.mean) == size else None
    heard = reader.impression(frames, usual, Utterance(sound))
    worth *= at_rest(heard.moods)
    after = _after(person, mine, heard.traits, own, worth)
    known = usual.overheard if usual is not None else None
    if heard.overheard is None or reader.head is None:
        return replace(after, overheard=known)
    if known is not None and (known.reader, len(known.mean)) != (reader.head.name, reader.head.size):
        known = None
    return replace(after, overheard=_after(person, known, heard.overheard, reader.head.name, worth))


def _after(
    person: str, usual: UsualVoice | None, numbers: NDArray[np.floating], reader: str, worth: float
) -> UsualVoice:
    """What ``reader`` knows of ``person`` after an utterance of which it made ``numbers``."""
    if usual is None:
        nothing = (0.0,) * len(numbers)
        usual = UsualVoice(person, 0, nothing, nothing, reader)
    before = min(usual.evidence, LONGEST_MEMORY - worth)
    mean, spread = np.array(usual.mean), np.array(usual.spread)
    apart = numbers.astype(np.float64) - mean
    step = apart * worth / (before + worth)
    variance = (spread**2 + apart * step) * before / (before + worth)
    figures = _rounded(mean + step), _rounded(np.sqrt(np.maximum(variance, 0)))
    return UsualVoice(person, usual.utterances + 1, *figures, reader, before + worth)


def at_rest(moods: NDArray[np.floating]) -> float:
    """How much an utterance says of somebody's usual voice, 0.2 to 1, from the network's logits, ``(4,)``.

    That is what does not speak for joy or anger. Sad speech counts: it is nearer to plain speech, and mistaken for it.
    """
    return max(LEAST, 1.0 - float(softmax(moods)[RAISED].sum()))


def usual_voice_of(person: str, sounds: list[Sound], reader: VoiceReader | None = None) -> UsualVoice:
    """How ``person`` sounds on a usual day, from ``sounds`` of them. Raises ValueError where nobody speaks in any."""
    usual: UsualVoice | None = None
    for sound in sounds:
        usual = learned(person, sound, usual, reader) or usual
    if usual is None:
        raise ValueError(f"no sound to learn {person}'s usual voice from; at least one is needed, five are good")
    return usual


def usual_here(known: Sequence[UsualVoice]) -> UsualVoice | None:
    """How people here usually sound, for whoever is none of them; None where none of ``known`` was learned.

    They share a room, a microphone and mostly a language: against the mean of them somebody unknown is heard better
    than against nobody. Nothing is kept of it, and it is no person's.
    """
    overheard = usual_here([voice.overheard for voice in known if voice.overheard is not None]) if known else None
    taught = [voice for voice in known if voice.evidence > 0]
    if not taught:
        return None
    best = max(taught, key=lambda voice: voice.evidence)
    alike = [voice for voice in taught if (voice.reader, len(voice.mean)) == (best.reader, len(best.mean))]
    mean, spread = (_rounded(np.mean([getattr(voice, of) for voice in alike], axis=0)) for of in ("mean", "spread"))
    return UsualVoice("", 0, mean, spread, best.reader, HERE, overheard)


def is_plain(emotion: Emotion, *readings: Emotion) -> bool:
    """Whether somebody surely spoke as usual: neutral above the floor by the voice, and nothing read says otherwise."""
    calm = all(reading.likeliest == "neutral" for reading in readings)
    return calm and emotion.label == "neutral" and emotion.source != "words"


def learned_from_turn(turn: Turn, usual: UsualVoice | None, reader: EmotionReader | None = None) -> UsualVoice | None:
    """What is known of the person after this turn; None where nobody is known to speak or it teaches nothing.

    The caller asks for consent first (``may_read``). Only a turn that was surely neutral teaches. Another ``reader``
    than a ``VoiceReader`` leaves the learning to one of its own.
    """
    if turn.person is None or turn.utterance is None or not is_plain(turn.emotion, *turn.readings):
        return None
    return learned(turn.person, turn.utterance.sound, usual, reader if isinstance(reader, VoiceReader) else None)


def _rounded(numbers: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(round(float(number), 4) for number in numbers)
