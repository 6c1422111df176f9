"""The walls around a plugin's own process, put up by that process before it opens the plugin. Three levels:

``namespaces``, where the kernel lets an ordinary user have them (Debian, Raspberry Pi OS; not every container): a root
of its own with nothing in it but what it may see (``root.py``), its own network (an empty one, with ways out to the
hosts that were allowed), its own processes (it sees and can signal nobody else's; when it ends, all it started ends).

``landlock``, where the kernel has that: it can find out whether a file of some name is there, and open none but those
it may; it has the whole network or none, and starts no processes.

``none``: only Python's audit hook (``audit.py``) keeps files apart, which keeps an honest plugin honest; a hostile one
can climb it through ctypes. Strangers' plugins do not run there unless the household says so.

On every level it keeps no capability, and a filter of system calls (``syscalls.py``) closes what the rest leaves open.

This module runs in every plugin's process before anything else, so it imports little.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NoReturn

from earnest.host.isolation import landlock
from earnest.host.isolation.kernel import (
    NEWIPC,
    NEWNET,
    NEWNS,
    NEWPID,
    NEWUSER,
    die_with_parent,
    drop_privileges,
    unshare,
)
from earnest.host.isolation.root import begin_root, build_root
from earnest.host.isolation.sight import Sight, is_below
from earnest.host.isolation.syscalls import Freedom, can_filter, filter_syscalls
from earnest.host.isolation.ways import open_ways  # here: between the old root and the new, nothing can be imported

Level = Literal["namespaces", "landlock", "none"]
HandOver = Callable[[list[socket.socket]], None]
"""Takes listening sockets to the house."""

MEMORY = 512 * 1024 * 1024
"""Bytes that a plugin may use, all its processes together."""
PROCESSES = 64
"""Processes and threads it may have at once."""
LARGEST_FILE = 64 * 1024 * 1024
OPEN_FILES = 256
SCRATCH = ".tmp"
"""Below its own folder: what stands for ``/tmp`` where it has none of its own."""

_USER = 1000
"""Who a plugin is in its own namespace; outside it is still the household's."""
_NEWEST = 1 << 30


@dataclass(frozen=True, slots=True)
class Walls:
    """What to keep a plugin from."""

    house: int
    """Process id of the house; the plugin dies with it."""
    sight: Sight
    network: bool = False
    """Whether it may use the whole network."""
    ways: tuple[str, ...] = ()
    """The hosts and ports, ``example.org:443``, that it may reach otherwise; only with namespaces."""
    unwalled: bool = False
    """Whether it runs where the kernel gives no walls."""
    highest: Level = "namespaces"
    """No higher level than this is tried; only tests ask for less."""
    landlock: int = _NEWEST
    """No newer version of Landlock is used; only tests ask for less."""


class Unwalled(Exception):
    """There are no walls here, and the household did not say that the plugin runs without."""


def raise_walls(
    walls: Walls, announce: Callable[[int], None], hand_over: Callable[[list[socket.socket]], None]
) -> Level:
    """Put the walls up, as high as they can be; which level that is. Raises Unwalled.

    Returns in the plugin's process. With namespaces that is a grandchild of this one: this one stays outside, tells the
    plugin's process id to ``announce``, and takes everything with it when it is terminated. The listening sockets of
    ``walls.ways`` go to ``hand_over``.
    """
    _limit()
    _die_with(walls.house)
    level = _level(walls)
    if level == "namespaces":
        _enter_namespaces(walls, announce, hand_over)
        return level
    if level == "none" and not walls.unwalled:
        raise Unwalled(
            "this machine's kernel gives neither namespaces nor Landlock to keep it in (earnest doctor says why); "
            "plugins.unwalled: allow runs it all the same"
        )
    announce(os.getpid())
    scratch = _make_scratch(walls.sight)
    with contextlib.suppress(OSError):
        drop_privileges()
    if level == "landlock":
        landlock.restrict(_allowed(walls.sight, scratch), min(landlock.version(), walls.landlock))
    filter_syscalls(Freedom(network=walls.network))
    os.chdir("/")
    return level


def best_level() -> Level:
    """The highest level that this machine gives to a process like this one, which is of no other use afterwards."""
    return _level(Walls(os.getpid(), Sight([])))


