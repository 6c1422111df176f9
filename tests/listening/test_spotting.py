""" "Stop" and "snooze" without a wake word: heard through our own ring, and not in talk."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from earnest import chimes
from earnest.engines.base import FRAME, Spotted
from earnest.engines.endpoint_silero import SileroEndpoint
from earnest.engines.sphinx_spotter import SphinxSpotter
from earnest.listening.notches import Notches
from earnest.listening.spotting import Spotting
from earnest.nouns import RATE
from earnest.sheets.house import house_words
from earnest.sound import read, resample


@cache
def spotter() -> SphinxSpotter:
    said = house_words("en")
    return SphinxSpotter({word: list(said.cue(word)) for word in ("stop", "snooze")}, SileroEndpoint())


def frames(sound: np.ndarray) -> np.ndarray:
    whole = np.clip(sound[: len(sound) // FRAME * FRAME], -32_767, 32_767).astype(np.int16)
    return whole.reshape(-1, FRAME)


def spotted(sound: np.ndarray, own_words: str = "") -> list[str]:
    spotting = Spotting(spotter())
    spotting.begin()
    spotting.own_words = own_words
    return [found.word for frame in frames(sound) if (found := spotting.hear(spotting.without_ring(frame)))]


def quiet(seconds: float, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 6, round(seconds * RATE))


@pytest.mark.parametrize("delay", [0, 1_234, 8_000])
def test_our_ring_is_taken_out_however_late_and_whatever_the_room(delay: int) -> None:
    ring = np.pad(resample(chimes.ring()).samples.astype(float), (delay, RATE // 2))
    echoes = np.random.default_rng(delay).normal(0, 1, 2_000) * np.exp(-np.arange(2_000) / 400)
    heard = np.convolve(ring, echoes / np.abs(echoes).sum())[: len(ring)]
    notches = Notches(chimes.PARTIALS)
    left = np.concatenate([notches.take_out(frame) for frame in frames(heard)]).astype(float)
    assert 20 * np.log10(np.sqrt(np.mean(left**2)) / np.sqrt(np.mean(heard**2))) < -20


def test_what_is_said_is_hardly_touched(flite: Callable[..., Path]) -> None:
    speech = read(flite("what time is it")).samples.astype(float)
    notches = Notches(chimes.PARTIALS)
    left = np.concatenate([notches.take_out(frame) for frame in frames(speech)]).astype(float)
    assert 20 * np.log10(np.std(left) / np.std(speech)) > -3


@pytest.mark.parametrize("voice", ["slt", "rms", "awb"])
@pytest.mark.parametrize(
    ("said", "word"), [("stop", "stop"), ("please stop", "stop"), ("snooze ten minutes", "snooze")]
)
def test_the_phrase_is_heard_through_our_own_ring(flite: Callable[..., Path], said: str, word: str, voice: str) -> None:
    speech = read(flite(said, voice)).samples.astype(float)
    sound = np.concatenate([quiet(1), speech, quiet(1)])
    ring = resample(chimes.ring()).samples.astype(float)
    ring *= 0.1 * np.std(speech) / np.std(ring)
    assert spotted(sound + np.resize(ring, len(sound)), word) == []
    assert spotted(sound + np.resize(ring, len(sound)))[:1] == [word]


@pytest.mark.parametrize(
    "said",
    [
        "the bus will stop at the corner and then go on to the station",
        "i told him to stop and he did not listen to me at all",
        "you snooze you lose that is what my father always used to say",
        "what time is it",
        "top shelf",
    ],
)
def test_talk_is_no_stop(flite: Callable[..., Path], said: str) -> None:
    assert spotted(np.concatenate([quiet(0.5), read(flite(said)).samples, quiet(1)])) == []


def test_what_was_said_comes_along(flite: Callable[..., Path]) -> None:
    speech = read(flite("snooze for five minutes", "rms")).samples
    spotter().reset()
    (found,) = [
        each for frame in frames(np.concatenate([quiet(1), speech, quiet(1)])) if (each := spotter().hear(frame))
    ]
    assert isinstance(found, Spotted)
    assert len(speech) * 0.8 < len(found.sound) < len(speech) + RATE


def test_without_a_spotter_nothing_is_heard() -> None:
    assert Spotting(None).hear(np.zeros(FRAME, np.int16)) is None
