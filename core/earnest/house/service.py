"""What systemd is told when Earnest runs as a service: ready, alive, stopping. Nothing, when it does not."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from contextlib import suppress


def tell_systemd(state: str) -> None:
    """Send a state such as "READY=1" (sd_notify(3)); nothing where nobody listens."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as door:
        door.connect("\0" + address[1:] if address.startswith("@") else address)
        door.sendall(state.encode())


def watchdog_seconds() -> float | None:
    """How long systemd waits for a sign of life before it starts the service anew; None when it does not."""
    mine = os.environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
    microseconds = os.environ.get("WATCHDOG_USEC", "") if mine else ""
    return int(microseconds) / 1e6 if microseconds.isdigit() and int(microseconds) else None


async def feed_watchdog(progress: Callable[[], float]) -> None:
    """Give signs of life, as long as this loop turns and the ears hear: ``progress`` grows. Ends where nobody waits."""
    seconds = watchdog_seconds()
    if seconds is None:
        return
    before = -1.0
    while True:
        now = progress()
        if now != before:
            tell_systemd("WATCHDOG=1")
        before = now
        await asyncio.sleep(seconds / 4)
