"""The shipped reader of emotion in the voice: a small network that the project trained itself.

``weights/voice.onnx`` is the network, ``weights/voice.json`` what goes with it, ``weights/MODEL_CARD.md`` what it was
trained on and how well it does. ``./scripts/train-emotion`` makes all three anew. Where the recogniser has an encoder
that it knows, what that heard counts too (``overheard.py``).
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from earnest.errors import EngineError, MissingPart
from earnest.feeling import features, overheard
from earnest.feeling.circumplex import placed
from earnest.nouns import MOODS, Emotion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from earnest.engines.base import Overhear
    from earnest.feeling.features import Array, Frames
    from earnest.nouns import Sound, UsualVoice, Utterance

__all__ = ["WEIGHTS", "VoiceReader", "Weights", "as_float", "familiarity", "quality", "softmax"]

WEIGHTS = Path(__file__).with_name("weights")
"""Where the shipped network lies."""

LONGEST_SECONDS = 12.0
"""Of a longer sound the middle is read: moods change, and memory stays below 150 MB."""
SHORTEST_SPEECH_SECONDS = 0.8
"""Less speech than this says too little."""
LEAST_VOICED_SECONDS = 0.25
"""Less voiced sound than this is no sentence: a knock, a cough, a whisper."""
NOISIEST_DB = 6.0
"""Of the estimate, which runs 0 to 2 dB high: at a true ratio of 5 dB half of all utterances, at 3 dB nearly all."""
QUIETEST_DB = -70.0
"""Against full scale (RMS); below it there is nothing but the converter."""
CLIPPED_SHARE = 0.05
"""Of the samples at full scale; beyond it the spectrum is that of the clipping."""
DOUBT = 0.5
"""What remains of the confidence when the sound is one of the above: at most 0.5, below any sensible floor."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Weights:
    """What goes with the network."""

    name: str
    """Of the reader; a usual voice made by another one is of no use to it."""
    floor: float
    """The recommended confidence floor."""
    temperatures: tuple[float, float]
    """Of the logits, for a stranger and for somebody well known (Guo 2017)."""
    embedding: int
    """How many numbers the network's ears make of an utterance."""

    @classmethod
    def read(cls, path: Path) -> Weights:
        """What ``voice.json`` says. Raises MissingPart when it is not there."""
        if not path.exists():
            raise MissingPart(f"the emotion reader's {path.name} is missing; make it with ./scripts/train-emotion")
        found = json.loads(path.read_text(encoding="utf-8"))
        stranger, known = found["temperatures"]
        return cls(found["name"], float(found["floor"]), (stranger, known), int(found["embedding"]))

    @property
    def traits(self) -> int:
        """How many numbers a usual voice holds: a description, and what the ears made of it."""
        return features.DESCRIPTION_SIZE + self.embedding


@dataclass(frozen=True, slots=True)
class Impression:
    """What the network says about one utterance, before calibration."""

    moods: Array
    """Logits, ``(4,)``, in the order of ``MOODS``."""
    traits: Array
    """``features.describe``, then the embedding: what a usual voice is the mean of, ``(Weights.traits,)``."""
    overheard: Array | None = None
    """What the encoder heard, ``(Head.size,)``; None where no encoder that the head knows listens."""
    said: Array | None = None
    """The head's logits, ``(2, 4)``: of the utterance, and of how it departs from the person's usual ones."""


