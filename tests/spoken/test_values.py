"""Numbers, durations and answers, heard and said."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from earnest.spoken.en import (
    find_number,
    parse_choice,
    parse_number,
    parse_yes_no,
    say_date,
    say_duration,
    say_number,
    say_time,
)
from earnest.spoken.en.moments import read_duration as parse_duration

NUMBERS = {
    "twenty five": 25, "a hundred": 100, "one hundred and five": 105, "three and a half": 3.5, "minus four": -4,
    "half": 0.5, "two point five": 2.5, "fifty percent": 50, "number three": 3, "um seven please": 7, "a couple": 2,
    "twelve thousand and one": 12001, "zero": 0, "1,250": 1250, "7": 7, "a dozen": 12, "make it eleven": 11,
    "two and a quarter": 2.25,
}  # fmt: skip


@pytest.mark.parametrize(("said", "value"), NUMBERS.items())
def test_a_number(said: str, value: float) -> None:
    assert parse_number(said) == value


@pytest.mark.parametrize(
    "said", ["", "plants", "three cups", "two three", "at six", "no one", "second", "9" * 16, "minus " + "9" * 400]
)
def test_no_number(said: str) -> None:
    assert parse_number(said) is None


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("three cups, please", 3),
        ("i would like two of them", 2),
        ("two or three", None),
        ("the 3rd", None),
        ("none", None),
    ],
)
def test_the_one_number_in_an_answer(said: str, value: float | None) -> None:
    assert find_number(said) == value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (25, "twenty five"), (105, "one hundred and five"), (100_000, "one hundred thousand"), (2.5, "two point five"),
        (-3, "minus three"), (0, "zero"), (1234, "one thousand two hundred and thirty four"), (7.0, "seven"),
    ],
)  # fmt: skip
def test_a_number_in_words(value: float, words: str) -> None:
    assert say_number(value) == words


@pytest.mark.parametrize("value", [*range(130), 365, 999, 1000, 2026, 12.5, -7])
def test_a_number_said_is_the_number_heard(value: float) -> None:
    assert parse_number(say_number(value)) == value


DURATIONS = {
    "five minutes": 300, "an hour and a half": 5400, "hour and a half": 5400, "ninety seconds": 90, "a second": 1,
    "two and a half hours": 9000, "2.5 hours": 9000, "one hour thirty minutes": 5400, "half a minute": 30,
    "a minute and a half": 90, "three quarters of an hour": 2700, "a quarter of an hour": 900, "half an hour": 1800,
    "half hour": 1800, "one minute thirty second": 90, "thirty second": 30, "five second": 5, "five minute": 300,
    "a fortnight": 1_209_600, "five minutes please": 300, "a hundred seconds": 100, "about ten minutes": 600,
    "two hours and fifteen minutes": 8100, "a couple of minutes": 120, "twenty five min": 1500, "a day": 86_400,
}  # fmt: skip


@pytest.mark.parametrize(("said", "seconds"), DURATIONS.items())
def test_a_duration(said: str, seconds: int) -> None:
    assert parse_duration(said) == timedelta(seconds=seconds)


@pytest.mark.parametrize("said", ["", "six", "the plants", "zero minutes", "two months", "minute maid"])
def test_no_duration(said: str) -> None:
    assert parse_duration(said) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1500, "twenty five minutes"), (5400, "an hour and a half"), (1800, "half an hour"), (3600, "an hour"),
        (90, "one minute and thirty seconds"), (7500, "two hours and five minutes"), (1, "one second"), (0, "no time"),
        (90_061, "twenty five hours, one minute and one second"), (1_209_600, "two weeks"), (59.6, "one minute"),
    ],
)  # fmt: skip
def test_a_duration_in_words(seconds: float, words: str) -> None:
    assert say_duration(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize("seconds", [1, 30, 59, 60, 61, 90, 600, 1800, 3600, 5400, 5460, 9000, 86_400, 604_800, 90_000])
def test_a_duration_said_is_the_duration_heard(seconds: int) -> None:
    assert parse_duration(say_duration(timedelta(seconds=seconds)).replace(",", " and")) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        ("06:00", "six o'clock"), ("18:15", "quarter past six"), ("18:30", "half past six"),
        ("18:45", "quarter to seven"),
        ("12:00", "noon"), ("00:00", "midnight"), ("00:20", "twenty past twelve"), ("12:40", "twenty to one"),
        ("06:07", "six oh seven"), ("18:53", "six fifty three"), ("23:55", "five to twelve"),
        ("09:25", "twenty five past nine"),
    ],
)  # fmt: skip
def test_a_time_in_words(clock: str, words: str) -> None:
    assert say_time(datetime.fromisoformat(f"2026-11-18T{clock}")) == words


def test_a_date_in_words() -> None:
    assert say_date(datetime(2026, 12, 4)) == "Friday the fourth of December"
    assert say_date(date(2026, 5, 21)) == "Thursday the twenty first of May"


YES = (
    "yes", "Yes, please.", "yeah go on", "sure", "of course", "why not", "ok do it", "that's right", "i think so",
    "no problem", "i don't mind", "um yes", "sounds good", "please", "right now please", "you bet", "i do",
    "absolutely",
)  # fmt: skip
NO = (
    "no", "No, thanks.", "nope", "not really", "not now", "of course not", "i don't think so", "please don't", "never",
    "i'd rather not", "don't bother", "well no", "i'm not", "better not", "i do not want that", "it isn't",
)  # fmt: skip
NEITHER = (
    "maybe", "i don't know", "i'm not sure", "what time is it", "hmm", "", "perhaps later", "tea", "it depends",
    "yes but let me first tell you the long story of how all of this began",
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "meant"), [*((s, True) for s in YES), *((s, False) for s in NO), *((s, None) for s in NEITHER)]
)
def test_yes_or_no(said: str, meant: bool | None) -> None:
    assert parse_yes_no(said) is meant


@pytest.mark.parametrize(
    ("said", "choice"),
    [
        ("tea please", "tea"), ("the coffee", "coffee"), ("coffe", "coffee"), ("green tea", "green tea"),
        ("neither", None),
        ("the second one", "coffee"), ("the last one", "green tea"), ("number one", "tea"), ("the third", "green tea"),
        ("tea or coffee", None), ("the fifth one", None), ("zero", None), ("", None), ("GREEN TEA!", "green tea"),
    ],
)  # fmt: skip
def test_a_choice(said: str, choice: str | None) -> None:
    assert parse_choice(said, ("tea", "coffee", "green tea")) == choice
