"""What a turn costs over its parts, and what idle listening costs over the wake engine alone.

    ./scripts/bench turn [--rounds 3] [RECORDING]

Four ratios. *First audio*: from the end of an utterance to the first sound of the reply, against the recogniser and the
synthesis of the reply's first sentence run bare on the same sound right afterwards (aim: at most 1.15). *Feeling*: the
same time where nobody agreed to being read, so that nothing feels (aim: 1, for the recogniser is slower), and the
emotion reader alone against the recogniser alone. *Idle*: processor time of listening to a quiet room, against the wake
engine alone on the same frames (aim: at most 1.5).
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from earnest.config import Config, load_config
from earnest.engines.loudspeaker import SilentSpeaker
from earnest.engines.recording import Recording
from earnest.house.assistant import Assistant
from earnest.house.household import Household
from earnest.listening import Listening
from earnest.nouns import RATE, Sound, Tone, Transcript, Utterance
from earnest.shipped import shipped
from earnest.sound import WavFile
from earnest.speaking.text import pieces

IDLE = 60.0
"""Seconds of quiet room."""


class Watched:
    """A recogniser that keeps what it was given, to be given it again bare."""

    def __init__(self, recognizer: Any) -> None:
        self.bare = recognizer
        self.name = recognizer.name
        self.expect = recognizer.expect
        self.heard: list[Utterance] = []

    def transcribe(self, utterance: Utterance) -> Transcript:
        self.heard.append(utterance)
        transcript: Transcript = self.bare.transcribe(utterance)
        return transcript


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recording", nargs="?", type=Path, default=shipped("config") / "demo" / "living-room.flac")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    shown = Table("", "house", "bare", "ratio", box=None)
    rows = (*_turns(asked.recording, asked.rounds), *_feeling(asked.recording, asked.rounds), *_idle(asked.rounds))
    for name, whole, bare in rows:
        shown.add_row(name, f"{1000 * whole:.1f} ms", f"{1000 * bare:.1f} ms", f"{whole / bare:.2f}")
    Console().print(shown)


@dataclass(frozen=True, slots=True)
class Measured:
    """One turn, in seconds."""

    first_audio: float
    bare: float
    """Of recogniser and first sentence, one after the other and nothing else."""
    recognise: float
    """Of the recogniser alone."""
    feel: float
    """Of the emotion reader alone."""


def _config(folder: str, feeling: bool = True) -> Config:
    config = load_config(shipped("config") / "demo.yaml", Path(folder))
    consent = config.emotion.model_copy(update={"consent": "yes" if feeling else "no"})
    return config.model_copy(update={"emotion": consent})


def _turns(recording: Path, rounds: int) -> Iterator[tuple[str, float, float]]:
    """Per turn: name, seconds to first audio in the house, and bare; then all turns together."""
    measured = [_one_round(recording) for _ in range(rounds)]
    for number, turns in enumerate(zip(*measured, strict=True), 1):
        whole = statistics.median(turn.first_audio for turn in turns)
        yield f"turn {number}: first audio", whole, statistics.median(turn.bare for turn in turns)
    everything = [turn for turns in measured for turn in turns]
    yield "all turns: first audio", sum(t.first_audio for t in everything), sum(t.bare for t in everything)


def _feeling(recording: Path, rounds: int) -> Iterator[tuple[str, float, float]]:
    """All turns with and without a reader of feelings, in turns; and that reader against the recogniser."""
    with_, without = [], []
    for _ in range(rounds):
        with_ += _one_round(recording)
        without += _one_round(recording, feeling=False)
    yield "first audio: feeling, not", sum(t.first_audio for t in with_), sum(t.first_audio for t in without)
    yield "alone: emotion reader, recogniser", sum(t.feel for t in with_), sum(t.recognise for t in with_)


def _one_round(recording: Path, feeling: bool = True) -> list[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        house = Household(_config(folder, feeling))
        try:
            return _perform(house, recording)
        finally:
            house.close()


def _perform(house: Household, recording: Path) -> list[Measured]:
    watched = Watched(house.engine("recognizer"))
    house._engines["recognizer"] = watched
    replies: list[str] = []
    turns: list[Measured] = []

    def emit(event: dict[str, Any]) -> None:
        if event["event"] == "reply":
            replies.append(event["text"])
        elif event["event"] == "turn":
            utterance = watched.heard[-1]
            recognise = _seconds(lambda: watched.bare.transcribe(replace(utterance)))
            feel = _seconds(lambda: house.engine("emotion").read(utterance))
            sentence = next(iter(pieces(replies[-1], "en"))).text
            speak = _seconds(lambda: list(house.speaking.voice.speak(sentence, Tone())))
            turns.append(Measured(event["ms"]["first_audio"] / 1000, recognise + speak, recognise, feel))

    asyncio.run(Assistant(house, Recording(recording), SilentSpeaker(), emit).run())
    return turns


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _idle(rounds: int) -> Iterator[tuple[str, float, float]]:
    """Processor seconds a second of quiet room."""
    with tempfile.TemporaryDirectory() as folder:
        house = Household(_config(folder))
        room = Path(folder) / "room.wav"
        quiet = np.random.default_rng(0).normal(0.0, 30.0, round(IDLE * RATE)).astype(np.int16)
        file = WavFile(room, RATE)
        file.write(Sound(quiet))
        file.close()
        pairs = [(_listen(house, room), _wake_alone(house, quiet)) for _ in range(rounds)]
        house.close()
    whole, bare = (statistics.median(each) / IDLE for each in zip(*pairs, strict=True))
    yield "idle, a second of sound", whole, bare


def _listen(house: Household, room: Path) -> float:
    house.engine("wake").reset()
    ears = Listening(Recording(room), house.engine("wake"), house.engine("endpoint"), house.config.listening)

    async def listen() -> None:
        async with ears:
            async for _ in ears.events():
                pass

    began = time.process_time()
    asyncio.run(listen())
    return time.process_time() - began


def _wake_alone(house: Household, quiet: Any) -> float:
    wake = house.engine("wake")
    wake.reset()
    frames = quiet.reshape(-1, 160)
    began = time.process_time()
    for frame in frames:
        wake.hear(frame)
    return time.process_time() - began


if __name__ == "__main__":
    main()
