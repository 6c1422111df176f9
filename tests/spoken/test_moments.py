"""Moments, as a recogniser writes them: one table, seen from one afternoon."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from earnest.spoken import Moment

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 18, 15, 20, tzinfo=BERLIN)
"""A Wednesday afternoon."""

ONCE = {
    # clock times; a bare hour is the next one that somebody is awake in
    "at six": "18 18:00",
    "six": "18 18:00",
    "six o'clock": "18 18:00",
    "six o clock": "18 18:00",
    "at three": "19 15:00",
    "at eleven": "18 23:00",
    "at twelve": "19 12:00",
    "at one": "19 13:00",
    "half past six": "18 18:30",
    "half six": "18 18:30",
    "quarter to seven": "18 18:45",
    "a quarter past four": "18 16:15",
    "quarter past twelve": "19 12:15",
    "ten to eight": "18 19:50",
    "at five past six": "18 18:05",
    "ten minutes after six": "18 18:10",
    "twenty five to nine in the evening": "18 20:35",
    "fifteen to noon tomorrow": "19 11:45",
    "3 in the pm": "19 15:00",
    "at twenty to four this afternoon": "18 15:40",
    "six thirty": "18 18:30",
    "seven oh five": "18 19:05",
    "seven o five a m": "19 07:05",
    "ten forty five a m": "19 10:45",
    "twelve thirty": "19 12:30",
    "twenty two thirty": "18 22:30",
    "seven in the morning": "19 07:00",
    "at eight a.m.": "19 08:00",
    "at eight p m": "18 20:00",
    "6:30 pm": "18 18:30",
    "6:30pm": "18 18:30",
    "18:45": "18 18:45",
    "07:15": "19 07:15",
    "at eighteen hundred": "18 18:00",
    "at thirteen hundred hours": "19 13:00",
    "at noon": "19 12:00",
    "midday": "19 12:00",
    "at midnight": "19 00:00",
    "midnight tonight": "19 00:00",
    "lunchtime": "19 12:30",
    "around seven": "18 19:00",
    "by nine": "18 21:00",
    "for seven": "18 19:00",
    # parts of a day
    "tonight": "18 20:00",
    "tonight at ten": "18 22:00",
    "tonight at twelve": "19 00:00",
    "this evening": "18 19:00",
    "this afternoon at four": "18 16:00",
    "in the morning": "19 09:00",
    "in the evening": "18 19:00",
    "at two in the morning": "19 02:00",
    "at nine at night": "18 21:00",
    # days
    "tomorrow": "19 09:00",
    "tomorrow morning": "19 09:00",
    "tomorrow afternoon": "19 15:00",
    "tomorrow night at nine": "19 21:00",
    "tomorrow at seven in the morning": "19 07:00",
    "at six tomorrow": "19 18:00",
    "at six tomorrow morning": "19 06:00",
    "first thing tomorrow": "19 09:00",
    "at noon tomorrow": "19 12:00",
    "today at five": "18 17:00",
    "the day after tomorrow at half past nine": "20 09:30",
    "friday": "20 09:00",
    "on friday at noon": "20 12:00",
    "friday morning": "20 09:00",
    "saturday at eight in the evening": "21 20:00",
    "sunday evening": "22 19:00",
    "next tuesday": "24 09:00",
    "next friday at three": "27 15:00",
    "this friday at three": "20 15:00",
    "monday next week at nine": "23 09:00",
    "next week": "25 09:00",
    "wednesday": "25 09:00",
    "wednesday at six": "18 18:00",
    "this weekend": "21 09:00",
    # dates
    "the third of december": "12-03 09:00",
    "december third at nine": "12-03 09:00",
    "friday the fourth of december at half past six in the evening": "12-04 18:30",
    "on the first": "12-01 09:00",
    "the thirty first": "12-31 09:00",
    "on the eighteenth at six": "18 18:00",
    "april first": "2027-04-01 09:00",
    "the twenty ninth of february": "2028-02-29 09:00",
    "the first of march twenty twenty eight": "2028-03-01 09:00",
    # from now
    "in twenty minutes": "18 15:40",
    "twenty five minutes": "18 15:45",
    "in half an hour": "18 15:50",
    "in a quarter of an hour": "18 15:35",
    "in an hour and a half": "18 16:50",
    "in a couple of hours": "18 17:20",
    "one hour and ten minutes": "18 16:30",
    "an hour from now": "18 16:20",
    "two days from now": "20 15:20",
    "in three days at noon": "21 12:00",
    "in two weeks": "12-02 15:20",
    "in a fortnight": "12-02 15:20",
    "in a month": "12-18 15:20",
    "in two years": "2028-11-18 15:20",
    # as people answer a question
    "um maybe six please": "18 18:00",
    "let's say tomorrow": "19 09:00",
    "how about half past nine": "18 21:30",
    "at six i think": "18 18:00",
}

AGAIN = {
    "every weekday at seven": ("19 07:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    "every day at eight p m": ("18 20:00", "FREQ=DAILY"),
    "daily at noon": ("19 12:00", "FREQ=DAILY"),
    "at nine every day": ("19 09:00", "FREQ=DAILY"),
    "every morning": ("19 09:00", "FREQ=DAILY"),
    "every evening at half past seven": ("18 19:30", "FREQ=DAILY"),
    "every other day at nine": ("19 09:00", "FREQ=DAILY;INTERVAL=2"),
    "on mondays and wednesdays at six pm": ("18 18:00", "FREQ=WEEKLY;BYDAY=MO,WE"),
    "every tuesday and thursday at ten": ("19 10:00", "FREQ=WEEKLY;BYDAY=TU,TH"),
    "at weekends": ("21 09:00", "FREQ=WEEKLY;BYDAY=SA,SU"),
    "weekly on friday at five": ("20 17:00", "FREQ=WEEKLY;BYDAY=FR"),
    "every month on the third": ("12-03 09:00", "FREQ=MONTHLY;BYMONTHDAY=3"),
    "every year on the third of december": ("12-03 09:00", "FREQ=YEARLY;BYMONTHDAY=3"),
    "every two hours": ("18 17:20", "FREQ=HOURLY;INTERVAL=2"),
    "every hour": ("18 16:20", "FREQ=HOURLY"),
}

NO_MOMENT = (
    "", "the weather", "may", "plants", "every", "today", "yesterday", "this morning", "today at two",
    "in a few minutes", "the thirty first of february", "six p m in the morning", "at", "monday tuesday",
    "at six at seven",
    "the fortieth", "at twenty five hundred", "water the plants at six", "in a million years", "once",
    "in seven billion hours",
    "in three days at six p m in the morning", "in twenty minutes at noon",
)  # fmt: skip


def read(stamp: str) -> datetime:
    """``18 18:00``, ``12-03 09:00`` and ``2027-04-01 09:00`` as local time."""
    day, clock = stamp.split()
    date = "-".join((["2026", "11"] if day.count("-") == 0 else ["2026"] if day.count("-") == 1 else []) + [day])
    return datetime.fromisoformat(f"{date}T{clock}").replace(tzinfo=BERLIN)


@pytest.mark.parametrize(("said", "stamp"), ONCE.items())
def test_a_moment_that_comes_once(said: str, stamp: str) -> None:
    assert Moment.hear(said, NOW) == Moment(read(stamp))


@pytest.mark.parametrize(("said", "stamp", "rule"), [(said, *meant) for said, meant in AGAIN.items()])
def test_a_moment_that_comes_again(said: str, stamp: str, rule: str) -> None:
    moment = Moment.hear(said, NOW)
    assert moment is not None
    assert moment.recurrence is not None
    assert (moment.at, re.sub(";BY(?:HOUR|MINUTE|MONTH)=[0-9,]+", "", moment.recurrence)) == (read(stamp), rule)


@pytest.mark.parametrize("said", NO_MOMENT)
def test_what_is_no_moment_is_none(said: str) -> None:
    assert Moment.hear(said, NOW) is None


@pytest.mark.parametrize("said", [*ONCE, *AGAIN])
def test_a_moment_in_capitals_with_punctuation_is_the_same(said: str) -> None:
    assert Moment.hear(f"{said.capitalize()}.", NOW) == Moment.hear(said, NOW)


def test_whoever_is_awake_at_five_means_the_six_that_is_near() -> None:
    early = NOW.replace(hour=5, minute=10)
    heard = Moment.hear("at six", early)
    assert heard is not None
    assert heard.at == early.replace(hour=6, minute=0)


@pytest.mark.parametrize(
    ("now", "said", "expected"),
    [
        # the clock goes forward on 29 March 2026 at two, and back on 25 October at three
        ("2026-03-28T20:00", "tomorrow at seven in the morning", "2026-03-29T07:00:00+02:00"),
        ("2026-03-28T20:00", "in twelve hours", "2026-03-29T09:00:00+02:00"),
        ("2026-03-28T20:00", "tomorrow at half past two in the morning", "2026-03-29T03:30:00+02:00"),
        ("2026-03-28T20:00", "in two days", "2026-03-30T20:00:00+02:00"),
        ("2026-10-24T20:00", "tomorrow at seven in the morning", "2026-10-25T07:00:00+01:00"),
        ("2026-10-24T20:00", "in twelve hours", "2026-10-25T07:00:00+01:00"),
        ("2026-10-24T20:00", "tomorrow at half past two in the morning", "2026-10-25T02:30:00+02:00"),
    ],
)
def test_the_night_when_the_clock_changes(now: str, said: str, expected: str) -> None:
    heard = Moment.hear(said, datetime.fromisoformat(now).replace(tzinfo=BERLIN))
    assert heard is not None
    assert heard.at.isoformat() == expected


@pytest.mark.parametrize(
    ("now", "said", "expected"),
    [
        ("2026-01-31T10:00", "in a month", "2026-02-28T10:00"),
        ("2026-01-31T10:00", "tomorrow", "2026-02-01T09:00"),
        ("2026-12-31T22:00", "tomorrow at noon", "2027-01-01T12:00"),
        ("2026-02-10T10:00", "on the thirty first", "2026-03-31T09:00"),
        ("2026-04-30T10:00", "the first of the month", "2026-05-01T09:00"),
        ("2026-12-30T10:00", "the second of january", "2027-01-02T09:00"),
        ("2026-11-30T10:00", "in two days at six", "2026-12-02T18:00"),
        ("2026-11-18T20:30", "this evening", "2026-11-18T21:00"),
    ],
)
def test_the_end_of_a_month_or_a_day(now: str, said: str, expected: str) -> None:
    heard = Moment.hear(said, datetime.fromisoformat(now).replace(tzinfo=BERLIN))
    assert heard is not None
    assert heard.at.replace(tzinfo=None).isoformat() == f"{expected}:00"


def test_the_machines_own_zone_keeps_its_changes_of_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """``datetime.now().astimezone()`` carries a bare offset; the reminder must not be an hour off after the change."""
    import time

    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        now = datetime(2026, 3, 28, 20, 0).astimezone()
        assert isinstance(now.tzinfo, timezone)
        heard = Moment.hear("tomorrow at seven in the morning", now)
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert heard is not None
    assert heard.at.astimezone(UTC) == datetime(2026, 3, 29, 5, 0, tzinfo=UTC)


SPOKEN = {
    "at six": "at six this evening",
    "at four": "in forty minutes",
    "in an hour and a half": "at ten to five this afternoon",
    "in twenty minutes": "in twenty minutes",
    "in ninety seconds": "in one minute and thirty seconds",
    "tonight at ten": "at ten tonight",
    "midnight tonight": "at midnight tonight",
    "tomorrow at seven in the morning": "tomorrow at seven in the morning",
    "tomorrow at noon": "tomorrow at noon",
    "friday at nine": "on Friday at nine in the morning",
    "the fourth of december at nine": "on Friday the fourth of December at nine in the morning",
    "the first of march twenty twenty eight": "on Wednesday the first of March 2028 at nine in the morning",
    "every weekday at seven": "every weekday at seven in the morning",
    "every day at eight p m": "every day at eight in the evening",
    "every other day at nine": "every other day at nine in the morning starting tomorrow",
    "on mondays and wednesdays at six pm": "every Monday and Wednesday at six in the evening",
    "every month on the third": "every month on the third at nine in the morning",
    "every two hours": "every two hours",
}


@pytest.mark.parametrize(("said", "spoken"), SPOKEN.items())
def test_a_moment_is_said_as_a_person_would(said: str, spoken: str) -> None:
    assert str(Moment.hear(said, NOW)) == spoken


@pytest.mark.parametrize("said", [said for said in (*ONCE, *AGAIN) if said not in ("first thing tomorrow",)])
def test_what_is_said_back_means_the_same_moment(said: str) -> None:
    """The person hears when; saying that aloud to another Earnest would set the same time."""
    moment = Moment.hear(said, NOW)
    assert Moment.hear(str(moment), NOW) == moment


def test_without_a_time_of_speaking_a_moment_is_measured_from_now() -> None:
    soon = (datetime.now(BERLIN) + timedelta(hours=30)).replace(minute=0, second=0, microsecond=0)
    assert str(Moment(soon)).startswith(("tomorrow at", "on "))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("the last Sunday of March 2028", "2028-03-26T09:00"),
        ("the third tuesday of september 2028 at six pm", "2028-09-19T18:00"),
        ("the last day of October 2029", "2029-10-31T09:00"),
        ("Dec. 23 at seven in the morning", "2026-12-23T07:00"),
        ("on Mon. at noon", "2026-11-23T12:00"),
    ],
)
def test_a_year_is_no_time_of_day_and_a_full_stop_no_end(said: str, expected: str) -> None:
    moment = Moment.hear(said, NOW)
    assert moment is not None
    assert f"{moment.at:%Y-%m-%dT%H:%M}" == expected
