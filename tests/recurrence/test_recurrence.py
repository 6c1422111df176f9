"""What recurs comes again as often as it should, also in the two nights of the year when clocks change."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earnest import clocks
from earnest.recurrence import complete, is_distance, next_after

NIGHTS = {
    "Europe/London": (datetime(2026, 3, 29), datetime(2026, 10, 25)),
    "America/New_York": (datetime(2026, 3, 8), datetime(2026, 11, 1)),
}
"""The nights when clocks change: in spring they skip an hour, in autumn they repeat one."""
EVERY_NIGHT = [(zone, night) for zone, nights in NIGHTS.items() for night in nights]
AROUND = timedelta(days=3)

nights = st.sampled_from(EVERY_NIGHT)
hours = st.integers(0, 23)
minutes = st.integers(0, 59)


def rings(rule: str, at: datetime, until: datetime, zone: ZoneInfo) -> list[datetime]:
    """Every time from ``at`` on, as the house finds them: each from the one before, in the moment it was told."""
    found = [at]
    while (
        again := next_after(rule, found[-1], found[-1].astimezone(UTC) + timedelta(seconds=2), zone)
    ) and again <= until:
        assert again.timestamp() > found[-1].timestamp()
        assert len(found) < 10_000
        found.append(again)
    return found


def wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def exists(time_of_wall: datetime, zone: ZoneInfo) -> bool:
    return wall(time_of_wall.replace(tzinfo=zone).astimezone(UTC), zone) == time_of_wall


@settings(deadline=None)
@given(nights, hours, minutes)
def test_a_time_of_day_comes_once_a_day_and_at_its_time(night: tuple[str, datetime], hour: int, minute: int) -> None:
    zone, changed = ZoneInfo(night[0]), night[1]
    days = [(changed - AROUND).replace(hour=hour, minute=minute) + timedelta(days=count) for count in range(7)]
    rule = f"FREQ=DAILY;BYHOUR={hour};BYMINUTE={minute}"
    found = rings(rule, days[0].replace(tzinfo=zone), days[-1].replace(tzinfo=zone), zone)
    assert [wall(each, zone) for each in found] == [
        day if exists(day, zone) else day + timedelta(hours=1) for day in days
    ]


@settings(deadline=None)
@given(nights, st.sets(hours, min_size=1), st.sampled_from([0, 20, 30]))
def test_several_times_of_day_each_come_once(night: tuple[str, datetime], chosen: set[int], minute: int) -> None:
    zone, changed = ZoneInfo(night[0]), night[1]
    rule = f"FREQ=DAILY;BYHOUR={','.join(map(str, sorted(chosen)))};BYMINUTE={minute}"
    start = (changed - AROUND).replace(hour=min(chosen), minute=minute).replace(tzinfo=zone)
    found = rings(rule, start, _end(changed, zone), zone)
    assert len(set(found)) == len(found)
    told = Counter(wall(each, zone) for each in found)
    for day in range(6):
        for hour in chosen:
            meant = (changed - AROUND + timedelta(days=day)).replace(hour=hour, minute=minute)
            assert told[meant if exists(meant, zone) else meant + timedelta(hours=1)] == 1, meant


@settings(deadline=None)
@given(
    nights, st.integers(0, 48 * 60), st.sampled_from([("MINUTELY", 20), ("MINUTELY", 90), ("HOURLY", 1), ("HOURLY", 3)])
)
def test_a_distance_is_time_that_passes(night: tuple[str, datetime], began: int, often: tuple[str, int]) -> None:
    zone, changed = ZoneInfo(night[0]), night[1]
    start = (changed - timedelta(days=1)).replace(tzinfo=zone).astimezone(UTC) + timedelta(minutes=began)
    found = rings(f"FREQ={often[0]};INTERVAL={often[1]}", start, start + timedelta(days=2), zone)
    step = timedelta(**{"minutes" if often[0] == "MINUTELY" else "hours": often[1]})
    assert {later.astimezone(UTC) - sooner.astimezone(UTC) for sooner, later in pairwise(found)} == {step}
    assert len(found) == timedelta(days=2) // step + 1


@settings(deadline=None)
@given(nights, hours, minutes, st.sampled_from(["MO,TU,WE,TH,FR", "SA,SU", "SU", "MO"]))
def test_days_of_the_week_come_each_week(night: tuple[str, datetime], hour: int, minute: int, days: str) -> None:
    zone, changed = ZoneInfo(night[0]), night[1]
    begin = (changed - timedelta(days=14)).replace(hour=hour, minute=minute)
    rule = f"FREQ=WEEKLY;BYDAY={days};BYHOUR={hour};BYMINUTE={minute}"
    first = next_after(rule, begin.replace(tzinfo=zone), begin.replace(tzinfo=zone) - timedelta(seconds=1), zone)
    assert first is not None
    found = rings(rule, first, (begin + timedelta(days=28) - timedelta(minutes=1)).replace(tzinfo=zone), zone)
    assert len(found) == 4 * len(days.split(","))
    names = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    assert {names[wall(each, zone).weekday()] for each in found} == set(days.split(","))


def _end(changed: datetime, zone: ZoneInfo) -> datetime:
    return (changed + AROUND).replace(tzinfo=zone) + timedelta(hours=1)


@pytest.mark.parametrize(("zone", "night"), EVERY_NIGHT)
@pytest.mark.parametrize("hour", range(24))
def test_every_hour_set_in_the_night_does_not_speak_without_pause(zone: str, night: datetime, hour: int) -> None:
    here = ZoneInfo(zone)
    start = night.replace(tzinfo=here).astimezone(UTC) + timedelta(hours=hour - 6)
    found = rings("FREQ=HOURLY", start.astimezone(here), start + timedelta(hours=10), here)
    assert len(found) == 11


def test_half_past_two_comes_back_after_the_night_without_it() -> None:
    here = ZoneInfo("America/New_York")
    start = datetime(2026, 3, 6, 2, 30, tzinfo=here)
    told = [
        wall(each, here) for each in rings("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", start, start + 5 * timedelta(1), here)
    ]
    assert [(each.day, each.hour, each.minute) for each in told] == [
        (6, 2, 30), (7, 2, 30), (8, 3, 30), (9, 2, 30), (10, 2, 30), (11, 2, 30),
    ]  # fmt: skip


def test_the_thirty_first_comes_in_the_months_that_have_one() -> None:
    here = ZoneInfo("Europe/London")
    start = datetime(2026, 1, 31, 9, 0, tzinfo=here)
    found = rings("FREQ=MONTHLY;BYMONTHDAY=31;BYHOUR=9;BYMINUTE=0", start, datetime(2027, 1, 1, tzinfo=here), here)
    assert [each.month for each in found] == [1, 3, 5, 7, 8, 10, 12]
    assert {(wall(each, here).day, wall(each, here).hour) for each in found} == {(31, 9)}


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=9;BYMINUTE=0", [(1, 31), (2, 28), (3, 31), (4, 30)]),
        ("FREQ=MONTHLY;BYDAY=2TU;BYHOUR=9;BYMINUTE=0", [(1, 13), (2, 10), (3, 10), (4, 14)]),
        ("FREQ=DAILY;INTERVAL=40;BYHOUR=9;BYMINUTE=0", [(1, 31), (3, 12), (4, 21)]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA;BYHOUR=9;BYMINUTE=0;UNTIL=20260301T000000", [(1, 31), (2, 14), (2, 28)]),
        ("FREQ=WEEKLY;BYDAY=SA;BYHOUR=9;BYMINUTE=0;UNTIL=20260214", [(1, 31), (2, 7), (2, 14)]),
        ("FREQ=WEEKLY;BYDAY=SA;BYHOUR=9;BYMINUTE=0;UNTIL=20260214T085959Z", [(1, 31), (2, 7)]),
    ],
)
def test_longer_rules(rule: str, days: list[tuple[int, int]]) -> None:
    here = ZoneInfo("Europe/London")
    before = datetime(2026, 1, 1, 9, 0, tzinfo=here) if "MONTHLY" in rule else datetime(2026, 1, 31, 9, 0, tzinfo=here)
    first = next_after(rule, before, before - timedelta(seconds=1), here)
    assert first is not None
    found = rings(rule, first, datetime(2026, 5, 1, tzinfo=here), here)
    assert [(each.month, each.day) for each in found] == days


def test_a_day_may_be_left_out() -> None:
    here = ZoneInfo("Europe/London")
    start = datetime(2026, 3, 2, 7, 0, tzinfo=here)
    rule = "RRULE:FREQ=DAILY;BYHOUR=7;BYMINUTE=0\nEXDATE:20260303T070000,20260304T070000\nEXDATE:20260306T070000Z"
    assert [each.day for each in rings(rule, start, start + timedelta(days=6), here)] == [2, 5, 7, 8]


def test_what_comes_seldom_is_found_behind_what_is_left_out() -> None:
    here = ZoneInfo("Europe/London")
    start = datetime(2026, 3, 2, 7, 0, tzinfo=here)
    rule = "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=7;BYMINUTE=0\nEXDATE:20260309T070000"
    assert next_after(rule, start, start, here) == datetime(2026, 3, 16, 7, 0, tzinfo=here)


def test_an_hourly_rule_ends_at_its_hour_and_may_name_minutes() -> None:
    here = ZoneInfo("Asia/Kolkata")
    start = datetime(2026, 3, 2, 14, 0, tzinfo=here)
    found = rings("FREQ=HOURLY;BYMINUTE=0;UNTIL=20260302T180000", start, start + timedelta(days=1), here)
    assert [(wall(each, here).hour, wall(each, here).minute) for each in found] == [(h, 0) for h in range(14, 19)]


def test_a_rule_that_never_comes_or_is_over_gives_none() -> None:
    here = ZoneInfo("Europe/London")
    at = datetime(2026, 3, 2, 7, 0, tzinfo=here)
    assert next_after("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31;BYHOUR=7;BYMINUTE=0", at, at, here) is None
    assert next_after("FREQ=DAILY;BYHOUR=7;BYMINUTE=0;UNTIL=20260302T070000", at, at, here) is None
    assert next_after("FREQ=DAILY;COUNT=3", at, at + timedelta(days=2), here) is None


def test_years_of_silence_cost_no_time() -> None:
    here = ZoneInfo("Europe/London")
    at = datetime(2016, 3, 2, 7, 0, tzinfo=here)
    began = time.process_time()
    again = next_after("FREQ=MINUTELY;INTERVAL=7", at, datetime(2026, 3, 2, 7, 0, tzinfo=here), here)
    assert again is not None
    assert (again.astimezone(UTC) - at.astimezone(UTC)) % timedelta(minutes=7) == timedelta(0)
    assert time.process_time() - began < 1.0


@pytest.mark.parametrize(
    "nonsense",
    ["", "DAILY", "FREQ=SOMETIMES", "FREQ=DAILY;UNTIL=soon", "RRULE:FREQ=DAILY\nEXDATE:never", "FREQ=DAILY;INTERVAL=0",
     "RRULE:FREQ=DAILY\nRDATE:20260303T070000", "EXDATE:20260303T070000", "FREQ=DAILY;COUNT=99999999"],
)  # fmt: skip
def test_what_is_no_recurrence_is_refused(nonsense: str) -> None:
    at = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
    with pytest.raises(ValueError, match=r"."):
        next_after(nonsense, at, at, UTC)


def test_a_rule_is_completed_with_its_hour_and_its_end() -> None:
    here = ZoneInfo("Europe/London")
    at = datetime(2026, 3, 28, 1, 30, tzinfo=here)
    assert complete("FREQ=DAILY", at, here) == "FREQ=DAILY;BYHOUR=1;BYMINUTE=30"
    assert complete("RRULE:FREQ=DAILY;BYHOUR=9", at, here) == "RRULE:FREQ=DAILY;BYHOUR=9;BYMINUTE=30"
    assert complete("FREQ=HOURLY", at, here) == "FREQ=HOURLY"
    counted = complete("FREQ=DAILY;COUNT=3", at, here)
    assert [wall(each, here).day for each in rings(counted, at, at + timedelta(days=9), here)] == [28, 29, 30]
    assert is_distance("FREQ=HOURLY;INTERVAL=2")
    assert not is_distance("FREQ=HOURLY;BYHOUR=9,10")


@pytest.fixture
def machine_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Lets the machine be in another zone: set TZ."""
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(("zone", "night"), EVERY_NIGHT)
def test_the_machines_own_zone_is_as_good_as_one_by_name(
    zone: str, night: datetime, machine_zone: pytest.MonkeyPatch
) -> None:
    machine_zone.setenv("TZ", zone)
    here, named = clocks.local_zone(), ZoneInfo(zone)
    for hour in range(24):
        for rule in (
            f"FREQ=DAILY;BYHOUR={hour};BYMINUTE=30",
            f"FREQ=HOURLY;BYHOUR={hour},{(hour + 1) % 24};BYMINUTE=0",
        ):
            at = (night - timedelta(days=2)).replace(hour=hour, tzinfo=named)
            for _ in range(6):
                found = next_after(rule, at, at, here)
                at = next_after(rule, at, at, named) or at
                assert found is not None
                assert found.astimezone(UTC) == at.astimezone(UTC)
