"""A seccomp filter: system calls that a plugin cannot make, even through C, with or without namespaces.

No socket but those it is given, no look into other processes, no namespaces, mounts, keys, tracing or kernel modules of
its own, nothing that would escape what is counted; and, where it has no namespaces, no process, no signal to anybody
else, no change of a file's owner, rights or times. Needs no privilege; x86-64 and aarch64.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from earnest.host.isolation.numbers import NUMBERS

_NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_EACCES, _ENOSYS = 13, 38
_LOAD, _EQUAL, _AT_LEAST, _ANY_OF, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
"""Classic BPF: load a word of the call's description, compare, test bits and jump, mask, end."""
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
"""Offsets into ``struct seccomp_data``; arguments are 64 bits wide, the lower half first on these machines."""
_OTHER_ABI = 0x40000000
"""From here on, x86-64's numbers are those of the x32 ABI."""
_ARCHITECTURES: Mapping[str, int] = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""``AUDIT_ARCH`` of each."""

_UNIX, _INET, _INET6 = 1, 2, 10
_STREAM, _KIND = 1, 0xF
_THREAD, _NAMESPACES = 0x10000, 0x7E020000
_READ_ONLY, _ACCESS, _TRUNCATE = 0, 3, 0o1000
_TERMINAL_INPUT = (0x5412, 0x541C)
"""``TIOCSTI`` and ``TIOCLINUX``: typing into somebody's terminal."""
_OWNED_DESCRIPTOR = (8, 10, 15)
"""``F_SETOWN``, ``F_SETSIG``, ``F_SETOWN_EX``: signals to others by way of a descriptor."""
_OWNED_SOCKET = (0x8901, 0x8902)
_INODE_FLAGS = (0x40086602, 0x40087602, 0x401C5820)
"""``FS_IOC_SETFLAGS``, ``FS_IOC_SETVERSION``, ``FS_IOC_FSSETXATTR``."""

