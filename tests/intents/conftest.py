"""Skills to route to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from earnest.intents import Router
from earnest.nouns import Reply
from earnest.skills import Skills
from earnest.talk import Talk

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
"""A Wednesday morning."""


async def nothing(_talk: Talk, **_slots: object) -> Reply:
    """A skill that has nothing to do here."""
    return Reply("")


def offer(phrases: dict[str, Sequence[str]], choices: dict[str, Sequence[str]] | None = None) -> Skills:
    """A plugin called ``home`` with these skills."""
    skills = Skills("home")
    for name, said in phrases.items():
        skills.add(nothing, *said, name=name, choices=choices)
    return skills


@pytest.fixture(scope="session")
def house() -> Router:
    """A household's everyday skills."""
    return Router(
        offer(
            {
                "remind": ["remind me to {task} [(at|on|in) {when:time}]", "(set|create) a reminder [to {task}]"],
                "timer": ["(set|start) (a|the) timer [for {length:duration}]", "{length:duration} timer"],
                "alarm": ["wake me up {when:time}", "set an alarm [for {when:time}]"],
                "tea": ["(make|brew) [me] [a cup of] {drink}", "i would like some {drink}"],
                "volume": ["volume {level:number}", "set the volume to {level:number}", "(louder|quieter)"],
                "clock": ["what's the time", "what time is it"],
                "joke": ["tell me a joke [about {topic}]", "make me laugh", "do you know a joke"],
            },
            {"drink": ["green tea", "tea", "Earl Grey", "coffee"]},
        )
    )


@pytest.fixture(scope="session")
def ask(house: Router) -> Callable[[str], tuple[str | None, dict[str, object]]]:
    """The household's answer to an utterance: which skill, with which slots."""

    def answer(text: str) -> tuple[str | None, dict[str, object]]:
        intent = house.route(text, NOW).likeliest
        return (intent.skill, dict(intent.slots)) if intent else (None, {})

    return answer