class VoiceReader:
    """Hears how somebody feels. Nothing is loaded before the first sound; one thread; any sound gets an answer."""

    name = "network"

    def __init__(self, folder: Path = WEIGHTS, floor: float | None = None) -> None:
        self.folder = folder
        self._floor = floor
        self._overhear: Overhear = lambda _: None

    def overhear(self, source: Overhear) -> None:
        """Make use, from now on, of what ``source`` tells that the recogniser's encoder made of an utterance."""
        self._overhear = source

    @cached_property
    def head(self) -> overheard.Head | None:
        """What reads an encoder's frames; None where these weights came without one."""
        return overheard.read_head(self.folder / overheard.FILE)

    @cached_property
    def weights(self) -> Weights:
        """Loaded when first needed. Raises MissingPart."""
        return Weights.read(self.folder / "voice.json")

    @cached_property
    def _session(self) -> Any:
        return _loaded(self.folder / "voice.onnx")

    def read(self, utterance: Utterance, usual: UsualVoice | None = None) -> Emotion:
        """The emotion in the voice, against how this person usually sounds where that is known.

        Never raises on odd sound: silence, knocks, noise and music come out unsure. Raises MissingPart where the
        weights are missing.
        """
        floor = self.weights.floor if self._floor is None else self._floor
        sound = as_float(utterance.sound)
        frames = features.analyse(sound)
        sureness = quality(sound, frames)
        heard = self.impression(frames, usual, utterance if sureness else None)
        probabilities = softmax(self._weighed(heard, self._familiarity(usual)))
        arousal, valence = sureness * placed(probabilities)
        return Emotion(
            probabilities=self._told(probabilities, sureness),
            arousal=float(arousal),
            valence=float(valence),
            confidence=float(probabilities.max() * sureness),
            source="voice",
            floor=floor,
        )

    def impression(
        self, frames: Frames, usual: UsualVoice | None = None, utterance: Utterance | None = None
    ) -> Impression:
        """What the network says about an utterance, beside what is known of who speaks.

        With ``utterance``, also what the head says about what the recogniser's encoder makes of it.
        """
        familiarity, description = self._familiarity(usual), features.describe(frames)
        ordinary = np.zeros(self.weights.traits, dtype=np.float32)
        if usual is not None and familiarity:
            ordinary = np.array(usual.mean, dtype=np.float32)
        moods, embedding = self._session.run(
            None,
            {
                "frames": features.stacked(frames)[None],
                "description": description[None],
                "usual_description": ordinary[None, : len(description)],
                "usual_embedding": ordinary[None, len(description) :],
                "familiarity": np.full((1, 1), familiarity, dtype=np.float32),
            },
        )
        traits = np.concatenate([description, embedding[0]])
        return Impression(moods[0], traits, *self._overheard(utterance, usual))

    def _overheard(self, utterance: Utterance | None, usual: UsualVoice | None) -> tuple[Array, Array] | tuple[()]:
        """What the encoder heard, and the head's logits; empty where there is nothing that it could read."""
        head = self.head
        frames = self._frames(head, utterance) if head is not None and utterance is not None else None
        if head is None or frames is None:
            return ()
        heard, departure = overheard.pooled(frames), np.zeros(len(MOODS), dtype=np.float32)
        known = usual.overheard if usual is not None else None
        if known is not None and (known.reader, len(known.mean)) == (head.name, head.size):
            ordinary = np.array(known.mean, dtype=np.float32)
            departure = familiarity(known.evidence) * head.departure(heard, ordinary)
        return heard, np.stack([head.moods(heard), departure])

    def _frames(self, head: overheard.Head, utterance: Utterance) -> Array | None:
        """The middle of what was heard, as of the sound; None without an encoder that the head knows."""
        try:
            heard = self._overhear(utterance)
            if heard is None or not head.knows(heard.encoder):
                return None
        except (EngineError, OSError) as fault:
            logger.info("the recogniser's encoder told nothing (%s)", type(fault).__name__)
            return None
        frames, most = heard.frames, round(LONGEST_SECONDS * overheard.A_SECOND)
        start = max(0, (len(frames) - most) // 2)
        return frames[start : start + most] if len(frames) else None

    def _weighed(self, heard: Impression, known: float) -> Array:
        """Calibrated logits, ``(4,)``: of the network alone, or of both, for somebody known 0 to 1 well."""
        if heard.said is not None and self.head is not None:
            return np.asarray(self.head.fusion.weights(known) @ np.vstack([heard.moods, heard.said]))
        stranger, well_known = self.weights.temperatures
        return np.asarray(heard.moods / (stranger * (1 - known) + well_known * known))

    def _is_mine(self, usual: UsualVoice | None) -> bool:
        if usual is None or usual.evidence <= 0 or usual.reader not in ("", self.weights.name):
            return False
        return len(usual.mean) == self.weights.traits

    def _familiarity(self, usual: UsualVoice | None) -> float:
        return familiarity(usual.evidence) if usual is not None and self._is_mine(usual) else 0.0

    def _told(self, probabilities: Array, sureness: float) -> Mapping[str, float]:
        """Probabilities over ``MOODS``, drawn towards one quarter each where the sound is doubtful."""
        drawn = probabilities * sureness + (1 - sureness) / len(MOODS)
        return {mood: float(value) for mood, value in zip(MOODS, drawn / drawn.sum(), strict=True)}


def familiarity(evidence: float) -> float:
    """How well a person is known, 0 to 1: one half from two plain utterances, for five make most of the gain."""
    return evidence / (evidence + 2)


@cache
def _loaded(path: Path) -> Any:
    """The network at ``path``, loaded once however many readers there are; one thread. Raises MissingPart.

    numpy's BLAS is held to one thread too: over matrices as small as these the others only spin, on every core.
    """
    import onnxruntime
    from threadpoolctl import threadpool_limits

    threadpool_limits(1, user_api="blas")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if not path.exists():
        raise MissingPart(f"the emotion reader's {path.name} is missing; make it with ./scripts/train-emotion")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def as_float(sound: Sound) -> Array:
    """The samples as float32 in [-1, 1] at 16 kHz, without what is no number, at most ``LONGEST_SECONDS`` of them."""
    samples = np.asarray(sound.samples)
    scale = 32768.0 if samples.dtype.kind in "iu" else 1.0
    wave = np.nan_to_num(samples.astype(np.float32) / scale, posinf=1.0, neginf=-1.0).clip(-1, 1).reshape(-1)
    most = int(LONGEST_SECONDS * sound.rate)
    start = max(0, (len(wave) - most) // 2)
    wave = wave[start : start + most]
    if sound.rate != features.RATE and len(wave):
        import soxr

        wave = soxr.resample(wave, sound.rate, features.RATE).astype(np.float32)
    return np.asarray(wave, dtype=np.float32)


def softmax(logits: Array) -> Array:
    """Probabilities of ``logits`` over the last axis."""
    odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=-1, keepdims=True), dtype=np.float32)


