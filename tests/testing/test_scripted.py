"""Scripted engines keep the contracts of real ones."""

from __future__ import annotations

import pytest

from earnest.engines import base
from earnest.errors import EngineError
from earnest.nouns import Sound, Tone, Utterance, plain_emotion
from earnest.testing import (
    ScriptedMicrophone,
    ScriptedReader,
    ScriptedRecognizer,
    ScriptedSpeaker,
    ScriptedVoice,
    ScriptedWakeWord,
)
from earnest.testing.recordings import noise, silence


@pytest.mark.parametrize(
    ("engine", "contract"),
    [
        (ScriptedMicrophone(), base.Microphone),
        (ScriptedSpeaker(), base.Speaker),
        (ScriptedWakeWord(), base.WakeWord),
        (ScriptedRecognizer(), base.Recognizer),
        (ScriptedReader(), base.EmotionReader),
        (ScriptedVoice(), base.Voice),
    ],
)
def test_each_is_the_engine_it_stands_for(engine: object, contract: type) -> None:
    assert isinstance(engine, contract)


def test_the_microphone_hears_its_sounds_in_whole_frames() -> None:
    microphone = ScriptedMicrophone(noise(0.015), silence(0.01))
    microphone.open()
    frames = []
    while (frame := microphone.read()) is not None:
        frames.append(frame)
    assert [len(frame) for frame in frames] == [160, 160, 160]
    microphone.open()
    microphone.close()
    assert microphone.read() is None


def test_the_microphone_hears_16_khz_only() -> None:
    microphone = ScriptedMicrophone(Sound(silence(0.1).samples, 8000))
    microphone.open()
    with pytest.raises(EngineError, match="8000"):
        microphone.read()


def test_the_wake_word_wakes_where_the_script_says() -> None:
    wake = ScriptedWakeWord(2, 4)
    frame = silence(0.01).samples
    heard = [wake.hear(frame) for _ in range(6)]
    assert [number for number, each in enumerate(heard) if each] == [2, 4]
    assert heard[2] is not None
    assert heard[2].at == pytest.approx(0.03)


def test_recognizer_and_reader_follow_the_script_and_then_fall_silent() -> None:
    utterance = Utterance(silence(1.0))
    recognizer, reader = ScriptedRecognizer("one", "two"), ScriptedReader(plain_emotion("sad"))
    assert [recognizer.transcribe(utterance).text for _ in range(3)] == ["one", "two", ""]
    assert [reader.read(utterance).label for _ in range(2)] == ["sad", "unsure"]


def test_the_voice_fails_where_the_script_says() -> None:
    voice = ScriptedVoice(faults=["No."])
    assert sum(sound.seconds for sound in voice.speak("Yes, I will.", Tone(rate=0.5))) == pytest.approx(0.36)
    with pytest.raises(EngineError):
        list(voice.speak("No.", Tone()))
    assert [sentence for sentence, _ in voice.spoken] == ["Yes, I will."]
