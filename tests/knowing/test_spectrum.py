"""The encoder hears what it was trained on: the reference was made by librosa, as its own package does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from earnest.knowing.spectrum import Form, log_mel

REFERENCE = np.load(Path(__file__).with_name("log_mel_reference.npz"))
"""``samples`` int16, and ``frames``: ``log10(melspectrogram(y, sr=16000, n_fft=512, win_length=400, hop_length=160,
n_mels=40, window="hamming", center=False, power=2.0) + 1e-10).T`` of librosa 0.11.0."""


def test_frames_are_those_of_the_package_itself() -> None:
    sound = (REFERENCE["samples"] / 32768.0).astype(np.float32)
    frames = log_mel(sound, Form(floor=1e-10))
    assert frames.shape == REFERENCE["frames"].shape
    assert np.abs(frames - REFERENCE["frames"]).max() < 1e-3


@pytest.mark.parametrize("samples", [0, 1, 511, 512, 671, 672])
def test_any_length_gives_at_least_one_frame(samples: int) -> None:
    frames = log_mel(np.zeros(samples, np.float32))
    assert frames.shape == (1 + max(0, samples - 512) // 160, 40)
    assert np.all(frames == pytest.approx(-6.0))
