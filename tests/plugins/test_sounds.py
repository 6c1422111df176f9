"""Noise of the right colour, without seams, for as long as was asked; and a breath to follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest

from earnest.testing import Rehearsal
from earnest_plugins.sounds.making import RATE, SOUNDS, stream

House = Callable[..., Rehearsal]

FULL = 32768.0


def _made(sound: str, seconds: float = 12.0) -> np.ndarray:
    return np.concatenate([piece.samples for piece in stream(sound, seconds)]) / FULL


def _level(samples: np.ndarray) -> float:
    """dB of full scale."""
    return float(20 * np.log10(np.sqrt(np.mean(samples**2)) + 1e-9))


def _octave(samples: np.ndarray, centre: float) -> float:
    """dB in an octave's mean bin."""
    length = 1 << 14
    frames = [samples[at : at + length] * np.hanning(length) for at in range(0, len(samples) - length, length // 2)]
    power = np.mean([np.abs(np.fft.rfft(frame)) ** 2 for frame in frames], axis=0)
    frequencies = np.fft.rfftfreq(length, 1 / RATE)
    return float(10 * np.log10(power[(frequencies > centre / 1.41) & (frequencies < centre * 1.41)].mean()))


@pytest.mark.parametrize("sound", SOUNDS)
def test_a_sound_is_as_long_and_as_loud_as_was_asked(sound: str) -> None:
    samples = _made(sound)
    assert len(samples) == 12 * RATE
    middle = samples[3 * RATE : 6 * RATE]
    assert -30 < _level(middle) < -18
    assert np.abs(samples).max() < 0.99
    assert _level(samples[: RATE // 10]) < _level(middle) - 15  # it comes softly
    assert _level(samples[-RATE // 10 :]) < _level(middle) - 20  # and goes softly


@pytest.mark.parametrize(("colour", "slope"), [("white", 0.0), ("pink", -3.0), ("brown", -6.0)])
def test_noise_has_its_colour(colour: str, slope: float) -> None:
    samples = _made(colour, 20.0)[3 * RATE : 13 * RATE]
    steps = [_octave(samples, 2 * centre) - _octave(samples, centre) for centre in (250.0, 500.0, 1000.0, 2000.0)]
    assert np.allclose(steps, slope, atol=1.0)


@pytest.mark.parametrize("sound", SOUNDS)
def test_no_seam_is_heard(sound: str) -> None:
    """Where pieces meet, the sound jumps no further than it does anywhere."""
    pieces = [piece.samples / FULL for piece in stream(sound, 12.0)]
    whole = np.concatenate(pieces)
    jumps = np.abs(np.diff(whole))
    seams = np.cumsum([len(piece) for piece in pieces])[:-1] - 1
    inner = [seam for seam in seams if 3 * RATE < seam < 6 * RATE]
    elsewhere = np.setdiff1d(np.arange(3 * RATE, 6 * RATE), inner)
    assert len(inner) > 2
    assert jumps[inner].max() <= jumps[elsewhere].max()


def test_waves_come_and_go_and_noise_does_not() -> None:
    def spread(sound: str) -> float:
        samples = _made(sound, 40.0)[3 * RATE : 33 * RATE]
        return float(np.ptp([_level(samples[at : at + RATE]) for at in range(0, len(samples) - RATE, RATE)]))

    assert spread("waves") > 6.0
    assert spread("white") < 1.0


def test_a_sound_plays_beside_other_turns_until_it_is_told_to_stop(house: House) -> None:
    home = house("sounds", "clock")
    home.hear("play the sound of the sea for twenty minutes")
    assert home.said[-2:] == ["Here's waves, for twenty minutes.", "[plays waves]"]
    assert home.hear("what time is it") == "It's twenty past three."
    home.travel(timedelta(minutes=5))
    assert home.hear("stop the waves") == "All right."
    home.hear("play some white noise")
    assert home.said[-1] == "[plays white noise]"
    assert home.hear("stop") == "All right."


def test_a_breathing_exercise_says_what_it_is_not_and_takes_three_minutes(house: House) -> None:
    home = house("breathe", "clock")
    home.hear("help me breathe")
    assert "It's an exercise, and no treatment." in home.said[0]
    began = home.now
    while home.reply[:12] != "That was it." and home.now - began < timedelta(minutes=10):
        home.travel(timedelta(seconds=5))
    assert timedelta(seconds=150) <= home.now - began <= timedelta(seconds=210)
    assert home.tone == "gentle"
    assert "That's half of it. If your thoughts wander off, come back to the breath." in home.said


def test_a_breathing_exercise_ends_when_somebody_has_had_enough(house: House) -> None:
    home = house("breathe")
    home.hear("let's do a breathing exercise")
    home.travel(timedelta(seconds=8))
    assert home.hear("stop") == "All right. Take your time."
    assert home.tone == "gentle"
