"""What Whisper's encoder makes of every recording, as the house runs it: made once and kept on disk."""

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from earnest.engines.faster_whisper import FasterWhisper
from earnest.feeling.network import LONGEST_SECONDS
from earnest.feeling.overheard import A_SECOND, pooled
from earnest.nouns import Sound, Utterance
from earnest.supplies.models import Model

from .augmentation import Noises, mixed
from .bank import read_sound, seeded
from .corpora import Recording
from .rooms import ROOMS, in_room

__all__ = ["HEARD_IN", "described", "encoder_digest"]

Wave = NDArray[np.float32]
Array = NDArray[np.float32]


def _as_recorded(recording: Recording, _noises: Noises) -> Wave:
    return read_sound(recording.path)


def _noisy(recording: Recording, noises: Noises) -> Wave:
    sound = read_sound(recording.path)
    return mixed(sound, noises.draw(len(sound), np.random.default_rng(seeded(recording.path.name, 0))), 10)


HEARD_IN: dict[str, Callable[[Recording, Noises], Wave]] = {
    "clean": _as_recorded,
    "10 dB": _noisy,
    **{room: partial(in_room, room) for room in ROOMS},
}
"""How each condition is made of a recording."""


def described(recordings: Sequence[Recording], condition: str, data: Path, whisper: Path, work: Path) -> Array:
    """What the head reads of ``recordings`` in a condition of ``HEARD_IN``: ``(recordings, 2 * encoder's size)``.

    From ``work`` when it was made before; else a fifth of a second of processor time each. ``whisper`` is the folder of
    the encoder's model.
    """
    key = json.dumps([condition, encoder_digest(whisper), *(str(recording.path) for recording in recordings)])
    path = work / f"overheard-{hashlib.sha256(key.encode()).hexdigest()[:16]}.npy"
    if not path.exists():
        ears, noises = FasterWhisper(Model("whisper", whisper)), Noises(data)
        made = [_described(ears, HEARD_IN[condition](recording, noises)) for recording in recordings]
        work.mkdir(parents=True, exist_ok=True)
        np.save(path, np.stack(made))
    return np.asarray(np.load(path))


def encoder_digest(whisper: Path) -> str:
    """sha256 of the model's file."""
    with (whisper / "model.bin").open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _described(ears: FasterWhisper, wave: Wave) -> Array:
    """As ``VoiceReader`` gives it to the head: of a long sound the middle."""
    encoded = ears.encoded(Utterance(Sound((wave.clip(-1, 1) * 32_767).astype(np.int16))))
    if encoded is None:
        raise ValueError("there is a silent recording; leave it out of the folder")
    frames, most = encoded.frames, round(LONGEST_SECONDS * A_SECOND)
    start = max(0, (len(frames) - most) // 2)
    return pooled(frames[start : start + most])
