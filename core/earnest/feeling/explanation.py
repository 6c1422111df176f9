"""Why a mood was guessed, in plain words: what the voice said, what the words said, how sure, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from earnest.nouns import UNSURE, Emotion

__all__ = ["explain"]

_SURE = ((0.85, "quite sure"), (0.7, "fairly sure"), (0.0, "not very sure"))
_LIVELY, _QUIET = 0.35, -0.35
"""Arousal from which a voice is called lively, and below which quiet."""


def explain(emotion: Emotion, readings: Iterable[Emotion] = ()) -> str:
    """In one to three sentences: the guess, how sure it was, and whether voice or words made it.

    ``readings`` are those of voice and words that ``emotion`` was fused from; none when only one was read.
    """
    parts: dict[str, Emotion] = {reading.source: reading for reading in readings}
    if not parts and emotion.source != "both":
        parts = {emotion.source: emotion}
    if not parts or all(reading.confidence == 0 for reading in parts.values()):
        return "I did not guess how you felt: I had neither your voice nor words that told me."
    return " ".join(_sentences(emotion, parts))


def _sentences(emotion: Emotion, parts: dict[str, Emotion]) -> Iterator[str]:
    voice, words = parts.get("voice"), parts.get("words")
    if emotion.label == UNSURE:
        yield "I was not sure how you felt, so I answered in my plain voice."
    else:
        yield f"I thought you seemed {emotion.label}, and I was {_sureness(emotion)}."
    if voice is not None:
        yield f"Your voice {_sounded(voice)}{_share(emotion, voice)}."
    if words is not None:
        yield f"Your words {_read(words)}{_share(emotion, words)}."
    if voice is not None and words is not None and emotion.label == UNSURE and _contrary(voice, words):
        yield "The two did not fit together, and I would rather not guess."


def _sounded(voice: Emotion) -> str:
    pace = "lively" if voice.arousal > _LIVELY else "quiet" if voice.arousal < _QUIET else "even"
    if voice.label == UNSURE:
        return f"sounded {pace}, which alone told me little"
    return f"sounded {pace} and {voice.label} to me" if voice.label != "neutral" else f"sounded {pace} and usual to me"


def _read(words: Emotion) -> str:
    if words.label == "neutral":
        return "were plain ones"
    return "did not tell me much" if words.label == UNSURE else f"seemed {words.label}"


def _share(whole: Emotion, part: Emotion) -> str:
    return f" ({_percent(part)})" if part.label != UNSURE and whole.source == "both" else ""


def _percent(emotion: Emotion) -> str:
    return f"{round(100 * emotion.confidence)} percent sure"


def _sureness(emotion: Emotion) -> str:
    word = next(word for least, word in _SURE if emotion.confidence >= least)
    return f"{word}, about {round(100 * emotion.confidence)} percent"


def _contrary(voice: Emotion, words: Emotion) -> bool:
    return UNSURE not in (voice.label, words.label) and voice.valence * words.valence < 0
