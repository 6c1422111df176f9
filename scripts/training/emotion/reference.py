"""Writes what SpeechBrain's Fbank makes of a synthetic sound, for ``tests/feeling/test_features.py``."""

from pathlib import Path

import numpy as np
import torch

from .bank import training_fbank

REFERENCE = Path(__file__).parents[2] / "tests" / "feeling" / "fbank_reference.npz"


def main() -> None:
    """Write ``fbank_reference.npz``: half a second that rises in pitch, with noise and a pause."""
    time = np.arange(8_000) / 16_000
    random = np.random.default_rng(7)
    sound = 0.3 * np.sin(2 * np.pi * (150 * time + 800 * time**2)) ** 3 + 0.01 * random.normal(size=8_000)
    sound[5_000:6_000] *= 0.001
    sound = sound.astype(np.float32)
    mel = training_fbank()(torch.from_numpy(sound)[None].double())[0].float().numpy()
    np.savez_compressed(REFERENCE, sound=sound, mel=mel)


if __name__ == "__main__":
    main()
