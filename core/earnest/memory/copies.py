"""Copies of the memory beside it: one a day, and one before every change of its form.

What is forgotten, or what somebody no longer agrees to, must not come back from a copy: then they are made anew.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

FOLDER = "copies"
KEPT = 7
"""Copies that are kept; the oldest go first."""


class Copies:
    """The copies of one memory file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._folder = file.parent / FOLDER

    def all(self) -> list[Path]:
        """Every copy, newest first."""
        found = self._folder.glob(f"*{self._file.suffix}") if self._folder.is_dir() else ()
        return sorted(filter(Path.is_file, found), key=lambda copy: (copy.stat().st_mtime_ns, copy.name), reverse=True)

    def begun(self) -> list[Path]:
        """What is left of copies that were cut short by a power cut."""
        return [*self._folder.glob("*.part*"), *self._file.parent.glob(f"{self._file.stem}.part*")]

    def made_today(self) -> bool:
        """Whether there is one of today."""
        return any(datetime.fromtimestamp(copy.stat().st_mtime).date() == datetime.now().date() for copy in self.all())

    def make(self, database: sqlite3.Connection, name: str = "") -> Path:
        """Copy the memory as it is now; whole or not at all. Raises OSError, sqlite3.Error."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        copy = self._folder / f"{self._file.stem}-{name or time.strftime('%Y-%m-%d')}{self._file.suffix}"
        part = copy.with_suffix(".part")
        try:
            os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
            with closing(sqlite3.connect(part)) as target:
                database.backup(target)
                target.execute("PRAGMA journal_mode = DELETE")
            _flush(part)
            part.replace(copy)
            _flush(self._folder)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        for old in (*self.all()[KEPT:], *self.begun()):
            old.unlink(missing_ok=True)
        return copy

    def make_anew(self, database: sqlite3.Connection) -> None:
        """Forget every copy, and copy what is kept now."""
        self.forget()
        self.make(database)

    def forget(self) -> None:
        """Delete every copy, and what was to be one."""
        for copy in (*self.all(), *self.begun()):
            copy.unlink(missing_ok=True)

    def newest_good(self, versions: int) -> Path | None:
        """The newest copy that can be read, of a form this Earnest knows."""
        return next((copy for copy in self.all() if _is_good(copy, versions)), None)

    def restore(self, copy: Path) -> None:
        """Put a copy in the place of the memory, which must be gone from there. Raises OSError."""
        part = self._file.with_suffix(".part")
        part.write_bytes(copy.read_bytes())
        part.chmod(0o600)
        _flush(part)
        part.replace(self._file)
        _flush(self._file.parent)


def _is_good(copy: Path, versions: int) -> bool:
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True)) as database:
        whole = database.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        return bool(whole and 0 < database.execute("PRAGMA user_version").fetchone()[0] <= versions)
    return False


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
