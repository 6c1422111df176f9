"""Calls of the Linux kernel that Python has no name for. Each raises OSError.

Runs in every plugin's process before anything else, so it imports little.
"""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache

RDONLY, NOSUID, NODEV, NOEXEC, REMOUNT, BIND, REC, PRIVATE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 18
"""Flags of ``mount``."""
NEWNS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x20000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
"""Kinds of namespace, for ``unshare``."""
_PDEATHSIG, _NO_NEW_PRIVS, _CAPBSET_DROP = 1, 38, 24
_DETACH = 2
_CAPABILITIES_VERSION = 0x20080522
_CAPABILITIES = 64
"""As many as a version 3 header has room for; the kernel says no to those it does not know."""


def mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    """Mount, bind or remount; a missing text is a null pointer."""
    given = [text.encode() if text is not None else None for text in (source, target, kind, data)]
    _must(_libc().mount(*given[:3], ctypes.c_ulong(flags), given[3]), target)


def unmount(target: str) -> None:
    """Detach what is mounted there, and all below it."""
    _must(_libc().umount2(target.encode(), _DETACH), target)


def pivot_root(new: str, old: str) -> None:
    """Make the mount at ``new`` the root; the root there was is then at ``old``."""
    _must(_libc().pivot_root(new.encode(), old.encode()), new)


def unshare(kinds: int) -> None:
    """Have namespaces of one's own."""
    if not sys.platform.startswith("linux"):
        raise OSError("no Linux")
    _must(_libc().unshare(kinds), "namespaces")


def die_with_parent(signal: int) -> None:
    """Be sent ``signal`` when the parent ends."""
    if sys.platform.startswith("linux"):
        _libc().prctl(_PDEATHSIG, signal, 0, 0, 0)


def drop_privileges() -> None:
    """Give up every capability, for good, and whatever a set-user-id program would give."""
    if not sys.platform.startswith("linux"):
        return
    libc = _libc()
    for capability in range(_CAPABILITIES):
        libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0)
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION, 0)
    _must(libc.capset(header, (ctypes.c_uint32 * 6)()), "capabilities")


def syscall(number: int, *given: int | ctypes.Array[ctypes.c_char] | None) -> int:
    """A system call that the C library has no function for."""
    result = int(_libc().syscall(number, *[ctypes.c_long(each) if isinstance(each, int) else each for each in given]))
    _must(-1 if result < 0 else 0, f"system call {number}")
    return result


def _must(result: int, what: str) -> None:
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error), what)


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
