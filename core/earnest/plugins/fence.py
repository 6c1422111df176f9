"""The Python part of the walls: an audit hook that refuses what the plugin was not allowed, and says what to declare.

It cannot be taken off again. It is a fence, not a wall: code that calls C directly steps over it (``walls.py``).
"""

from __future__ import annotations

import os
import sys
from typing import Any

_NETWORK = {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}
_PROCESSES = {
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "os.kill",
    "os.killpg",
    "pty.spawn",
    "subprocess.Popen",
}
_FILES = {"open", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "sqlite3.connect"}


def put_up(plugin: str, *, network: bool, hidden: list[str], alone: bool) -> None:
    """Refuse the network unless allowed; with ``alone`` (no namespaces) also processes and hidden files."""

    def refuse(event: str, given: tuple[Any, ...]) -> None:
        if event in _NETWORK and not network and not _is_local(given):
            raise PermissionError(
                f"{plugin} may not use the network: it must say earnest_needs = ('network',) "
                f"and the household plugins.allow.{plugin}: [network]"
            )
        if alone and event in _PROCESSES:
            raise PermissionError(f"{plugin} may not start or signal processes")
        if alone and event in _FILES and _is_hidden(given):
            raise PermissionError(f"{plugin} may not see the household's data")

    def _is_hidden(given: tuple[Any, ...]) -> bool:
        paths = [os.path.realpath(os.fsdecode(each)) for each in given[:2] if isinstance(each, str | bytes) and each]
        return any(path == each or path.startswith(each + os.sep) for path in paths for each in hidden)

    sys.addaudithook(refuse)


def _is_local(given: tuple[Any, ...]) -> bool:
    """Whether this is a socket between processes, not one to the network."""
    return any(isinstance(each, str | bytes) for each in given[1:2]) and not isinstance(given[0], str)
