"""The file under the memory: one transaction at a time, what fails, and what is done about a damaged one."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Literal, TypeVar

from earnest.errors import MemoryFault, UserFault
from earnest.memory.copies import Copies
from earnest.memory.database import FILE, MIGRATIONS, Damaged, Unwritable, borrow, open_database, set_aside

T = TypeVar("T")

News = Literal["memory restored", "memory lost"]

_BEYOND_USE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Store:
    """One SQLite file and its copies; usable from several threads."""

    def __init__(self, folder: Path, or_read: bool = False) -> None:
        """``or_read``: where the disk takes nothing, be read until it does (``probe``), and refuse every change.

        Raises UserFault when it cannot be opened, and when it is damaged and there is no good copy.
        """
        self.file = folder / FILE
        self.copies = Copies(self.file)
        self.fault: str | None = None
        """Why the last try failed; None when that was a success."""
        self.news: list[News] = []
        """What happened to a damaged memory and is still to be told."""
        self._lock = threading.RLock()
        self._database: sqlite3.Connection | None = None
        self._closed = False
        self._borrowed = False
        try:
            self._open(or_empty=False)
        except Unwritable as fault:
            if not or_read or not folder.is_dir():
                raise
            self._borrow(fault)

    def close(self) -> None:
        """Let go of the file; may be called twice."""
        with self._lock:
            self._closed = True
            if self._database is not None:
                self._database.close()

    def read(self, query: str, *values: object) -> Sequence[tuple[Any, ...]]:
        """What is found. Raises MemoryFault."""
        return self._do(lambda database: database.execute(query, values).fetchall())

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """One transaction, on disk when this returns, or undone. Raises MemoryFault, and what ``work`` raises."""
        result = self._do(lambda database: _in_transaction(database, work))
        self.fault = None
        return result

    def do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Something that is no transaction. Raises MemoryFault."""
        return self._do(work)

    def probe(self) -> None:
        """Whether it can be written again. Raises MemoryFault."""
        if self._borrowed:
            self._give_back()
        self.write(lambda database: database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}"))

    def check(self) -> None:
        """Look at the file itself, not at what is remembered of it: a damaged one is replaced. Raises MemoryFault."""
        with self._lock:
            self._usable()
            if not self._borrowed and not _is_whole(self.file):
                self._reopen(damaged=True)

    def copy_anew(self) -> None:
        """What was forgotten is in the log of the last changes and in the copies no more. Raises MemoryFault."""
        self._do(lambda database: database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
        if self.copies.all() or self.copies.begun():
            self._copy(self.copies.make_anew)

    def copy_daily(self) -> None:
        """Make today's copy, unless there is one. Raises MemoryFault."""
        if not self.copies.made_today():
            self._copy(self.copies.make)

    def _copy(self, work: Callable[[sqlite3.Connection], object]) -> None:
        try:
            self._do(work)
        except OSError as fault:
            raise MemoryFault(f"{self.file}: no copy can be made beside it ({fault.strerror})") from None

    def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do it; with a good copy, once more, when the memory turns out to be damaged."""
        with self._lock:
            try:
                return work(self._usable())
            except sqlite3.Error as fault:
                if getattr(fault, "sqlite_errorcode", 0) & 0xFF not in _BEYOND_USE:
                    raise self._failed(fault) from None
            self._reopen(damaged=True)
            try:
                return work(self._usable())
            except sqlite3.Error as fault:
                raise self._failed(fault) from None

    def _usable(self) -> sqlite3.Connection:
        """The open file; opened again when it was deleted or another was put in its place."""
        if not self._closed and not self._borrowed and (self._database is None or self._which() != self._opened):
            self._reopen()
        if self._database is None:
            raise MemoryFault(f"{self.file}: the memory is closed")
        return self._database

    def _which(self) -> tuple[int, int] | None:
        """Which file lies there; None when none does."""
        try:
            found = self.file.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _failed(self, fault: sqlite3.Error) -> MemoryFault:
        if not self._borrowed or self.fault is None:
            self.fault = f"{self.file}: the memory cannot be used ({fault}); is the disk full or gone?"
        return MemoryFault(self.fault)

    def _borrow(self, fault: Unwritable) -> None:
        """Read a copy of it in the meantime. Raises ``fault`` where there can be none."""
        try:
            self._database, self._borrowed = borrow(self.file.parent), True
        except (OSError, UserFault):
            raise fault from None
        self.fault = str(fault)

    def _give_back(self) -> None:
        """The disk may take something again: open the memory itself. Raises MemoryFault."""
        with self._lock:
            copied = self._database
            try:
                self._open(or_empty=False)
            except (UserFault, OSError) as fault:
                self.fault = str(fault)
                raise MemoryFault(self.fault) from None
            self._borrowed = False
            if copied is not None:
                copied.close()

    def _reopen(self, *, damaged: bool = False) -> None:
        """Open it again; a damaged file is put aside before. Raises MemoryFault."""
        if self._database is not None:
            self._database.close()
            self._database = None
        try:
            if damaged:
                set_aside(self.file)
            self._open(or_empty=True)
        except (UserFault, OSError) as fault:
            self.fault = f"{self.file}: the memory was damaged or taken away and cannot be replaced ({fault})"
            raise MemoryFault(self.fault) from None

    def _open(self, *, or_empty: bool) -> None:
        """Open it, or the newest good copy in its place. Raises UserFault, OSError."""
        gone = or_empty and not self.file.exists() and not self._restore()
        try:
            self._database = open_database(self.file.parent)
        except Damaged:
            gone = not self._restore()
            if gone and not or_empty:
                raise
            self._database = open_database(self.file.parent)
        if gone:
            self.news.append("memory lost")
        self._opened = self._which()

    def _restore(self) -> bool:
        """Put the newest good copy where the memory was; whether there is one."""
        copy = self.copies.newest_good(len(MIGRATIONS))
        if copy is not None:
            self.copies.restore(copy)
            self.news.append("memory restored")
        return copy is not None


def _is_whole(file: Path) -> bool:
    """Whether a stranger to it finds it whole; true while nobody can tell."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            return bool(database.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.Error as fault:
        return getattr(fault, "sqlite_errorcode", 0) & 0xFF not in _BEYOND_USE


def _in_transaction(database: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    database.execute("BEGIN IMMEDIATE")
    try:
        result = work(database)
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
    return result
