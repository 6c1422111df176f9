"""What a household says to what is offered, on an ordinary day, and what it hears."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from earnest.testing import Rehearsal

House = Callable[..., Rehearsal]


SAID = {
    "goodnight": "Good night",
    "night all": "Good night",
    "morning everybody": "Good afternoon",
    "say hello to my aunt": "Hello, your aunt.",
    "i'm starving": "bite",
    "spell rhythm": "R, H, Y, T, H, M",
    "how is flour spelt": "F, L, O, U, R. Or, if you mean the other one: F, L, O, W, E, R.",
    "i've fallen out with my neighbour": "Do you want to tell me about it?",
    "my rabbit has died": "I'm so sorry.",
    "i won the race": "glad|Congratulations|wonderful",
    "how loud are you": "five, of ten",
    "how fast do you talk": "usual speed",
    "who else can hear us": "stays on this machine",
    "does my data go to the cloud": "send nothing",
    "do you listen all day": "listen for my name",
}
"""A sentence, and a part of the answer, or one of several."""


@pytest.fixture
def home(house: House) -> Rehearsal:
    """Everything that is said in a kitchen."""
    return house("smalltalk", "checkins", "voice", "help", "privacy", "people")


def test_each_is_answered_by_what_it_is_about(home: Rehearsal) -> None:
    astray = {}
    for said, heard in SAID.items():
        answer = home.hear(said)
        home.never_mind()
        if not any(part in answer for part in heard.split("|")):
            astray[said] = answer
    assert astray == {}


def test_another_one_is_another_of_the_same(home: Rehearsal) -> None:
    stories = {home.hear("tell me a story"), home.hear("another one")}
    assert len(stories) == 2
    assert all(len(story) > 200 for story in stories)
    home.travel(timedelta(hours=1))
    assert len(home.hear("another one")) < 100
    assert not home.asks


def test_who_lies_awake_is_told_a_story_only_if_they_like(home: Rehearsal) -> None:
    assert home.hear("i can't get to sleep").endswith("Shall I tell you a quiet story?")
    assert home.hear("no").startswith("All right.")
    home.hear("i can't sleep")
    assert len(home.hear("yes please")) > 200


def test_a_bit_more_goes_on_with_what_was_changed(home: Rehearsal) -> None:
    home.hear("too loud")
    home.hear("a bit more")
    assert home.preferences["volume"] == 3
    home.travel(timedelta(minutes=10))
    assert home.hear("a bit more").startswith("More of what?")
    assert home.preferences["volume"] == 3


def test_what_can_be_asked_begins_with_kinds_of_things(house: House) -> None:
    helper = house("help", "reminders", "lists", "clock", "chance")
    assert helper.hear("what can you do") == (
        "I can help with timers, alarms and reminders, shopping lists and to do lists, the time and the date, "
        "and dice and coins. Shall I go on?"
    )
    assert helper.hear("yes").startswith("You could say: ")
    assert helper.hear("no") == "Just ask, whenever you like."
    assert helper.hear("how do I set an alarm").startswith("You could say: set an alarm")
    assert helper.hear("how do I hear the weather") == "There's nothing for that here."


@pytest.mark.parametrize(
    ("turns", "last"),
    [
        (["what is twelve percent of fifty", "and of two hundred"], "That's twenty four."),
        (["what is nine times nine", "plus nineteen", "divide that by eight", "round it up"], "That's thirteen."),
        (["what is two hundred and six times three", "round it to the nearest hundred"], "That's six hundred."),
        (["how many grams are in a kilo", "and in three kilos"], "Three kilograms is three thousand grams."),
        (["how many centimetres in two metres", "how many millimetres is that"], "is two thousand millimetres."),
        (["round it"], "Of what?"),
        (["is fifty one a prime number"], "No. It is three times seventeen."),
    ],
)
def test_a_sum_goes_on_from_the_one_before(house: House, turns: list[str], last: str) -> None:
    sums = house("sums")
    for said in turns:
        sums.hear(said)
    assert last in sums.reply


def test_what_follows_a_timer_is_no_sum(house: House) -> None:
    kitchen = house("sums", "reminders")
    kitchen.hear("what is two plus two")
    kitchen.hear("set a timer for five minutes")
    kitchen.hear("and one for six")
    assert len(kitchen.due) == 2


def test_a_hint_and_the_score_are_no_answers(house: House) -> None:
    quiz = house("quiz")
    asked = quiz.hear("quiz me on capitals").removeprefix("Here we go. ")
    assert quiz.hear("give me a hint") == f"{quiz.reply.removesuffix(asked)}{asked}"
    assert quiz.reply.startswith("It begins with ")
    assert quiz.hear("what's the score") == f"This is your first. {asked}"
    assert quiz.hear("I give up").startswith("It's ")


def test_an_answer_in_a_whole_sentence_puts_the_thing_alone_on_the_list(house: House) -> None:
    lists = house("lists")
    lists.hear("start a packing list")
    assert lists.hear("put woolly socks on it") == "I've put woolly socks on the packing list."
