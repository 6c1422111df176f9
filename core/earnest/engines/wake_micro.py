"""Wake words with pymicro-wakeword: small models that may listen all day."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from earnest.engines.base import Spotted
from earnest.engines.portaudio import quiet
from earnest.engines.wake_again import ENDS, KEPT, SecondLook
from earnest.errors import ConfigError
from earnest.nouns import Wake

if TYPE_CHECKING:
    from earnest.engines.base import Spotter
    from earnest.nouns import Samples

APART = 50
"""Frames (0.5 s) of doubt between two hearings of a word; without them it is one word still ringing on."""

THRESHOLDS: Mapping[str, float] = MappingProxyType({"okay_nabu": 0.65, "hey_jarvis": 0.9})
"""Thresholds in place of the model's own, which miss a wake word said in one breath with the command.

Measured with ``scripts/benchmarks/listening.py false-wakes``: neither woke at its threshold in 2.4 hours of people
and noises. ``alexa`` (0.9) and ``hey_mycroft`` (0.95) keep their own, being nearer to other words.
"""

SURE: Mapping[str, float] = MappingProxyType({"okay_nabu": 0.76})
"""What a word must reach at a second look, on the mean of all paces; only for words whose first look was made easier.

Chosen on half of the people in ``../shared/data`` (134 false hearings of 21 recordings, paces and noises varied): of
those, weighed by recording, 75 % no longer wake; of four people's "okay nabu" 96 to 100 % still do, alone and over
LibriSpeech at 20, 10 and 5 dB. What it does to the other half: ``core/README.md``."""
LOOKS, STEP = 7, 3
"""Looks that a word is given, and frames between two, so 180 ms at most: the score of a word still rises
as it ends. With four looks two voices of four were missed that began soon after the stream."""


class MicroWake:
    """A ``WakeWord`` that hears several words at once; they share the features, the costly part."""

    def __init__(
        self,
        words: Sequence[str],
        sensitivity: Mapping[str, float] | None = None,
        folder: Path | None = None,
    ) -> None:
        """``words`` are the library's own, or ``NAME.json`` beside its model in ``folder``.

        ``sensitivity`` is per word, 0 to 1; 0.5 is the model's own threshold. Raises ConfigError for an unknown word.
        """
        self.words = tuple(words)
        self._models = {word: _load(word, folder) for word in self.words}
        self._thresholds = {
            word: threshold(THRESHOLDS.get(word, model.probability_cutoff), (sensitivity or {}).get(word, 0.5))
            for word, model in self._models.items()
        }
        self._again = {
            word: (SecondLook(_load(word, None)), threshold(SURE[word], (sensitivity or {}).get(word, 0.5)))
            for word in self.words
            if word in SURE and not _is_own(word, folder)
        }
        self._frames = 0
        self._last: dict[str, int] = {}
        self._doubted: dict[str, int] = {}
        self._heard: deque[Any] = deque(maxlen=KEPT)
        self._recent = {word: deque[float](maxlen=ENDS) for word in self.words}
        self._features = _fresh_features()

    def hear(self, frame: Samples) -> Wake | None:
        """Listen to 10 ms; the surest of the words completed here."""
        self._frames += 1
        woken = []
        for features in self._features.process_streaming(frame.tobytes()):
            self._heard.append(features)
            woken += [
                Wake(word, min(max(self._recent[word]), 1.0), self._frames / 100)
                for word, score in self._scores(features)
                if self._counts(word, score)
            ]
        return max(woken, key=lambda wake: wake.score, default=None)

    def reset(self) -> None:
        """Forget what was heard so far; the noise estimate starts afresh too."""
        self._frames = 0
        self._last.clear()
        self._doubted.clear()
        self._heard.clear()
        for recent in self._recent.values():
            recent.clear()
        self._features = _fresh_features()
        for model in self._models.values():
            model.reset()

    def _scores(self, features: Any) -> list[tuple[str, float]]:
        return [(word, float(model.process_streaming_prob(features) or 0.0)) for word, model in self._models.items()]

    def _counts(self, word: str, score: float) -> bool:
        """Whether the word was said: completed and, where it is looked at again, found by the other looks too."""
        self._recent[word].append(score)
        completed = self._completed(word, score)
        if word not in self._again:
            return completed
        if completed:
            self._doubted[word] = self._frames
        return word in self._doubted and self._found_again(word)

    def _found_again(self, word: str) -> bool:
        """Look again at every few frames since the word was completed, until it is sure or was looked at enough."""
        late = self._frames - self._doubted[word]
        if late % STEP:
            return False
        look, enough = self._again[word]
        sure = look.score(max(self._recent[word]), self._heard) >= enough
        if sure or late >= STEP * (LOOKS - 1):
            del self._doubted[word]
        return sure

    def _completed(self, word: str, score: float) -> bool:
        """Whether the word was just completed, and not the same one still ringing on."""
        if score < self._thresholds[word]:
            return False
        last, self._last[word] = self._last.get(word), self._frames
        return last is None or self._frames - last > APART


class MicroSpotter:
    """A ``Spotter`` with small models of the household's own; ``rest`` hears what there is no model for."""

    def __init__(self, words: Sequence[str], folder: Path, rest: Spotter | None = None) -> None:
        """``words``: each ``NAME.json`` beside its model in ``folder``."""
        self._wake = MicroWake(words, folder=folder)
        self._rest = rest

    def hear(self, frame: Samples) -> Spotted | None:
        """Listen to 10 ms; a word of which only the end is known comes without its sound."""
        wake = self._wake.hear(frame)
        spotted = self._rest.hear(frame) if self._rest is not None else None
        if wake is not None:
            return Spotted(wake.word, frame[:0])
        return None if spotted is None or spotted.word in self._wake.words else spotted

    def reset(self) -> None:
        """Forget what was heard so far."""
        self._wake.reset()
        if self._rest is not None:
            self._rest.reset()


def threshold(usual: float, sensitivity: float) -> float:
    """The probability to reach: the ``usual`` one at 0.5, unreachable at 0, a fifth of it at 1."""
    if sensitivity <= 0.0:
        return float("inf")
    if sensitivity <= 0.5:
        return 1.0 - (1.0 - usual) * 2.0 * sensitivity
    return usual * (1.0 - 1.6 * (min(sensitivity, 1.0) - 0.5))


def available(folder: Path | None = None) -> list[str]:
    """The words that can be listened for: the library's own and those in ``folder``."""
    from pymicro_wakeword import Model

    extra = [card.stem for card in folder.glob("*.json")] if folder else []
    return sorted({model.value for model in Model} | set(extra))


def _load(word: str, folder: Path | None) -> Any:
    from pymicro_wakeword import MicroWakeWord, Model

    with quiet():
        if folder is not None and _is_own(word, folder):
            return MicroWakeWord.from_config(folder / f"{word}.json")
        if word in {model.value for model in Model}:
            return MicroWakeWord.from_builtin(Model(word))
    raise ConfigError(f"wake.words: nothing listens for {word!r}; choose from {', '.join(available(folder))}")


def _is_own(word: str, folder: Path | None) -> bool:
    """Whether the household has a model of its own by that name."""
    return folder is not None and (folder / f"{word}.json").is_file()


def _fresh_features() -> Any:
    from pymicro_wakeword import MicroWakeWordFeatures

    return MicroWakeWordFeatures()
