"""A root of its own for a plugin's process: an empty file system in memory, with only what it may see bound into it.

By hand and not by bubblewrap: that is one more program to install, on some systems set-user-id root, and one more
process for each plugin; what it would do for us are the few lines of ``build_root``.

Runs in every plugin's process before anything else, so it imports little.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Mapping

from earnest.host.isolation.kernel import (
    BIND,
    NODEV,
    NOEXEC,
    NOSUID,
    PRIVATE,
    RDONLY,
    REC,
    REMOUNT,
    mount,
    pivot_root,
    unmount,
)
from earnest.host.isolation.sight import Sight, is_below

TEMPORARY = 64 * 1024 * 1024
"""Bytes that fit into its ``/tmp``."""
SHARED = 16 * 1024 * 1024
"""Bytes that fit into its ``/dev/shm``."""
_FILES = 4096
"""Files that fit into each of them."""
_OLD = "/.house"
"""Where the house's files are while the root is being built."""
_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
_LINKS = {"fd": "/proc/self/fd", "stdin": "/proc/self/fd/0", "stdout": "/proc/self/fd/1", "stderr": "/proc/self/fd/2"}
_FLAGS = {"ro": RDONLY, "nosuid": NOSUID, "nodev": NODEV, "noexec": NOEXEC}


def begin_root() -> None:
    """An empty file system to build in. Needs a mount namespace of its own and its capabilities. Raises OSError."""
    mount(None, "/", None, REC | PRIVATE)
    mount("tmpfs", "/tmp", "tmpfs", NOSUID | NODEV, "size=1m,mode=755")


def build_root(sight: Sight, user: int, names: Mapping[str, str]) -> None:
    """Leave the house's files behind; ``begin_root`` comes first. Raises OSError.

    ``user``: who the plugin is in there. ``names``: hosts that it can find, and their addresses.
    """
    os.mkdir(f"/tmp{_OLD}")
    pivot_root("/tmp", f"/tmp{_OLD}")
    os.chdir("/")
    _furnish()
    own = [sight.folder] if sight.folder else []
    read = _bind([*sight.shown, *sight.programs])
    changed = _bind([*sight.writable, *own])
    driven = _bind([*_DEVICES, *sight.devices])
    _fasten(read, RDONLY | NOSUID | NODEV)
    _fasten(changed, NOSUID | NODEV | NOEXEC)
    _fasten(driven, NOSUID | NOEXEC)
    _cover(sight.hidden, [*read, *changed])
    _introduce(user, sight.folder or "/", names)
    unmount(_OLD)
    os.rmdir(_OLD)
    mount(None, "/", None, BIND | REMOUNT | RDONLY | NOSUID | NODEV)


def _bind(paths: Iterable[str]) -> list[str]:
    """Bind what is there; what lies below something bound is there with it. The places that were bound."""
    bound: list[str] = []
    for path in sorted({real for path in paths if (real := _mirror(path)) is not None}):
        if any(is_below(path, place) for place in bound):
            continue
        try:
            _make_room(path, is_folder=os.path.isdir(_OLD + path))
            mount(_OLD + path, path, None, BIND | REC)
        except (FileNotFoundError, PermissionError):
            continue  # the house itself cannot see it
        bound.append(path)
    return bound


def _mirror(path: str) -> str | None:
    """Where ``path`` really leads, with the links on the way made again in the new root; None when nowhere."""
    done, parts, links = "", path.split("/"), 0
    while parts:
        part = parts.pop(0)
        if part in ("", "."):
            continue
        if part == "..":
            done = os.path.dirname(done)
            continue
        here = f"{done}/{part}"
        if not os.path.islink(_OLD + here):
            done = here
            continue
        links += 1
        if links > 40:
            return None
        target = os.readlink(_OLD + here)
        with contextlib.suppress(OSError):  # made already, or below something that is bound
            os.makedirs(done or "/", exist_ok=True)
            os.symlink(target, here)
        done = "" if target.startswith("/") else done
        parts = target.split("/") + parts
    return done if done and os.path.lexists(_OLD + done) else None


def _make_room(path: str, *, is_folder: bool) -> None:
    """A place in the new root to bind something to."""
    if os.path.lexists(path):
        return
    os.makedirs(path if is_folder else os.path.dirname(path), exist_ok=True)
    if not is_folder:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


def _fasten(places: list[str], flags: int) -> None:
    """Set ``flags`` on every mount at or below ``places``, beside those that it has."""
    with open(f"{_OLD}/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
        mounts = [line.split(" ")[4:6] for line in file]
    for escaped, options in mounts:
        point = re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), escaped)
        if any(is_below(point, place) for place in places):
            there = sum(_FLAGS.get(option, 0) for option in options.split(","))
            mount(None, point, None, BIND | REMOUNT | flags | there)


def _cover(hidden: Iterable[str], seen: Iterable[str]) -> None:
    """What must not be seen is covered where it lies below something that is."""
    for path in hidden:
        if not any(is_below(path, place) for place in seen) or not os.path.lexists(path):
            continue
        if os.path.isdir(path):
            mount("tmpfs", path, "tmpfs", RDONLY | NOSUID | NODEV, "size=4k,mode=755")
        else:
            mount("/dev/null", path, None, BIND)


def _furnish() -> None:
    """Places to write in that are its own and gone with it."""
    for path, size in (("/tmp", TEMPORARY), ("/dev/shm", SHARED)):
        os.makedirs(path, exist_ok=True)
        mount("tmpfs", path, "tmpfs", NOSUID | NODEV | NOEXEC, f"size={size},nr_inodes={_FILES},mode=1777")


def _introduce(user: int, home: str, names: Mapping[str, str]) -> None:
    """What programs ask a machine about."""
    for name, target in _LINKS.items():
        os.symlink(target, f"/dev/{name}")
    os.makedirs("/proc", exist_ok=True)
    with contextlib.suppress(OSError):  # where a container covers parts of its own, there is none
        mount("proc", "/proc", "proc", RDONLY | NOSUID | NODEV | NOEXEC)
    os.makedirs("/etc", exist_ok=True)
    _write("/etc/passwd", f"plugin:x:{user}:{user}::{home}:/bin/false\n")
    _write("/etc/group", f"plugin:x:{user}:\n")
    if names or not os.path.exists("/etc/hosts"):
        _write("/etc/hosts", "".join(f"{address} {name}\n" for name, address in names.items()))


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
