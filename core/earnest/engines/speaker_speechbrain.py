"""Any speaker encoder of SpeechBrain's, from a local folder or the model hub: ``person: {engine: speechbrain}``.

For those with the memory: ``speechbrain/spkrec-ecapa-voxceleb`` is 80 MB, and torch is imported when the first
utterance is heard, never before.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from earnest.errors import EngineError, MissingPart
from earnest.feeling.network import as_float, level_of
from earnest.knowing.calibration import Calibration, direction
from earnest.voiceprints import Voiceprint

if TYPE_CHECKING:
    from earnest.nouns import Utterance
    from earnest.voiceprints import KnownVoice

CALIBRATION = Calibration(slope=(20.0, 0.0), offset=(-5.0, 0.0))
"""Even at a cosine of 0.25, where SpeechBrain's own ``verify_files`` puts the threshold for ECAPA on VoxCeleb; how
steep it is was set, for no such encoder could be measured here."""
LEAST_SECONDS = 0.5
QUIETEST_DB = -70.0
"""Against full scale; below it there is nothing but the converter."""


class SpeechBrainEncoder:
    """Tells voices apart by what a SpeechBrain ``EncoderClassifier`` makes of them."""

    name = "speechbrain"

    def __init__(self, model: str, cache: Path) -> None:
        self.model = model
        self._cache = cache

    def listen(self, utterance: Utterance) -> Voiceprint | None:
        """Its embedding; None where too little is there to hear.

        Raises EngineError when the encoder fails and MissingPart when it cannot be loaded.
        """
        sound = as_float(utterance.sound)
        seconds = len(sound) / 16_000
        if seconds < LEAST_SECONDS or level_of(sound) < QUIETEST_DB:
            return None
        import torch

        try:
            with torch.no_grad():
                embedding = self._encoder.encode_batch(torch.from_numpy(sound)[None]).reshape(1, -1).double().numpy()
        except (RuntimeError, ValueError, IndexError) as fault:
            raise EngineError(f"the SpeechBrain encoder failed ({type(fault).__name__})") from fault
        return Voiceprint(self.name, direction(np.asarray(embedding)), seconds)

    def evidence(self, heard: Voiceprint, known: KnownVoice) -> float:
        """By how alike they are; nothing either way for another reader's numbers."""
        return CALIBRATION.evidence(heard, known)

    @cached_property
    def _encoder(self) -> Any:
        try:
            from speechbrain.inference.speaker import EncoderClassifier
        except ImportError as fault:
            raise MissingPart("speechbrain is not installed; run: pip install 'earnest[speechbrain]'") from fault
        try:
            savedir = str(self._cache / Path(self.model).name)
            return EncoderClassifier.from_hparams(source=self.model, savedir=savedir)
        except Exception as fault:
            raise MissingPart(
                f"person.model: {self.model!r} cannot be loaded by SpeechBrain ({type(fault).__name__}); expected a "
                "folder with hyperparams.yaml, or a name on the hub and a connection to it"
            ) from fault
