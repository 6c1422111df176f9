"""Every phrase of Earnest's own plugins finds its way home, and no two skills claim the same words."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from earnest.intents import Router
from earnest.sheets import Sheet
from earnest.skills import Skill, Skills

OWN = (
    "reminders",
    "smalltalk",
    "checkins",
    "clock",
    "voice",
    "help",
    "privacy",
    "chance",
    "sums",
    "lists",
    "weather",
    "briefing",
    "quiz",
    "sounds",
    "breathe",
    "people",
)
EXAMPLES = {
    "when": "seven o'clock", "day": "tomorrow", "length": "ten minutes", "name": "pasta", "task": "water the plants",
    "rank": "second", "by": "ten minutes",
    "place": "tokyo", "side": "heads", "count": "three", "sides": "eight", "low": "one", "high": "nine",
    "level": "five", "topic": "cats", "state": "tired", "extreme": "maximum", "old": "six o'clock",
    "run": "twelve minutes", "end": "nine o'clock",
    "row": "six", "a": "seven", "b": "five", "c": "three", "d": "two", "step": "times", "then": "plus", "last": "minus",
    "deed": "the square root", "numbers": "two, three and nine", "percent": "ten", "share": "off",
    "whole": "ninety", "asked": "percent", "some": "nine", "people": "four", "source": "cups", "target": "teaspoons",
    "part": "half a", "amount": "three", "food": "flour", "feet": "five", "inches": "six",
    "items": "oat milk", "item": "oat milk", "which": "packing", "known": "shopping",
    "spared": "soup", "spared_at": "seven o'clock",
    "span": "today", "aspect": "rain", "measure": "temperature",
    "title": "bedtime", "who": "grandma", "word": "necessary", "greeting": "hello", "feast": "birthday",
    "need": "hungry", "what": "my uncle", "quarrel": "row", "rotten": "rubbish", "kin": "my uncle", "befell": "died",
    "prize": "job", "mine": "my voice", "outside": "internet", "upward": "up", "kind": "timer",
    "nearest": "ten", "way": "sum",
    "weekday": "friday", "ahead": "next year", "month": "march", "year": "2028", "unit": "days", "period": "month",
    "event": "payday", "earlier": "christmas", "later": "easter",
    "ease": "easy", "subject": "maths", "sound": "rain",
}  # fmt: skip


@pytest.fixture(scope="module")
def skills(sheet_of: Callable[[str], Sheet]) -> list[Skill]:
    """All skills of Earnest's own plugins."""
    offered: list[Skill] = []
    for name in OWN:
        room = Skills(name, sheet_of(name))
        importlib.import_module(f"earnest_plugins.{name}").register_skills(room)
        offered.extend(room)
    return offered


@pytest.fixture(scope="module")
def router(skills: list[Skill]) -> Router:
    """The router that has them all."""
    return Router(skills, names=lambda plugin: ["oat milk" if plugin == "lists" else "pasta"])


@pytest.fixture(scope="module")
def sentences(skills: list[Skill]) -> list[tuple[Skill, list[str]]]:
    """What each skill listens for, slots as ``{name}``."""
    return [(skill, Router([skill]).phrases) for skill in skills if skill.phrases]


def test_no_phrase_is_faulty_or_claimed_twice(router: Router) -> None:
    assert router.faults == []
    assert router.ties == []


def test_every_phrase_comes_home(router: Router, sentences: list[tuple[Skill, list[str]]], now: datetime) -> None:
    """One sentence or more of every template, its slots filled in, is answered by the skill that offers it."""
    astray = []
    for skill, offered in sentences:
        for sentence in offered:
            text = re.sub(r"\{(\w+)\}", lambda slot: EXAMPLES[slot[1]], sentence)
            intent = router.route(text, now).intent
            if intent is None or (intent.plugin, intent.skill) != (skill.plugin, skill.name):
                astray.append((text, f"{skill.plugin}.{skill.name}", intent and f"{intent.plugin}.{intent.skill}"))
    assert not astray, "\n".join(map(str, astray))


def test_phrases_are_generous(sentences: list[tuple[Skill, list[str]]]) -> None:
    """A paraphrase matcher learns from them."""
    assert [skill.name for skill, offered in sentences if len(offered) < 8] == []


def test_every_skill_says_what_it_does(skills: list[Skill]) -> None:
    assert [skill.name for skill in skills if not re.fullmatch(r"[A-Z].+\.", skill.about)] == []


def test_the_map_of_clinc150_names_skills_that_exist(skills: list[Skill], root: Path) -> None:
    mapped = yaml.safe_load((root / "tests" / "data" / "clinc150.yaml").read_text())["intents"]
    radio = Skills("radio")
    importlib.import_module("earnest_plugins.radio").register_skills(radio)
    there = {f"{skill.plugin}.{skill.name}" for skill in (*skills, *radio)}
    named = {name for names in mapped.values() for name in ([names] if isinstance(names, str) else names)}
    assert named <= there
    assert len(mapped) == 44


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("don't let me forget i need to call mom", "call mom"),
        ("set up a reminder for me to walk the dog", "walk the dog"),
        ("i want you to remind me about the rent", "the rent"),
    ],
)
def test_what_to_be_reminded_of_is_found(router: Router, now: datetime, said: str, task: str) -> None:
    route = router.route(said, now)
    assert route.rivals == ()
    assert route.intent is not None
    assert (route.intent.skill, route.intent.slots["task"]) == ("remind", task)


@pytest.mark.parametrize(
    "said",
    [
        "how old is the president",
        "what is the volume of a cylinder",
        "remind me what the capital of france is",
        "what is the speed of light",
        "who made the eiffel tower",
    ],
)
def test_questions_about_the_world_are_nobodys(router: Router, now: datetime, said: str) -> None:
    assert router.route(said, now).likeliest is None
