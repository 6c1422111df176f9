"""Leaving within three seconds of being asked to, whatever hangs: a thread of its own waits for the signal."""

from __future__ import annotations

import _thread
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn, Self

DEADLINE = 2.5
"""Seconds after SIGTERM or Ctrl-C when the process ends as it is: what it remembers is on disk already."""


class Leaving:
    """Within it, SIGTERM calls ``ask`` from another thread, and whoever has not left by the deadline is ended.

    Python runs a signal's handler only when the main thread comes round to it. The number of the signal, though, is
    written to a socket at once, and that is what is read here.
    """

    def __init__(self) -> None:
        self.ask: Callable[[], object] = _thread.interrupt_main
        """How to leave; at first as with Ctrl-C. May raise RuntimeError when that is being done already."""
        self.asked = False
        """Whether SIGTERM has come."""
        self._left = threading.Event()

    def __enter__(self) -> Self:
        outlet, self._inlet = socket.socketpair()
        self._inlet.setblocking(False)
        self._handler = signal.signal(signal.SIGTERM, lambda *_: None)
        self._wakeup = signal.set_wakeup_fd(self._inlet.fileno(), warn_on_full_buffer=False)
        threading.Thread(target=self._wait, args=(outlet,), name="earnest-leaving", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()
        signal.set_wakeup_fd(self._wakeup)
        signal.signal(signal.SIGTERM, self._handler)
        self._inlet.close()

    def _wait(self, outlet: socket.socket) -> None:
        with outlet:
            while signals := outlet.recv(16):
                if signal.SIGTERM in signals:
                    self.asked = True
                    with suppress(RuntimeError):
                        self.ask()
                if {signal.SIGTERM, signal.SIGINT} & set(signals) and not self._left.wait(DEADLINE):
                    at_once()


def at_once() -> NoReturn:
    """End here. Python's own tidying up takes a second of processor, which on a busy machine is ten."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(0)
