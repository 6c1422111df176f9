"""pipecat's line: Silero, Whisper, Smart Turn v3 (all with its own settings), padacioso for the words, Piper.

python -m benchmarks.contestants.pipecat_line WHISPER-FOLDER VOICE.onnx [long]
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import numpy as np
from loguru import logger
from padacioso import IntentContainer
from pipecat.audio.vad.silero import SileroVADAnalyzer
from pipecat.frames.frames import (
    Frame,
    InputAudioRawFrame,
    TranscriptionFrame,
    TTSAudioRawFrame,
    TTSSpeakFrame,
    TTSStoppedFrame,
    UserStoppedSpeakingFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.audio.vad_processor import VADProcessor
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.services.piper.tts import PiperTTSService
from pipecat.services.whisper.stt import WhisperSTTService
from pipecat.turns.user_turn_processor import UserTurnProcessor
from pipecat.workers.runner import WorkerRunner

from benchmarks.contestants.stage import KNOWN, RATE, Played, answer, perform


class Line:
    """One pipeline for all requests."""

    def __init__(self, model: Path, voice: Path, long: bool) -> None:
        self.played = Played()
        self._model, self._voice, self._long = model, voice, long

    async def open(self) -> None:
        settings = WhisperSTTService.Settings(model=str(self._model))
        whisper = WhisperSTTService(device="cpu", compute_type="int8", settings=settings)
        piper = PiperTTSService(
            download_dir=self._voice.parent, settings=PiperTTSService.Settings(voice=self._voice.stem)
        )
        ready = asyncio.Event()
        parts = [VADProcessor(vad_analyzer=SileroVADAnalyzer()), whisper, UserTurnProcessor()]
        self._task = PipelineWorker(
            Pipeline([*parts, Answers(self, self._long), piper, Loudspeaker(self)]),
            params=PipelineParams(audio_in_sample_rate=RATE),
            cancel_on_idle_timeout=False,
            check_dangling_tasks=False,
        )

        @self._task.event_handler("on_pipeline_started")
        async def _started(*_: object) -> None:
            ready.set()

        runner = WorkerRunner(handle_sigint=False)
        await runner.add_workers(self._task)
        self._running = asyncio.create_task(runner.run())
        await ready.wait()

    async def hear(self, block: bytes) -> None:
        await self._task.queue_frame(InputAudioRawFrame(audio=block, sample_rate=RATE, num_channels=1))


class Answers(FrameProcessor):
    """What a language model is in pipecat's examples: the words of the turn, and what is said to them."""

    def __init__(self, line: Line, long: bool) -> None:
        super().__init__()
        self._line = line
        self._words: list[str] = []
        self._intents = IntentContainer()
        self._intents.add_intent("known", [each.replace("[today]", "[today|]") for each in KNOWN])
        self._intents.add_intent("anything", ["{words}"])
        self._answer = answer(long)

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """The turn may be over before its words are there; then they are answered when they come."""
        await super().process_frame(frame, direction)
        if isinstance(frame, TranscriptionFrame):
            self._words.append(frame.text.strip())
        await self.push_frame(frame, direction)
        if isinstance(frame, UserStoppedSpeakingFrame):
            self._line.played.over()
        late = isinstance(frame, TranscriptionFrame) and bool(self._line.played.ended)
        if self._words and (late or isinstance(frame, UserStoppedSpeakingFrame)):
            text, self._words = " ".join(self._words), []
            self._line.played.heard(text)
            self._intents.calc_intent(text.strip(" .?!").lower())
            self._line.played.busy += 1
            await self.push_frame(TTSSpeakFrame(self._answer))


class Loudspeaker(FrameProcessor):
    """The end of the line."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, TTSAudioRawFrame):
            self._line.played.sounded(np.frombuffer(frame.audio, np.int16), frame.sample_rate)
        if isinstance(frame, TTSStoppedFrame):
            self._line.played.busy -= 1
        await self.push_frame(frame, direction)


if __name__ == "__main__":
    logger.remove()
    perform(Line(Path(sys.argv[1]), Path(sys.argv[2]), "long" in sys.argv))
