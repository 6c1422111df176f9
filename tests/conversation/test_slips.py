"""Who puts themselves right in the same breath, or wants something else than was asked: understood, or asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from earnest import Due
from earnest.testing import Rehearsal

AFTERNOON = datetime(2026, 3, 2, 14, 0).astimezone()


class House(Rehearsal):
    """A household, of which each test looks at what is new."""

    before: frozenset[int] = frozenset()

    def begin(self) -> None:
        """What is kept now was kept before."""
        self.never_mind()
        self.before = frozenset(due.id for due in self.due)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What is new, by kind and name."""
        return [(due.slots["kind"], due.slots.get("name", "")) for due in self.new]

    @property
    def new(self) -> list[Due]:
        """What is new."""
        return [due for due in self.due if due.id not in self.before]


@pytest.fixture(scope="module")
def home() -> Iterator[House]:
    with House("reminders", "voice", now=AFTERNOON) as rehearsal:
        yield rehearsal


@pytest.fixture
def house(home: House) -> House:
    home.begin()
    return home


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("remind me to call the bank, no, the building society, at three", "call the building society"),
        ("remind me at six to phone the plumber, wait, the electrician", "phone the electrician"),
        ("remind me to text Anna, sorry, Emma at six", "text Emma"),
        ("remind me to pick up the kids no wait the dog at four", "pick up the dog"),
        ("remind me to ring the dentist at four, no, the doctor", "ring the doctor"),
        ("remind me to, sorry, lock the gate at six", "lock the gate"),
        ("remind me to say sorry to Anna at six", "say sorry to Anna"),
        ("remind me to wait for the plumber at nine", "wait for the plumber"),
    ],
)
def test_a_slip_in_a_task_is_put_right_and_a_word_that_is_none_stays(house: House, said: str, task: str) -> None:
    house.hear(said)
    assert house.kept == [("reminder", task)]


@pytest.mark.parametrize(
    "said",
    [
        "remind me to buy apples, no, cheese slices, at six",
        "remind me to call mum, no, text mum, at six",
        "set a timer for ten minutes no fifteen",
        "set three timers for five and ten minutes",
    ],
)
def test_what_cannot_be_put_right_or_counted_is_asked_about(house: House, said: str) -> None:
    assert house.hear(said).endswith("?")
    assert house.kept == []
    house.hear("no")
    assert house.kept == []


def test_as_many_as_were_counted_need_no_question(house: House) -> None:
    house.hear("set two timers, one for five minutes and one for ten")
    assert [due.at - house.now for due in house.new] == [timedelta(minutes=5), timedelta(minutes=10)]


@pytest.mark.parametrize(
    "said", ["set a timer for ten minutes, no, never mind", "set an alarm for six, actually don't"]
)
def test_a_request_taken_back_before_its_end_is_none(house: House, said: str) -> None:
    assert not house.hear(said).endswith("?")
    assert house.kept == []


@pytest.mark.parametrize(
    ("first", "then", "found"),
    [
        ("remind me to post the parcel", "actually set a five minute timer first", [("timer", "")]),
        ("set a timer", "no, I meant an alarm for seven", [("alarm", "")]),
        ("remind me in ten minutes", "no, call the dentist", [("reminder", "call the dentist")]),
        ("remind me in ten minutes", "the bank, no, the dentist", [("reminder", "the dentist")]),
    ],
)
def test_another_request_is_no_answer_and_an_objection_no_part_of_one(
    house: House, first: str, then: str, found: list[tuple[str, str]]
) -> None:
    house.hear(first)
    house.hear(then)
    assert house.kept == found


def test_a_day_puts_right_a_time_that_was_over(house: House) -> None:
    house.hear("remind me at one o'clock today to call work")
    house.hear("oh, I meant tomorrow")
    assert [due.at - house.now for due in house.new] == [timedelta(hours=23)]


@pytest.mark.parametrize(
    ("turns", "lengths"),
    [
        (["set a timer for one hour for the paint", "no, not one, one and a half"], [90]),
        (["one timer for a quarter of an hour and another for forty minutes"], [15, 40]),
        (["set a timer for ten minutes and one for the rice, five minutes"], [5, 10]),
    ],
)
def test_a_length_put_right_or_shared_is_the_one_that_was_said(
    house: House, turns: list[str], lengths: list[int]
) -> None:
    for said in turns:
        house.hear(said)
    assert [(due.at - house.now) / timedelta(minutes=1) for due in house.new] == lengths


@pytest.mark.parametrize(
    ("first", "then", "minutes"),
    [
        ("remind me at six to wind the clock", "move the wind the clock reminder ten minutes later", 250),
        ("remind me at six to fold the sheets", "make the fold the sheets reminder half an hour earlier", 210),
    ],
)
def test_so_much_earlier_or_later_is_counted_from_when_it_was(
    house: House, first: str, then: str, minutes: int
) -> None:
    house.hear(first)
    house.hear(then)
    assert [(due.at - house.now) / timedelta(minutes=1) for due in house.new] == [minutes]
