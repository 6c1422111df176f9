"""One life of a plugin's own process, as the house sees it: started, spoken with, watched, ended."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from earnest.folders import excess, trim
from earnest.host.discovery.finding import Found, home_of
from earnest.host.isolation.surroundings import Surroundings, environment
from earnest.host.isolation.usage import read_use
from earnest.host.isolation.walls import Walls
from earnest.host.isolation.ways import Ways
from earnest.host.isolation.wire import LENGTH, Garbage, Message, body_length, pack, unpack

OUTPUT_KEPT = 4096
"""Bytes of the plugin's own output that are kept, to say what it said last."""
OUTPUT_CHUNK = 64 * 1024
"""Bytes of output taken every ``BEAT``; a plugin that prints more waits."""
BEAT = 0.1
"""Seconds between two looks at a plugin that is at work."""
NICE = 5
"""How far a plugin stands back for the house when both want the processor."""
RESTING_BEAT = 2.0
"""Seconds between two looks at one that is not."""
RESTLESS = 0.2
"""Share of a processor that a plugin may use while nobody asked it for anything."""
UNASKED = 2000
"""Messages that nobody waits for, after which it is a flood."""


_WALLS = Walls
"""Tests put lower ones here."""


class Gone(Exception):
    """The process has ended, or was ended; says why."""


