"""Any emotion classifier of SpeechBrain's, from a local folder or the model hub: ``emotion: speechbrain``.

For those with the memory: ``speechbrain/emotion-recognition-wav2vec2-IEMOCAP`` is 1.3 GB. torch is imported when the
first utterance is read, never before. The classifier's labels become ours by ``emotion.labels``.
"""

from __future__ import annotations

import ast
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from earnest.errors import ConfigError, EngineError, MissingPart
from earnest.feeling.circumplex import placed
from earnest.nouns import MOODS, UNSURE_EMOTION, Emotion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from earnest.nouns import UsualVoice, Utterance

USUAL_LABELS = {
    "neu": "neutral", "neutral": "neutral", "calm": "neutral",
    "hap": "happy", "happy": "happy", "happiness": "happy", "joy": "happy", "exc": "happy", "excited": "happy",
    "sad": "sad", "sadness": "sad",
    "ang": "angry", "angry": "angry", "anger": "angry", "fru": "angry", "frustrated": "angry",
}  # fmt: skip
"""What IEMOCAP, RAVDESS and EMO-DB recipes call the four moods; ``emotion.labels`` adds and overrides."""
IEMOCAP_INTERFACE = ("custom_interface.py", "CustomEncoderWav2vec2Classifier")
"""File and class of SpeechBrain's own wav2vec2 emotion models on the hub."""
SHORTEST = 0.8
"""Seconds; less is unsure."""
NEARLY = 1e-2
"""How far a sum of probabilities may be from 1."""


class SpeechBrainReader:
    """A SpeechBrain classifier as an emotion reader."""

    name = "speechbrain"

    def __init__(self, model: str, labels: Mapping[str, str], cache: Path, floor: float = 0.55) -> None:
        wrong = {ours for ours in labels.values() if ours not in MOODS}
        if wrong:
            raise ConfigError(f"emotion.labels: found {sorted(wrong)[0]!r}, expected one of {', '.join(MOODS)}")
        self.model = model
        self.floor = floor
        self._labels = USUAL_LABELS | {theirs.lower(): ours for theirs, ours in labels.items()}
        self._cache = cache

    def read(self, utterance: Utterance, usual: UsualVoice | None = None) -> Emotion:  # noqa: ARG002
        """The classifier's probabilities under our moods, the rest of them counting as doubt.

        Raises EngineError when the classifier fails and MissingPart when it cannot be loaded.
        """
        samples = utterance.sound.samples
        if utterance.sound.seconds < SHORTEST or not np.any(samples):
            return UNSURE_EMOTION
        theirs = self._classify(np.asarray(samples, np.float32) / 32768.0)
        spread = np.zeros(len(MOODS))
        for place, share in enumerate(theirs):
            if self._moods[place] is not None:
                spread[self._moods[place]] += share
        known = float(spread.sum())
        spread = spread / known if known > 0 else np.full(len(MOODS), 1 / len(MOODS))
        arousal, valence = placed(spread)
        probabilities: dict[str, float] = dict(zip(MOODS, spread.tolist(), strict=True))
        return Emotion(probabilities, float(arousal), float(valence), float(spread.max()) * known, "voice", self.floor)

    def _classify(self, sound: NDArray[np.float32]) -> NDArray[np.float64]:
        import torch

        try:
            with torch.no_grad():
                scores = self._classifier.classify_batch(torch.from_numpy(sound)[None])[0]
        except (RuntimeError, ValueError, IndexError) as fault:
            raise EngineError(f"the SpeechBrain classifier failed ({type(fault).__name__})") from fault
        return posteriors(scores.reshape(-1).double().numpy())

    @cached_property
    def _classifier(self) -> Any:
        """The model, by its own interface where its folder brings one, else by ``EncoderClassifier``."""
        try:
            from speechbrain.inference.classifiers import EncoderClassifier
            from speechbrain.inference.interfaces import foreign_class
        except ImportError as fault:
            raise MissingPart("speechbrain is not installed; run: pip install 'earnest[speechbrain]'") from fault
        where = {"source": self.model, "savedir": str(self._cache / Path(self.model).name)}
        local = Path(self.model).expanduser().is_dir()
        hub = None if "wav2vec2" not in self.model.lower() else IEMOCAP_INTERFACE
        own = own_interface(Path(self.model).expanduser()) if local else hub
        try:
            if own is not None:
                return foreign_class(**where, pymodule_file=own[0], classname=own[1])
            return EncoderClassifier.from_hparams(**where)
        except Exception as fault:
            raise MissingPart(
                f"emotion.model: {self.model!r} cannot be loaded by SpeechBrain ({type(fault).__name__}); expected a "
                "folder with hyperparams.yaml, or a name on the hub and a connection to it"
            ) from fault

    @cached_property
    def _moods(self) -> list[int | None]:
        """For each of the classifier's outputs the place of our mood, None for one that has none."""
        encoder = self._classifier.hparams.label_encoder
        names = [str(encoder.ind2lab[place]).lower() for place in range(len(encoder.ind2lab))]
        ours = [self._labels.get(name) for name in names]
        if not any(ours):
            raise ConfigError(
                f"emotion.labels: none of the model's labels ({', '.join(names)}) is a mood; map them, for example "
                f"{{{names[0]}: neutral}}"
            )
        return [MOODS.index(mood) if mood in MOODS else None for mood in ours]


def posteriors(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities from what a classifier gives out: probabilities, their logarithms, or plain scores."""
    if scores.min() >= 0 and abs(scores.sum() - 1) < NEARLY:
        return scores
    odds = np.exp(scores - scores.max())
    likely: NDArray[np.float64] = odds / odds.sum()
    return likely


def own_interface(folder: Path) -> tuple[str, str] | None:
    """The Python file and the class by which a model folder wants to be used; None when it brings none."""
    for file in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any("Pretrained" in ast.unparse(base) for base in node.bases):
                return file.name, node.name
    return None
