"""The walls around a plugin's own process, put up by that process before it opens the plugin.

Where the kernel lets an ordinary user have namespaces (Debian, Raspberry Pi OS; not every container), the plugin gets
its own network (an empty one, unless it was allowed the network), its own processes (it sees and can signal nobody
else's, and when it ends all that it started ends) and its own view of files (the household's data, the sound
devices and other programs' sockets are not there; its own folder is, read-only). It keeps no capability.

With or without namespaces, a filter of system calls (``syscalls.py``) keeps it from the network and from other
processes. Last comes a Python audit hook (``fence.py``), which says what to declare, and is all that keeps files and
processes apart where there are no namespaces: it keeps an honest plugin honest; a hostile one can climb it through
ctypes.

This module runs in every plugin's process before anything else, so it imports little.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from earnest.host.isolation.syscalls import filter_syscalls

MEMORY = 512 * 1024 * 1024
"""Bytes that a plugin may use, all its processes together."""
PROCESSES = 64
"""Processes and threads it may have at once."""
LARGEST_FILE = 64 * 1024 * 1024
OPEN_FILES = 256

_NEWNS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET = 0x20000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
_RDONLY, _NOSUID, _NODEV, _NOEXEC, _REMOUNT, _BIND, _REC, _PRIVATE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 18
_PDEATHSIG, _NO_NEW_PRIVS, _CAPBSET_DROP = 1, 38, 24
_NOBODY = 1000
"""The user a plugin is in its own namespace; outside it is still the household's."""


@dataclass(frozen=True, slots=True)
class Walls:
    """What to keep a plugin from."""

    house: int
    """Process id of the house; the plugin dies with it."""
    network: bool
    """Whether it may use the network."""
    hidden: list[str]
    """Files and folders that it must not see."""
    home: str | None
    """Its own folder, seen read-only even below a hidden one; None for an installed package."""


def raise_walls(walls: Walls, announce: Callable[[int], None]) -> bool:
    """Put the walls up; True when they are the kernel's, False when only Python's.

    Returns in the plugin's process. With namespaces that is a grandchild of this one: this one stays outside, tells the
    plugin's process id to ``announce``, and takes everything with it when it is terminated.
    """
    _limit()
    _die_with(walls.house)
    own = _NEWUSER | _NEWPID | _NEWNS | _NEWIPC | (0 if walls.network else _NEWNET)
    if not _unshare(own):
        announce(os.getpid())
        filter_syscalls(network=walls.network, signals=False)
        return False
    _die_with(walls.house)
    _fork_and(lambda first: _stand_outside(first, announce))
    _die_with(0)
    _hide(walls)
    _fork_and(_reap)
    _drop_privileges()
    _die_with(1)
    filter_syscalls(network=walls.network, signals=True)
    os.chdir("/")
    return True


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


def _unshare(flags: int) -> bool:
    user, group = os.getuid(), os.getgid()
    if not sys.platform.startswith("linux") or _libc().unshare(flags) != 0:
        return False
    for file, content in (
        ("setgroups", "deny"),
        ("uid_map", f"{_NOBODY} {user} 1"),
        ("gid_map", f"{_NOBODY} {group} 1"),
    ):
        with open(f"/proc/self/{file}", "w", encoding="ascii") as map_file:
            map_file.write(content)
    resource.setrlimit(resource.RLIMIT_NPROC, (PROCESSES, PROCESSES))
    return True


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
    _libc().prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def _hide(walls: Walls) -> None:
    """Cover what the plugin must not see. What cannot be covered ends the plugin's process, loudly."""
    _mount(None, "/", None, _REC | _PRIVATE)
    home = os.open(walls.home, os.O_PATH) if walls.home else None
    for path in walls.hidden:
        if os.path.isdir(path):
            _mount("tmpfs", path, "tmpfs", _NOSUID | _NODEV, "size=64k,mode=755")
        elif os.path.exists(path):
            _mount("/dev/null", path, None, _BIND)
    if walls.home is not None and home is not None:
        os.makedirs(walls.home, exist_ok=True)
        _mount(f"/proc/self/fd/{home}", walls.home, None, _BIND)
        with contextlib.suppress(OSError):
            _mount(None, walls.home, None, _BIND | _REMOUNT | _RDONLY | _NOSUID | _NODEV)
        os.close(home)
    with contextlib.suppress(OSError):
        _mount("proc", "/proc", "proc", _NOSUID | _NODEV | _NOEXEC)


def _mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    given = [text.encode() if text is not None else None for text in (source, target, kind)]
    if _libc().mount(*given, ctypes.c_ulong(flags), data.encode() if data else None) != 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error), target)


def _drop_privileges() -> None:
    """Give up what a namespace's first user may do, for good."""
    libc = _libc()
    for capability in range(64):
        libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0)
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    if libc.capset(header, (ctypes.c_uint32 * 6)()) != 0:
        raise OSError(ctypes.get_errno(), "cannot give up capabilities")


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