class Process:
    """A running plugin. Everything here happens on the yard's event loop."""

    def __init__(
        self,
        found: Found,
        surroundings: Surroundings,
        deliver: Callable[[Message], bool],
        before: Process | None = None,
    ) -> None:
        """``before``: the plugin's last life, whose mess is not this one's."""
        self._before = before
        self._found = found
        self._surroundings = surroundings
        self._deliver = deliver
        self._loop = asyncio.get_running_loop()
        self._output = bytearray()
        self._outlet: io.FileIO | None = None
        self._unasked = 0
        self._pid: int | None = None
        self._ways = Ways()
        self._trims = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._turns = 0
        self.ended_at_work = False
        """Whether it was answering a turn when it ended."""
        self._stirred = asyncio.Event()
        self._popen: subprocess.Popen[bytes] | None = None
        self._writer: asyncio.StreamWriter | None = None
        self.gone: asyncio.Future[str] = self._loop.create_future()
        """Done when it has ended, with the reason."""
        self.opened: asyncio.Future[Message] = self._loop.create_future()
        """What it said of itself when it was opened, or why it could not be."""

    async def start(self) -> None:
        """Start the process and send it the plugin to open. Raises OSError."""
        ours, theirs = socket.socketpair()
        here, yonder = socket.socketpair()
        self._ways.held.enter_context(here)  # closed with the process, wherever in here it is ended
        outlet, inlet = os.pipe()
        try:
            popen = self._popen = self._spawn(theirs.fileno(), yonder.fileno(), inlet)
        except OSError:
            ours.close()
            here.close()
            os.close(outlet)
            raise
        finally:
            theirs.close()
            yonder.close()
            os.close(inlet)
        reader, self._writer = await asyncio.open_connection(sock=ours)
        if self.gone.done():  # ended before it began
            self._writer.close()
            here.close()
            os.close(outlet)
            return
        self._begin(self._read(reader, popen))
        self._begin(self._drain(outlet))
        self._begin(self._watch())
        if self._surroundings.ways:
            self._begin(self._ways.serve(here, self._surroundings.ways))
        else:
            here.close()
        self.send({"kind": "open", "found": self._invitation(), "path": sys.path, "walls": self._walls()})

    def send(self, message: Message) -> None:
        """Send a message. Raises Gone, TypeError."""
        if self.gone.done() or self._writer is None:
            raise Gone(self.gone.result() if self.gone.done() else "it is still being started")
        self._writer.write(pack(message))

    def end(self, why: str) -> None:
        """End the process and all that it started; the first reason stays."""
        if self.gone.done():
            return
        self.ended_at_work = self._turns > 0
        if self._outlet is not None and not self._outlet.closed:  # its number may be another's by then
            with contextlib.suppress(OSError):  # what it printed last, when it was ended in the same moment
                self._output += self._outlet.read(OUTPUT_KEPT) or b""
        self.gone.set_result(why)
        if not self.opened.done():
            self.opened.set_result({"kind": "refused", "why": why})
        for task in self._tasks:
            task.cancel()
        if self._writer is not None:
            self._writer.close()
        self._ways.close()
        if self._popen is not None:
            self._begin(self._bury(self._popen))

    @property
    def output(self) -> str:
        """The last of what it printed."""
        return self._output.decode(errors="replace")

    @contextlib.contextmanager
    def at_work(self) -> Iterator[None]:
        """While a turn is answered in here, it is watched more closely and may use the processor."""
        self._turns += 1
        self._stirred.set()
        try:
            yield
        finally:
            self._turns -= 1
            self._stirred.set()

    async def buried(self) -> None:
        """Wait until nothing of it is left."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _spawn(self, pipe: int, ways: int, output: int) -> subprocess.Popen[bytes]:
        popen = subprocess.Popen(
            [sys.executable, "-s", "-P", "-m", "earnest.host.isolation.child", str(pipe), str(ways)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=[pipe, ways],
            start_new_session=True,
            cwd="/",
            env=environment(self._surroundings),
        )
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, popen.pid, NICE)  # being started takes nobody's time
        return popen

    def _invitation(self) -> Message:
        found = self._found
        file = str(found.path) if found.path else None
        return {
            "name": found.name,
            "origin": found.origin,
            "module": found.module,
            "path": file,
            "source": found.source,
            "sheet": replace(found.sheet, places={}),
        }

    def _walls(self) -> Message:
        around = self._surroundings
        return asdict(_WALLS(os.getpid(), around.sight, around.network, around.ways, around.unwalled))

    async def _read(self, reader: asyncio.StreamReader, popen: subprocess.Popen[bytes]) -> None:
        try:
            while True:
                body = await reader.readexactly(body_length(await reader.readexactly(LENGTH.size)))
                self._receive(unpack(body))
        except (asyncio.IncompleteReadError, ConnectionError):
            self.end(await self._parting(popen))
        except (Garbage, KeyError, TypeError, ValueError):
            self.end("it sent the house garbage")

    def _receive(self, message: Message) -> None:
        match message["kind"]:
            case "born":
                self._pid = int(message["pid"])
            case "opened" | "refused" if not self.opened.done():
                self.opened.set_result(message)
            case _ if not self._deliver(message):
                self._unasked += 1
                if self._unasked > UNASKED:
                    self.end("it flooded the house with messages")

    async def _drain(self, outlet: int) -> None:
        """Take its output, at a bounded rate, and keep the end."""
        self._outlet = io.FileIO(outlet, "rb")
        reader = asyncio.StreamReader(limit=OUTPUT_CHUNK)
        protocol = asyncio.StreamReaderProtocol(reader)
        transport, _ = await self._loop.connect_read_pipe(lambda: protocol, self._outlet)
        try:
            while part := await reader.read(OUTPUT_CHUNK):
                self._output = bytearray((self._output + part)[-OUTPUT_KEPT:])
                await asyncio.sleep(BEAT if len(part) == OUTPUT_CHUNK else 0)
        finally:
            reader.feed_eof()
            self._output = bytearray((self._output + await reader.read())[-OUTPUT_KEPT:])
            self._outlet = None
            transport.close()

    async def _watch(self) -> None:
        """Look in on it; end it when it takes too much."""
        if self._before is not None:
            await self._before.buried()
            self._before = None
        before, since = 0.0, self._loop.time()
        while not self.gone.done():  # not cancelled alone: wait_for of Python 3.11 may swallow that
            busy = self._turns > 0 or not self.opened.done()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stirred.wait(), BEAT if busy else RESTING_BEAT)
            if self._pid is None:
                continue
            use, now = read_use(self._pid), self._loop.time()
            begins = busy and self._stirred.is_set()  # when nothing can have been written yet
            too_much = use.excess or (None if begins else self._overfull())
            if too_much is not None:
                self.end(too_much)
                return
            rested = not busy and not self._stirred.is_set()
            if rested and (use.seconds - before) / (now - since) > RESTLESS:
                self.end("it kept the processor busy while nobody asked it for anything")
                return
            self._stirred.clear()
            before, since = use.seconds, now

    def _overfull(self) -> str | None:
        """Whether its folder holds too much; what was written last is taken out when it has ended."""
        folder = self._surroundings.sight.folder
        too_much = excess(Path(folder)) if folder else None
        self._trims = too_much is not None
        return f"{too_much}; what was written last is gone" if too_much is not None else None

    async def _bury(self, popen: subprocess.Popen[bytes]) -> None:
        """End it and all that it started, and take its exit code so that no zombie stays."""
        if self._pid in (None, popen.pid):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(popen.pid, signal.SIGKILL)
        popen.terminate()
        try:
            await asyncio.to_thread(popen.wait, 2.0)
        except subprocess.TimeoutExpired:
            popen.kill()
            await asyncio.to_thread(popen.wait)
        if self._trims and self._surroundings.sight.folder:
            await asyncio.to_thread(trim, Path(self._surroundings.sight.folder))

    async def _parting(self, popen: subprocess.Popen[bytes]) -> str:
        try:
            code = await asyncio.to_thread(popen.wait, 0.5)
        except subprocess.TimeoutExpired:
            return "it closed its pipe to the house"
        how = f"ended with exit code {code}"
        number = -code if code < 0 else code - 128
        if number in set(signal.Signals):
            how = f"was ended by {signal.Signals(number).name}"
        return f"its process {how}{self._where()}"

    def _where(self) -> str:
        """Where it was when it crashed, from what ``faulthandler`` printed."""
        home = home_of(self._found)
        for path, line in re.findall(r'File "([^"]+)", line (\d+) in', self._output.decode(errors="replace")):
            if home is None or Path(path) == home or home in Path(path).parents:
                return f" at {Path(path).name}:{line}"
        return ""

    def _begin(self, work: Any) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
