"""A quiz that follows how a child sounds."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from earnest.nouns import UNSURE_EMOTION, plain_emotion
from earnest.testing import Rehearsal
from earnest_plugins.quiz.questions import Question
from earnest_plugins.quiz.tutor import EASIEST, HARDEST, Tutor

House = Callable[..., Rehearsal]


def _after(tutor: Tutor, *answers: tuple[bool, str]) -> Tutor:
    for right, mood in answers:
        tutor = tutor.heard(right, plain_emotion(mood) if mood else UNSURE_EMOTION)
    return tutor


@pytest.mark.parametrize(
    ("answers", "level", "tone"),
    [
        ([(True, "")], 3, "warm"),
        ([(True, ""), (True, "")], 4, "warm"),
        ([(True, "happy")], 4, "warm"),
        ([(True, "happy"), (True, "happy"), (True, "happy")], HARDEST, "warm"),
        ([(False, "")], 2, "warm"),
        ([(True, "sad")], 2, "gentle"),
        ([(False, "sad"), (False, "sad"), (False, "sad")], EASIEST, "gentle"),
        ([(True, ""), (True, "angry")], 2, "calm"),
        ([(False, "angry")], 2, "calm"),
        ([(False, "sad"), (True, "happy")], 3, "warm"),
    ],
)
def test_what_comes_next_follows_the_answer_and_how_it_sounded(
    answers: list[tuple[bool, str]], level: int, tone: str
) -> None:
    tutor = _after(Tutor(level=3), *answers)
    assert (tutor.level, tutor.tone) == (level, tone)


def test_no_mood_is_ever_answered_with_loud_praise() -> None:
    chance = random.Random(3)
    moods = ("", "happy", "sad", "angry", "neutral")
    tutor, tones = Tutor(), set()
    for _ in range(500):
        tutor = _after(tutor, (chance.random() < 0.5, chance.choice(moods)))
        tones.add(tutor.tone)
        assert EASIEST <= tutor.level <= HARDEST
    assert tones == {"warm", "gentle", "calm"}


def test_who_is_low_twice_is_offered_to_stop() -> None:
    once = _after(Tutor(), (False, "sad"))
    assert not once.should_offer_to_stop
    twice = _after(once, (True, "angry"))
    assert twice.should_offer_to_stop
    assert not twice.asked_to_go_on().should_offer_to_stop
    assert not _after(once, (True, "")).should_offer_to_stop


@pytest.mark.parametrize("mood", ["sad", "angry"])
def test_the_third_answer_changes_how_it_goes_on(house: House, mood: str) -> None:
    quiz = house("quiz", settings={"quiz": {"questions": 6}})
    assert quiz.hear("quiz me on times tables").startswith("Here we go. What is ")
    quiz.hear(_answer(quiz.reply))
    quiz.hear(_answer(quiz.reply))
    assert (quiz.tone, quiz.asks) == ("warm", True)
    told = quiz.hear("a thousand", mood=mood)
    assert quiz.tone == {"sad": "gentle", "angry": "calm"}[mood]
    assert not told.startswith(("Not quite", "Nearly"))
    offered = quiz.hear(_answer(quiz.reply), mood=mood)
    assert offered.endswith("Would you like one more?")
    assert quiz.hear("no") == "You did well to try. We'll go on another time, when you like."


def test_it_goes_on_at_the_level_where_it_was_left(house: House) -> None:
    quiz = house("quiz", settings={"quiz": {"questions": 4}})
    quiz.hear("quiz me on times tables")
    for _ in range(4):
        quiz.hear(_answer(quiz.reply), mood="happy")
    assert quiz.reply.endswith("That's four of four.")
    assert quiz.notes("quiz")["level of tables"] == HARDEST
    quiz.hear("give me an easy maths quiz")
    quiz.hear("stop")
    assert quiz.notes("quiz")["level of sums"] == EASIEST


def test_not_to_know_is_no_shame_next_is_the_next_and_the_time_is_told_in_between(house: House) -> None:
    quiz = house("quiz", "clock")
    quiz.hear("quiz me on animals")
    assert "t's " in quiz.hear("I don't know")
    before = quiz.reply.rpartition(". ")[2]
    assert quiz.hear("next").startswith("It was ")
    assert before not in quiz.reply
    assert quiz.hear("what time is it").startswith("It's twenty past three. ")
    assert quiz.asks
    assert quiz.hear("that's enough").startswith("You did well to try.")


@pytest.mark.parametrize("asked", ["quiz me on the seven times table", "can we practise my 7 times tables"])
def test_one_times_table_is_asked_by_its_number(house: House, asked: str) -> None:
    quiz = house("quiz")
    quiz.hear(asked)
    for _ in range(4):
        assert "What is seven times " in quiz.reply
        quiz.hear(_answer(quiz.reply))
    quiz.hear("stop the quiz")
    assert not quiz.asks
    assert quiz.hear("test my ninety times table") == "I know the times tables from one to twenty."


@pytest.mark.parametrize(
    ("answer", "said", "right"),
    [
        ("Paris", "I think it's Paris", True), ("Paris", "paris, france", True), ("Paris", "Rome", False),
        ("blue whale", "the blue whale", True), ("blue whale", "a whale", False), ("butterflies", "butterflys", True),
        ("forty two", "42", True), ("forty two", "is it forty two", True), ("forty two", "forty", False),
        ("Buenos Aires", "buenos ires", True), ("eight", "eight legs", True), ("ice", "nice", False),
    ],
)  # fmt: skip
def test_an_answer_is_right_in_other_words_and_a_little_misheard(answer: str, said: str, right: bool) -> None:
    assert Question("?", answer).fits(said) is right


def _answer(reply: str) -> str:
    """What the sum at the end of a reply comes to."""
    asked = reply.rpartition("What is ")[2].rstrip("?")
    left, _, right = asked.partition(" times ")
    numbers = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ]
    return str(numbers.index(left) * numbers.index(right))


def test_an_unsure_feeling_means_nothing() -> None:
    assert Tutor().heard(True, UNSURE_EMOTION).mood == "plain"