def _level(walls: Walls) -> Level:
    """The level to be had; where that is namespaces, they are had now, and there is a file system to build in."""
    if walls.highest == "namespaces" and _has_namespaces(walls):
        return "namespaces"
    if walls.highest != "none" and can_filter() and min(landlock.version(), walls.landlock) > 0:
        return "landlock"
    return "none"


def _has_namespaces(walls: Walls) -> bool:
    """Try: some systems give none, and some give such in which nothing can be mounted. Those do no harm."""
    try:
        _unshare(NEWUSER | NEWPID | NEWNS | NEWIPC | (0 if walls.network else NEWNET))
        begin_root()
    except OSError:
        return False
    return True


def _enter_namespaces(walls: Walls, announce: Callable[[int], None], hand_over: HandOver) -> None:
    with contextlib.suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_NPROC, (PROCESSES, PROCESSES))
    _die_with(walls.house)
    _fork_and(lambda first: _stand_outside(first, announce))
    _die_with(0)
    names: dict[str, str] = {}
    if walls.ways and not walls.network:
        names, listeners = open_ways(walls.ways)
        hand_over(listeners)
    build_root(walls.sight, _USER, names)
    _fork_and(_reap)
    drop_privileges()
    _die_with(1)
    filter_syscalls(Freedom(network=walls.network or bool(walls.ways), local=not walls.network, company=True))


def _allowed(sight: Sight, scratch: str | None) -> list[tuple[str, int]]:
    """What Landlock lets it do: read, change, drive. Nothing is run, for no process may be started."""
    changed = [*sight.writable, *(own for own in (sight.folder, scratch) if own)]
    for secret in sight.hidden:
        place = next((each for each in [*sight.shown, *sight.writable] if is_below(secret, each)), None)
        if place is not None:
            raise Unwalled(
                f"it may see {place}, and {secret} lies in there, which only namespaces could hide (earnest doctor)"
            )
    return [
        *((path, landlock.READ) for path in [*sight.shown, f"/proc/{os.getpid()}"]),
        *((path, landlock.CHANGE) for path in changed),
        *((path, landlock.DRIVE) for path in ["/dev/null", "/dev/zero", "/dev/random", "/dev/urandom", *sight.devices]),
    ]


def _make_scratch(sight: Sight) -> str | None:
    if sight.folder is None:
        return None
    scratch = os.path.join(sight.folder, SCRATCH)
    os.makedirs(scratch, mode=0o700, exist_ok=True)
    os.environ["TMPDIR"] = scratch
    return scratch


def _limit() -> None:
    """Bounds that hold per process, whatever the kernel lets us have beside."""
    for what, most in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write("800")


def _unshare(kinds: int) -> None:
    user, group = os.getuid(), os.getgid()
    unshare(kinds)
    for file, content in (
        ("setgroups", "deny"),
        ("uid_map", f"{_USER} {user} 1"),
        ("gid_map", f"{_USER} {group} 1"),
    ):
        with open(f"/proc/self/{file}", "w", encoding="ascii") as map_file:
            map_file.write(content)


def _fork_and(parent: Callable[[int], NoReturn]) -> None:
    """Fork; the parent does its part and never returns."""
    child = os.fork()
    if child:
        parent(child)


def _stand_outside(first: int, announce: Callable[[int], None]) -> NoReturn:
    """Wait for the namespace's first process; when told to end, end it, and with it everything in there."""
    signal.signal(signal.SIGTERM, lambda *_: os.kill(first, signal.SIGKILL))
    announce(first)
    os.closerange(3, OPEN_FILES)
    os._exit(_status(os.waitpid(first, 0)[1]))


def _reap(plugin: int) -> NoReturn:
    """The namespace's first process: bury whoever ends, and end with the plugin."""
    os.closerange(3, OPEN_FILES)
    while True:
        ended, status = os.waitpid(-1, 0)
        if ended == plugin:
            os._exit(_status(status))


def _status(status: int) -> int:
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def _die_with(parent: int) -> None:
    """Be killed when the parent ends; at once, if it already has. 0 is a parent outside the namespace."""
    if not sys.platform.startswith("linux"):
        return
    die_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)
