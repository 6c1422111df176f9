"""A quiet talker is heard as a loud one is; what is loud enough is left alone, and so is what a mood is read from."""

from __future__ import annotations

import numpy as np
import pytest

from earnest.config import ListeningSettings
from earnest.engines.base import FRAME
from earnest.engines.endpoint_silero import SileroEndpoint
from earnest.house.hearing import Hearing
from earnest.listening.capture import Capture
from earnest.listening.levels import FAINT, USUAL, gain, levelled
from earnest.listening.nearness import Nearness
from earnest.listening.table import Event
from earnest.nouns import RATE, Sound, Transcript, Utterance
from earnest.testing.recordings import silence, speech


def at_level(text: str, level: float) -> np.ndarray:
    wave = speech(text).samples.astype(float)
    loud = wave[np.abs(wave) > np.abs(wave).max() / 20]
    hiss = np.random.default_rng(0).normal(0.0, 1.5, len(wave) + 4 * RATE)
    hiss[2 * RATE : 2 * RATE + len(wave)] += wave * (level / np.sqrt(np.mean(loud**2)))
    return np.clip(hiss, -32767, 32767).astype(np.int16)


@pytest.mark.parametrize("level", [8000.0, 1000.0, 100.0, 12.0])
def test_the_end_of_a_quiet_command_is_found_like_that_of_a_loud_one(level: float) -> None:
    call = at_level("okay nabu", level)[: -2 * RATE]
    said = at_level("remind me to call my mother at six", level)
    nearness = Nearness(list(call[: len(call) // FRAME * FRAME].reshape(-1, FRAME)))
    capture = Capture(SileroEndpoint(), ListeningSettings(patience=4.0), 0.0, nearness=nearness)
    events = [event for frame in said[: len(said) // FRAME * FRAME].reshape(-1, FRAME) if (event := capture.add(frame))]
    assert events[0] is Event.VOICED
    assert Event.ENDED in events


def test_a_faint_utterance_is_raised_and_a_loud_one_is_itself() -> None:
    faint, loud = (Utterance(Sound(at_level("what time is it", level))) for level in (30.0, 2000.0))
    assert levelled(loud) is loud
    raised = levelled(faint).sound.samples.astype(float)
    assert np.abs(raised).max() > 20 * np.abs(faint.sound.samples.astype(float)).max()
    assert np.abs(raised).max() < 32_767


def test_silence_is_not_raised() -> None:
    quiet = Utterance(silence(1.0))
    assert levelled(quiet) is quiet
    assert levelled(Utterance(Sound(np.zeros(0, np.int16)))).sound.seconds == 0.0


def test_the_gain_ends_where_a_voice_is_loud_enough() -> None:
    assert gain(FAINT) == 1.0
    assert gain(FAINT / 2) == pytest.approx(2 * USUAL / FAINT)
    assert gain(0.0) == 1.0


def test_only_the_recogniser_hears_it_raised() -> None:
    class Ears:
        name = "ears"
        heard: Utterance
        read: Utterance

        def expect(self, phrases: object) -> None:
            """Nothing to lean towards."""

        def transcribe(self, utterance: Utterance) -> Transcript:
            self.heard = utterance
            return Transcript("")

        def encoded(self, utterance: Utterance) -> None:
            self.read = utterance

    ears, faint = Ears(), Utterance(Sound(at_level("what time is it", 30.0)))
    hearing = Hearing(ears)
    hearing.transcribe(faint)
    hearing.encoded(faint)
    assert ears.heard is not faint
    assert ears.read is faint
