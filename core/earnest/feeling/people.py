"""Getting to know how somebody usually sounds: by what they say when nothing is the matter.

Kept per person: how many utterances, and mean and standard deviation of what ``features.describe`` measures and of what
the network makes of an utterance. No sound, no words; ``earnest people forget NAME`` removes it. How far it is believed
grows with the utterances it rests on (``VoiceReader``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earnest.feeling.network import VoiceReader, with_utterance

if TYPE_CHECKING:
    from earnest.model import Emotion, Sound, UsualVoice, Utterance

__all__ = ["is_plain", "learned", "learned_from_turn"]


def learned(
    person: str, sound: Sound, usual: UsualVoice | None = None, reader: VoiceReader | None = None
) -> UsualVoice | None:
    """What is known of ``person`` after one more utterance on a usual day; None when nobody speaks in ``sound``."""
    after = with_utterance(person, sound, usual, reader)
    before = usual.utterances if usual is not None and usual.reader == after.reader else 0
    return after if after.utterances > before else None


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
