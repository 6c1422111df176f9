"""Landlock: what of the file system a process may touch, where it cannot have a view of its own.

Three system calls, the same on every machine, and structures that only ever grow (``linux/landlock.h``): less to keep
in step with than a package would be. What Landlock does not know (sockets, signals, owners and times of files, and with
older kernels the truncating of files) is refused by the filter of system calls.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterable

from earnest.host.isolation.kernel import syscall

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION, _PATH_BENEATH = 1, 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_REG, _MAKE_SYM = 1 << 4, 1 << 5, 1 << 7, 1 << 8, 1 << 12
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15

READ = _READ_FILE | _READ_DIR
CHANGE = READ | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _MAKE_SYM | _REFER | _TRUNCATE
"""Files, folders and links; no devices, pipes or sockets are made."""
DRIVE = _READ_FILE | _WRITE_FILE | _IOCTL_DEV
RUN = _READ_FILE | _EXECUTE

_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
"""The rights that a rule about something else than a folder may give."""
_SCOPES = 0b11
"""No abstract sockets and no signals but among those behind the same walls, from the sixth version on."""

TRUNCATES = 3
"""The version from which on truncating is a right of its own."""


def version() -> int:
    """The kernel's version of Landlock; 0 where it has none or was started without it."""
    try:
        return syscall(_CREATE_RULESET, None, 0, _VERSION)
    except OSError:
        return 0


def restrict(allowed: Iterable[tuple[str, int]], known: int) -> None:
    """From now on touch nothing but what ``allowed`` says: a path and what may be done with it and all below it.

    ``known``: the version of Landlock to use. What is not there is left out. Raises OSError.
    """
    rights = _rights(known)
    described = struct.pack("QQQ", rights, 0, _SCOPES if known >= 6 else 0)[: 24 if known >= 6 else 8]
    rules = syscall(_CREATE_RULESET, ctypes.create_string_buffer(described, len(described)), len(described), 0)
    try:
        for path, wanted in allowed:
            _allow(rules, path, wanted & rights)
        syscall(_RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        given = rights if stat.S_ISDIR(os.fstat(place).st_mode) else rights & _FILES
        described = struct.pack("=Qi", given, place)
        syscall(_ADD_RULE, rules, _PATH_BENEATH, ctypes.create_string_buffer(described, len(described)), 0)
    finally:
        os.close(place)


def _rights(known: int) -> int:
    """Everything that this version can refuse."""
    newest = 13 if known >= 2 else 12
    newest = 14 if known >= TRUNCATES else newest
    newest = 15 if known >= 5 else newest
    return (1 << (newest + 1)) - 1