def quality(sound: Array, frames: Frames) -> float:
    """How far a guess about this sound can be trusted: 1, ``DOUBT``, or 0 where there is nothing to hear."""
    if len(sound) == 0 or level_of(sound) < QUIETEST_DB or not frames.voiced.any():
        return 0.0
    doubtful = (
        frames.active.sum() * features.HOP_SECONDS < SHORTEST_SPEECH_SECONDS
        or frames.voiced.sum() * features.HOP_SECONDS < LEAST_VOICED_SECONDS
        or signal_to_noise(sound) < NOISIEST_DB
        or float(np.mean(np.abs(sound) > 0.999)) > CLIPPED_SHARE
    )
    return DOUBT if doubtful else 1.0


def level_of(sound: Array) -> float:
    """RMS against full scale without DC, in dB."""
    return float(10 * np.log10(np.var(sound, dtype=np.float64) + 1e-12))


def signal_to_noise(sound: Array) -> float:
    """An estimate in dB from the quietest tenth of 50 ms pieces: for steady noise, blind to what comes and goes."""
    piece = features.RATE // 20
    pieces = (sound - sound.mean())[: len(sound) // piece * piece].reshape(-1, piece).astype(np.float64)
    if len(pieces) == 0:
        return 0.0
    power = (pieces**2).mean(axis=1)
    noise = max(float(np.percentile(power, 10)), 1e-12)
    return float(10 * np.log10(max(power.mean() / noise - 1, 1e-3)))
