"""The household's memory keeps what it was told, and only that."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from earnest.errors import UserFault
from earnest.memory import DiaryEntry, Memory
from earnest.memory.database import MIGRATIONS
from earnest.nouns import Reply, UsualVoice
from earnest.talk import Due

NOON = datetime(2026, 3, 28, 12, 0, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    memory = Memory(tmp_path)
    yield memory
    memory.close()


def test_notes_are_each_plugins_own(memory: Memory) -> None:
    memory.write_note("tea", "cups", 3)
    memory.write_note("coffee", "cups", {"big": [1, 2.5, None, "ü"]})
    assert memory.read_notes("tea") == {"cups": 3}
    assert memory.read_notes("coffee") == {"cups": {"big": [1, 2.5, None, "ü"]}}
    memory.write_note("tea", "cups", None)
    assert memory.read_notes("tea") == {}
    assert memory.read_notes("coffee") != {}


def test_a_note_that_json_cannot_hold_changes_nothing(memory: Memory) -> None:
    memory.write_note("tea", "cups", 3)
    with pytest.raises(TypeError):
        memory.write_note("tea", "cups", object())
    memory.write_note("tea", "spoons", 1)
    assert memory.read_notes("tea") == {"cups": 3, "spoons": 1}


def test_due_comes_back_as_it_was_kept_soonest_first(memory: Memory) -> None:
    later = Due("tea", NOON + timedelta(hours=1), Reply("It's time.", tone="warm"), person="ann")
    sooner = Due("tea", NOON.astimezone(UTC), None, "brew", {"cups": 2}, "FREQ=DAILY")
    kept = [memory.keep_due(due) for due in (later, sooner)]
    assert memory.list_due() == [kept[1], kept[0]]
    rule = memory.list_due()[0].recurrence
    assert [replace(due, id=0) for due in memory.list_due("tea")] == [replace(sooner, recurrence=rule), later]
    assert memory.list_due("coffee") == []


def test_a_kept_due_takes_its_old_place_but_never_another_plugins(memory: Memory) -> None:
    kept = memory.keep_due(Due("tea", NOON, Reply("one")))
    moved = memory.keep_due(replace(kept, at=NOON + timedelta(minutes=5)))
    assert memory.list_due() == [moved]
    stranger = memory.keep_due(replace(kept, plugin="coffee"))
    assert stranger.id != kept.id
    assert memory.list_due("tea") == [moved]


def test_a_due_is_dropped_only_by_its_own_plugin(memory: Memory) -> None:
    kept = memory.keep_due(Due("tea", NOON, Reply("one")))
    assert not memory.drop_due(kept.id, "coffee")
    assert memory.drop_due(kept.id, "tea")
    assert not memory.drop_due(kept.id)


def test_consent_is_yes_no_or_not_asked(memory: Memory) -> None:
    assert memory.consent("emotion") is None
    for answer in (True, False, None):
        memory.set_consent("emotion", answer)
        assert memory.consent("emotion") is answer


def test_the_diary_is_read_by_time_and_person(memory: Memory) -> None:
    first = DiaryEntry(NOON, "sad", 0.8, -0.5, -0.6, "ann")
    second = DiaryEntry(NOON + timedelta(days=1), "happy", 0.7, 0.5, 0.8)
    for entry in (second, first):
        memory.write_mood(entry)
    assert memory.read_moods() == [first, second]
    assert memory.read_moods(since=NOON + timedelta(hours=1)) == [second]
    assert memory.read_moods(person="ann") == [first]


def test_a_person_is_known_and_forgotten(memory: Memory) -> None:
    usual = UsualVoice("ann", 4, (1.0, -0.25), (0.5, 1e-9), "prosodic", 3.25)
    memory.keep_usual_voice(usual)
    memory.write_preference("ann", "rate", 0.9)
    memory.write_preference(None, "volume", 0.5)
    memory.write_mood(DiaryEntry(NOON, "sad", 0.8, -0.5, -0.6, "ann"))
    kept = memory.keep_due(Due("tea", NOON, Reply("one"), person="ann"))
    assert memory.usual_voice("ann") == usual
    assert memory.people() == ["ann"]
    assert memory.forget_person("ann")
    assert not memory.forget_person("ann")
    assert memory.people() == []
    assert (memory.usual_voice("ann"), memory.read_preferences("ann"), memory.read_moods()) == (None, {}, [])
    assert memory.read_preferences(None) == {"volume": 0.5}
    assert memory.list_due() == [replace(kept, person=None)]


def _fill(memory: Memory) -> None:
    memory.write_note("tea", "secret", "rosebud")
    memory.keep_due(Due("tea", NOON, Reply("rosebud")))
    memory.write_mood(DiaryEntry(NOON, "sad", 0.8, -0.5, -0.6, "rosebud"))
    memory.keep_usual_voice(UsualVoice("rosebud", 1, (0.0,), (1.0,), "prosodic"))
    memory.write_preference("rosebud", "rate", 1.1)
    memory.set_consent("emotion", True)


def test_export_is_json_and_holds_every_table(memory: Memory) -> None:
    _fill(memory)
    exported = json.loads(json.dumps(memory.export()))
    assert all(exported[table] for table in ("notes", "due", "diary", "consent", "people", "preferences"))


def test_forgetting_people_keeps_reminders_and_consent(memory: Memory) -> None:
    _fill(memory)
    memory.forget(everything=False)
    assert (memory.people(), memory.read_moods()) == ([], [])
    assert memory.list_due()
    assert memory.consent("emotion") is True


def test_forgetting_everything_leaves_no_trace_in_the_folder(memory: Memory, tmp_path: Path) -> None:
    _fill(memory)
    aside = tmp_path / "earnest.sqlite3.damaged-20260101-000000"
    aside.write_text("rosebud")
    memory.forget(everything=True)
    assert not any(memory.export().values())
    assert not any(b"rosebud" in file.read_bytes() for file in tmp_path.iterdir())


def test_only_the_owner_may_read(memory: Memory, tmp_path: Path) -> None:
    memory.write_note("tea", "cups", 3)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("earnest.sqlite3*")}
    assert modes == {0o600}


def test_several_threads_write_at_once(memory: Memory) -> None:
    def write(number: int) -> None:
        for step in range(20):
            memory.write_note(f"plugin{number}", str(step), step)
            memory.keep_due(Due(f"plugin{number}", NOON, Reply("x")))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(len(memory.read_notes(f"plugin{number}")) == 20 for number in range(6))
    assert len({due.id for due in memory.list_due()}) == 120


_WRITER = """
import sys
from datetime import datetime, timezone
from pathlib import Path
from earnest.memory import Memory
from earnest.nouns import Reply
from earnest.talk import Due

