"""Putting things in their place in the household's folder: one at a time, and whole or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_LOOK = 0.2
"""Seconds between looks at whether it is our turn."""


@contextmanager
def one_at_a_time(folder: Path, waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Within it no other process is within it for the same folder, which is made; ``waiting`` is called meanwhile.

    The kernel lets go for whoever is killed. A file system that knows no locks lets everybody in. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        while not _taken(descriptor):
            waiting()
            time.sleep(_LOOK)
        yield
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def put(make: Callable[[Path], object], place: Path) -> None:
    """Let ``make`` write a file or a folder beside ``place``, and put it there, in place of what is there already.

    What is there stays until the new one is whole, also when somebody pulls the plug. Raises OSError, and what ``make``
    raises.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    part, old = place.with_name(f".{place.name}.part"), place.with_name(f".{place.name}.old")
    if not place.exists() and old.exists():
        old.replace(place)  # somebody pulled the plug between the two steps below
    try:
        for left in (part, old):
            take_away(left)
        make(part)
        if part.is_dir() and place.exists():
            place.replace(old)
        part.replace(place)
    except BaseException:
        with suppress(OSError):
            take_away(part)
        raise
    with suppress(OSError):
        take_away(old)


def take_away(path: Path) -> None:
    """Remove a file, a link or a whole folder, if it is there. Raises OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
