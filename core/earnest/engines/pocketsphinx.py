"""The recogniser that needs no download: pocketsphinx, with the English model from its wheel.

Two searches hear each utterance: one with the wide English model, one with a small model of the skills' phrases.
Words are then chosen from both lattices with both models mixed, so that phrases are heard surely and wildcards
stay open.
"""

from __future__ import annotations

import math
import tempfile
import threading
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from earnest.engines.sphinx_lattice import Lattice, best_words, read_lattice
from earnest.engines.sphinx_level import at_sphinx_level
from earnest.engines.sphinx_phrases import PhraseModel
from earnest.errors import EngineError
from earnest.nouns import Transcript

if TYPE_CHECKING:
    from earnest.nouns import Utterance

WIDE, PHRASES = "_default", "phrases"
MIXTURE = 0.5
"""Share of the phrases' model; from 0.3 to 0.7 the word error rate on generated commands is the same."""
COMMON = 3_000
"""Words that may fill a wildcard in the phrases' search; the wide search knows all of them."""


class PocketSphinx:
    """A ``Recognizer`` for English on a small machine."""

    name = "pocketsphinx"

    def __init__(self) -> None:
        from pocketsphinx import Decoder

        self._decoder: Any = Decoder(loglevel="FATAL")
        self._wide: Any = self._decoder.get_lm(WIDE)
        self._phrases: Any = None
        self._lock = threading.Lock()

    def expect(self, phrases: Sequence[str]) -> None:
        """Lean towards these phrases; an empty sequence towards none."""
        with self._lock:
            if self._phrases is not None:
                self._decoder.activate_search(WIDE)
                self._decoder.remove_search(PHRASES)
                self._phrases = None
            if phrases:
                self._phrases = self._load(PhraseModel(phrases, self._common(), self._knows))

    def transcribe(self, utterance: Utterance) -> Transcript:
        """The words; empty for silence. Raises EngineError when the decoder fails."""
        samples = utterance.sound.samples
        if not np.any(samples):
            return Transcript("", 0.0, self.name)
        with self._lock:
            try:
                return self._transcribe(at_sphinx_level(samples).tobytes())
            except RuntimeError as fault:
                raise EngineError("pocketsphinx failed on this utterance; say it again") from fault

    def _transcribe(self, pcm: bytes) -> Transcript:
        wide, wide_lattice = self._search(WIDE, pcm)
        if self._phrases is None:
            return Transcript(wide, _agreement(wide, wide), self.name)
        narrow, narrow_lattice = self._search(PHRASES, pcm)
        lattices = [lattice for lattice in (wide_lattice, narrow_lattice) if lattice is not None]
        text = " ".join(best_words(lattices, self._mixture())) or wide
        return Transcript(text, max(_agreement(text, wide), _agreement(text, narrow)), self.name)

    def _search(self, name: str, pcm: bytes) -> tuple[str, Lattice | None]:
        """One pass over the sound: its best words, and everything it considered."""
        decoder = self._decoder
        decoder.activate_search(name)
        decoder.start_utt()
        decoder.process_raw(pcm, full_utt=True)
        decoder.end_utt()
        hypothesis, lattice = decoder.hyp(), decoder.get_lattice()
        text = hypothesis.hypstr if hypothesis else ""
        return text, None if lattice is None else _written(lattice)

    def _mixture(self) -> Any:
        """Both language models as one; words that one does not know are left to the other."""

        @cache
        def mixed(word: str, before: str, earlier: str) -> float:
            ngram = [word, before, earlier] if earlier else [word, before]
            wide, narrow = (self._probability(model, ngram) for model in (self._wide, self._phrases))
            return math.log(max((1 - MIXTURE) * wide + MIXTURE * narrow, 1e-10))

        return mixed

    def _probability(self, model: Any, ngram: list[str]) -> float:
        log: float = self._decoder.logmath.log_to_ln(model.prob(ngram))
        return math.exp(log)

    def _common(self) -> dict[str, float]:
        """The most frequent words of the wide model, with their probabilities."""
        words = ((word, self._probability(self._wide, [word])) for word in _dictionary())
        return dict(sorted(words, key=lambda item: -item[1])[:COMMON])

    def _knows(self, word: str) -> bool:
        return self._decoder.lookup_word(word) is not None

    def _load(self, model: PhraseModel) -> Any:
        from pocketsphinx import NGramModel

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "phrases.arpa"
            path.write_text(model.arpa())
            loaded = NGramModel(self._decoder.config, self._decoder.logmath, str(path))
        self._decoder.add_lm(PHRASES, loaded)
        return loaded


def _written(lattice: Any) -> Lattice:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "words.lat"
        lattice.write(str(path))
        return read_lattice(path.read_text())


def _agreement(text: str, other: str) -> float:
    """How much of two transcripts is the same words, 0 to 1."""
    return SequenceMatcher(None, text.split(), other.split()).ratio() if text else 0.0


@lru_cache(maxsize=1)
def _dictionary() -> tuple[str, ...]:
    """Every word the acoustic model has a pronunciation for, variants left out."""
    from pocketsphinx import get_model_path

    with Path(get_model_path("en-us/cmudict-en-us.dict")).open() as lines:
        return tuple(word for word in (line.partition(" ")[0] for line in lines) if "(" not in word)
