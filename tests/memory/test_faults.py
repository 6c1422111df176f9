"""Disks fill up, go read-only and lose bits: the memory says so, and is well again when the cause is gone."""

from __future__ import annotations

import os
import resource
import sqlite3
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from earnest.cli import main
from earnest.errors import MemoryFault, UserFault
from earnest.memory import DiaryEntry, Memory
from earnest.memory.database import MIGRATIONS
from earnest.nouns import Reply
from earnest.talk import Due

NOON = datetime(2027, 3, 28, 12, 0, tzinfo=UTC)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", folder], capture_output=True).returncode:
        pytest.skip("needs to mount a small disk, which this user may not")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill(disk: Path) -> Path:
    """Leave no byte free."""
    rest = disk / "rest"
    with rest.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            return rest
    raise AssertionError("the disk has no end")


def make_full(disk: Path) -> Callable[[], object]:
    return fill(disk).unlink


def make_refuse(_disk: Path) -> Callable[[], object]:
    """The system refuses every byte: the error that a disk gives which has gone read-only under an open file."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("how", ["full", "read-only"])
def test_what_is_kept_is_shown_and_taken_away_from_a_disk_that_takes_nothing(
    disk: Path, tmp_path: Path, how: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with closing(Memory(disk)) as memory:
        memory.write_note("tea", "cups", 41)
    (disk / "plugins").mkdir()
    if how == "full":
        fill(disk)
    else:
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    export = tmp_path / "taken.json"
    for command in (["due"], ["people", "list"], ["privacy", "show"], ["privacy", "export", str(export)]):
        with pytest.raises(SystemExit) as left:
            main(["--data", str(disk), *command])
        told = capfd.readouterr().err
        assert left.value.code == 0
        assert ("the disk is full: make room" if how == "full" else "Read-only file system") in told
    assert "41" in export.read_text()
    with pytest.raises(UserFault, match="make room" if how == "full" else "Read-only"):
        Memory(disk)


def test_a_memory_on_a_disk_that_takes_nothing_is_read_until_it_does(disk: Path) -> None:
    with closing(Memory(disk)) as memory:
        kept = memory.keep_due(Due("tea", NOON, Reply("Ready.")))
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    memory = Memory(disk, or_read=True)
    assert memory.list_due() == [kept]
    for work in (lambda: memory.write_note("tea", "cups", 1), lambda: memory.drop_due(kept.id), memory.probe):
        with pytest.raises(MemoryFault, match="Read-only"):
            work()
    assert memory.fault is not None
    memory.check()
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    memory.probe()
    memory.write_note("tea", "cups", 2)
    assert memory.fault is None
    memory.close()
    with closing(Memory(disk)) as again:
        assert (again.read_notes("tea"), again.list_due(), again.take_news()) == ({"cups": 2}, [kept], [])


def write_much(memory: Memory) -> None:
    for number in range(200):
        memory.write_note("tea", str(number), "x" * 4000)


def probe_often(memory: Memory) -> None:
    for _ in range(200):
        memory.probe()


@pytest.mark.parametrize("spoil", [make_full, make_refuse])
def test_a_disk_that_takes_nothing_is_said_and_all_is_well_when_it_does(
    disk: Path, spoil: Callable[[Path], Callable[[], object]]
) -> None:
    memory = Memory(disk)
    kept = memory.keep_due(Due("tea", NOON, Reply("Ready.")))
    mend = spoil(disk)
    with pytest.raises(MemoryFault) as fault:
        write_much(memory)
    assert "\n" not in str(fault.value)
    assert memory.fault == str(fault.value)
    assert memory.list_due() == [kept]
    with pytest.raises(MemoryFault):
        probe_often(memory)
    mend()
    memory.probe()
    assert memory.fault is None
    assert memory.keep_due(Due("tea", NOON, Reply("Again."))).id > kept.id
    memory.close()


def spoil_header(file: Path) -> None:
    with file.open("r+b") as content:
        content.write(b"\0" * 100)


def spoil_all(file: Path) -> None:
    size = file.stat().st_size
    with file.open("r+b") as content:
        content.write(os.urandom(size))


def delete(file: Path) -> None:
    for part in file.parent.glob(f"{file.name}*"):
        part.unlink()


@pytest.mark.parametrize("damage", [spoil_all, delete])
def test_a_memory_damaged_while_in_use_is_replaced_by_its_newest_copy(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    memory = Memory(tmp_path)
    kept = memory.keep_due(Due("tea", NOON, Reply("Ready.")))
    for number in range(300):
        memory.write_note("tea", str(number), "x" * 500)
    memory.copy_daily()
    _settle(tmp_path)
    damage(tmp_path / "earnest.sqlite3")
    memory.write_note("coffee", "cups", 2)
    assert memory.take_news() == ["memory restored"]
    assert memory.take_news() == []
    assert memory.list_due() == [kept]
    assert len(memory.read_notes("tea")) == 300
    memory.close()
    again = Memory(tmp_path)
    assert again.read_notes("coffee") == {"cups": 2}
    again.close()


def _settle(folder: Path) -> None:
    """All that was written is in the file itself, and nothing in the log beside it."""
    with sqlite3.connect(folder / "earnest.sqlite3") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def test_a_backup_that_somebody_puts_in_its_place_is_taken_up(tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    backup = Memory(tmp_path / "backup")
    backup.write_note("tea", "cups", 7)
    backup.close()
    memory = Memory(tmp_path)
    memory.write_note("tea", "cups", 1)
    delete(tmp_path / "earnest.sqlite3")
    (tmp_path / "backup" / "earnest.sqlite3").rename(tmp_path / "earnest.sqlite3")
    assert memory.read_notes("tea") == {"cups": 7}
    assert memory.take_news() == []
    memory.close()


def test_a_damaged_memory_without_a_copy_is_begun_anew_and_that_is_told(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    for number in range(300):
        memory.write_note("tea", str(number), "x" * 500)
    _settle(tmp_path)
    spoil_all(tmp_path / "earnest.sqlite3")
    memory.write_note("coffee", "cups", 2)
    assert memory.take_news() == ["memory lost"]
    assert memory.read_notes("tea") == {}
    assert list(tmp_path.glob("earnest.sqlite3.damaged-*"))
    memory.close()


def test_a_memory_found_damaged_at_the_start_is_replaced_by_the_newest_good_copy(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.write_note("tea", "cups", 1)
    memory.copy_daily()
    memory.close()
    (good,) = (tmp_path / "copies").iterdir()
    newer = good.with_name("earnest-9999-01-01.sqlite3")
    newer.write_bytes(b"no memory at all")
    os.utime(newer, (time.time() + 5, time.time() + 5))
    spoil_header(tmp_path / "earnest.sqlite3")
    again = Memory(tmp_path)
    assert again.take_news() == ["memory restored"]
    assert again.read_notes("tea") == {"cups": 1}
    again.close()


def test_it_is_copied_once_a_day_for_a_week(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    for day in range(10, 0, -1):
        memory.copy_daily()
        for copy in (tmp_path / "copies").iterdir():
            if not copy.name.startswith("day"):
                before = time.time() - day * 86_400
                copy.rename(copy.with_name(f"day-{day:02}.sqlite3"))
                os.utime(copy.with_name(f"day-{day:02}.sqlite3"), (before, before))
    memory.write_note("tea", "cups", 1)
    (tmp_path / "copies" / "gone.sqlite3").symlink_to("nowhere")
    memory.copy_daily()
    (tmp_path / "copies" / "gone.sqlite3").unlink()
    copied = sorted((tmp_path / "copies").iterdir())
    memory.copy_daily()
    assert sorted((tmp_path / "copies").iterdir()) == copied
    assert len(copied) == 7
    assert [copy.name for copy in copied][:6] == [f"day-{day:02}.sqlite3" for day in range(1, 7)]
    assert {stat.S_IMODE(copy.stat().st_mode) for copy in copied[6:]} == {0o600}
    assert stat.S_IMODE((tmp_path / "copies").stat().st_mode) == 0o700
    memory.close()


def test_it_is_copied_before_its_form_changes(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "earnest.sqlite3") as database:
        for statement in MIGRATIONS[0]:
            database.execute(statement)
        database.execute("INSERT INTO notes VALUES ('tea', 'cups', '3')")
        database.execute("PRAGMA user_version = 1")
    database.close()
    Memory(tmp_path).close()
    (copy,) = (tmp_path / "copies").iterdir()
    with sqlite3.connect(copy) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (1,)
        assert old.execute("SELECT value FROM notes").fetchall() == [("3",)]
    old.close()


def test_what_is_forgotten_or_taken_back_is_in_no_copy(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.set_consent("emotion", True)
    memory.write_mood(DiaryEntry(NOON, "sad", 0.8, -0.5, -0.6, "rosebud"))
    memory.write_preference("rosebud", "rate", 1.1)
    memory.copy_daily()
    (copy,) = (tmp_path / "copies").iterdir()
    assert b"rosebud" in copy.read_bytes()
    for left in (copy.with_suffix(".part"), copy.with_suffix(".part-journal"), tmp_path / "earnest.part"):
        left.write_bytes(b"rosebud")  # as a power cut leaves it
    memory.forget_person("rosebud")
    assert b"rosebud" not in b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
    assert b"rosebud" not in b"".join(each.read_bytes() for each in (tmp_path / "copies").iterdir())
    memory.set_consent("emotion", False)
    _settle(tmp_path)
    spoil_all(tmp_path / "earnest.sqlite3")
    assert memory.consent("emotion") is False
    memory.close()


def test_a_copy_that_cannot_be_made_is_said(disk: Path) -> None:
    memory = Memory(disk)
    make_full(disk)
    with pytest.raises(UserFault, match=r"copy|full"):
        memory.copy_daily()
    assert not list((disk / "copies").glob("*")) or all(each.stat().st_size for each in (disk / "copies").glob("*"))
    memory.close()


def test_a_clock_that_jumps_makes_no_copy_twice(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.copy_daily()
    (copy,) = (tmp_path / "copies").iterdir()
    made = copy.stat().st_mtime_ns
    memory.copy_daily()
    assert copy.stat().st_mtime_ns == made
    assert timedelta(0) <= datetime.now() - datetime.fromtimestamp(made / 1e9) < timedelta(minutes=1)
    memory.close()
