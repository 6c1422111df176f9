"""Why a mood was guessed, in plain words: what the voice said, what the words said, how sure, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from earnest.nouns import UNSURE, Emotion
from earnest.sheets import Sheet
from earnest.sheets.house import house_words
from earnest.spoken import ENGLISH

__all__ = ["explain"]

_SURE = ((0.85, "quite_sure"), (0.7, "fairly_sure"), (0.0, "not_very_sure"))
_LIVELY, _QUIET = 0.35, -0.35
"""Arousal from which a voice is called lively, and below which quiet."""


def explain(emotion: Emotion, readings: Iterable[Emotion] = (), code: str = ENGLISH) -> str:
    """In one to three sentences: the guess, how sure it was, and whether voice or words made it.

    ``readings`` are those of voice and words that ``emotion`` was fused from; none when only one was read.
    """
    said = house_words(code, "feeling")
    parts: dict[str, Emotion] = {reading.source: reading for reading in readings}
    if not parts and emotion.source != "both":
        parts = {emotion.source: emotion}
    if not parts or all(reading.confidence == 0 for reading in parts.values()):
        return said.words("no_guess")
    return " ".join(_sentences(said, emotion, parts))


def _sentences(said: Sheet, emotion: Emotion, parts: dict[str, Emotion]) -> Iterator[str]:
    voice, words = parts.get("voice"), parts.get("words")
    if emotion.label == UNSURE:
        yield said.words("not_sure")
    else:
        sureness = next(word for least, word in _SURE if emotion.confidence >= least)
        slots = {"mood": said.words(emotion.label), "sureness": said.words(sureness), "percent": _percent(emotion)}
        yield said.words("guessed", slots)
    if voice is not None:
        yield _of_voice(said, voice, _share(said, emotion, voice))
    if words is not None:
        yield _of_words(said, words, _share(said, emotion, words))
    if voice is not None and words is not None and emotion.label == UNSURE and _contrary(voice, words):
        yield said.words("contrary")


def _of_voice(said: Sheet, voice: Emotion, share: str) -> str:
    pace = said.words("lively" if voice.arousal > _LIVELY else "quiet" if voice.arousal < _QUIET else "even")
    if voice.label == UNSURE:
        return said.words("voice_told_little", {"pace": pace})
    mood = said.words("usual" if voice.label == "neutral" else voice.label)
    return said.words("voice_sounded", {"pace": pace, "mood": mood, "share": share})


def _of_words(said: Sheet, words: Emotion, share: str) -> str:
    if words.label == UNSURE:
        return said.words("words_told_little")
    if words.label == "neutral":
        return said.words("words_plain", {"share": share})
    return said.words("words_seemed", {"mood": said.words(words.label), "share": share})


def _share(said: Sheet, whole: Emotion, part: Emotion) -> str:
    """How sure one part was, where there are two; empty elsewhere."""
    told = part.label != UNSURE and whole.source == "both"
    return f" {said.words('share', {'percent': _percent(part)})}" if told else ""


def _percent(emotion: Emotion) -> str:
    return str(round(100 * emotion.confidence))


def _contrary(voice: Emotion, words: Emotion) -> bool:
    return UNSURE not in (voice.label, words.label) and voice.valence * words.valence < 0
