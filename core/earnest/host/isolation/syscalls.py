"""A seccomp filter: system calls that a plugin cannot make, even through C, with or without namespaces.

No socket but those between processes (unless the network is allowed), no look into other processes, and, where it has
no process namespace of its own, no signal to anybody else. Needs no privilege; x86-64 and aarch64.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from collections.abc import Mapping
from dataclasses import dataclass

_NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13
"""Let it through; answer EACCES, "permission denied"."""
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
"""Classic BPF: load a word of the call's description, compare and jump, end."""
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
"""Offsets into ``struct seccomp_data``, of the lower half where they are 64 bits wide on a little-endian machine."""
_UNIX = 1
_OTHER_ABI = 0x40000000
"""From here on, x86-64's numbers are those of the x32 ABI."""
_IO_URING, _PIDFD_SIGNAL, _PIDFD_GETFD = 425, 424, 438
"""The same everywhere. ``io_uring`` makes sockets without the ``socket`` call."""


@dataclass(frozen=True, slots=True)
class _Machine:
    architecture: int
    socket: int
    ptrace: int
    read_memory: int
    write_memory: int
    kill: int
    tkill: int
    tgkill: int


_MACHINES: Mapping[str, _Machine] = {
    "x86_64": _Machine(0xC000003E, 41, 101, 310, 311, 62, 200, 234),
    "aarch64": _Machine(0xC00000B7, 198, 117, 270, 271, 129, 130, 131),
}
"""``asm/unistd.h`` of each, and its ``AUDIT_ARCH``."""


def filter_syscalls(*, network: bool, signals: bool) -> bool:
    """Refuse those calls from now on, for this process and all it starts; False where the kernel or machine cannot.

    ``network``: sockets to the network are allowed. ``signals``: so are signals to other processes.
    """
    machine = _MACHINES.get(platform.machine())
    if platform.system() != "Linux" or machine is None:
        return False
    program = _program(machine, network=network, signals=signals)
    code = ctypes.create_string_buffer(program)
    described = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, described, 0, 0) == 0)


def _program(machine: _Machine, *, network: bool, signals: bool) -> bytes:
    refused = [machine.ptrace, machine.read_memory, machine.write_memory, _IO_URING, _PIDFD_GETFD]
    refused += [] if signals else [machine.tkill, _PIDFD_SIGNAL]
    only: list[tuple[int, tuple[int, ...]]] = []
    if not network:
        only.append((machine.socket, (_UNIX,)))
    if not signals:
        only += [(machine.kill, (os.getpid(), 0)), (machine.tgkill, (os.getpid(),))]
    lines = [_line(_LOAD, _ARCHITECTURE), _line(_EQUAL, machine.architecture, 1, 0), _line(_RETURN, _REFUSE)]
    lines += [_line(_LOAD, _NUMBER), _line(_AT_LEAST, _OTHER_ABI, 0, 1), _line(_RETURN, _REFUSE)]
    for number in refused:
        lines += [_line(_EQUAL, number, 0, 1), _line(_RETURN, _REFUSE)]
    for number, arguments in only:
        lines += _only(number, arguments)
    return b"".join([*lines, _line(_RETURN, _ALLOW)])


def _only(number: int, arguments: tuple[int, ...]) -> list[bytes]:
    """Let a call through only with one of these first arguments."""
    checks = [_line(_EQUAL, value, len(arguments) - place, 0) for place, value in enumerate(arguments)]
    inner = [_line(_LOAD, _FIRST_ARGUMENT), *checks, _line(_RETURN, _REFUSE), _line(_RETURN, _ALLOW)]
    return [_line(_EQUAL, number, 0, len(inner)), *inner]


def _line(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("HBBI", code, then, otherwise, value)
