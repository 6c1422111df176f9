"""A phrase that can be tried in too many ways is refused before it keeps a house silent."""

from __future__ import annotations

import pytest
from hassil.expression import Expression
from hassil.parse_expression import parse_sentence

from earnest import Reply
from earnest.intents import Router
from earnest.intents.ambiguity import MOST_STEPS, steps
from earnest.skills import Skills


async def boil(_talk: object) -> Reply:
    """Boil it."""
    return Reply("Done.")


def faults(phrase: str) -> list[str]:
    skills = Skills("tea")
    skills.add(boil, phrase)
    return Router(list(skills)).faults


def expression(phrase: str) -> Expression:
    return parse_sentence(phrase).expression


@pytest.mark.parametrize(
    "phrase",
    [
        "boil " + "[(a|b|c|d)] " * 20,
        "boil " + "[so] " * 24,
        "boil " + "[(a|a|a|a)] " * 12 + "now",
        "(a|a a|a a a) " * 12,
        "boil " + "[[a] [[a] [a]]] " * 8 + "x",
    ],
)
def test_brackets_that_take_the_same_words_are_too_many_ways(phrase: str) -> None:
    (fault,) = faults(phrase)
    assert "say it in several phrases" in fault


@pytest.mark.parametrize(
    "phrase",
    [
        "boil [the] [(big|small|old)] [(red|green|blue)] (kettle|pot) [(right|just)] [now] [please]",
        "[(will|would|could) you] [(just|please)] (boil|heat) [(me|us)] [(a|the|some)] {what} [for {who}] [now]",
    ],
)
def test_brackets_for_different_words_are_none(phrase: str) -> None:
    assert faults(phrase) == []


def test_ways_are_counted_as_they_are() -> None:
    """Four places for a word that is said once: it may stand in any, and the rest is tried behind each."""
    assert steps(expression("[a] [a] [a] [a]")) == 16, "few sentences: no more ways than those"
    assert steps(expression("[so] " * 30)) == MOST_STEPS
    assert 20 < steps(expression("(one|two|three|four|five|six|seven|eight|nine) " * 6)) < 500
