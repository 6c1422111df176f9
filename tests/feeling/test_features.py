"""The numbers a voice becomes: the same as in training, and sensible on any sound."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from earnest.feeling import features

REFERENCE = Path(__file__).with_name("fbank_reference.npz")
"""A synthetic sound and what SpeechBrain's Fbank made of it (``scripts/training/emotion/reference.py``)."""


def tone(hertz: float, seconds: float = 1.0) -> NDArray[np.float32]:
    """A buzz with twenty harmonics, rather like a voice."""
    time = np.arange(int(seconds * features.RATE)) / features.RATE
    waves = [np.sin(2 * np.pi * hertz * n * time) / n for n in range(1, 21) if hertz * n < 7800]
    return (0.2 * np.sum(waves, axis=0)).astype(np.float32)


def test_log_mel_equals_the_training_features() -> None:
    with np.load(REFERENCE) as stored:
        assert np.abs(features.log_mel(stored["sound"]) - stored["mel"]).max() < 1e-4


def test_log_mel_equals_speechbrain_itself() -> None:
    pytest.importorskip("speechbrain", reason="speechbrain is not installed; the stored values are compared instead")
    from torch import from_numpy

    from training.emotion.bank import training_fbank

    sound = np.random.default_rng(3).normal(size=24_000).astype(np.float32) * 0.1
    expected = training_fbank()(from_numpy(sound)[None].double())[0].numpy()
    assert np.abs(features.log_mel(sound) - expected).max() < 1e-4


def test_frames_come_every_ten_milliseconds() -> None:
    assert features.log_mel(tone(200, 2.5)).shape == (251, features.MELS)


def test_a_floor_keeps_the_noise_of_the_recording_out() -> None:
    mel = features.log_mel(tone(200))
    assert mel.max() - mel.min() <= features.TOP_DB + 1e-3


@pytest.mark.parametrize("hertz", [80, 120, 210, 330, 480])
def test_pitch_is_found_to_a_quarter_of_a_semitone(hertz: float) -> None:
    frames = features.analyse(tone(hertz))
    expected = 12 * np.log2(hertz / 55)
    assert frames.voiced.mean() > 0.9
    assert np.median(frames.semitones[frames.voiced]) == pytest.approx(expected, abs=0.25)


def test_noise_is_not_voiced() -> None:
    noise = np.random.default_rng(0).normal(size=16_000).astype(np.float32) * 0.1
    assert features.analyse(noise).voiced.mean() < 0.05


def test_silence_around_the_utterance_is_left_out() -> None:
    silence = np.zeros(8_000, dtype=np.float32)
    frames = features.analyse(np.concatenate([silence, tone(200), silence]))
    assert len(frames.mel) == pytest.approx(101, abs=8)


def test_a_louder_voice_differs_in_level_alone() -> None:
    quiet, loud = (features.describe(features.analyse(gain * tone(180))) for gain in (0.1, 0.4))
    changed = np.flatnonzero(np.abs(loud - quiet) > 0.05)
    level = features.PROSODY.index("loudness") + 2 * features.MELS
    assert set(changed) == {*range(features.MELS), level}
    assert loud[level] - quiet[level] == pytest.approx(20 * np.log10(4), abs=0.05)


def test_every_prosodic_number_has_a_name() -> None:
    described = features.describe(features.analyse(tone(180)))
    assert described.shape == (features.DESCRIPTION_SIZE,) == (2 * features.MELS + len(features.PROSODY),)


@pytest.mark.parametrize("samples", [0, 1, 159, 160, 3_200, 960_000])
@pytest.mark.parametrize("kind", ["silence", "dc", "noise", "clipped"])
def test_any_sound_is_described_in_finite_numbers(samples: int, kind: str) -> None:
    sound = {
        "silence": np.zeros(samples),
        "dc": np.full(samples, 0.5),
        "noise": np.random.default_rng(1).normal(size=samples) * 0.1,
        "clipped": np.sign(np.sin(np.arange(samples) * 0.06)),
    }[kind].astype(np.float32)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isfinite(features.describe(features.analyse(sound))).all()
