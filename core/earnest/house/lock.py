"""One house a folder: two would both tell every reminder, and both answer."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Self

from earnest.errors import UserFault

FILE = "house.lock"


class Lock:
    """Held by the house that runs in a folder, and let go by the system when its process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        """Raises UserFault when another house runs there."""
        file = folder / FILE
        try:
            self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as fault:
            raise UserFault(f"{file}: cannot be written ({fault.strerror}); choose a folder with --data") from None
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.pread(self._descriptor, 20, 0).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            raise UserFault(
                f"{folder}: another house runs here{f' (process {holder})' if holder else ''}; "
                "end that one, or choose another folder with --data"
            ) from None
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
