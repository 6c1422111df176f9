"""A voice put through every tone: spoken, timed, recognised, measured."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from earnest.engines.base import EmotionReader, Recognizer, Voice
from earnest.errors import EngineError
from earnest.nouns import RATE, Emotion, Sound, Speech, Tone, Utterance
from earnest.sound import resample
from earnest.speaking.checking.judges import phonation_of, quality_of, told_apart
from earnest.speaking.checking.measures import measure
from earnest.speaking.checking.report import ToneReport, VoiceReport
from earnest.speaking.checking.words import household_sentences, plain_words, word_errors
from earnest.speaking.prosody import join, silence
from earnest.speaking.stream import card_behind, make
from earnest.speaking.tones import Tones

REPLY = "The kettle is on and your tea will be ready soon. I fed the cat. The door is locked. Sleep well and rest."
"""Four sentences, for the time to first audio."""
_HEARD = 8
"""Sentences that the emotion reader listens to in one go."""

Progress = Callable[[str], None]
"""Told the name of each tone as it begins."""


@dataclass(frozen=True, slots=True)
class Ears:
    """Who listens to a voice."""

    recognizer: Recognizer | None = None
    """None when there is none for the language."""
    reader: EmotionReader | None = None
    judges: bool = True
    """Whether the judges of the extra ``check`` are asked, where it is installed."""


def check_voice(
    voice: Voice, tones: Tones, ears: Ears, count: int = 50, progress: Progress = lambda _name: None
) -> VoiceReport:
    """Speak ``count`` household sentences in every tone and measure all of it; neutral goes first."""
    card = card_behind(voice)
    language = card.language if card else "en"
    sentences = household_sentences(language)[:count] or [card.sample if card else REPLY]
    timed = _Timed(voice)
    made = []
    for tone in tones:
        progress(tone.name)
        made.append(_check_tone(timed, card.tone(tone) if card else tone, sentences, ears))
    neutral = made[0]
    spoken = sum(each.seconds for each in neutral.measured)
    first, alone = _first_audio(voice)
    return VoiceReport(
        voice=voice.name,
        language=language,
        about=card.about if card else "",
        rate=voice.rate,
        tones=tuple(made),
        speed=timed.neutral / max(spoken, 1e-9),
        first_audio=first,
        first_alone=alone,
        processing=timed.around / max(timed.engine, 1e-9),
        apart=told_apart([each.readings for each in made]),
        recognizer=ears.recognizer.name if ears.recognizer else "",
        sentences=tuple(sentences),
    )


def _check_tone(voice: _Timed, tone: Tone, sentences: Sequence[str], ears: Ears) -> ToneReport:
    sounds = [voice.say(sentence, tone) for sentence in sentences]
    words, errors = 0, 0
    if ears.recognizer is not None:
        for sentence, sound in zip(sentences, sounds, strict=True):
            said, heard = plain_words(sentence, voice.language), _recognised(ears.recognizer, sound, voice.language)
            words, errors = words + len(said), errors + word_errors(said, heard)
    return ToneReport(
        tone,
        measured=tuple(measure(sound) for sound in sounds),
        words=words,
        errors=errors,
        sample=sounds[0],
        emotion=_felt(ears.reader, sounds[:_HEARD]),
        readings=_read(ears.reader, sounds),
        quality=quality_of(sounds) if ears.judges else None,
        voice=phonation_of(sounds) if ears.judges else None,
    )


def _recognised(recognizer: Recognizer, sound: Sound, language: str) -> list[str]:
    heard = resample(join(silence(0.3, sound.rate), sound, silence(0.3, sound.rate)), RATE)
    try:
        return plain_words(recognizer.transcribe(Utterance(heard)).text, language)
    except EngineError:
        return []


def _felt(reader: EmotionReader | None, sounds: Sequence[Sound]) -> Emotion | None:
    """The reading of all of it together: single sentences differ more by their words than by their tone."""
    if reader is None:
        return None
    return reader.read(Utterance(resample(join(*sounds), RATE)))


def _read(reader: EmotionReader | None, sounds: Sequence[Sound]) -> tuple[Emotion, ...]:
    """Each sentence alone."""
    if reader is None:
        return ()
    return tuple(reader.read(Utterance(resample(sound, RATE))) for sound in sounds)


def _first_audio(voice: Voice) -> tuple[float, float]:
    """Seconds to the first sound of a reply, and of its first sentence by the engine alone: the best of three each."""
    first = REPLY.split(". ")[0] + "."
    ours, alone = [], []
    for _ in range(3):
        began = time.perf_counter()
        list(voice.speak(first, Tone()))
        alone.append(time.perf_counter() - began)
        began = time.perf_counter()
        next(make(voice, REPLY, Tone()))
        ours.append(time.perf_counter() - began)
    return min(ours), min(alone)


class _Timed:
    """A voice with a stopwatch: what the engine takes, and what everything around it takes."""

    def __init__(self, voice: Voice) -> None:
        self.name, self.rate = voice.name, voice.rate
        self._voice = voice
        self.card = card_behind(voice)
        self.language = self.card.language if self.card else "en"
        self.engine = self.whole = self.neutral = 0.0

    @property
    def around(self) -> float:
        """Seconds of text, shaping and levelling."""
        return self.whole - self.engine

    def speak(self, sentence: str, tone: Tone) -> Iterator[Sound]:
        """The voice's own pieces, timed."""
        began = time.perf_counter()
        pieces = list(self._voice.speak(sentence, tone))
        self.engine += time.perf_counter() - began
        yield from pieces

    def say(self, sentence: str, tone: Tone) -> Sound:
        """One sentence as the house would speak it."""
        began = time.perf_counter()
        speeches: list[Speech] = list(make(self, sentence, tone))
        took = time.perf_counter() - began
        self.whole += took
        self.neutral += took if tone.name == "neutral" else 0.0
        return join(*(speech.sound for speech in speeches))
