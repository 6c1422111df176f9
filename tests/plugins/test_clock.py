"""The time and the calendar, as eight people would ask, on a Monday in March in Britain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from earnest.testing import Rehearsal

NOW = datetime(2026, 3, 2, 14, 10, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(scope="module")
def clock() -> Iterator[Rehearsal]:
    """A British house that knows the time, and has the skills that these words used to be taken for."""
    with Rehearsal("clock", "smalltalk", "reminders", now=NOW, language="en_GB") as rehearsal:
        yield rehearsal


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("how long till christmas", "Two hundred and ninety eight days. That's Friday the twenty fifth of December."),
        ("how many more sleeps till easter", "Thirty four sleeps. That's Sunday the fifth of April."),
        ("how many weeks until easter", "Four weeks and six days. That's Sunday the fifth of April."),
        ("how many months until the first of june", "Two months and thirty days. That's Monday the first of June."),
        ("how long until tomorrow", "One day. That's Tuesday the third of March."),
        ("how many minutes until three", "Fifty minutes."),
        ("how long until friday at five", "Four days, two hours, and fifty minutes."),
        ("how long until seven tomorrow morning", "Sixteen hours and fifty minutes."),
        ("how many days since christmas", "Sixty seven days. That was Thursday the twenty fifth of December 2025."),
        ("how many days between christmas and new year's eve", "Six days."),
        ("how many days are left this month", "Thirty days."),
        ("how many hours are left today", "Nine hours and fifty minutes."),
        ("how long until ramadan", "I don't know a date for ramadan."),
    ],
)
def test_how_long_until_and_since(clock: Rehearsal, said: str, answer: str) -> None:
    assert clock.hear(said) == answer


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("when's easter", "That is Sunday the fifth of April."),
        ("when is easter next year", "That is Sunday the twenty eighth of March 2027."),
        ("when was easter last year", "That was Sunday the twentieth of April 2025."),
        ("what day is christmas on this year", "That is Friday the twenty fifth of December."),
        ("what day of the week was the fourth of july 1976", "That was Sunday the fourth of July 1976."),
        ("what was the date ten days ago", "That was Friday the twentieth of February."),
        ("what day is it in 100 days", "That is Wednesday the tenth of June."),
        ("what was yesterday's date", "That was Sunday the first of March."),
        ("is christmas on a friday", "Yes, it's Friday the twenty fifth of December."),
        ("is it friday yet", "No, it's Monday the second of March."),
        ("what year is it", "It's 2026."),
        ("what month is it", "It's March 2026."),
        ("what week is it", "It's week ten."),
        ("what quarter are we in", "It's quarter one of 2026."),
        ("what day of the year is it", "It's day sixty one of the year."),
        ("is it a leap year", "No, 2026 is not a leap year. The next one is 2028."),
        ("is 2028 a leap year", "Yes, 2028 is a leap year. The next one is 2032."),
        ("how many days does february have", "February has twenty eight days."),
        ("how many days in february 2028", "February has twenty nine days."),
    ],
)
def test_the_calendar(clock: Rehearsal, said: str, answer: str) -> None:
    assert clock.hear(said) == answer


def test_public_holidays_are_those_of_the_households_country(clock: Rehearsal) -> None:
    assert clock.hear("when is the next bank holiday") == (
        "The next public holiday is Good Friday, on Friday the third of April."
    )
    assert clock.hear("is today a bank holiday") == "No, Monday the second of March is no public holiday here."
    assert clock.hear("are there any bank holidays in november") == "There is no public holiday in November."


def test_without_a_country_no_holiday_is_told(house: Callable[..., Rehearsal]) -> None:
    assert house("clock").hear("when is the next public holiday").startswith("I don't know the holidays here.")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("what time is it in tokyo", "In Tokyo it's ten past eleven in the evening."),
        ("time in paris", "In Paris it's ten past three in the afternoon."),
        ("what's the time in japan", "In Japan it's ten past eleven in the evening."),
        ("what time is it in são paulo", "In São Paulo it's ten past eleven in the morning."),
        ("what time is it in paris, france", "In Paris, France it's ten past three in the afternoon."),
        ("time in manhattan", "I don't know what time it is in Manhattan."),
        ("what time is it in atlantis", "I don't know what time it is in Atlantis."),
        (
            "what time is it in the united states",
            "There is more than one time in the United States. Ask me about a city there.",
        ),
        ("how far ahead is tokyo", "Tokyo is nine hours ahead of us."),
        ("what's the time difference to new york", "New York is five hours behind us."),
        ("how far ahead is london", "London has the same time as we have."),
        ("when do the clocks change", "The clocks go forward on Sunday the twenty ninth of March."),
        ("when is sunset", "I don't know when the sun rises or sets."),
    ],
)
def test_elsewhere_and_never_our_time_for_a_place_that_is_not_known(clock: Rehearsal, said: str, answer: str) -> None:
    assert clock.hear(said) == answer


def test_a_birthday_is_asked_for_kept_told_and_forgotten(house: Callable[..., Rehearsal]) -> None:
    home = house("clock", "smalltalk", "privacy", now=NOW)
    assert home.hear("when is anna's birthday") == "I don't know that yet. When is Anna's birthday?"
    assert home.hear("the third of may") == "I'll remember Anna's birthday, Sunday the third of May."
    told = "Anna's birthday is in sixty two days, on Sunday the third of May."
    assert home.hear("how long until anna's birthday") == told
    assert (
        home.hear("my birthday is the fifth of june 1980") == "I'll remember your birthday, Friday the fifth of June."
    )
    assert home.hear("how many days until my birthday").endswith("That makes forty six.")
    assert home.hear("forget anna's birthday") == "I've forgotten Anna's birthday."
    assert home.notes("clock")["birthdays"] == {"": [6, 5, 1980]}


def test_a_birthday_is_taken_back(house: Callable[..., Rehearsal]) -> None:
    home = house("clock", now=NOW)
    home.hear("my birthday is the third of march")
    home.hear("undo that")
    assert home.notes("clock") == {}


def test_a_leap_day_is_kept_on_the_first_of_march(house: Callable[..., Rehearsal]) -> None:
    home = house("clock", now=NOW)
    home.hear("my birthday is the 29th of february 2000")
    assert home.hear("when is my birthday").endswith("on Monday the first of March 2027. That makes twenty seven.")
