"""Getting to know how somebody usually sounds: by what they say when nothing is the matter.

Kept per person: how many utterances, what they are worth, and mean and standard deviation of what
``features.describe`` measures and of what the network makes of an utterance. No sound, no words; ``earnest people
forget NAME`` removes it. How far it is believed grows with its worth (``VoiceReader``).

People do not always speak plainly when they are asked to. An utterance counts by how far the network, which by then
knows the person a little, hears them at rest (after Busso's iterative feature normalisation, 2013).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from earnest.feeling import features
from earnest.feeling.network import VoiceReader, as_float, quality, softmax
from earnest.nouns import MOODS, UsualVoice

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from earnest.nouns import Emotion, Sound, Utterance

__all__ = ["at_rest", "is_plain", "learned", "learned_from_turn", "usual_voice_of"]

LONGEST_MEMORY = 50.0
"""Plain utterances' worth; a usual voice goes on following somebody who grows older or has a cold."""
LEAST = 0.2
"""What an utterance is worth at least: the reader may be wrong about a lively voice that it does not know yet."""
RAISED = [MOODS.index("happy"), MOODS.index("angry")]


def learned(
    person: str, sound: Sound, usual: UsualVoice | None = None, reader: VoiceReader | None = None
) -> UsualVoice | None:
    """What is known of ``person`` after one more utterance; None when nobody speaks in ``sound``.

    Weighted running mean and standard deviation of its traits; after ``LONGEST_MEMORY`` older ones fade.
    Statistics of another reader are begun anew.
    """
    reader = reader or VoiceReader()
    wave = as_float(sound)
    frames = features.analyse(wave)
    worth = quality(wave, frames)
    if worth == 0:
        return None
    name, nothing = reader.weights.name, (0.0,) * reader.weights.traits
    if usual is None or usual.reader not in ("", name) or len(usual.mean) != len(nothing):
        usual = UsualVoice(person, 0, nothing, nothing, name)
    heard = reader.impression(frames, usual)
    worth *= at_rest(heard.moods)
    before = min(usual.evidence, LONGEST_MEMORY - worth)
    mean, spread = np.array(usual.mean), np.array(usual.spread)
    apart = heard.traits.astype(np.float64) - mean
    step = apart * worth / (before + worth)
    variance = (spread**2 + apart * step) * before / (before + worth)
    figures = _rounded(mean + step), _rounded(np.sqrt(np.maximum(variance, 0)))
    return UsualVoice(person, usual.utterances + 1, *figures, name, before + worth)


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


def is_plain(emotion: Emotion, *readings: Emotion) -> bool:
    """Whether somebody surely spoke as usual: neutral above the floor by the voice, and nothing read says otherwise."""
    calm = all(reading.likeliest == "neutral" for reading in readings)
    return calm and emotion.label == "neutral" and emotion.source != "words"


def learned_from_turn(
    person: str, utterance: Utterance, usual: UsualVoice | None, emotion: Emotion, readings: tuple[Emotion, ...] = ()
) -> UsualVoice | None:
    """What is known of ``person`` after this turn; None where it teaches nothing.

    The caller asks for consent first (``may_read``). Only a turn that was surely neutral teaches.
    """
    return learned(person, utterance.sound, usual) if is_plain(emotion, *readings) else None


def _rounded(numbers: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(round(float(number), 4) for number in numbers)