memory = Memory(Path(sys.argv[1]))
for number in range(1, 1_000_000):
    memory.keep_due(Due("tea", datetime.fromtimestamp(number, timezone.utc), Reply(str(number))))
    print(number, flush=True)
"""


def test_what_was_kept_survives_a_kill(tmp_path: Path) -> None:
    for _ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        told = [next(writer.stdout) for _ in range(20)]
        os.kill(writer.pid, signal.SIGKILL)
        told += writer.stdout.readlines()
        writer.stdout.close()
        writer.wait()
        memory = Memory(tmp_path)
        kept = {due.reply.text for due in memory.list_due() if due.reply}
        memory.forget(everything=True)
        memory.close()
        assert kept >= {line.strip() for line in told if line.endswith("\n")}


@pytest.mark.parametrize("damage", ["header", "middle", "text"])
def test_a_damaged_file_is_kept_aside_and_said(tmp_path: Path, damage: str) -> None:
    memory = Memory(tmp_path)
    for number in range(500):
        memory.write_note("tea", str(number), "x" * 100)
    memory.close()
    file = tmp_path / "earnest.sqlite3"
    content = bytearray(file.read_bytes())
    if damage == "header":
        content[:16] = b"\0" * 16
    elif damage == "middle":
        content[4096 : len(content) - 4096] = b"\xff" * (len(content) - 8192)
    else:
        content = bytearray(b"dear diary")
    file.write_bytes(content)
    with pytest.raises(UserFault, match="damaged") as fault:
        Memory(tmp_path)
    assert "\n" not in str(fault.value)
    aside = list(tmp_path.glob("earnest.sqlite3.damaged-*"))
    assert content in [bytearray(kept.read_bytes()) for kept in aside]
    fresh = Memory(tmp_path)
    assert fresh.read_notes("tea") == {}
    fresh.close()


def test_what_is_no_file_is_no_memory(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "earnest.sqlite3")
    with pytest.raises(UserFault, match="it is no file"):
        Memory(tmp_path)


def test_a_file_of_a_newer_earnest_is_left_alone(tmp_path: Path) -> None:
    Memory(tmp_path).close()
    file = tmp_path / "earnest.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    with pytest.raises(UserFault, match="newer Earnest"):
        Memory(tmp_path)
    assert file.exists()


def test_a_file_of_the_first_version_is_led_to_this_one(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "earnest.sqlite3") as database:
        for statement in MIGRATIONS[0]:
            database.execute(statement)
        database.execute("INSERT INTO people VALUES ('ann', 4, '[1.0]', '[0.5]', 'prosodic')")
        database.execute("""INSERT INTO notes VALUES ('earnest_tea', 'cups', '2')""")
        database.execute("PRAGMA user_version = 1")
    database.close()
    memory = Memory(tmp_path)
    assert memory.usual_voice("ann") == UsualVoice("ann", 4, (1.0,), (0.5,), "prosodic", 4.0)
    assert memory.read_notes("tea") == {"cups": 2}
    memory.keep_usual_voice(UsualVoice("ann", 5, (1.0,), (0.5,), "prosodic", 0.9))
    memory.close()
    again = Memory(tmp_path)
    assert again.usual_voice("ann") == UsualVoice("ann", 5, (1.0,), (0.5,), "prosodic", 0.9)
    again.close()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserFault, match="--data"):
        Memory(tmp_path / "file")


def test_a_closed_memory_says_so_instead_of_losing(memory: Memory) -> None:
    memory.close()
    memory.close()
    with pytest.raises(UserFault):
        memory.write_note("tea", "cups", 1)
