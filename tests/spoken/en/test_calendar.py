"""Days of the calendar: gone, to come, by name, by number and by distance."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from earnest.spoken.en.calendar import read_day, read_past_day

NOW = datetime(2026, 3, 2, 14, 10, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("christmas", "2026-12-25"), ("last christmas", "2025-12-25"), ("christmas 2030", "2030-12-25"),
        ("easter twenty thirty", "2030-04-21"), ("easter last year", "2025-04-20"), ("friday", "2026-03-06"),
        ("last friday", "2026-02-27"), ("july 4th 1976", "1976-07-04"), ("yesterday", "2026-03-01"),
        ("the day before yesterday", "2026-02-28"), ("ten days ago", "2026-02-20"), ("three months ago", "2025-12-02"),
        ("a fortnight ago", "2026-02-16"), ("100 days from now", "2026-06-10"), ("in three weeks", "2026-03-23"),
        ("a week after easter", "2026-04-12"), ("ten days before christmas", "2026-12-15"),
        ("three weeks from friday", "2026-03-27"), ("today", "2026-03-02"), ("the end of the year", "2026-12-31"),
        ("the 29th of february", "2028-02-29"),
    ],
)  # fmt: skip
def test_a_day(said: str, day: str) -> None:
    found = read_day(said, NOW, "GB")
    assert found is not None
    assert (found.date().isoformat(), found.hour, found.tzinfo) == (day, 0, NOW.tzinfo)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("christmas", "2025-12-25"), ("friday", "2026-02-27"), ("the first of january", "2026-01-01"),
        ("last friday", "2026-02-27"), ("the 31st", "2026-01-31"), ("easter", "2025-04-20"),
        ("ten days ago", "2026-02-20"),
    ],
)  # fmt: skip
def test_the_last_day_that_is_called_so(said: str, day: str) -> None:
    found = read_past_day(said, NOW, "GB")
    assert found is not None
    assert found.date().isoformat() == day


@pytest.mark.parametrize(
    "said", ["friday at five", "the 29th of february 2027", "two weeks", "2028", "in ten million days", "ago", "summer"]
)
def test_what_is_no_day(said: str) -> None:
    assert read_day(said, NOW, "GB") is None
