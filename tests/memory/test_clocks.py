"""Timers run, alarms follow the wall clock: whatever people, the network and the zone do to it."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from earnest import clocks
from earnest.house.schedule import LOOK, Schedule
from earnest.memory import Memory
from earnest.memory.database import MIGRATIONS
from earnest.nouns import Reply
from earnest.spoken import Moment, language
from earnest.talk import Due, Heard, Talk

MINUTE = timedelta(minutes=1)


class Wall:
    """The clock on the wall, which somebody can set; the machine's own clocks run on."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._real = time.time
        self.set = timedelta(0)
        patch.setattr("time.time", lambda: self._real() + self.set.total_seconds())

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._real(), UTC) + self.set


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    return Wall(monkeypatch)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    memory = Memory(tmp_path)
    yield memory
    memory.close()


@pytest.fixture
def machine_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Moves the machine into another time zone, as somebody does who sets it."""
    yield lambda zone: monkeypatch.setenv("TZ", zone)
    monkeypatch.undo()
    time.tzset()


def timer(wall: Wall, length: timedelta) -> Due:
    return Due("tea", wall.now() + length, Reply("Ready."), elapsed=True)


@pytest.mark.parametrize("by", [timedelta(hours=1), -timedelta(hours=1), timedelta(days=400)])
def test_a_timer_runs_on_when_the_clock_is_set(memory: Memory, wall: Wall, by: timedelta) -> None:
    kept = memory.keep_due(timer(wall, 5 * MINUTE))
    wall.set = by
    (found,) = memory.list_due()
    assert found.at - wall.now() == pytest.approx(5 * MINUTE, abs=timedelta(seconds=0.5))
    assert found.elapsed
    assert found.at - kept.at == pytest.approx(by, abs=timedelta(seconds=0.5))


@pytest.mark.parametrize("by", [timedelta(hours=1), -timedelta(hours=1)])
def test_every_twenty_minutes_is_time_that_passes_too(memory: Memory, wall: Wall, by: timedelta) -> None:
    memory.keep_due(replace(timer(wall, 20 * MINUTE), elapsed=False, recurrence="FREQ=MINUTELY;INTERVAL=20"))
    wall.set = by
    assert memory.list_due()[0].at - wall.now() == pytest.approx(20 * MINUTE, abs=timedelta(seconds=0.5))


def test_an_alarm_stays_at_its_time_on_the_wall(memory: Memory, wall: Wall) -> None:
    kept = memory.keep_due(Due("tea", wall.now() + 90 * MINUTE, Reply("Up.")))
    wall.set = timedelta(hours=1)
    assert memory.list_due() == [kept]


def test_what_the_network_does_every_day_moves_nothing(memory: Memory, wall: Wall) -> None:
    kept = memory.keep_due(timer(wall, 5 * MINUTE))
    wall.set = timedelta(milliseconds=300)
    assert memory.list_due() == [kept]


def test_timers_and_alarms_are_in_the_order_in_which_they_come_now(memory: Memory, wall: Wall) -> None:
    ends = memory.keep_due(timer(wall, 5 * MINUTE))
    rings = memory.keep_due(Due("tea", wall.now() + 30 * MINUTE, Reply("Up.")))
    assert [due.id for due in memory.list_due()] == [ends.id, rings.id]
    wall.set = timedelta(hours=1)
    assert [due.id for due in memory.list_due()] == [rings.id, ends.id]


def test_after_a_new_start_of_the_machine_the_wall_clock_counts(
    memory: Memory, wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = memory.keep_due(timer(wall, 5 * MINUTE))
    monkeypatch.setattr(clocks, "boot", lambda: "another")
    monkeypatch.setattr(clocks, "running", lambda: 3.0)
    assert memory.list_due() == [kept]


def test_a_clock_that_was_set_before_a_new_start_of_the_machine_is_reckoned_with(
    memory: Memory, wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = memory.keep_due(timer(wall, 5 * MINUTE))
    wall.set = timedelta(hours=2)
    memory.follow_clock()
    monkeypatch.setattr(clocks, "boot", lambda: "another")
    assert memory.list_due()[0].at - kept.at == pytest.approx(wall.set, abs=timedelta(seconds=0.5))


def test_a_clock_set_forward_is_noticed_within_a_second(memory: Memory, wall: Wall) -> None:
    """The clock is set forward by an hour: an alarm in that hour comes, a timer does not."""
    rings = memory.keep_due(Due("tea", wall.now() + 59 * MINUTE, Reply("Up.")))
    ends = memory.keep_due(timer(wall, 60 * MINUTE))
    schedule = Schedule(memory, wall.now)

    async def wait() -> tuple[Due, float]:
        coming = schedule.coming()
        next_one = asyncio.ensure_future(anext(coming))
        await asyncio.sleep(0.2)
        assert not next_one.done()
        wall.set = timedelta(hours=1)
        set_at = time.monotonic()
        due, _ = await asyncio.wait_for(next_one, 10)
        late = time.monotonic() - set_at
        await coming.aclose()
        return due, late

    due, late = asyncio.run(wait())
    assert due.id == rings.id
    assert late < LOOK + 0.5
    assert {kept.id for kept in memory.list_due()} == {rings.id, ends.id}


def test_an_alarm_for_seven_rings_at_seven_where_the_machine_is(memory: Memory, machine_in: Callable) -> None:
    machine_in("Europe/London")
    seven = datetime(2027, 1, 5, 7, 0, tzinfo=clocks.local_zone())
    memory.keep_due(Due("tea", seven, Reply("Up."), recurrence="FREQ=DAILY"))
    ends = memory.keep_due(Due("tea", seven, Reply("Ready."), elapsed=True))
    machine_in("America/New_York")
    ready, up = memory.list_due()
    assert (up.at.hour, up.at.utcoffset()) == (7, timedelta(hours=-5))
    assert ready.at == ends.at


@pytest.mark.parametrize("zone", ["Europe/Dublin", "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Kathmandu"])
def test_the_wall_of_this_machine_says_what_its_zone_says(machine_in: Callable, zone: str) -> None:
    """Ireland's law calls winter the exception, Morocco goes back for Ramadan, Lord Howe by half an hour."""
    machine_in(zone)
    here, named = clocks.local_zone(), ZoneInfo(zone)
    for step in range(0, 365 * 24 * 2, 7):  # the half hours of a year, at every time of day
        wall = datetime(2026, 1, 1) + timedelta(minutes=30 * step)
        assert wall.replace(tzinfo=here).utcoffset() == wall.replace(tzinfo=named).utcoffset(), wall
        found, right = (wall.replace(tzinfo=UTC).astimezone(each) for each in (here, named))
        assert (found.replace(tzinfo=None), found.fold) == (right.replace(tzinfo=None), right.fold)


