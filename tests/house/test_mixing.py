"""What is said and what plays, through one loudspeaker."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator

import numpy as np
import pytest

from earnest.errors import EngineError
from earnest.house.mixing import BLOCK, DUCKED, Mixer
from earnest.house.stage import LoudStage
from earnest.nouns import RATE, Sound

TONE = Sound(np.full(RATE, 10_000, np.int16))
"""A second of what plays; its level is told by its samples."""
WORD = Sound(np.full(RATE // 2, 1_000, np.int16))


class Stepping:
    """A loudspeaker that takes a block when it is told to, and keeps it."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.alone: list[Sound] = []
        self.stopped = threading.Event()
        self.free = False
        """Whether it takes a block every five milliseconds, without being told to."""
        self._steps = threading.Semaphore(0)

    def step(self, blocks: int = 1) -> None:
        for _ in range(blocks):
            self._steps.release()

    def stream(self, pieces: Iterator[Sound]) -> bool:
        for piece in pieces:
            while not self._steps.acquire(timeout=0.005) and not self.free:
                if self.stopped.is_set():
                    return False
            self.heard += piece.samples.tolist()
        return True

    def play(self, sound: Sound) -> bool:
        self.alone.append(sound)
        return True

    def stop(self) -> None:
        self.stopped.set()

    def close(self) -> None:
        self.stop()


async def until(true: object) -> None:
    while not true():  # type: ignore[operator]
        await asyncio.sleep(0.002)


def stage_on(
    speaker: object, softly: list[bool], events: list[dict[str, object]] | None = None
) -> tuple[Mixer, LoudStage]:
    mixer = Mixer(speaker, lambda: softly[0], lambda: 1.0)  # type: ignore[arg-type]
    return mixer, LoudStage(mixer, lambda: None, (events if events is not None else []).append)


async def tones(count: int) -> AsyncIterator[Sound]:
    for _ in range(count):
        yield TONE


def test_what_plays_is_softer_while_somebody_speaks_and_speech_is_heard_over_it() -> None:
    async def play() -> list[int]:
        speaker, softly = Stepping(), [False]
        mixer, stage = stage_on(speaker, softly)
        playing = asyncio.create_task(stage.play(tones(4), "tones", beside=True))
        size = round(BLOCK * RATE)
        await until(lambda: mixer.ahead > 0.9)
        speaker.step(10)
        await until(lambda: len(speaker.heard) == 10 * size)
        assert speaker.heard[-1] == 10_000
        softly[0] = True
        await until(lambda: mixer.ahead > 0.9)
        speaker.step(10)
        await until(lambda: len(speaker.heard) == 20 * size)
        assert speaker.heard[-1] == pytest.approx(10_000 * DUCKED, abs=1)
        softly[0] = False
        saying = asyncio.create_task(asyncio.to_thread(mixer.say, WORD))
        await until(lambda: mixer._said and mixer.ahead > 0.9)
        speaker.step(9)
        await until(lambda: len(speaker.heard) == 29 * size)
        assert speaker.heard[-1] == pytest.approx(1_000 + 10_000 * DUCKED, abs=2)
        speaker.free = True
        assert await saying
        await playing
        return speaker.heard

    heard = asyncio.run(play())
    assert np.count_nonzero(heard) == 4 * RATE
    assert max(np.abs(np.diff(heard[: 29 * round(BLOCK * RATE)]))) < 2_000


def test_a_wake_word_silences_what_is_said_and_stop_what_plays() -> None:
    async def play() -> Stepping:
        speaker = Stepping()
        mixer, stage = stage_on(speaker, [False])
        playing = asyncio.create_task(stage.play(tones(100), "tones", beside=True))
        speaker.step(2)
        await until(lambda: mixer._running)
        saying = asyncio.create_task(asyncio.to_thread(mixer.say, WORD))
        await until(lambda: mixer._said)
        mixer.hush()
        assert await saying is False
        assert not speaker.stopped.is_set()
        playing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await playing
        assert speaker.stopped.is_set()
        return speaker

    speaker = asyncio.run(play())
    assert len(speaker.heard) < RATE


def test_paused_it_is_silent_and_goes_on_where_it_was() -> None:
    async def play() -> list[int]:
        speaker = Stepping()
        stage = stage_on(speaker, [False])[1]
        playing = asyncio.create_task(stage.play(tones(1), "tone", beside=True))
        speaker.step(5)
        await until(lambda: len(speaker.heard) == 5 * round(BLOCK * RATE))
        stage.pause()
        speaker.step(5)
        await until(lambda: len(speaker.heard) == 10 * round(BLOCK * RATE))
        stage.resume()
        speaker.free = True
        await playing
        return speaker.heard

    heard = np.array(asyncio.run(play()))
    assert (heard == 0).sum() >= 4 * round(BLOCK * RATE)
    assert (heard != 0).sum() == RATE


def test_with_nothing_playing_speech_goes_straight_to_the_loudspeaker() -> None:
    speaker = Stepping()
    mixer, _ = stage_on(speaker, [False])
    assert mixer.say(WORD)
    assert speaker.alone == [WORD]
    mixer.hush()
    assert speaker.stopped.is_set()


def test_whoever_makes_the_sound_may_fail_and_nobody_waits_for_ever() -> None:
    async def broken() -> AsyncIterator[Sound]:
        yield TONE
        raise EngineError("no more")

    async def play() -> None:
        speaker = Stepping()
        speaker.free = True
        await stage_on(speaker, [False])[1].play(broken(), "", beside=False)

    with pytest.raises(EngineError, match="no more"):
        asyncio.run(play())
