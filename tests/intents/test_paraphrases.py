"""What no phrase fits word for word: paraphrases are found, strays are left alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from earnest.intents import Router
from earnest.intents.expansion import shorten

from .conftest import NOW, offer

Ask = Callable[[str], tuple[str | None, dict[str, object]]]


@pytest.mark.parametrize(
    ("said", "skill"),
    [
        ("i would love to hear a funny joke", "joke"),
        ("could you let me know what time it is right now", "clock"),
        ("please have a timer running", "timer"),
        ("i need you to create a new reminder", "remind"),
        ("put the volume up to seven for me", "volume"),
    ],
)
def test_paraphrases_reach_their_skill(ask: Ask, said: str, skill: str) -> None:
    assert ask(said)[0] == skill


@pytest.mark.parametrize(
    "said",
    [
        "how tall is the president of france",
        "the volume of a cylinder is its base times its height",
        "he hoped there would be stew for dinner turnips and carrots",
        "what is the balance of my savings account",
        "translate good evening to spanish",
        "i never liked that film very much",
    ],
)
def test_what_nobody_offers_is_left_alone(ask: Ask, said: str) -> None:
    assert ask(said)[0] is None


def test_typed_slots_are_found_amid_other_words(ask: Ask) -> None:
    assert ask("could i get a timer for twenty minutes started") == (
        "timer",
        {"length": timedelta(minutes=20)},
    )


def test_what_a_free_slot_holds_stands_behind_its_anchor(ask: Ask) -> None:
    skill, slots = ask("please set up a new reminder for me to walk the dog")
    assert skill == "remind"
    assert slots["task"] == "walk the dog"


def test_a_skill_is_left_out_when_a_slot_it_needs_is_not_there(ask: Ask) -> None:
    assert ask("i would like you to brew something")[0] != "tea"


def test_scores_are_probabilities_and_word_for_word_is_surer(house: Router) -> None:
    exact = house.route("tell me a joke", NOW).intent
    near = house.route("i would love to hear a funny joke", NOW).intent
    assert exact is not None
    assert near is not None
    assert 0.5 <= near.score <= exact.score == 1.0


def test_more_skills_do_not_make_a_stray_welcome(house: Router) -> None:
    stray = "how many teeth does a grown walrus have"
    others = {f"lamp{number}": [f"turn on the lamp number {number} in the hall"] for number in range(200)}
    assert house.route(stray, NOW).intent is None
    assert Router(offer(others)).route(stray, NOW).intent is None


def test_misheard_words_are_heard_as_what_they_sound_like() -> None:
    router = Router(offer({"kettle": ["boil the kettle", "switch on the kettle"], "oven": ["preheat the oven"]}))
    route = router.route("could you boil that kettel", NOW).likeliest
    assert route is not None
    assert route.skill == "kettle"


def test_a_hint_is_the_authors_phrase_at_its_shortest() -> None:
    assert shorten("(set|make) [me] (an|another) [(loud|soft) early] alarm for {when:time}") == (
        "set an alarm for {when:time}"
    )
    router = Router(offer({"alarm": ["(set|make) [me] (an|another) alarm [please] {when:time}"]}))
    intent = router.route("make me another alarm at six", NOW).intent
    assert intent is not None
    assert router.example(intent) == "set an alarm at seven o'clock"


def test_a_hint_comes_once_in_a_while_and_would_work(house: Router) -> None:
    hints = [house.route("every timer in the orchestra is a percussionist", NOW).hint for _ in range(9)]
    told = [hint for hint in hints if hint]
    assert 1 <= len(told) < len(hints)
    for hint in told:
        example = hint.split('"')[1]
        assert house.route(example, NOW).likeliest is not None


def test_who_speaks_of_nothing_that_is_offered_gets_no_hint(house: Router) -> None:
    assert not any(house.route("the quick brown fox jumps over the fence", NOW).hint for _ in range(9))
