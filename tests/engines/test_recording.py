"""A recording is a microphone; a WAV and nothing at all are loudspeakers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from earnest.engines.loudspeaker import SilentSpeaker, WavSpeaker
from earnest.engines.recording import Recording
from earnest.errors import SoundError
from earnest.nouns import Sound
from earnest.sound import read
from earnest.testing.contracts.microphone import MicrophoneContract
from earnest.testing.contracts.speaker import SpeakerContract, tone


class TestRecording(MicrophoneContract):
    @pytest.fixture
    def microphone(self, flite: Callable[..., Path]) -> Recording:
        return Recording(flite("a recording is as good as a microphone"))


class TestWavSpeaker(SpeakerContract):
    @pytest.fixture
    def speaker(self, tmp_path: Path) -> Iterator[WavSpeaker]:
        speaker = WavSpeaker(tmp_path / "spoken.wav")
        yield speaker
        speaker.close()


class TestSilentSpeaker(SpeakerContract):
    @pytest.fixture
    def speaker(self) -> SilentSpeaker:
        return SilentSpeaker()


def test_every_sample_is_heard_and_silence_follows(flite: Callable[..., Path]) -> None:
    file = flite("every sample counts")
    microphone = Recording(file, silence=0.5)
    microphone.open()
    frames = []
    while (frame := microphone.read()) is not None:
        frames.append(frame)
    heard = np.concatenate(frames)
    sound = read(file)
    assert np.array_equal(heard[: len(sound.samples)], sound.samples)
    assert len(heard) == pytest.approx(len(sound.samples) + 8_000, abs=320)
    assert not heard[-7_000:].any()


def test_what_is_no_recording_is_told_when_opened(tmp_path: Path) -> None:
    (tmp_path / "letter.wav").write_text("no sound")
    with pytest.raises(SoundError, match=r"letter\.wav"):
        Recording(tmp_path / "letter.wav").open()


def test_what_was_played_is_in_the_file(tmp_path: Path) -> None:
    speaker = WavSpeaker(tmp_path / "spoken.wav")
    speaker.play(tone(0.5, 16_000))
    speaker.play(tone(0.5, 44_100))
    assert read(tmp_path / "spoken.wav").seconds == pytest.approx(1.0, abs=0.02)
    speaker.close()
    assert speaker.play(Sound(np.zeros(10, np.int16))) is False
