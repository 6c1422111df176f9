"""Small talk: kind, honest, and fitted to the mood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from earnest.sheets import Sheet
from earnest.testing import Rehearsal

House = Callable[..., Rehearsal]


@pytest.fixture
def jokes(sheet_of: Callable[[str], Sheet]) -> list[str]:
    """Every joke there is, in the order they are told."""
    return [variant.forms["other"] for variant in sheet_of("smalltalk").replies["jokes"].variants]


@pytest.fixture
def facts(sheet_of: Callable[[str], Sheet]) -> list[str]:
    """Every fun fact."""
    return [variant.forms["other"] for variant in sheet_of("smalltalk").replies["facts"].variants]


def test_a_joke_is_told_and_the_next_is_another(house: House, jokes: list[str]) -> None:
    smalltalk = house("smalltalk")
    told = [smalltalk.hear("tell me a joke") for _ in jokes]
    assert sorted(told) == sorted(jokes)
    assert smalltalk.hear("make me laugh") == jokes[0]
    assert smalltalk.tone == "bright"


def test_nobody_sad_is_made_to_laugh_unasked(house: House, jokes: list[str]) -> None:
    smalltalk = house("smalltalk")
    assert smalltalk.hear("tell me a joke", mood="sad") == "You sound a little down. Would a joke help?"
    assert smalltalk.tone == "gentle"
    assert smalltalk.hear("no thanks") == "Then not. I'm here."
    smalltalk.hear("tell me a joke", mood="sad")
    assert smalltalk.hear("yes please") in jokes
    assert smalltalk.tone == "warm"
    smalltalk.hear("tell me a joke", mood="sad")
    assert smalltalk.silence() == "Then not. I'm here."


def test_a_dull_hour(house: House, jokes: list[str], facts: list[str]) -> None:
    smalltalk = house("smalltalk")
    assert smalltalk.hear("i'm so bored") == "Shall I tell you a joke, a fun fact or a story?"
    assert smalltalk.hear("a fun fact") in facts
    smalltalk.hear("i am bored")
    assert smalltalk.hear("joke") in jokes


@pytest.mark.parametrize(("hours", "hello"), [(0, "Good afternoon"), (4, "Good evening"), (17, "Good morning")])
def test_the_greeting_fits_the_hour(house: House, hours: int, hello: str) -> None:
    smalltalk = house("smalltalk")
    smalltalk.travel(timedelta(hours=hours))
    assert smalltalk.hear("hello").startswith(hello)


def test_the_greeting_knows_who_and_how(house: House) -> None:
    smalltalk = house("smalltalk")
    assert smalltalk.hear("hi there", person="Mara").startswith("Good afternoon, Mara")
    assert smalltalk.hear("hello", mood="sad") == "Good afternoon. I'm glad you're here."
    assert smalltalk.tone == "gentle"
    assert smalltalk.hear("hello", mood="happy") == "Good afternoon! You sound cheerful."


SAID = {
    "thank you so much": "welcome",
    "good night": "say_good_night",
    "goodbye": "say_goodbye",
    "how are you today": "how_are_you",
    "who are you": "tell_name",
    "what's your name": "tell_name",
    "how old are you": "tell_age",
    "are you a robot": "tell_nature",
    "what is the meaning of life": "tell_meaning_of_life",
    "do you have any pets": "tell_pets",
    "what are your hobbies": "tell_hobbies",
    "where are you from": "tell_origin",
    "who made you": "tell_maker",
    "who do you work for": "tell_employer",
    "i love you": "take_love",
    "you are stupid": "take_insult",
    "good job": "take_compliment",
    "i'm sorry": "take_apology",
    "yes": "take_yes",
    "no": "take_no",
    "maybe": "take_maybe",
    "sing me a song": "sing",
    "tell me something interesting": "tell_fact",
}


@pytest.mark.parametrize(("said", "skill"), SAID.items())
def test_who_answers_what(house: House, said: str, skill: str) -> None:
    smalltalk = house("smalltalk")
    first = smalltalk.hear(said)
    assert smalltalk.intent is not None
    assert smalltalk.intent.skill == skill
    assert 0 < len(first) < 140
    assert "{" not in first


def test_it_says_that_it_is_a_program(house: House) -> None:
    smalltalk = house("smalltalk")
    for _ in range(2):
        assert "program" in smalltalk.hear("are you a human or a machine")


def test_unkind_words_are_met_calmly(house: House) -> None:
    smalltalk = house("smalltalk")
    smalltalk.hear("you are so annoying", mood="angry")
    assert smalltalk.tone == "calm"
    assert house("smalltalk", "help").hear("shut up") == "All right."
