"""Getting to know a voice: a running mean of its voiceprints, in whatever mood they were spoken.

What is learned by itself afterwards is little at a time, and only of turns that were surely theirs: a voice that is
joyful today would otherwise be a stranger's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from earnest.voiceprints import KnownVoice, Voiceprint, Who

if TYPE_CHECKING:
    from earnest.engines.base import SpeakerReader

LONGEST_MEMORY = 60.0
"""Seconds of speech; a known voice goes on following somebody who grows older or has a cold."""
SURELY = 0.97
"""The probability from which a turn teaches."""
LEAST_SECONDS = 1.5
"""Of speech; a shorter turn says too little to teach."""


def learned(person: str, heard: Voiceprint, known: KnownVoice | None = None) -> KnownVoice:
    """What is known of ``person``'s voice after one more utterance of theirs. Another reader's numbers begin anew."""
    if known is None or known.reader != heard.reader or len(known.numbers) != len(heard.numbers):
        return KnownVoice(person, heard.reader, 1, heard.seconds, heard.numbers)
    before = min(known.seconds, LONGEST_MEMORY - heard.seconds)
    mean = (before * np.array(known.numbers) + heard.seconds * np.array(heard.numbers)) / (before + heard.seconds)
    numbers = tuple(round(float(number), 5) for number in mean)
    return replace(known, utterances=known.utterances + 1, seconds=before + heard.seconds, numbers=numbers)


def learned_from_turn(heard: Voiceprint, who: Who, known: KnownVoice) -> KnownVoice | None:
    """What is known of somebody after a turn that was theirs; None where it was not surely so, or too short."""
    if who.name != known.person or who.confidence < SURELY or heard.seconds < LEAST_SECONDS:
        return None
    return learned(known.person, heard, known)


def known_voice_of(person: str, heard: Sequence[Voiceprint]) -> KnownVoice:
    """``person``'s voice, from several utterances of theirs. Raises ValueError where there is none."""
    known: KnownVoice | None = None
    for one in heard:
        known = learned(person, one, known)
    if known is None:
        raise ValueError(f"no voiceprint to know {person} by; five are good")
    return known


def one_voice(heard: Sequence[Voiceprint], reader: SpeakerReader) -> bool:
    """Whether one person spoke all of it: each is rather the voice of the others than somebody else's."""
    return all(
        reader.evidence(one, known_voice_of("", [*heard[:place], *heard[place + 1 :]])) >= 0
        for place, one in enumerate(heard)
        if len(heard) > 1
    )
