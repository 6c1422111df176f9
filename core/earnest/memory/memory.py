"""The household's memory, as nouns: notes, things due, the diary of moods, consent, people, preferences."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from earnest import clocks, folders
from earnest.errors import MemoryFault
from earnest.memory.database import TABLES
from earnest.memory.dues import COLUMNS, dues_of, row_of
from earnest.memory.store import News, Store
from earnest.nouns import UsualVoice
from earnest.recurrence import is_distance
from earnest.talk import Due
from earnest.voiceprints import KnownVoice

VOICES = ("people", "voices")
"""The tables of what voices are like: on a usual day, and by which they are told apart."""


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """How somebody seemed to feel at one moment."""

    at: datetime
    """Local time, with its zone."""
    label: str
    """A mood, as ``Emotion.label``."""
    confidence: float
    arousal: float
    valence: float
    person: str | None = None


class Memory:
    """One file in the household's folder; usable from several threads.

    Every write is on disk when the call returns (SQLite: WAL, synchronous=FULL). Everything raises MemoryFault when
    the disk does not play along; a damaged file is replaced by the newest good copy of it.
    """

    def __init__(self, folder: Path, zone: Callable[[], tzinfo] = clocks.local_zone, *, or_read: bool = False) -> None:
        """``zone``: what things due follow. ``or_read``: what a disk that takes nothing holds is read at least."""
        self.zone = zone
        self._store = Store(folder, or_read)

    def close(self) -> None:
        """Let go of the file; may be called twice."""
        self._store.close()

    @property
    def fault(self) -> str | None:
        """Why it fails just now; None while it works."""
        return self._store.fault

    def probe(self) -> None:
        """Try whether it can be written again. Raises MemoryFault."""
        self._store.probe()

    def check(self) -> None:
        """Look whether the file is whole; a damaged one is replaced. Raises MemoryFault."""
        self._store.check()

    def take_news(self) -> list[News]:
        """What became of a damaged memory since this was asked last."""
        news, self._store.news = self._store.news, []
        return news

    def copy_daily(self) -> None:
        """Copy it aside, unless that was done today. Raises MemoryFault."""
        self._store.copy_daily()

    # Notes: what a plugin remembers.

    def read_notes(self, plugin: str) -> dict[str, Any]:
        """All notes of one plugin."""
        rows = self._read("SELECT key, value FROM notes WHERE plugin = ? ORDER BY key", plugin)
        return {key: json.loads(value) for key, value in rows}

    def write_note(self, plugin: str, key: str, value: Any) -> None:
        """Remember ``value`` under ``key``; None forgets it. Raises TypeError for what JSON cannot hold."""
        if value is None:
            self._write("DELETE FROM notes WHERE plugin = ? AND key = ?", plugin, key)
        else:
            self._write("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)", plugin, key, json.dumps(value))

    def folder_of(self, plugin: str) -> Path:
        """The plugin's own folder, made when absent. Raises MemoryFault when it cannot be."""
        home = self._store.file.parent
        try:
            return folders.folder_of(home, plugin)
        except OSError as fault:
            raise MemoryFault(f"{home}: no folder can be made here ({fault.strerror})") from None

    def forget_plugin(self, plugin: str) -> None:
        """Forget everything of one plugin's: notes, things due, its folder."""

        def forget(database: sqlite3.Connection) -> None:
            for table in ("notes", "due"):
                database.execute(f"DELETE FROM {table} WHERE plugin = ?", (plugin,))

        self._store.write(forget)
        self._store.copy_anew()
        folders.forget(self._store.file.parent, plugin)

    # Things due: what is to be said or started at a moment to come.

    def keep_due(self, due: Due) -> Due:
        """Remember; answers with the id filled in. One of the plugin's own that is kept already takes its old place."""
        return self.put_back(due if due.id in (other.id for other in self.list_due(due.plugin)) else replace(due, id=0))

    def put_back(self, due: Due) -> Due:
        """Remember what was dropped, under the id that it had, which nothing else has had since."""
        row = row_of(due, self.zone())
        number = self._write(f"INSERT OR REPLACE INTO due ({COLUMNS}) VALUES ({', '.join('?' * len(row))})", *row)
        return dues_of([(number, *row[1:])], self.zone())[0]

    def list_due(self, plugin: str | None = None) -> list[Due]:
        """What is coming, soonest first; of one plugin, or of all."""
        rows = self._read(f"SELECT {COLUMNS} FROM due WHERE ? IS NULL OR plugin = ?", plugin, plugin)
        return dues_of(rows, self.zone())

    def follow_clock(self) -> None:
        """The wall clock was set: write down anew when timers end by it, for the day the machine starts again."""
        for due in self.list_due():
            if due.elapsed or is_distance(due.recurrence):
                self.keep_due(due)

    def drop_due(self, id: int, plugin: str | None = None) -> bool:
        """Forget one; False when there is none of that id (and, when named, of that plugin)."""
        return self._changes("DELETE FROM due WHERE id = ? AND (? IS NULL OR plugin = ?)", id, plugin, plugin)

    # Consent: what the household agreed to.

    def consent(self, what: str) -> bool | None:
        """The answer that was given about ``what``; None when nobody was asked yet."""
        rows = self._read("SELECT given FROM consent WHERE what = ?", what)
        return bool(rows[0][0]) if rows else None

    def set_consent(self, what: str, given: bool | None) -> None:
        """Keep the answer; None takes it back, so that it is asked again."""
        if given is None:
            self._write("DELETE FROM consent WHERE what = ?", what)
        else:
            self._write("INSERT OR REPLACE INTO consent VALUES (?, ?, ?)", what, int(given), _now())
        self._store.copy_anew()  # a copy that is put back must not agree again to what was taken back

    # The diary of moods; whoever writes it asks for consent first.

    def write_mood(self, entry: DiaryEntry) -> None:
        """Add to the diary."""
        values = (entry.label, entry.confidence, entry.arousal, entry.valence, entry.person)
        self._write(
            "INSERT INTO diary VALUES (?, ?, ?, ?, ?, ?, ?)", entry.at.isoformat(), entry.at.timestamp(), *values
        )

    def read_moods(self, since: datetime | None = None, person: str | None = None) -> list[DiaryEntry]:
        """The diary, oldest first; from a moment on, and of one person, where given."""
        query = """SELECT at, label, confidence, arousal, valence, person FROM diary
            WHERE instant >= ? AND (? IS NULL OR person = ?) ORDER BY instant"""
        rows = self._read(query, since.timestamp() if since else 0.0, person, person)
        return [DiaryEntry(datetime.fromisoformat(at), *rest) for at, *rest in rows]

    # People: how somebody usually sounds, and what they prefer.

    def people(self) -> list[str]:
        """Everybody something is kept about, by name."""
        query = """SELECT person FROM people UNION SELECT person FROM voices
            UNION SELECT person FROM preferences WHERE person != '' ORDER BY 1"""
        return [name for (name,) in self._read(query)]

    def usual_voice(self, person: str) -> UsualVoice | None:
        """How this person usually sounds; None when that was never learned."""
        query = "SELECT utterances, mean, spread, reader, evidence, overheard FROM people WHERE person = ?"
        rows = self._read(query, person)
        if not rows:
            return None
        *figures, overheard = rows[0]
        usual = _usual_voice(person, figures)
        return replace(usual, overheard=_usual_voice(person, json.loads(overheard)) if overheard else None)

    def keep_usual_voice(self, usual: UsualVoice) -> None:
        """Remember how a person usually sounds, in place of what was known before."""
        overheard = json.dumps(_figures(usual.overheard)) if usual.overheard is not None else None
        columns = "person, utterances, mean, spread, reader, evidence, overheard"
        values = (usual.person, *_figures(usual), overheard)
        self._write(f"INSERT OR REPLACE INTO people ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", *values)

    def known_voices(self) -> list[KnownVoice]:
        """Whose voices are known, by name."""
        rows = self._read("SELECT * FROM voices ORDER BY person")
        return [
            KnownVoice(person, reader, utterances, seconds, tuple(json.loads(numbers)))
            for person, reader, utterances, seconds, numbers in rows
        ]

    def keep_voice(self, known: KnownVoice) -> None:
        """Remember how a person's voice is, in place of what was known before."""
        values = (known.reader, known.utterances, known.seconds, json.dumps(known.numbers))
        self._write("INSERT OR REPLACE INTO voices VALUES (?, ?, ?, ?, ?)", known.person, *values)

    def forget_voice(self, name: str) -> bool:
        """Forget what one person's voice is like; their reminders stay, without the name. False for an unknown name."""
        return self._forget(name, VOICES)

    def forget_person(self, name: str) -> bool:
        """Forget everything about one person; their reminders stay, without the name. False for an unknown name."""
        return self._forget(name, (*VOICES, "preferences", "diary"))

    def _forget(self, name: str, tables: tuple[str, ...]) -> bool:
        def forget(database: sqlite3.Connection) -> bool:
            before = database.total_changes
            database.execute("UPDATE due SET person = NULL WHERE person = ?", (name,))
            for table in tables:
                database.execute(f"DELETE FROM {table} WHERE person = ?", (name,))
            return database.total_changes > before

        known = self._store.write(forget)
        self._store.copy_anew()
        return known

    def read_preferences(self, person: str | None) -> dict[str, Any]:
        """What one person prefers; None is the household."""
        rows = self._read("SELECT key, value FROM preferences WHERE person = ? ORDER BY key", person or "")
        return {key: json.loads(value) for key, value in rows}

    def write_preference(self, person: str | None, key: str, value: Any) -> None:
        """Remember a preference; None forgets it. Raises TypeError for what JSON cannot hold."""
        if value is None:
            self._write("DELETE FROM preferences WHERE person = ? AND key = ?", person or "", key)
        else:
            self._write("INSERT OR REPLACE INTO preferences VALUES (?, ?, ?)", person or "", key, json.dumps(value))

    # Privacy: all of it, to look at or to forget.

    def export(self) -> dict[str, list[dict[str, Any]]]:
        """Every row of every table, as JSON can hold it; and which files lie in plugins' folders."""
        return {**{table: self._rows(table) for table in TABLES}, "folders": list(self._files())}

    def forget(self, everything: bool = False) -> None:
        """Forget what was learned about people: the diary, usual voices, preferences.

        With ``everything`` also notes, plugins' folders, things due, consent, and damaged files that were kept aside.
        The space is overwritten, so nothing lingers in the file, nor in a copy of it.
        """

        def forget(database: sqlite3.Connection) -> None:
            for table in TABLES if everything else ("diary", *VOICES, "preferences"):
                database.execute(f"DELETE FROM {table}")

        self._store.write(forget)
        self._store.do(lambda database: database.execute("VACUUM"))
        self._store.copy_anew()
        if everything:
            folders.forget(self._store.file.parent)
            for aside in self._store.file.parent.glob(f"{self._store.file.name}.damaged-*"):
                aside.unlink()

    def _files(self) -> Iterator[dict[str, Any]]:
        place = self._store.file.parent / folders.FOLDERS
        for kept in folders.kept_in(place):
            if kept.is_file:
                yield {"file": str(kept.path.relative_to(place)), "bytes": kept.bytes}

    def _rows(self, table: str) -> list[dict[str, Any]]:
        def rows(database: sqlite3.Connection) -> list[dict[str, Any]]:
            cursor = database.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

        return self._store.do(rows)

    def _read(self, query: str, *values: object) -> Sequence[tuple[Any, ...]]:
        return self._store.read(query, *values)

    def _write(self, statement: str, *values: object) -> int:
        return self._store.write(lambda database: database.execute(statement, values).lastrowid or 0)

    def _changes(self, statement: str, *values: object) -> bool:
        return self._store.write(lambda database: database.execute(statement, values).rowcount > 0)


def _figures(usual: UsualVoice) -> tuple[int, str, str, str, float]:
    return usual.utterances, json.dumps(usual.mean), json.dumps(usual.spread), usual.reader, usual.evidence


def _usual_voice(person: str, figures: Sequence[Any]) -> UsualVoice:
    utterances, mean, spread, reader, evidence = figures
    return UsualVoice(person, utterances, tuple(json.loads(mean)), tuple(json.loads(spread)), reader, evidence)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
