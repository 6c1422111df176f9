"""Every recording as it is and in several variants, as features: computed once and kept on disk."""

import hashlib
import json
import pickle
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import soundfile
import soxr
import torch
from numpy.typing import NDArray
from speechbrain.lobes.features import Fbank

from earnest.feeling import features

from .augmentation import Noises, band_limited, draw_channel, mixed, resound
from .corpora import Recording

__all__ = [
    "CONDITIONS",
    "Conditions",
    "Heard",
    "Variants",
    "build_bank",
    "hear",
    "read_sound",
    "seeded",
    "tools",
    "training_fbank",
]


Maker = Callable[[Recording], "list[Heard]"]


@dataclass(frozen=True, slots=True)
class Heard:
    """One variant of one recording, as the network hears it."""

    frames: NDArray[np.float16]
    """(frames, 66): 64 log-mels in dB, pitch in semitones (0 unvoiced), voicing."""
    description: NDArray[np.float32]
    """(features.DESCRIPTION_SIZE,)"""


def training_fbank() -> Fbank:
    """Return SpeechBrain's Fbank with the settings of ``earnest.feeling.features``, in double precision."""
    fbank = Fbank(
        sample_rate=features.RATE,
        n_fft=features.FFT,
        n_mels=features.MELS,
        f_min=features.LOWEST_HZ,
        f_max=features.HIGHEST_HZ,
    )
    bank = fbank.compute_fbanks
    ends = [bank._to_mel(hertz) for hertz in (bank.f_min, bank.f_max)]
    hertz = bank._to_hz(torch.linspace(*ends, bank.n_mels + 2, dtype=torch.float64))
    bank.f_central, bank.band = hertz[1:-1], hertz.diff()[:-1]
    bank.all_freqs_mat = torch.linspace(0, features.RATE // 2, bank.n_stft, dtype=torch.float64).repeat(bank.n_mels, 1)
    bank.top_db = features.TOP_DB
    fbank.compute_STFT.window = torch.hamming_window(features.WINDOW, dtype=torch.float64)
    return fbank


def hear(sound: NDArray[np.float32], fbank: Fbank) -> Heard:
    """Return the features of ``sound``: log-mel by SpeechBrain, pitch and description as at home."""
    sound = sound - sound.mean()
    mel = fbank(torch.from_numpy(sound)[None].double())[0].float().numpy()
    frames = features.trimmed(mel, *features.pitch(sound))
    return Heard(features.stacked(frames).astype(np.float16), features.describe(frames))


def read_sound(path: Path) -> NDArray[np.float32]:
    """Return a file as mono float32 at 16 kHz."""
    sound, rate = soundfile.read(path, dtype="float32", always_2d=True)
    mono = sound.mean(axis=1)
    return mono if rate == features.RATE else soxr.resample(mono, rate, features.RATE).astype(np.float32)


def build_bank(recordings: Sequence[Recording], make: Maker, folder: Path) -> list[list[Heard]]:
    """Return for each recording what ``make`` made of it; from ``folder`` when it was made before."""
    key = json.dumps([[str(r.path), r.speaker] for r in recordings]) + repr(make) + _code(make)
    path = folder / f"bank-{hashlib.sha256(key.encode()).hexdigest()[:16]}.pickle"
    if path.exists():
        with path.open("rb") as stream:
            bank: list[list[Heard]] = pickle.load(stream)
        return bank
    with ProcessPoolExecutor(2) as pool:
        bank = list(pool.map(make, recordings, chunksize=32))
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        pickle.dump(bank, stream, protocol=pickle.HIGHEST_PROTOCOL)
    return bank


def _code(make: Maker) -> str:
    """Return what the bank depends on beside the recordings, so that a change builds it anew."""
    here = Path(__file__).parent
    paths = [here / "augmentation.py", Path(features.__file__), *getattr(make, "written_in", ())]
    return "".join(path.read_text() for path in paths)


@cache
def tools(data: Path) -> tuple[Noises, Fbank]:
    """Return what a process needs to make features; read once."""
    torch.set_num_threads(1)
    return Noises(data), training_fbank()


@dataclass(frozen=True)
class Variants:
    """A recording as it is, then in ``count`` augmented variants."""

    data: Path
    count: int

    def __call__(self, recording: Recording) -> list[Heard]:
        noises, fbank = tools(self.data)
        sound = read_sound(recording.path)
        heard = [hear(sound, fbank)]
        for variant in range(1, self.count + 1):
            channel = draw_channel(np.random.default_rng(seeded(recording.speaker, variant)))
            random = np.random.default_rng(seeded(recording.path.name, variant))
            heard.append(hear(resound(sound, channel, noises, random), fbank))
        return heard


CONDITIONS = ("clean", "20 dB", "10 dB", "5 dB", "8 kHz")
"""What readers are tested in: noise at a signal-to-noise ratio over the whole utterance, and telephone band."""


@dataclass(frozen=True)
class Conditions:
    """A recording in each of ``CONDITIONS``."""

    data: Path

    def __call__(self, recording: Recording) -> list[Heard]:
        noises, fbank = tools(self.data)
        sound = read_sound(recording.path)
        noise = noises.draw(len(sound), np.random.default_rng(seeded(recording.path.name, 0)))
        noisy = [mixed(sound, noise, snr) for snr in (20, 10, 5)]
        return [hear(heard, fbank) for heard in (sound, *noisy, band_limited(sound, 4000))]


def seeded(name: str, variant: int) -> int:
    """A seed of its own for each name and variant, the same on every machine."""
    return int.from_bytes(hashlib.sha256(f"{name} {variant}".encode()).digest()[:4])
