"""The plugin's end of the pipe: messages in, messages out, and a ``Line`` that goes through it."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from itertools import count
from pathlib import Path
from typing import Any

from earnest.errors import NeverMind, Skipped, Unanswered
from earnest.host.isolation.wire import LENGTH, Message, body_length, pack, unpack
from earnest.nouns import Reply, Sound
from earnest.talk import Answered, Due, Question

FAULTS: dict[str, type[Exception]] = {
    fault.__name__: fault
    for fault in (KeyError, NeverMind, Skipped, PermissionError, RuntimeError, TypeError, Unanswered, ValueError)
}
"""What the house may raise in answer to a call. Anything else arrives as RuntimeError."""


class Pipe:
    """A socket to the house. One thread reads; any thread may write."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._writing = threading.Lock()
        self._calls: dict[int, Future[Any]] = {}
        self._numbers = count(1)

    def listen(self, deliver: Callable[[Message], None]) -> None:
        """Start reading: answers wake their callers, everything else goes to ``deliver`` (on the reading thread)."""
        threading.Thread(target=self._read, args=(deliver,), name="pipe", daemon=True).start()

    def receive(self) -> Message:
        """The next message; without a house at the other end, the process ends."""
        return unpack(self._exactly(body_length(self._exactly(LENGTH.size))))

    def send(self, message: Message) -> None:
        """Send one message whole."""
        packed = pack(message)
        with self._writing:
            self._end.sendall(packed)

    def call(self, turn: int, what: str, *given: Any) -> Future[Any]:
        """Ask the house for something during a turn."""
        number, answer = next(self._numbers), Future[Any]()
        self._calls[number] = answer
        self.send({"kind": "call", "turn": turn, "call": number, "what": what, "given": list(given)})
        return answer

    def _read(self, deliver: Callable[[Message], None]) -> None:
        while True:
            message = self.receive()
            if message["kind"] != "answer":
                deliver(message)
                continue
            waiting = self._calls.pop(message["call"], None)
            if waiting is None or not waiting.set_running_or_notify_cancel():
                continue
            if message.get("fault"):
                waiting.set_exception(FAULTS.get(message["fault"], RuntimeError)(message["value"]))
            else:
                waiting.set_result(message["value"])

    def _exactly(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            part = self._end.recv(size - len(parts))
            if not part:
                os._exit(0)
            parts += part
        return bytes(parts)


class PipeLine:
    """The house, as one turn of a plugin in its own process reaches it."""

    def __init__(self, pipe: Pipe, turn: int, folder: Path) -> None:
        self._pipe = pipe
        self._turn = turn
        self._folder = folder

    def own_folder(self) -> Path:
        """The plugin's own; the house has made it."""
        return self._folder

    async def ask(self, question: Question) -> Answered:
        """The person's answer. Raises Unanswered."""
        answered = await self._called("ask", question)
        assert isinstance(answered, Answered)
        return answered

    async def say(self, reply: Reply) -> None:
        """Say an interim word."""
        await self._called("say", reply)

    async def play(self, pieces: AsyncIterator[Sound], name: str) -> bool:
        """Send the pieces as they are wanted, and wait until they were heard."""
        await self._called("play_begin", name)
        async for piece in pieces:
            if not await self._called("play_piece", piece):
                break
        return bool(await self._called("play_end"))

    async def _called(self, what: str, *given: Any) -> Any:
        return await asyncio.wrap_future(self._pipe.call(self._turn, what, *given))

    async def request(self, words: str) -> str | None:
        """What another plugin answers."""
        answer = await asyncio.wrap_future(self._pipe.call(self._turn, "request", words))
        return None if answer is None else str(answer)

    def keep_due(self, due: Due) -> Due:
        """Remember something to come."""
        kept = self._now("keep_due", due)
        assert isinstance(kept, Due)
        return kept

    def list_due(self) -> list[Due]:
        """This plugin's own, soonest first."""
        return list(self._now("list_due"))

    def drop_due(self, id: int) -> bool:
        """Forget one of this plugin's own."""
        return bool(self._now("drop_due", id))

    def read_notes(self) -> dict[str, Any]:
        """All of this plugin's notes."""
        return dict(self._now("read_notes"))

    def write_note(self, key: str, value: Any) -> None:
        """Remember or forget a note."""
        self._now("write_note", key, value)

    def ask_house(self, what: str) -> Any:
        """A fact of the house."""
        return self._now("ask_house", what)

    def tell_house(self, what: str, value: Any) -> None:
        """Ask the house to change something."""
        self._now("tell_house", what, value)

    def _now(self, what: str, *given: Any) -> Any:
        return self._pipe.call(self._turn, what, *given).result()