@pytest.mark.parametrize(
    "zone", ["", "UTC", "Europe/Berlin", ":Asia/Tokyo", "CET-1CEST,M3.5.0,M10.5.0/3", "<+0530>-5:30"]
)
def test_a_zone_that_is_known_or_a_rule_is_none_to_tell_of(machine_in: Callable, zone: str) -> None:
    machine_in(zone)
    assert clocks.zone_fault() is None


@pytest.mark.parametrize("zone", ["Europe/Berln", "/nowhere", "x" * 5000])
def test_a_zone_that_nobody_knows_is_told(machine_in: Callable, zone: str) -> None:
    machine_in(zone)
    assert "it follows UTC" in (clocks.zone_fault() or "")


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice_is_kept_apart(memory: Memory, machine_in: Callable, fold: int) -> None:
    machine_in("Europe/London")
    at = datetime(2026, 10, 25, fold, 30, tzinfo=UTC)
    memory.keep_due(Due("tea", at, Reply("Up.")))
    assert memory.list_due()[0].at.timestamp() == at.timestamp()


def test_a_timer_is_what_a_skill_asks_for_by_its_length(memory: Memory) -> None:
    class Line:
        keep_due = memory.keep_due

    now = datetime.now().astimezone()
    talk = Talk(Line(), "tea", Heard("", now=now), {})  # type: ignore[arg-type]
    assert talk.later(5 * MINUTE, "Ready.").elapsed
    assert not talk.later(now + 5 * MINUTE, "Ready.").elapsed


@pytest.mark.parametrize(
    ("said", "corrected", "elapsed"),
    [
        ("in two hours", "", True),
        ("twenty minutes from now", "in half an hour", True),
        ("in two hours", "at nine", False),
        ("in two days", "", False),
        ("in two days at eight", "", False),
        ("at nine", "", False),
    ],
)
def test_a_reminder_in_so_many_hours_comes_when_they_have_passed(
    memory: Memory, said: str, corrected: str, elapsed: bool
) -> None:
    class Line:
        keep_due = memory.keep_due

    now = datetime.now().astimezone()
    when = Moment.hear(said, now)
    if corrected:
        when = language("en").amend(when, corrected, now)
    talk = Talk(Line(), "tea", Heard("", now=now), {})  # type: ignore[arg-type]
    assert when is not None
    assert talk.later(when, "Ready.").elapsed is elapsed


def test_what_an_old_memory_kept_is_kept(tmp_path: Path) -> None:
    columns = "(plugin, at, instant, reply, tone, skill, slots, recurrence, person)"
    with sqlite3.connect(tmp_path / "earnest.sqlite3") as database:
        for statements in MIGRATIONS[:2]:
            for statement in statements:
                database.execute(statement)
        for at, rule in (
            ("2027-01-04T07:05:00+00:00", "FREQ=WEEKLY;BYDAY=MO"),
            ("2027-01-05T06:00:00.250000+00:00", "FREQ=HOURLY"),
            ("2027-01-06T06:00:00+00:00", None),
        ):
            row = ("tea", at, datetime.fromisoformat(at).timestamp(), "Up.", None, None, "{}", rule, "ann")
            database.execute(f"INSERT INTO due {columns} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        database.execute("PRAGMA user_version = 2")
    database.close()
    memory = Memory(tmp_path)
    found = memory.list_due()
    memory.close()
    assert [due.recurrence for due in found] == ["FREQ=WEEKLY;BYDAY=MO;BYHOUR=7;BYMINUTE=5", "FREQ=HOURLY", None]
    assert [due.at.isoformat() for due in found][2] == "2027-01-06T06:00:00+00:00"
    assert {(due.elapsed, due.person, due.reply) for due in found} == {(False, "ann", Reply("Up."))}


@pytest.mark.parametrize("rang", [False, True])
def test_what_is_snoozed_or_rang_out_is_moved_in_one_step(
    memory: Memory, monkeypatch: pytest.MonkeyPatch, rang: bool
) -> None:
    """Whatever stops the house in between: there is never one more of it."""
    now = datetime.now().astimezone()
    due = memory.keep_due(Due("tea", now - MINUTE, Reply("Ready."), rings=True))
    schedule = Schedule(memory, lambda: now)
    writes: list[Due] = []
    keep = memory.keep_due
    monkeypatch.setattr(memory, "keep_due", lambda other: writes.append(other) or keep(other))
    monkeypatch.setattr(memory, "drop_due", lambda *_: pytest.fail("a second step"))
    if rang:
        schedule.rang_out(due)
    else:
        schedule.snooze(due, 5 * MINUTE)
    (kept,) = memory.list_due()
    assert (len(writes), kept.id, kept.rang) == (1, due.id, rang)
    assert kept.at > now or rang
