"""The nouns of a turn. Every value is frozen; each arrow of the house returns a new one.

    frames ─ wake ─ endpoint ─▶ Utterance ─┬─▶ Transcript ─┐
                                           └─▶ Emotion  ───┴▶ Turn ─▶ Reply ─▶ Tone ─▶ Speech

Times called ``made`` are of the monotonic clock; ``at``, ``started``, ``ended`` are seconds into the stream of sound.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]

RATE = 16_000
"""Samples a second of everything that is heard. What is spoken keeps its voice's own rate."""

Mood = Literal["neutral", "happy", "sad", "angry"]
MOODS: tuple[Mood, ...] = ("neutral", "happy", "sad", "angry")
"""The emotions a reader tells apart, in the order every probability vector keeps."""

UNSURE = "unsure"
"""The label of an emotion below the confidence floor. It is an answer, not a failure."""

EndedBy = Literal["silence", "limit", "no-speech"]
Source = Literal["voice", "words", "both"]


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """A stretch of mono sound."""

    samples: Samples
    """int16, shape (n,), full scale ±32767."""
    rate: int = RATE

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate


@dataclass(frozen=True, slots=True)
class Wake:
    """A wake word, heard."""

    word: str
    """The wake word's name, as in the config: ``okay_nabu``."""
    score: float
    """The detector's certainty, 0 to 1."""
    at: float = 0.0
    """Where it ended, in seconds into the stream."""


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """What one person said in one go, cut out of the stream."""

    sound: Sound
    """16 kHz, from a little before the first syllable to a little after the last."""
    ended_by: EndedBy = "silence"
    """Why listening stopped."""
    wake: Wake | None = None
    """The wake word that opened it; None for a follow-up or a file."""
    started: float = 0.0
    ended: float = 0.0
    voiced: float = 0.0  # where its last voice ended; the rest is silence
    made: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words of an utterance."""

    text: str
    """Lower or mixed case, as the recogniser writes it; empty when nothing was understood."""
    confidence: float = 1.0
    """0 to 1, the recogniser's own estimate; 1 for typed text."""
    engine: str = "typed"
    """Which recogniser wrote it."""
    made: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class Emotion:
    """How somebody seems to feel: a guess that knows how sure it is."""

    probabilities: Mapping[str, float]
    """Over ``MOODS``; they sum to 1."""
    arousal: float
    """-1 (drowsy) to 1 (agitated): above 0 as in joy and anger, below 0 as in plain and in sad speech."""
    valence: float
    """-1 (unpleasant) to 1 (pleasant)."""
    confidence: float
    """0 to 1, calibrated: of guesses made with 0.8, four in five are right."""
    source: Source = "voice"
    """What it was read from."""
    floor: float = 0.55
    """Below this confidence the label is ``unsure``."""
    made: float = field(default_factory=time.monotonic, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "probabilities", MappingProxyType(dict(self.probabilities)))

    @property
    def likeliest(self) -> Mood:
        """The most probable mood, however unsure."""
        return max(MOODS, key=lambda mood: self.probabilities.get(mood, 0.0))

    @property
    def label(self) -> str:
        """The likeliest mood, or ``unsure``."""
        return self.likeliest if self.confidence >= self.floor else UNSURE

    def seems(self, *moods: str) -> bool:
        """Whether this is, with confidence, one of ``moods`` (a mood, or a shade of ``SHADES``); false when unsure.

        Raises ValueError for a word that is neither mood nor shade.
        """
        for mood in moods:
            if mood not in MOODS and mood not in SHADES:
                raise ValueError(f"{mood!r} is no mood; choose from {', '.join((*MOODS, *SHADES))}")
        return self.label != UNSURE and any(self._is(mood) for mood in moods)

    def _is(self, mood: str) -> bool:
        if mood not in SHADES:
            return self.label == mood
        shade = SHADES[mood]
        low, high = shade.arousal
        return self.label in shade.moods and low <= self.arousal <= high

    def as_json(self) -> dict[str, object]:
        """The shape that the command line promises."""
        return {
            "label": self.label,
            "confidence": round(self.confidence, 4),
            "probabilities": {mood: round(self.probabilities.get(mood, 0.0), 6) for mood in MOODS},
            "arousal": round(self.arousal, 4),
            "valence": round(self.valence, 4),
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Shade:
    """A word for a region of moods and arousal."""

    moods: frozenset[str]
    arousal: tuple[float, float]


SHADES: Mapping[str, Shade] = MappingProxyType(
    {
        "tired": Shade(frozenset({"sad", "neutral"}), (-1.0, -0.4)),
        "upset": Shade(frozenset({"sad", "angry"}), (-1.0, 1.0)),
        "calm": Shade(frozenset({"neutral", "happy"}), (-1.0, 0.0)),
        "excited": Shade(frozenset({"happy"}), (0.4, 1.0)),
    }
)
"""Everyday words a skill may ask about beside the four moods."""

UNSURE_EMOTION = Emotion(dict.fromkeys(MOODS, 0.25), 0.0, 0.0, 0.0)
"""Nothing is known about how somebody feels."""

_TYPICAL: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"neutral": (-0.3, 0.0), "happy": (0.6, 0.8), "sad": (-0.6, -0.6), "angry": (0.8, -0.7)}
)
"""(arousal, valence) of a plain case of each mood, after Russell's circumplex (1980). Plain speech lies where being at
rest does, below the middle, so that the sign of arousal says something by itself."""


