"""What households would say to the plugins that people ask for first, written down before any of their phrases was."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from earnest.intents import Router
from earnest.sheets import Sheet
from earnest.skills import Skills

ASKED_FIRST = ("sums", "lists", "weather", "briefing", "quiz", "sounds", "breathe")
OTHERS = ("reminders", "smalltalk", "checkins", "clock", "voice", "help", "privacy", "chance", "today")
REACHED = 18
"""Of twenty ways to ask, so many reach the plugin that is meant, at least."""


@pytest.fixture(scope="module")
def router(sheet_of: Callable[[str], Sheet]) -> Router:
    """The router that has all of Earnest's own plugins."""
    offered = []
    for name in (*OTHERS, *ASKED_FIRST):
        room = Skills(name, sheet_of(name))
        importlib.import_module(f"earnest_plugins.{name}").register_skills(room)
        offered.extend(room)
    return Router(offered)


def test_no_phrase_is_faulty_or_claimed_twice(router: Router) -> None:
    assert router.faults == []
    assert router.ties == []


@pytest.mark.parametrize("plugin", ASKED_FIRST)
def test_a_household_finds_it(router: Router, plugin: str, root: Path, now: datetime) -> None:
    sayings = yaml.safe_load((root / "tests" / "data" / "sayings.yaml").read_text("utf-8"))[plugin]
    assert len(sayings) == 20
    routes = {said: router.route(said, now).likeliest for said in sayings}
    astray = [said for said, intent in routes.items() if intent is None or intent.plugin != plugin]
    assert len(astray) <= len(sayings) - REACHED, astray
