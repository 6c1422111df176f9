"""Ways out of a plugin's own empty network: one for each host and port that the household allows, and no other.

In there every allowed name leads to an address of the loopback device, where a socket listens that was handed to the
house; the house dials the real host and passes bytes to and fro. So any library reaches an allowed host by its name,
encrypted to the other end as ever, without knowing of a proxy, and there is nothing in there that could reach another.
TCP only.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import ipaddress
import socket
import struct
from collections.abc import Awaitable, Callable, Sequence

MOST = 64
"""Ways of one plugin; as many sockets cross to the house in one message."""
CONNECTIONS = 32
"""Connections of one plugin at a time."""
DIALLING = 10.0
"""Seconds to reach a host."""
Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
_CHUNK = 64 * 1024
_SET_FLAGS, _SET_ADDRESS, _UP = 0x8914, 0x8916, 0x1 | 0x40
"""``SIOCSIFFLAGS``, ``SIOCSIFADDR``, and an interface that is up and running."""
_HOME = (".local", ".lan", ".home", ".home.arpa", ".internal", ".fritz.box")
"""Names that are meant to lead to a machine of the household."""


def split(way: str) -> tuple[str, int]:
    """``example.org:443`` as host and port."""
    host, _, port = way.rpartition(":")
    return host, int(port)


def open_ways(ways: Sequence[str]) -> tuple[dict[str, str], list[socket.socket]]:
    """In the plugin's network: the names it can find with their addresses, and a listening socket for each way.

    Needs a network namespace of its own and its capabilities. Raises OSError.
    """
    names: dict[str, str] = {"localhost": "127.0.0.1"}
    sockets = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sH14x", b"lo", _UP))
        for way in ways:
            host, port = split(way)
            if host not in names:
                names[host] = host if _is_address(host) else f"127.0.1.{len(names)}"
                if _is_address(host) and not host.startswith("127."):
                    _give_address(control, f"lo:{len(names)}", host)
            listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            listener.bind((names[host], port))
            listener.listen(CONNECTIONS)
            sockets.append(listener)
    return {name: address for name, address in names.items() if not _is_address(name)}, sockets


class Ways:
    """The house's end. Everything here happens on the yard's event loop."""

    def __init__(self) -> None:
        self.held = contextlib.ExitStack()
        """What is closed in the end, also where nobody came to serve it."""
        self._servers: list[asyncio.Server] = []
        self._passing: set[asyncio.Task[None]] = set()

    async def serve(self, end: socket.socket, ways: Sequence[str]) -> None:
        """Take the listening sockets that come through ``end`` and answer at each until closed."""
        loop = asyncio.get_running_loop()
        _, descriptors, _, _ = await loop.run_in_executor(None, socket.recv_fds, end, 1, MOST)
        end.close()
        for descriptor, way in zip(descriptors, ways, strict=False):
            listener = socket.socket(fileno=descriptor)
            listener.setblocking(False)
            self._servers.append(await asyncio.start_server(self._answer(*split(way)), sock=listener))

    def close(self) -> None:
        """Nothing passes any more."""
        for server in self._servers:
            server.close()
        for task in self._passing:
            task.cancel()
        self.held.close()

    def _answer(self, host: str, port: int) -> Answer:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            if len(self._passing) >= CONNECTIONS:
                writer.close()
                return
            self._passing.add(task)
            try:
                await _pass(reader, writer, host, port)
            finally:
                self._passing.discard(task)
                writer.close()

        return answer


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, port: int) -> None:
    """Bytes to and fro until either end has had enough."""
    try:
        async with asyncio.timeout(DIALLING):
            there = await _address(host, port)
            their_reader, their_writer = await asyncio.open_connection(there, port)
    except (OSError, TimeoutError):
        return
    ways = [asyncio.create_task(_pump(reader, their_writer)), asyncio.create_task(_pump(their_reader, writer))]
    try:
        await asyncio.wait(ways)
    finally:
        for way in ways:
            way.cancel()
        their_writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while part := await reader.read(_CHUNK):
            writer.write(part)
            await writer.drain()
        writer.write_eof()


async def _address(host: str, port: int) -> str:
    """Where a host is. Raises OSError for a public name that leads into the household: it would be a way to others."""
    meant_here = _is_address(host) or "." not in host or host.endswith(_HOME)
    addresses = await _find(host, port)
    fit = [address for address in addresses if meant_here or ipaddress.ip_address(address.partition("%")[0]).is_global]
    if not fit:
        raise OSError(f"{host} leads to no public address")
    return fit[0]


async def _find(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


def _is_address(host: str) -> bool:
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True


def _give_address(control: socket.socket, interface: str, address: str) -> None:
    place = struct.pack("=H2x4s8x", socket.AF_INET, socket.inet_aton(address))
    fcntl.ioctl(control, _SET_ADDRESS, struct.pack("16s16s", interface.encode(), place))
