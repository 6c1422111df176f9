"""Counts that no calendar holds: whatever is said of time is read, or told to be too far away or over."""

from __future__ import annotations

from datetime import datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from earnest.spoken.en.moments.reading import read, read_all, read_whole

NOW = datetime(2026, 11, 18, 15, 20, tzinfo=ZoneInfo("Europe/London"))
COUNTS = ("0", "400", "9999999", "99999999999", "999999999999999")
UNITS = ("seconds", "hours", "days", "weeks", "months", "years", "mondays")
SAID = (
    "in {n} {u}", "{n} {u} ago", "{n} {u} before noon", "{n} {u} after tomorrow", "every {n} {u}",
    "every {n} {u} at six", "{n} {u} before christmas", "{n} {u} from friday", "the {n}th of january",
    "on 1 january {n}", "{n}/{n}/{n}", "at {n}:{n}", "{n} {u} past six", "the {n}th monday of march", "for {n} {u}",
    "from now until {n} {u}", "{n} {u} before the first of march", "{n} {u} before {n} {u} after noon",
)  # fmt: skip


@pytest.mark.parametrize("said", SAID)
def test_any_count_is_read_or_refused_in_words(said: str) -> None:
    for count, unit in product(COUNTS, UNITS):
        when = said.format(n=count, u=unit)
        readings = [read_whole(when, NOW), read(f"remind me {when} to eat", NOW)]
        readings += read_all(f"remind me {when} to eat and at six to drink", NOW)
        assert all(reading.moment or reading.why or reading.doubts or reading.rest for reading in readings), when


@pytest.mark.parametrize("said", ["9999999 days ago", "in 9999999 years"])
def test_what_is_too_far_away_is_told_to_be(said: str) -> None:
    reading = read_whole(said, NOW)
    assert (reading.moment, reading.why) == (None, "that is too far away")


def test_a_time_that_was_days_ago_is_over() -> None:
    assert read_whole("9999999 seconds before noon", NOW).why == "that is over"
