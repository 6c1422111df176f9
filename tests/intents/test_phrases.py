"""Phrases, word for word: what fits, which fits best, and what the slots hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from earnest.intents import Router
from earnest.spoken import Moment

from .conftest import NOW, offer

Ask = Callable[[str], tuple[str | None, dict[str, object]]]


@pytest.mark.parametrize(
    "said",
    [
        "what's the time",
        "What is the time?",
        "whats the time",
        "Hey, what’s the time, please?",
        "okay nabu could you please tell me... what time is it",
        "um, what time is it now",
    ],
)
def test_case_punctuation_contractions_and_politeness_do_not_matter(ask: Ask, said: str) -> None:
    assert ask(said)[0] == "clock"


@pytest.mark.parametrize("word", ["x" * 4_000, "plus" * 1_000, "to" * 2_000])
def test_a_word_without_end_is_heard_in_time_and_kept_whole(word: str) -> None:
    """Every letter of it may be where a slot ends: sixty were seconds, two hundred minutes and all memory there was."""
    house = Router(offer({"sum": ["{a} (x|plus) {b} [(x|plus) {c}]"], "remind": ["remind me [to] {task}"]}))
    intent = house.route(f"remind me to {word}", NOW).likeliest
    assert intent is not None
    assert (intent.skill, intent.slots) == ("remind", {"task": word})


def test_a_sentence_is_not_parted_into_many_slots_without_end() -> None:
    house = Router(offer({"sum": ["{a} plus {b} [plus {c}] [plus {d}]"]}))
    short = house.route("one hundred and two plus three hundred and four plus five plus six", NOW).likeliest
    assert short is not None
    assert short.exact
    house.route(" ".join(["plus"] * 200), NOW)


def test_a_speech_is_no_request(house: Router) -> None:
    speech = "remind me to " + " and ".join(["call my friend and buy a thing of milk at six"] * 400)
    route = house.route(speech, NOW)
    assert (route.intent, route.rivals) == (None, ())
    assert house.completeness(speech, NOW) == "open"
    assert not house.knows(speech, NOW)
    assert house.considered(speech, NOW) == []


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("she said set a tea timer for ten minutes", ("she", "said", "set")),
        ("why did you start the timer for ten minutes", ("why", "did", "you", "start")),
        ("my book says put on a timer for ten minutes", ("book", "says", "put")),
        ("are you going to water me at six", ("are", "you", "going", "to")),
    ],
)
def test_words_around_a_request_are_no_name(said: str, left: tuple[str, ...]) -> None:
    phrases = [
        "(set|start|put on) a timer for {length:duration}",
        "(a|an|the|my) {name} timer for {length:duration}",
        "{name} timer for {length:duration}",
    ]
    house = Router(offer({"timer": phrases, "water": ["water me {when:time}", "{task} water me {when:time}"]}))
    intent = house.route(said, NOW).likeliest
    assert intent is not None
    assert intent.unexplained[: len(left)] == left
    plain = house.route("my start of play timer for ten minutes", NOW).likeliest
    assert plain is not None
    assert (plain.slots["name"], plain.unexplained) == ("start of play", ())


def test_slots_arrive_typed(ask: Ask) -> None:
    assert ask("start a timer for an hour and a half") == ("timer", {"length": timedelta(minutes=90)})
    assert ask("volume twenty five") == ("volume", {"level": 25})
    skill, slots = ask("wake me up tomorrow at half past six in the morning")
    assert skill == "alarm"
    assert isinstance(slots["when"], Moment)
    assert slots["when"].at == datetime(2026, 3, 5, 6, 30, tzinfo=ZoneInfo("Europe/Berlin"))


def test_a_choice_is_given_as_the_author_wrote_it(ask: Ask) -> None:
    assert ask("Make me a cup of EARL GREY") == ("tea", {"drink": "Earl Grey"})


def test_free_slots_keep_the_words_as_they_were_said(ask: Ask) -> None:
    assert ask("Remind me to call Mom's doctor, Dr. Ng.")[1] == {"task": "call Mom's doctor, Dr. Ng"}


def test_a_time_at_the_end_of_a_free_slot_is_heard_even_without_its_preposition(ask: Ask) -> None:
    skill, slots = ask("remind me to buy milk tomorrow at noon")
    assert skill == "remind"
    assert slots["task"] == "buy milk"
    assert isinstance(slots["when"], Moment)
    assert slots["when"].at.hour == 12


def test_a_typed_slot_right_behind_a_free_one_is_told_apart_by_what_it_means() -> None:
    router = Router(offer({"plan": ["plan {what} {when:time}"]}))
    intent = router.route("plan a walk in the park tomorrow", NOW).intent
    assert intent is not None
    assert intent.slots["what"] == "a walk in the park"
    assert router.route("plan a walk in the park", NOW).intent is None


def test_words_that_are_not_the_kind_a_slot_wants_do_not_fit_it() -> None:
    router = Router(offer({"exact": ["remind me {when:time}"], "loose": ["remind me {what}"]}))
    assert router.route("remind me tomorrow at nine", NOW).intent.skill == "exact"  # type: ignore[union-attr]
    assert router.route("remind me who i am", NOW).intent.skill == "loose"  # type: ignore[union-attr]


def test_the_most_specific_phrase_wins() -> None:
    router = Router(
        offer({"any": ["play {what}"], "genre": ["play some {what} music"], "jazz": ["play some jazz music"]})
    )
    for said, skill in (("play some jazz music", "jazz"), ("play some soul music", "genre"), ("play my song", "any")):
        route = router.route(said, NOW)
        assert route.intent is not None
        assert (route.intent.skill, route.rivals) == (skill, ())


def test_two_skills_with_the_same_phrase_are_told_at_load_and_asked_about() -> None:
    router = Router(offer({"oven": ["set [a] timer"], "egg": ["(set|start) a timer"]}))
    assert [tie for tie in router.ties if '"set a timer"' in tie and "home.egg" in tie and "home.oven" in tie]
    route = router.route("set a timer", NOW)
    assert route.intent is None
    assert {rival.skill for rival in route.rivals} == {"oven", "egg"}


def test_two_free_slots_of_other_names_are_a_tie_too() -> None:
    assert Router(offer({"one": ["find {this}"], "other": ["find {that}"]})).ties


@pytest.mark.parametrize("phrase", ["wake me {when:tomorow}", "wake (me", "wake <me>", "wake {me", "   "])
def test_a_phrase_that_can_never_match_is_told_and_the_others_still_work(phrase: str) -> None:
    router = Router(offer({"odd": [phrase, "good phrase"]}))
    (fault,) = router.faults
    assert "home.odd" in fault
    assert router.route("good phrase", NOW).intent is not None


def test_a_phrase_of_one_free_slot_takes_only_what_nobody_else_does() -> None:
    router = Router(offer({"rest": ["{words}"], "clock": ["what time is it"]}))
    assert router.route("what time is it", NOW).intent.skill == "clock"  # type: ignore[union-attr]
    rest = router.route("Zorble the quux!", NOW).intent
    assert rest is not None
    assert (rest.skill, dict(rest.slots)) == ("rest", {"words": "Zorble the quux!"})
    assert rest.score < 0.5


def test_phrases_for_recognisers_are_bounded_and_come_from_every_skill() -> None:
    many = "(a|b|c|d|e) (f|g|h|i|j) (k|l|m|n|o) (p|q|r|s|t) (u|v|w|x|y)"
    router = Router(offer({"huge": [many], "small": ["remind me to {task}"]}))
    assert "remind me to {task}" in router.phrases
    assert 20 <= len(router.phrases) <= 200


@pytest.mark.parametrize("said", ["", "   ", "?!", "…"])
def test_nothing_said_is_nobody_asked(house: Router, said: str) -> None:
    assert house.route(said, NOW).intent is None


def test_no_skills_at_all() -> None:
    router = Router([])
    assert router.route("hello", NOW).intent is None
    assert router.phrases == []


def test_a_word_is_not_parted_between_a_slot_and_the_phrase() -> None:
    router = Router(offer({"note": ["put {things} on my [{which}] list"]}))
    meant = router.route("put jazz on my running list", NOW).intent
    assert meant is not None
    assert meant.slots == {"things": "jazz", "which": "running"}
    assert [each.intent.exact for each in router.considered("put jazz on my running playlist", NOW)] in ([], [False])
