"""What a check found, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from earnest.nouns import Emotion, Sound, Tone
from earnest.speaking.checking.judges import Phonation, Quality
from earnest.speaking.checking.measures import Measured, tilt_of

_OCTAVE = 9.0
"""Semitones."""


@dataclass(frozen=True, slots=True, eq=False)
class ToneReport:
    """One tone of one voice."""

    tone: Tone
    """What was asked for."""
    measured: tuple[Measured, ...]
    """Every sentence, in the same order for every tone."""
    words: int
    """How many words were said to the recogniser; 0 when none understands the language."""
    errors: int
    """How many of them it got wrong."""
    sample: Sound
    """The first sentence, to listen to."""
    emotion: Emotion | None = None
    """What Earnest's own reader hears in all of it."""
    readings: tuple[Emotion, ...] = ()
    """What it hears in each sentence alone."""
    quality: Quality | None = None
    """By a predictor of listeners' scores; None without the extra ``check``."""
    voice: Phonation | None = None
    """By Praat; None without the extra ``check``."""

    @property
    def wrong(self) -> float | None:
        """Word error rate, 0 to 1 and above; None when nothing was recognised."""
        return self.errors / self.words if self.words else None

    @property
    def pitch(self) -> float:
        """Mean, semitones above 55 Hz."""
        return float(np.mean(self._pitches)) if self._pitches else 0.0

    @property
    def spread(self) -> float:
        """Standard deviation of pitch, semitones."""
        return float(np.std(self._pitches)) if self._pitches else 0.0

    @property
    def speaking(self) -> float:
        """Seconds without pauses."""
        return sum(each.speaking for each in self.measured)

    @property
    def lufs(self) -> float:
        """Mean loudness of a sentence."""
        return float(np.mean([each.lufs for each in self.measured]))

    @property
    def bands(self) -> NDArray[np.float64]:
        """Power by ``measures.BANDS``, over all sentences."""
        return np.asarray(np.sum([each.bands for each in self.measured], axis=0))

    @property
    def clicks(self) -> int:
        return sum(each.clicks for each in self.measured)

    @property
    def clipped(self) -> int:
        return sum(each.clipped for each in self.measured)

    @property
    def _pitches(self) -> list[float]:
        """Every voiced frame's; what lies further from the middle than ``_OCTAVE`` is the tracker's mistake."""
        every = [value for each in self.measured for value in each.pitches]
        middle = float(np.median(every)) if every else 0.0
        return [value for value in every if abs(value - middle) < _OCTAVE]


@dataclass(frozen=True, slots=True, eq=False)
class VoiceReport:
    """One voice in all its tones, neutral first."""

    voice: str
    language: str
    about: str
    rate: int
    """Samples a second."""
    tones: tuple[ToneReport, ...]
    speed: float
    """Seconds of work for a second of neutral speech."""
    first_audio: float
    """Seconds from a four-sentence reply to its first sound."""
    first_alone: float
    """Seconds the engine alone takes for the first of those sentences, in the same run."""
    processing: float
    """Seconds of everything but the engine, for a second of the engine's."""
    apart: float | None = None
    """Of the sentences, how many the emotion reader puts to the tone they were spoken in; None without a reader."""
    recognizer: str = ""
    """Who listened; empty when nobody understands the language."""
    sentences: tuple[str, ...] = field(default=())

    @property
    def neutral(self) -> ToneReport:
        """What every tone is measured against."""
        return self.tones[0]


@dataclass(frozen=True, slots=True)
class Moved:
    """One quantity of a tone: what was asked of it and what came, both against neutral."""

    name: str
    unit: str
    asked: float
    got: float

    @property
    def fair(self) -> bool:
        """Within a quarter of what was asked; for next to nothing asked, not to be heard as more."""
        return abs(self.got - self.asked) <= max(0.25 * abs(self.asked), _UNHEARD[self.name])


_UNHEARD = {"rate": 2.5, "pitch": 0.4, "range": 20.0, "tilt": 0.5, "level": 0.3}
"""Half a just noticeable difference, or less: %, semitones, %, dB per octave, dB (see ``voices/tones.yaml``)."""


def movements(report: ToneReport, neutral: ToneReport) -> list[Moved]:
    """How far the tone moved from neutral."""
    tone, plain = report.tone, neutral.tone
    return [
        Moved("rate", "%", 100 * (tone.rate / plain.rate - 1), 100 * (_ratio(neutral.speaking, report.speaking) - 1)),
        Moved("pitch", "st", tone.pitch - plain.pitch, report.pitch - neutral.pitch),
        Moved("range", "%", 100 * (tone.range / plain.range - 1), 100 * (_ratio(report.spread, neutral.spread) - 1)),
        Moved("tilt", "dB/oct", tone.tilt - plain.tilt, tilt_of(report.bands, neutral.bands)),
        Moved("level", "dB", tone.energy - plain.energy, report.lufs - neutral.lufs),
    ]


def _ratio(one: float, other: float) -> float:
    return one / other if other else 1.0
