"""One house a folder: two would both tell every reminder, and both answer."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import Self

from earnest.errors import UserFault

FILE = "house.lock"


class Lock:
    """Held by the house that runs in a folder, and let go by the system when its process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        """Raises UserFault when another house runs there."""
        self._descriptor = _open(folder)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = _holder(self._descriptor)
            os.close(self._descriptor)
            raise UserFault(
                f"{folder}: another house runs here{f' (process {holder})' if holder else ''}; "
                "end that one, or choose another folder with --data"
            ) from None
        with suppress(OSError):  # a disk that takes nothing: the number is only to be told
            os.ftruncate(self._descriptor, 0)
            os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0)

    def close(self) -> None:
        """Let go. May be called twice."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _open(folder: Path) -> int:
    """What can be held: the file, or where none can be made the folder itself. Raises UserFault."""
    try:
        return os.open(folder / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as fault:
        with suppress(OSError):
            return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        raise UserFault(f"{folder}: cannot be used ({fault.strerror}); choose a folder with --data") from None


def _holder(descriptor: int) -> str:
    with suppress(OSError):
        return os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
    return ""
