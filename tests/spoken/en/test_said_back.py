"""Whatever is said back is heard as itself: moments once and again and again, at any time of any day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from earnest.spoken.en.moments import read, read_whole, say
from earnest.spoken.moment import Moment

ZONES = st.sampled_from([ZoneInfo("Europe/London"), ZoneInfo("America/New_York")])
NOWS = st.builds(
    lambda at, zone: at.replace(second=0, microsecond=0, tzinfo=zone),
    st.datetimes(datetime(2026, 9, 1), datetime(2027, 12, 31)),
    ZONES,
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "june", "july", "september", "october", "november", "december")
PLACES = ("first", "second", "third", "fourth", "last")
HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

hours = st.one_of(
    st.sampled_from(HOURS),
    st.builds("half past {}".format, st.sampled_from(HOURS)),
    st.builds("{}:{:02}".format, st.integers(0, 23), st.integers(0, 59)),
    st.builds("{} {}".format, st.integers(1, 12), st.sampled_from(("am", "pm"))),
    st.builds("{} in the {}".format, st.sampled_from(HOURS), st.sampled_from(("morning", "afternoon", "evening"))),
    st.sampled_from(("noon", "midnight", "lunchtime")),
)
weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True).map(" and ".join)
days = st.one_of(
    st.sampled_from(WEEKDAYS),
    st.sampled_from(("tomorrow", "the day after tomorrow", "christmas day", "next friday", "the end of the month")),
    st.builds("the {} of {}".format, st.integers(1, 28).map(lambda day: f"{day}th"), st.sampled_from(MONTHS)),
)
repetitions = st.one_of(
    st.sampled_from(("every day", "every weekday", "every weekend", "every other day", "every month", "every year")),
    st.builds("every {} days".format, st.integers(2, 9)),
    st.builds("every {}".format, weekdays),
    st.builds("every other {}".format, weekdays),
    st.builds("every {} weeks on {}".format, st.integers(3, 6), st.sampled_from(WEEKDAYS)),
    st.builds("the {} {} of every month".format, st.sampled_from(PLACES), st.sampled_from(WEEKDAYS)),
    st.builds("every month on the {}".format, st.sampled_from(("1st", "12th", "29th", "30th", "31st"))),
    st.builds("every {} months on the 3rd".format, st.integers(2, 6)),
    st.sampled_from(("the last day of every month", "every christmas", "every evening", "every night")),
    st.builds("every year on the {}th of {}".format, st.integers(4, 20), st.sampled_from(MONTHS)),
)
elapsed = st.one_of(
    st.sampled_from(("every hour", "every half hour", "every minute", "every hour and a half")),
    st.builds("every {} hours".format, st.integers(2, 23)),
    st.builds("every {} minutes".format, st.integers(2, 200)),
)
ends = st.one_of(
    st.just(""),
    st.builds(" until {}".format, days),
    st.sampled_from((" for a week", " for the next three days", " for the next two months", " until june")),
)
starts = st.one_of(st.just(""), st.just(""), st.builds(" starting {}".format, days), st.just(" starting next week"))
exceptions = st.one_of(
    st.just(""),
    st.just(""),
    st.builds(" except {}".format, st.sampled_from((*WEEKDAYS, "tomorrow", "christmas day", "august"))),
)


def assert_heard_as_itself(moment: Moment, now: datetime) -> None:
    words = say(moment)
    heard = read_whole(words, now)
    assert heard.moment == moment, words
    assert heard.moment.at.astimezone(UTC) == moment.at.astimezone(UTC), words
    assert (heard.rest, heard.doubts, heard.why) == ("", (), None), words
    within = read(f"remind me to feed the cat {words}", now)
    assert (within.moment, within.rest, within.doubts) == (moment, "remind me to feed the cat", ()), words


@given(NOWS, st.integers(1, 60 * 24 * 700))
@settings(max_examples=400, deadline=None)
def test_a_time_to_come(now: datetime, minutes: int) -> None:
    at = (now.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(now.tzinfo)
    assert_heard_as_itself(Moment(at, None, now), now)


@given(NOWS, st.integers(1, 20_000))
@settings(max_examples=100, deadline=None)
def test_a_time_with_seconds(now: datetime, seconds: int) -> None:
    at = (now.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(now.tzinfo)
    assert_heard_as_itself(Moment(at, None, now), now)


@given(NOWS, st.builds("{} at {}{}{}{}".format, repetitions, hours, starts, ends, exceptions))
@settings(max_examples=600, deadline=None)
def test_what_comes_again_by_the_clock(now: datetime, text: str) -> None:
    reading = read_whole(text, now)
    assume(reading.moment is not None)
    assert reading.moment is not None
    assert_heard_as_itself(reading.moment, now)
    if reading.moment.other is not None:
        assert_heard_as_itself(reading.moment.other, now)


@given(
    NOWS, elapsed, st.sampled_from(("", " until six", " until midnight tonight", " for two hours", " for three days"))
)
@settings(max_examples=200, deadline=None)
def test_what_comes_again_by_the_time_that_passes(now: datetime, often: str, end: str) -> None:
    reading = read_whole(often + end, now)
    assume(reading.moment is not None)
    assert reading.moment is not None
    assert_heard_as_itself(reading.moment, now)


@given(NOWS, days, hours)
@settings(max_examples=300, deadline=None)
def test_a_time_of_a_day(now: datetime, day: str, hour: str) -> None:
    reading = read_whole(f"{day} at {hour}", now)
    assume(reading.moment is not None)
    assert reading.moment is not None
    assert reading.moment.at > now
    assert_heard_as_itself(reading.moment, now)


@pytest.mark.parametrize(
    "text", ["every hour from nine to five", "at 7:30am and 9pm every day", "every half hour from 10 to 4 on weekdays"]
)
def test_several_times_a_day(text: str) -> None:
    now = datetime(2026, 11, 25, 14, 10, tzinfo=ZoneInfo("Europe/London"))
    moment = read_whole(text, now).moment
    assert moment is not None
    assert_heard_as_itself(moment, now)
