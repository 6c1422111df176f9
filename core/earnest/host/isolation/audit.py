"""The Python part of the walls: an audit hook that refuses what the plugin was not allowed, and says what to declare.

It cannot be taken off again. It is a fence, not a wall: code that calls C directly steps over it (``walls.py``).
"""

from __future__ import annotations

import os
import sys
from errno import EACCES
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from earnest.host.isolation.walls import Walls

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
_READING = {"open", "os.listdir", "os.scandir", "sqlite3.connect"}
_CHANGING = {"os.remove", "os.rename", "os.rmdir", "os.truncate", "os.mkdir", "os.link", "os.symlink", "os.chmod"}


def put_up(plugin: str, walls: Walls, *, alone: bool) -> None:
    """Refuse the network unless allowed; with ``alone`` (no namespaces) also processes and hidden files.

    The plugin's own folder may be read, and not changed, even below a hidden one.
    """

    def refuse(event: str, given: tuple[Any, ...]) -> None:
        if event in _NETWORK and not walls.network and not _is_local(given):
            raise PermissionError(
                f"{plugin} may not use the network: it must say earnest_needs = ('network',) "
                f"and the household plugins.allow.{plugin}: [network]"
            )
        if alone and event in _PROCESSES:
            raise PermissionError(f"{plugin} may not start or signal processes")
        if alone and (event in _READING or event in _CHANGING):
            reading = event in _READING and not _is_writing(event, given)
            for path in _paths(event, given):
                own = walls.home is not None and _below(path, walls.home)
                if (own and not reading) or (not own and any(_below(path, each) for each in walls.hidden)):
                    # with a number: whoever adds a file's name to it (rmtree, from Python 3.13 on) keeps the words
                    raise PermissionError(EACCES, f"{plugin} may not touch {'its own folder' if own else 'that'}")

    sys.addaudithook(refuse)


def _paths(event: str, given: tuple[Any, ...]) -> list[str]:
    """What the event is about; a path beside a ``dir_fd`` is meant from there."""
    named = given[:1] if event in _READING else given[:2]
    places = [os.fsdecode(each) for each in named if isinstance(each, str | bytes) and each]
    folders = [""] + [folder for each in given[1:] if isinstance(each, int) and (folder := _folder(each))]
    return [os.path.realpath(os.path.join(folder, place)) for folder in folders for place in places]


def _folder(descriptor: int) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        return ""


def _is_writing(event: str, given: tuple[Any, ...]) -> bool:
    return event == "open" and isinstance(given[2], int) and bool(given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + os.sep)


def _is_local(given: tuple[Any, ...]) -> bool:
    """Whether this is a socket between processes, not one to the network."""
    return any(isinstance(each, str | bytes) for each in given[1:2]) and not isinstance(given[0], str)
