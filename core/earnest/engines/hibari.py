"""hibari as a voice: English neural speech from inside a wheel, shaped by a tone before it is sound.

Of the package this uses ``Hibari`` with ``phonemize``, ``ids``, ``sess``, ``vocab`` and ``g2p``, ``G2P`` and what it
reads (``hibari_words``), ``dsp.synth``, and the graph's inputs ``ids`` and ``speed`` and outputs ``lh``, ``theta``,
``ln``, ``lr``, ``phi`` and ``f0``;
``tests/engines/test_hibari.py`` tells when a version changes one of them.
"""

from __future__ import annotations

import json
import logging
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from earnest.engines.hibari_words import reading
from earnest.engines.onnx_runtime import opened
from earnest.errors import CardError, EngineError
from earnest.nouns import Sound, Tone
from earnest.speaking.cards import Card
from earnest.speaking.larynx import Source
from earnest.speaking.larynx.melody import sung
from earnest.speaking.larynx.timbre import coloured, in_phase, movable
from earnest.speaking.larynx.timing import paced, softened, weights
from earnest.speaking.leaning import Lean, leans
from earnest.speaking.respelling import PLAIN, Lexicon
from earnest.supplies.fetching import fault

if TYPE_CHECKING:
    from hibari import Hibari

    from earnest.nouns import Samples
    from earnest.speaking.larynx import Reals

INPUTS, OUTPUTS = ("ids", "speed"), ("lh", "theta", "ln", "lr", "phi", "f0")
"""Of the graph. Spectra are float32 (1, 601, frames), ``f0`` is (1, frames)."""
LENGTHS = "/Clip_output_0"
"""The graph's inner value with how long each phoneme lasts; where it is not, words are placed by their letters."""
LONGEST = 400
"""Phonemes that the network is given at once, as in the package itself."""
_SPEEDS = (0.45, 0.5, 0.6, 0.7, 0.8, 0.84, 0.9, 1.0, 1.1, 1.2, 1.33, 1.4, 1.5, 1.8, 2.0, 2.5)
_RATES = (0.466, 0.499, 0.602, 0.714, 0.811, 0.89, 0.949, 1.0, 1.045, 1.106, 1.217, 1.473, 1.512, 1.647, 1.753, 1.97)
"""What the input ``speed`` really does, since durations are rounded to 25 ms: means of 25 household sentences. The rest
of the way to the rate that is asked for is ``paced``."""
_NEAR = 0.04
"""Share of the rate that needs no second pass of the network."""
_PLAIN = Tone()

logger = logging.getLogger(__name__)