_NEVER = (
    *("ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "process_mrelease", "kcmp"),
    *("pidfd_getfd", "perf_event_open", "bpf", "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register"),
    *("keyctl", "add_key", "request_key", "personality", "syslog", "lookup_dcookie"),
    *("mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "mount_setattr", "move_mount", "open_tree"),
    *("open_tree_attr", "fsopen", "fsconfig", "fsmount", "fspick", "open_by_handle_at", "name_to_handle_at"),
    *("fanotify_init", "fanotify_mark", "quotactl", "quotactl_fd", "swapon", "swapoff", "acct", "reboot"),
    *("init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "iopl", "ioperm", "vhangup"),
    *("settimeofday", "clock_settime", "adjtimex", "clock_adjtime", "sethostname", "setdomainname"),
    *("migrate_pages", "move_pages", "memfd_create", "memfd_secret", "shmget", "mknod", "mknodat"),
)
"""``memfd_create`` and ``shmget`` hold memory that belongs to no process, so that nobody could count it."""

_ALONE = (
    *("fork", "vfork", "execve", "execveat", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open"),
    *("pidfd_send_signal", "setpriority", "sched_setscheduler", "sched_setparam", "sched_setattr", "ioprio_set"),
    *("semget", "msgget", "mq_open", "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown"),
    *("fchownat", "utime", "utimes", "futimesat", "utimensat", "setxattr", "lsetxattr", "fsetxattr", "setxattrat"),
    *("removexattr", "lremovexattr", "fremovexattr", "removexattrat", "file_setattr", "inotify_add_watch"),
    *("openat2", "truncate", "creat"),
)
"""What only namespaces make harmless."""


@dataclass(frozen=True, slots=True)
class Freedom:
    """What the filter lets through beside what it always does."""

    network: bool = False
    """Sockets to the network, wherever that is."""
    local: bool = False
    """Sockets between processes: only where it can meet nobody else's."""
    company: bool = False
    """Processes of its own and signals to them: only in a process namespace, with a view of files of its own."""


def filter_syscalls(freedom: Freedom) -> bool:
    """Refuse those calls from now on, for this process and all it starts; False where the kernel or machine cannot."""
    if not can_filter():
        return False
    program = _program(platform.machine(), freedom)
    code = ctypes.create_string_buffer(program)
    described = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, described, 0, 0) == 0)


def can_filter() -> bool:
    """Whether this machine's calls are known here: 64 bits, x86-64 or aarch64."""
    return platform.system() == "Linux" and platform.machine() in _ARCHITECTURES and struct.calcsize("P") == 8


def _program(machine: str, freedom: Freedom) -> bytes:
    lines = [_line(_LOAD, _ARCHITECTURE), _line(_EQUAL, _ARCHITECTURES[machine], 1, 0), _refuse()]
    lines += [_line(_LOAD, _NUMBER), _line(_AT_LEAST, _OTHER_ABI, 0, 1), _refuse()]
    numbers = NUMBERS[machine]
    for name, inner in _rules(freedom):
        if name in numbers:  # a machine that lacks the call needs no rule about it
            lines += [_line(_EQUAL, numbers[name], 0, len(inner)), *inner]
    return b"".join([*lines, _line(_RETURN, _ALLOW)])


def _rules(freedom: Freedom) -> Iterator[tuple[str, list[bytes]]]:
    """Each call that is not simply let through, and what decides about it."""
    yield "clone3", [_refuse(_ENOSYS)]  # its flags cannot be seen from here; the C library then uses clone
    for name in _NEVER if freedom.company else (*_NEVER, *_ALONE):
        yield name, [_refuse()]
    families = [_INET, _INET6] if freedom.network else []
    yield "socket", _only(0, [*families, _UNIX] if freedom.local else families)
    if not freedom.local:  # a pair that could be sent elsewhere would be a socket to others
        yield "socketpair", _only(1, [_STREAM], _KIND)
        if not freedom.network:
            yield "connect", [_refuse()]
    terminal = _TERMINAL_INPUT if freedom.company else _TERMINAL_INPUT + _OWNED_SOCKET + _INODE_FLAGS
    yield "ioctl", _not(1, terminal)
    if freedom.company:
        yield "clone", [_load(0), _line(_ANY_OF, _NAMESPACES, 0, 1), _refuse(), _line(_RETURN, _ALLOW)]
        return
    yield "clone", [_load(0), _line(_ANY_OF, _THREAD, 1, 0), _refuse(), _line(_RETURN, _ALLOW)]
    yield "kill", _only(0, [os.getpid(), 0])
    yield "tgkill", _only(0, [os.getpid()])
    for name in ("prlimit64", "sched_setaffinity"):
        yield name, _only(0, [0, os.getpid()])
    yield "fcntl", _not(1, _OWNED_DESCRIPTOR)
    yield "open", _no_truncating(1)
    yield "openat", _no_truncating(2)


def _only(argument: int, values: Sequence[int], mask: int = 0xFFFFFFFF) -> list[bytes]:
    """Let a call through only with one of these values in an argument."""
    checks = [_line(_EQUAL, value, len(values) - place, 0) for place, value in enumerate(values)]
    return [_load(argument), _line(_AND, mask), *checks, _refuse(), _line(_RETURN, _ALLOW)]


def _not(argument: int, values: Sequence[int]) -> list[bytes]:
    """Let a call through but for these values in an argument."""
    checks = [_line(_EQUAL, value, len(values) - place, 0) for place, value in enumerate(values)]
    return [_load(argument), *checks, _line(_RETURN, _ALLOW), _refuse()]


def _no_truncating(argument: int) -> list[bytes]:
    """No emptying of a file by opening it for reading, which Landlock first noticed in its third version."""
    return [
        _load(argument),
        _line(_AND, _ACCESS | _TRUNCATE),
        _line(_EQUAL, _READ_ONLY | _TRUNCATE, 0, 1),
        _refuse(),
        _line(_RETURN, _ALLOW),
    ]


def _load(argument: int) -> bytes:
    return _line(_LOAD, _ARGUMENTS + 8 * argument)


def _refuse(error: int = _EACCES) -> bytes:
    return _line(_RETURN, _ERROR | error)


def _line(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("HBBI", code, then, otherwise, value)
