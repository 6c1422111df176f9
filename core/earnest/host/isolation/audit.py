"""The Python part of the walls: an audit hook that refuses what the plugin was not allowed, and says what to declare.

It cannot be taken off again. It is a fence, not a wall: code that calls C directly steps over it (``walls.py``).
"""

from __future__ import annotations

import os
import sys
from errno import EACCES
from typing import TYPE_CHECKING, Any

from earnest.host.isolation.sight import is_below, own_places

if TYPE_CHECKING:
    from earnest.host.discovery.finding import Found
    from earnest.host.isolation.walls import Level, Walls

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


def put_up(found: Found, walls: Walls, level: Level) -> None:
    """Refuse hosts that were not allowed; without namespaces also processes, and with no walls at all hidden files."""
    plugin, own, sight = found.name, own_places(found), walls.sight

    def refuse(event: str, given: tuple[Any, ...]) -> None:
        if event in _NETWORK and not walls.network and not _is_local(given):
            _check_way(plugin, walls, level, _host(event, given))
        if level == "namespaces":
            return
        if event in _PROCESSES:
            raise PermissionError(f"{plugin} may not start or signal processes")
        if level == "none" and (event in _READING or event in _CHANGING):
            reading = event in _READING and not _is_writing(event, given)
            for path in _paths(event, given):
                if any(is_below(path, place) for place in (*sight.writable, *filter(None, [sight.folder]))):
                    continue
                mine = any(is_below(path, place) for place in own)
                if (mine and not reading) or (not mine and any(is_below(path, each) for each in sight.hidden)):
                    # with a number: whoever adds a file's name to it (rmtree, from Python 3.13 on) keeps the words
                    raise PermissionError(EACCES, f"{plugin} may not touch {'its own code' if mine else 'that'}")

    sys.addaudithook(refuse)


def _check_way(plugin: str, walls: Walls, level: Level, host: str) -> None:
    """Raises PermissionError that says what to declare and allow, unless there is a way to the host."""
    hosts = {way.rpartition(":")[0] for way in walls.ways}
    if level == "namespaces" and hosts and (host in hosts or host == "localhost" or host.startswith("127.")):
        return
    if host in hosts:
        raise PermissionError(
            f"{plugin} may not reach {host}: single hosts can be reached where there are namespaces only, and here are "
            f"none (earnest doctor); the whole network would be plugins.allow.{plugin}: [network]"
        )
    if hosts:
        raise PermissionError(f"{plugin} may not reach {host}: add network: [{host}] to plugins.allow.{plugin}")
    raise PermissionError(
        f"{plugin} may not use the network: it must say earnest_needs = ('network',) "
        f"and the household plugins.allow.{plugin}: [network]"
    )


def _host(event: str, given: tuple[Any, ...]) -> str:
    """Whom the event is about."""
    named = given[0] if event.startswith("socket.get") else given[-1]
    named = named[0] if isinstance(named, tuple) and named else named
    return named.decode(errors="replace") if isinstance(named, bytes) else str(named)


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


def _is_local(given: tuple[Any, ...]) -> bool:
    """Whether this is a socket between processes, not one to the network."""
    return any(isinstance(each, str | bytes) for each in given[1:2]) and not isinstance(given[0], str)