class HibariVoice:
    """A ``Voice`` of the package: the embedded one, or one of the others from a card's file."""

    takes = frozenset({"rate", "pitch", "range", "tilt", "breath", "slope", "cadence", "slowing", "lean", "whisper"})

    def __init__(self, card: Card) -> None:
        """Raises CardError when the card's file is no voice of hibari's, or not the one the card tells of."""
        self.name = card.name
        self.card = card
        self._hibari = _load(card)
        self.rate: int = self._hibari.sample_rate
        self._inner = any(end.name == LENGTHS for end in self._hibari.sess.get_outputs())
        self._turn = threading.Lock()
        self._own = PLAIN
        threading.Thread(target=self._read, name="hibari's dictionary", daemon=True).start()

    def _read(self) -> None:
        """Get the dictionary ready before somebody needs it; who speaks meanwhile waits for it."""
        try:
            self._phonemes("ready")
        except Exception as trouble:  # whoever speaks next meets it again, and tells
            logger.debug("hibari's dictionary cannot be read (%s)", type(trouble).__name__)

    def learn(self, lexicon: Lexicon) -> None:
        """Say the household's own words its way."""
        self._own = lexicon

    def speak(self, sentence: str, tone: Tone) -> Iterator[Sound]:
        """The sentence, in as many pieces as the network must have it. Raises EngineError."""
        try:
            for said in self._said(sentence, tone.lean):
                ids = self._hibari.ids(said.phonemes)
                if len(ids) > 2:
                    yield Sound(_whole(self._wave(ids, said, tone)), self.rate)
        except Exception as trouble:
            logger.debug("hibari failed with %s", type(trouble).__name__)
            raise EngineError(f"voice {self.name}: hibari failed to speak ({type(trouble).__name__})") from None

    def _phonemes(self, text: str) -> list[str]:
        """As much at once as the network takes. The dictionary is read once, by whoever asks first."""
        with self._turn:
            if self._hibari._g2p is None:
                self._hibari._g2p = reading(self.card.language.endswith("GB"))
            return [part for sentence in self._hibari.phonemize(text) for part in _cut(sentence)]

    def _said(self, sentence: str, lean: float) -> Iterator[_Said]:
        """The phonemes, with the leans on their words."""
        plain = re.sub(r"[\x00-\x1f\[\]]", " ", sentence)
        parts = self._phonemes(self._own.put(plain, lambda word, how: f"[{word}](/{how.written('kokoro')}/)"))
        spoken, written = sum(len(part.split()) for part in parts), max(len(sentence.split()), 1)
        leaning = leans(sentence, self.card.language) if lean else ()
        placed = [_placed(each, sentence, spoken / written) for each in leaning]
        begin = 0
        for part in parts:
            after = begin + len(part.split())
            yield _Said(part, tuple((a - begin, b - begin, each) for a, b, each in placed if begin <= a < after))
            begin = after

    def _wave(self, ids: list[int], said: _Said, tone: Tone) -> Reals:
        """float32, about ±1. In a tone that asks nothing of this engine, the network's own sound untouched."""
        from hibari import dsp

        outputs, lengths = self._run(ids, 1.0)
        if not any(getattr(tone, field) != getattr(_PLAIN, field) for field in self.takes):
            return np.asarray(dsp.synth(*outputs, np.random.default_rng(0)))
        frames = said.frames(lengths) / tone.rate
        if abs(tone.rate - 1) > _NEAR:
            outputs, lengths = self._run(ids, float(np.interp(tone.rate, _RATES, _SPEEDS)))
        source = _source(outputs)
        stretches = []
        for first, after, lean in said.places(lengths):
            source = softened(source, first, after, lean.softer * tone.lean)
            stretches.append((first, after, lean.slower * tone.lean))
        length = round(len(source.hertz) * frames / said.frames(lengths))
        source = paced(source, weights(source, tone, stretches), length)
        source = in_phase(sung(movable(source), tone, said.is_statement), source.hertz)
        return np.asarray(dsp.synth(*_outputs(coloured(source, tone)), np.random.default_rng(0)))

    def _run(self, ids: list[int], speed: float) -> tuple[list[Reals], Reals]:
        """The network's six outputs, and how many frames each of ``ids`` lasts."""
        given = {"ids": np.array([ids], np.int64), "speed": np.array([speed], np.float32)}
        found = self._hibari.sess.run([*OUTPUTS, LENGTHS] if self._inner else list(OUTPUTS), given)
        outputs = [each[0] for each in found[: len(OUTPUTS)]]
        lengths = found[-1].reshape(-1) if self._inner else np.ones(len(ids), np.float32)
        return outputs, lengths * (outputs[-1].shape[-1] / max(float(lengths.sum()), 1.0))


class _Said(NamedTuple):
    """What the network is given at once. ``lengths``: frames of each phoneme, and of the silence at either end."""

    phonemes: str
    leans: tuple[tuple[int, int, Lean], ...]
    """First word, word after the last, how."""

    @property
    def is_statement(self) -> bool:
        """Whether it comes to an end as statements do."""
        return self.phonemes.rstrip('"”)')[-1:] in {".", "!", "…"}

    def frames(self, lengths: Reals) -> float:
        """How many frames the words last, without the silence at either end."""
        last = len(self.phonemes.rstrip(" .,;:!?…—")) + 1
        return max(float(lengths[1:last].sum()), 1.0)

    def places(self, lengths: Reals) -> Iterator[tuple[int, int, Lean]]:
        """The first frame and the one after the last, of each lean's words."""
        gaps = [0, *(place + 1 for place, char in enumerate(self.phonemes) if char == " "), len(self.phonemes)]
        ends = np.concatenate(([0.0], np.cumsum(lengths)))
        for first, after, lean in self.leans:
            begin, end = (gaps[min(max(word, 0), len(gaps) - 1)] + 1 for word in (first, after))
            yield round(float(ends[min(begin, len(lengths))])), round(float(ends[min(end, len(lengths))])), lean


