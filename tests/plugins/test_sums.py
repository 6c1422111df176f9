"""Sums and units, as a kitchen and a child with homework ask for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from earnest.testing import Rehearsal


@pytest.fixture(scope="module")
def sums() -> Iterator[Rehearsal]:
    """A house that does sums, and has the skills that its words are nearest to."""
    with Rehearsal("sums", "voice", "reminders") as rehearsal:
        yield rehearsal


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("what's seventeen times twenty three", "That's three hundred and ninety one."),
        ("what is three plus four times two", "That's eleven."),
        ("5 + 4 * 2", "That's thirteen."),
        ("two to the power of three times two minus one", "That's fifteen."),
        ("what is nine minus twelve", "That's minus three."),
        ("what's 89 divided by 3", "That's about twenty nine point six seven."),
        ("what is one divided by zero", "Nothing can be divided by zero."),
        ("what is ninety nine to the power of ninety nine", "That's beyond my sums."),
        ("what is nine to the power of 999999999", "That's beyond my sums."),
        ("what's 999999999999999 times 999999999999999", "That's beyond my sums."),
        ("what is the square root of minus one", "That's beyond my sums."),
        ("what's the square root of 144", "That's twelve."),
        ("two thirds of ninety", "That's sixty."),
        ("add up 12, 30 and 45", "That's eighty seven."),
        ("what is the average of three, four and eight", "That's five."),
        ("subtract nineteen from a hundred", "That's eighty one."),
        ("what's fifteen percent of eighty-four", "That's twelve point six."),
        ("15% of 84", "That's twelve point six."),
        ("what's 20% off 60 pounds", "That's forty eight."),
        ("twenty is what percent of eighty", "That's twenty five percent."),
        ("is 126 divisible by nine", "Yes. one hundred and twenty six divided by nine is fourteen."),
        ("is 26 divisible by eight", "No, twenty six cannot be divided by eight without something left over."),
        ("split 84 between four people", "That's twenty one each."),
        ("how many tablespoons in half a cup", "Half a cup is eight tablespoons."),
        ("how many ounces in a pound", "One pound is sixteen ounces."),
        ("how many ounces in a cup", "One cup is eight fluid ounces."),
        ("how many kilos is ten pounds", "Ten pounds is about four point five four kilograms."),
        ("what is 100 °C in fahrenheit", "One hundred degrees Celsius is two hundred and twelve degrees Fahrenheit."),
        ("how many grams is two cups of sugar", "Two cups is about four hundred and two point two grams."),
        ("how many cups is 100 grams of butter", "One hundred grams is about zero point four four cups."),
        ("what's five foot eleven in centimetres", "That's one hundred and eighty point three centimetres."),
        ("how many days are there in six weeks", "Six weeks is forty two days."),
        ("how many litres in a mile", "Miles and litres measure different things."),
        ("how many degrees celsius in a mile", "Miles and degrees Celsius measure different things."),
    ],
)  # fmt: skip
def test_what_is_asked_is_worked_out(sums: Rehearsal, said: str, answer: str) -> None:
    assert sums.hear(said) == answer
    assert sums.intent is not None
    assert sums.intent.exact


def test_what_weighs_differently_is_asked_about(sums: Rehearsal) -> None:
    assert sums.hear("how many grams in a cup") == "Of what?"
    assert sums.hear("flour") == "One cup is about one hundred and twenty five point four grams."
    sums.hear("how many grams in a cup")
    assert sums.never_mind().startswith("That depends on what it is.")


def test_a_cup_is_whose_the_household_says(rehearse: Callable[..., Rehearsal]) -> None:
    kitchen = rehearse("sums", settings={"sums": {"measures": "uk"}})
    assert (
        kitchen.hear("how many millilitres in a pint")
        == "One pint is about five hundred and sixty eight point three millilitres."
    )
    assert kitchen.hear("how many teaspoons in a tablespoon") == "One tablespoon is three teaspoons."


@pytest.mark.parametrize(
    "said",
    [
        "how many cups of coffee have i had", "add milk and eggs", "take the bins out", "half past nine",
        "what is the sum of human knowledge", "how many people live in a mile of here", "one of these days",
        "multiply that by love", "is it divisible",
    ],
)  # fmt: skip
def test_what_is_no_sum_is_left_alone(sums: Rehearsal, said: str) -> None:
    sums.hear(said)
    assert sums.intent is None or sums.intent.plugin != "sums"
