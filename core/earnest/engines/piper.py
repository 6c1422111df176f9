"""Piper as a voice: neural speech from an ONNX file, with a pitch that the network itself does not offer."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from earnest.engines.audition import audition
from earnest.engines.onnx_runtime import opened
from earnest.errors import CardError, EngineError
from earnest.nouns import Sound, Tone
from earnest.speaking.cards import Card
from earnest.speaking.formants import restore
from earnest.speaking.respelling import PLAIN, Lexicon
from earnest.supplies.fetching import fault

if TYPE_CHECKING:
    from piper import PiperVoice as Network
    from piper import SynthesisConfig

RATES = (8_000, 48_000)
"""Samples a second that a voice may have."""
_ROUNDING = 0.12
"""Share of a sentence's length that does not scale: every phoneme lasts whole frames, rounded up."""
_TRIAL = 60.0
"""Seconds a new voice has to load and say three words; a Raspberry Pi 4 takes about ten."""

logger = logging.getLogger(__name__)


class PiperVoice:
    """A ``Voice`` from ``NAME.onnx`` and ``NAME.onnx.json``."""

    takes = frozenset({"rate", "pitch"})
    """Its network has no range: ``noise_scale`` only makes it a little livelier."""

    def __init__(self, card: Card) -> None:
        """Raises CardError when the files are no voice of Piper's, or not the one the card tells of."""
        self.name = card.name
        self.card = card
        self._network = _load(card)
        self._plain = self._network.config
        self.rate: int = self._plain.sample_rate
        self._own = PLAIN
        absent = [name for name, number in card.speakers.items() if not 0 <= number < self._plain.num_speakers]
        if absent:
            raise CardError(f"voice {card.name}: it has {self._plain.num_speakers} speakers, so none is {absent[0]!r}")

    def learn(self, lexicon: Lexicon) -> None:
        """Say the household's own words its way."""
        self._own = lexicon

    def speak(self, sentence: str, tone: Tone) -> Iterator[Sound]:
        """The sentence, as Piper cuts it; for pitch × p made × p as long, played × p as fast. Raises EngineError."""
        factor = 2 ** (tone.pitch / 12)
        settings = self._settings(tone, factor)
        try:
            for chunk in self._network.synthesize(self._told(sentence), settings):
                yield Sound(_raised(chunk.audio_float_array, self.rate, factor), self.rate)
        except Exception as trouble:
            logger.debug("piper failed with %s", type(trouble).__name__)
            raise EngineError(f"voice {self.name}: Piper failed to speak ({type(trouble).__name__})") from None

    def _told(self, sentence: str) -> str:
        return self._own.put(_plain(sentence), lambda _word, how: f"[[ {how.written('ipa')} ]]")

    def _settings(self, tone: Tone, factor: float) -> SynthesisConfig:
        from piper import SynthesisConfig

        plain = self._plain
        stretch = 1 + (factor / tone.rate - 1) / (1 - _ROUNDING)
        return SynthesisConfig(
            speaker_id=self.card.speaker_of(tone.name),
            length_scale=plain.length_scale * max(stretch, 0.2),
            noise_scale=plain.noise_scale * min(tone.range, 1.5),
            noise_w_scale=plain.noise_w_scale * min(tone.range, 1.2),
        )


def _plain(sentence: str) -> str:
    """Without what Piper takes for phonemes, and the character that ends a text in C."""
    return sentence.replace("[[", "(").replace("]]", ")").replace("\0", " ")


def try_voice(card: Card) -> None:
    """Let a stranger's voice load and speak in a process of its own. Raises CardError."""
    complaint = audition(_audition, card, _TRIAL)
    if complaint:
        raise CardError(f"{card.name} was not added: {complaint}")


def _audition(card: Card) -> str:
    made = sum(len(sound.samples) for sound in PiperVoice(card).speak("one two three", Tone()))
    return "" if made else "it says nothing"


def _raised(wave: Any, rate: int, factor: float) -> Any:
    """float32 ±1 → int16, played ``factor`` times as fast with the formants kept."""
    import soxr

    if not np.isfinite(wave).all():
        raise ValueError("not a number")
    if abs(factor - 1) > 1e-4:
        wave = restore(soxr.resample(wave, factor, 1.0, quality="MQ"), rate, factor)
    return np.rint(np.clip(wave, -1.0, 1.0) * 32_767).astype(np.int16)


def _load(card: Card) -> Network:
    from piper import PiperConfig
    from piper import PiperVoice as Network

    model, settings = _files(card)
    try:
        told = json.loads(settings.read_text(encoding="utf-8"))
        rate = told["audio"]["sample_rate"]
    except (OSError, ValueError, KeyError, TypeError):
        raise CardError(f"{settings}: this is no settings file of a Piper voice; fetch the voice again") from None
    if not isinstance(rate, int) or not RATES[0] <= rate <= RATES[1]:
        raise CardError(f"{settings}: audio.sample_rate: expected {RATES[0]} to {RATES[1]}, found {rate!r}")
    try:
        network = Network(session=opened(model), config=PiperConfig.from_dict(told))
    except Exception as trouble:
        logger.debug("piper failed to load with %s", type(trouble).__name__)
        raise CardError(f"{model}: Piper cannot load this ({type(trouble).__name__}); fetch the voice again") from None
    takes = {entry.name for entry in network.session.get_inputs()}
    if not {"input", "input_lengths", "scales"} <= takes:
        raise CardError(f"{model}: this network is no Piper voice: it takes {', '.join(sorted(takes)) or 'nothing'}")
    return network


def _files(card: Card) -> tuple[Path, Path]:
    """The network and its settings, as the card describes them."""
    for file in card.files:
        wrong = fault(card.folder / file.name, file)
        if wrong is not None:
            raise CardError(f"{card.folder / file.name}: {wrong}; fetch the voice again")
    model = next((file.name for file in card.files if file.name.endswith(".onnx")), f"{card.name}.onnx")
    return card.folder / model, card.folder / f"{model}.json"
