"""What a skill plays, through a real loudspeaker: no gaps, softer under speech, silent when it is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import numpy as np

from earnest.engines.loudspeaker import PyAudioSpeaker
from earnest.house.devices import SteadySpeaker
from earnest.house.mixing import Mixer
from earnest.house.stage import LoudStage
from earnest.nouns import Sound

RATE = 22_050
QUARTER = RATE // 4


def hum(pieces: int) -> AsyncIterator[Sound]:
    """A tone, a quarter of a second a piece."""
    time = np.arange(pieces * QUARTER) / RATE
    samples = (8_000 * np.sin(2 * np.pi * 400 * time)).astype(np.int16)

    async def made() -> AsyncIterator[Sound]:
        for at in range(pieces):
            yield Sound(samples[at * QUARTER : (at + 1) * QUARTER], RATE)

    return made()


def levels(sound: Sound) -> np.ndarray[Any, Any]:
    """The loudest sample of every 20 ms."""
    step = sound.rate // 50
    return np.abs(sound.samples[: len(sound.samples) // step * step].reshape(-1, step).astype(int)).max(1)


def test_music_has_no_gaps_and_steps_back_for_speech(room: Any) -> None:
    async def play() -> None:
        speaker = SteadySpeaker(PyAudioSpeaker(), PyAudioSpeaker)
        mixer = Mixer(speaker, lambda: False, lambda: 1.0)
        playing = asyncio.create_task(LoudStage(mixer, lambda: None, lambda _: None).play(hum(16), "", beside=True))
        while not mixer._running:
            await asyncio.sleep(0.01)
        await asyncio.sleep(1.0)
        assert await asyncio.to_thread(mixer.say, Sound(np.zeros(RATE, np.int16), RATE))
        await playing
        speaker.close()

    with room.recorded() as recorder:
        asyncio.run(play())
    heard = levels(recorder.sound)
    there = np.flatnonzero(heard > 300)
    lasts = (there[-1] - there[0]) / 50
    assert 3.7 < lasts < 4.6
    loud = np.percentile(heard, 90)
    assert (heard[there[0] : there[-1]] < loud / 3).sum() / 50 < 1.6
    assert np.median(heard[(heard > 300) & (heard < loud / 3)]) < loud / 6


def test_it_is_silent_when_it_is_stopped(room: Any) -> None:
    async def play() -> None:
        speaker = SteadySpeaker(PyAudioSpeaker(), PyAudioSpeaker)
        stage = LoudStage(Mixer(speaker, lambda: False, lambda: 1.0), lambda: None, lambda _: None)
        playing = asyncio.create_task(stage.play(hum(400), "", beside=True))
        await asyncio.sleep(1.5)
        playing.cancel()
        await asyncio.wait({playing})
        speaker.close()

    with room.recorded() as recorder:
        asyncio.run(play())
    there = np.flatnonzero(levels(recorder.sound) > 300)
    assert 0 < (there[-1] - there[0]) / 50 < 3.0
