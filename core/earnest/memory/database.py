"""Opening the one file: its tables, their history, and what happens when the file is damaged."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from earnest.errors import UserFault
from earnest.memory.copies import Copies

FILE = "earnest.sqlite3"

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE notes (plugin TEXT, key TEXT, value TEXT NOT NULL, PRIMARY KEY (plugin, key))",
        """CREATE TABLE due (
            id INTEGER PRIMARY KEY AUTOINCREMENT, plugin TEXT NOT NULL, at TEXT NOT NULL, instant REAL NOT NULL,
            reply TEXT, tone TEXT, skill TEXT, slots TEXT NOT NULL, recurrence TEXT, person TEXT)""",
        """CREATE TABLE diary (
            at TEXT NOT NULL, instant REAL NOT NULL, label TEXT NOT NULL, confidence REAL NOT NULL,
            arousal REAL NOT NULL, valence REAL NOT NULL, person TEXT)""",
        "CREATE TABLE consent (what TEXT PRIMARY KEY, given INTEGER NOT NULL, at TEXT NOT NULL)",
        """CREATE TABLE people (
            person TEXT PRIMARY KEY, utterances INTEGER NOT NULL, mean TEXT NOT NULL, spread TEXT NOT NULL,
            reader TEXT NOT NULL)""",
        "CREATE TABLE preferences (person TEXT, key TEXT, value TEXT NOT NULL, PRIMARY KEY (person, key))",
    ),
    (
        "ALTER TABLE people ADD COLUMN evidence REAL NOT NULL DEFAULT 0",
        "UPDATE people SET evidence = utterances",
    ),
    (
        "ALTER TABLE due ADD COLUMN elapsed INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE due ADD COLUMN boot TEXT",
        "ALTER TABLE due ADD COLUMN deadline REAL",
        # rules that took their hour and minute from the time at which they came last
        """UPDATE due SET recurrence = recurrence || ';BYHOUR=' || CAST(substr(at, 12, 2) AS INTEGER)
            WHERE recurrence NOT LIKE '%HOUR%' AND recurrence NOT LIKE '%FREQ=MINUTELY%'
            AND instr(recurrence, char(10)) = 0""",
        """UPDATE due SET recurrence = recurrence || ';BYMINUTE=' || CAST(substr(at, 15, 2) AS INTEGER)
            WHERE recurrence LIKE '%BYHOUR%' AND recurrence NOT LIKE '%BYMINUTE%'
            AND recurrence NOT LIKE '%FREQ=MINUTELY%' AND instr(recurrence, char(10)) = 0""",
    ),
    ("ALTER TABLE people ADD COLUMN overheard TEXT",),
    (
        "ALTER TABLE due ADD COLUMN rings INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE due ADD COLUMN rang INTEGER NOT NULL DEFAULT 0",
        # timers and alarms that were set before they rang
        """UPDATE due SET rings = 1 WHERE plugin = 'reminders'
            AND (slots LIKE '%"kind": "timer"%' OR slots LIKE '%"kind": "alarm"%')""",
    ),
    (
        """CREATE TABLE voices (
            person TEXT PRIMARY KEY, reader TEXT NOT NULL, utterances INTEGER NOT NULL, seconds REAL NOT NULL,
            numbers TEXT NOT NULL)""",
    ),
    (
        # a package that lay in the plugin folder was called earnest_tea; now it is tea, as when it is installed
        "UPDATE OR IGNORE notes SET plugin = substr(plugin, 9) WHERE plugin GLOB 'earnest_[a-z]*'",
        "UPDATE due SET plugin = substr(plugin, 9) WHERE plugin GLOB 'earnest_[a-z]*'",
    ),
)
"""The statements that lead from each version of the tables to the next; a landed entry is never edited."""

TABLES = ("notes", "due", "diary", "consent", "people", "voices", "preferences")


ENOUGH = 256 * 1024
"""Bytes of room without which SQLite cannot open a memory: its log, and the index beside it, of 32 kB a piece."""


class Damaged(UserFault):
    """The file is no memory, or no whole one; it was put aside."""


class Unwritable(UserFault):
    """The disk takes nothing; what is there may still be read: ``borrow``."""


def open_database(folder: Path) -> sqlite3.Connection:
    """The household's file in ``folder``, made when absent, readable by its owner only, tables up to date.

    Raises Damaged, and UserFault when it cannot be written or was written by a newer Earnest. A damaged file is
    renamed, never deleted. Before its form is changed it is copied.
    """
    file = folder / FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        file.chmod(0o600)
        if not file.is_file():
            raise OSError(errno.EINVAL, "it is no file")
    except OSError as fault:
        raise Unwritable(
            f"{file}: the memory cannot be written ({fault.strerror}); choose a folder with --data"
        ) from None
    connection = sqlite3.connect(file, timeout=10.0, isolation_level=None, check_same_thread=False)
    try:
        _prepare(connection, file)
    except sqlite3.OperationalError as fault:
        connection.close()
        held = getattr(fault, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        remedy = "is another program holding it?" if held else _remedy(folder)
        raise (UserFault if held else Unwritable)(f"{file}: the memory cannot be used ({fault}); {remedy}") from None
    except sqlite3.DatabaseError:
        connection.close()
        raise Damaged(
            f"{file}: the memory is damaged and cannot be read; it is kept as {set_aside(file)}. "
            "Put a backup in its place, or start again with an empty memory"
        ) from None
    except OSError as fault:
        connection.close()
        raise UserFault(f"{file}: no copy can be made beside it ({fault.strerror}); is the disk full?") from None
    except UserFault:
        connection.close()
        raise
    return connection


def _remedy(folder: Path) -> str:
    """What to do about a disk; SQLite has many names for a full one."""
    full = shutil.disk_usage(folder).free < ENOUGH
    return "the disk is full: make room" if full else "is the disk sound, and may this user write there?"


def borrow(folder: Path) -> sqlite3.Connection:
    """What is kept in ``folder``, to be read while the disk takes nothing; it lies nowhere but in this process.

    Raises OSError, UserFault.
    """
    with tempfile.TemporaryDirectory(prefix="earnest-") as name:
        for part in (FILE, f"{FILE}-wal"):
            if (folder / part).is_file():
                shutil.copyfile(folder / part, Path(name) / part)
        copied = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        with closing(open_database(Path(name))) as source:
            source.backup(copied)
    copied.execute("PRAGMA query_only = ON")
    return copied


def set_aside(file: Path) -> str:
    """Rename a damaged memory; its new name."""
    aside = file.with_name(f"{file.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
    for ending in ("", "-wal", "-shm"):
        part = file.with_name(file.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    return aside.name


def _prepare(connection: sqlite3.Connection, file: Path) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("quick_check")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise UserFault(
            f"{file}: written by a newer Earnest (version {version} of its tables, this one knows {len(MIGRATIONS)}); "
            "update Earnest or choose another folder with --data"
        )
    if 0 < version < len(MIGRATIONS):
        Copies(file).make(connection, f"{time.strftime('%Y-%m-%d')}-form-{version}")
    _migrate(connection)


def _migrate(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for statements in MIGRATIONS[version:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("COMMIT")