def _cut(phonemes: str) -> Iterator[str]:
    """At most ``LONGEST`` at once, cut between words where there are any."""
    while len(phonemes) > LONGEST:
        place = phonemes.rfind(" ", 1, LONGEST)
        place = place if place > 0 else LONGEST
        yield phonemes[:place]
        phonemes = phonemes[place:].lstrip()
    if phonemes:
        yield phonemes


def _placed(lean: Lean, sentence: str, share: float) -> tuple[int, int, Lean]:
    """From characters to words, of which the phonemes have ``share`` times as many."""
    first = len(sentence[: lean.start].split())
    after = first + max(len(sentence[lean.start : lean.end].split()), 1)
    return round(first * share), round(after * share), lean


def _whole(wave: Reals) -> Samples:
    """As int16; what would go beyond full scale is turned down, not clipped."""
    if not np.isfinite(wave).all():
        raise ValueError("not a number")
    loudest = max(float(np.abs(wave).max(initial=0.0)), 1.0)
    return np.asarray(np.rint(wave / loudest * 32_767), np.int16)


def _source(outputs: list[Reals]) -> Source:
    harmonics, theta, noise, fixed, phi, hertz = outputs
    return Source(harmonics, np.float32(np.pi) * np.tanh(theta), noise, fixed, phi, hertz)


def _outputs(source: Source) -> tuple[Reals, ...]:
    """What ``dsp.synth`` takes."""
    turned = np.clip(source.phase / np.pi, -1 + 1e-6, 1 - 1e-6)
    theta = np.arctanh(turned).astype(np.float32)
    return source.harmonics, theta, source.noise, source.fixed, source.fixed_phase, source.hertz


def _load(card: Card) -> Hibari:
    from hibari.voices import DEFAULT, VOICES, voice_path

    voice = card.variant or DEFAULT
    if voice not in VOICES:
        known = ", ".join(VOICES)
        raise CardError(f"voice {card.name}: variant: hibari has no voice called {voice!r}; choose from {known}")
    path = _file(card) if card.files else Path(voice_path(DEFAULT))
    try:
        hibari = _opened(voice, path.read_bytes())
    except Exception as trouble:
        logger.debug("hibari failed to load with %s", type(trouble).__name__)
        raise CardError(f"{path}: hibari cannot load this ({type(trouble).__name__}); fetch the voice again") from None
    hibari.model_path = str(path)
    takes, gives = ({end.name for end in ends} for ends in (hibari.sess.get_inputs(), hibari.sess.get_outputs()))
    if not set(INPUTS) <= takes or not set(OUTPUTS) <= gives:
        told = ", ".join(sorted(takes)) or "nothing"
        raise CardError(f"{path}: this network is no voice of hibari's: it takes {told}")
    return hibari


def _opened(voice: str, network: bytes) -> Hibari:
    """The network, telling how long each phoneme lasts if it can."""
    from hibari import Hibari, tts

    hibari = Hibari.__new__(Hibari)
    hibari.voice, hibari._g2p = voice, None
    hibari.vocab = json.loads((Path(tts.ASSETS) / "vocab.json").read_text(encoding="utf-8"))
    try:
        hibari.sess = opened(network + _told(LENGTHS), threads=1)
    except Exception as trouble:
        logger.debug("hibari does not tell lengths (%s)", type(trouble).__name__)
        hibari.sess = opened(network, threads=1)
    return hibari


def _file(card: Card) -> Path:
    """The card's network, as the card describes it."""
    for file in card.files:
        wrong = fault(card.folder / file.name, file)
        if wrong is not None:
            raise CardError(f"{card.folder / file.name}: {wrong}; fetch the voice again")
    return card.folder / card.files[0].name


def _told(name: str) -> bytes:
    """What makes a graph hand out an inner value too, appended to the graph's own bytes.

    A message of Protocol Buffers that follows another is merged into it: ``ModelProto.graph`` (7) gains one
    ``GraphProto.output`` (12) with a ``name`` (1).
    """
    message = name.encode()
    for field in (1, 12, 7):
        message = bytes([field << 3 | 2, len(message)]) + message
    return message