def plain_emotion(mood: str, confidence: float = 0.95, source: Source = "voice") -> Emotion:
    """A textbook case of ``mood``, for typed turns and rehearsals. Raises ValueError for another word."""
    if mood == UNSURE:
        return UNSURE_EMOTION
    if mood not in MOODS:
        raise ValueError(f"{mood!r} is no mood; choose from {', '.join((*MOODS, UNSURE))}")
    rest = (1.0 - confidence) / (len(MOODS) - 1)
    arousal, valence = _TYPICAL[mood]
    spread: dict[str, float] = {other: confidence if other == mood else rest for other in MOODS}
    return Emotion(spread, arousal, valence, confidence, source)


@dataclass(frozen=True, slots=True)
class UsualVoice:
    """How one person sounds on a usual day: running statistics, never sound."""

    person: str
    """The name the household gave."""
    utterances: int  # that the statistics rest on
    mean: tuple[float, ...]
    """Mean of each feature, in the units of the reader that made it."""
    spread: tuple[float, ...]
    """Standard deviation of each feature."""
    reader: str = ""
    """The reader whose features these are; another reader ignores them."""
    evidence: float = 0.0
    """How many plainly spoken utterances it is worth: less than ``utterances`` where some sounded glad or cross."""
    overheard: UsualVoice | None = None  # the same, in the numbers made of what the recogniser's encoder hears


@dataclass(frozen=True, slots=True)
class Intent:
    """Who answers an utterance, and with what."""

    plugin: str
    skill: str
    slots: Mapping[str, object] = field(default_factory=dict)
    """Values of the phrase's ``{slots}``, already typed."""
    score: float = 1.0
    """0 to 1: how well the words fit one of the skill's phrases."""
    exact: bool = True
    """Whether the words are one of the skill's phrases; else they only mean about the same."""
    unexplained: tuple[str, ...] = ()
    """What was said that neither phrase nor slots nor politeness account for."""
    also: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    """Further values that were said for a slot: what was asked for goes for each of them."""
    why_not: str = ""
    lacking: Mapping[str, str] = field(default_factory=dict)
    """Why a time that was said cannot be ("there is no …"), and the kinds of needed slots that it was said for."""


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """One utterance, understood: what was said, how, and by whom."""

    number: int
    """From 1."""
    transcript: Transcript
    emotion: Emotion
    """Voice and words together."""
    person: str | None = None
    """Who spoke, when known."""
    utterance: Utterance | None = None
    """None when typed."""
    readings: tuple[Emotion, ...] = ()
    """What the emotion was fused from: voice, words, or both."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What to answer, and in which tone."""

    text: str
    tone: str | None = None
    """A name from ``tones.yaml``; None leaves it to the mood of the moment."""


@dataclass(frozen=True, slots=True)
class Tone:
    """A point in prosody. Factors and offsets are against the voice's own neutral."""

    name: str = "neutral"
    rate: float = 1.0
    """Speaking rate, × (1.1 is a tenth faster)."""
    pitch: float = 0.0
    """Mean pitch, semitones."""
    range: float = 1.0
    """Pitch range, ×."""
    energy: float = 0.0  # level, dB
    brightness: float = 0.0
    """Shelf above 3 kHz, dB."""
    tilt: float = 0.0
    """Slope of the spectrum between 200 Hz and 8 kHz, dB per octave: soft voices fall, firm ones and smiles rise."""
    breath: float = 0.0
    """Share of the voice's power above 1 kHz that is breath, 0 to 1."""
    slope: float = 0.0
    """Semitones by which the melody climbs from the first voiced moment of a sentence to the last."""
    cadence: float = 0.0
    """Semitones by which the last half second of a statement rises; below 0 it falls."""
    slowing: float = 0.0
    """By what share the last half second lasts longer than the rest; the sentence as a whole keeps ``rate``."""
    lean: float = 0.0
    """How much of the leaning on words that matter is heard (``speaking.leaning``), 0 to 1."""
    phrase_pause: float = 0.0
    sentence_pause: float = 0.25
    """Seconds added at a comma, and seconds between sentences."""
    whisper: bool = False
    """Breath instead of voice; exempt from loudness levelling."""


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """A piece of a reply, as sound: one sentence or a first clause."""

    sound: Sound
    text: str
    """What is said in it."""
    voice: str
    """The voice card's name."""
    tone: Tone
    made: float = field(default_factory=time.monotonic)
