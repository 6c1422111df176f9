"""Whether words need no more, plainly need some, or nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from earnest.config import Config
from earnest.host import Plugins
from earnest.intents import Router
from earnest.intents.completeness import Beginnings, Completeness


@pytest.fixture(scope="module")
def router(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Router]:
    """Of the skills that come with the house."""
    plugins = Plugins(Config(data=tmp_path_factory.mktemp("house")))
    plugins.load()
    yield Router(plugins.skills)
    plugins.close()


@pytest.mark.parametrize(
    ("text", "completeness"),
    [
        ("what time is it", "whole"),
        ("please tell me a joke", "whole"),
        ("What are my reminders?", "whole"),
        ("set a timer for ten minutes", "whole"),
        ("set a timer for", "unfinished"),
        ("wake me up at", "unfinished"),
        ("remind me to", "unfinished"),
        ("can you tell me", "unfinished"),
        # something may follow, and half of it would be done
        ("set a timer", "open"),
        ("set a timer for ten", "open"),
        ("remind me to water the plants", "open"),
        ("remind me to water the plants at", "unfinished"),
        ("the weather was nice where we were", "open"),
        ("", "nothing"),
        ("?!", "nothing"),
    ],
)
def test_what_words_are_so_far(router: Router, text: str, completeness: Completeness) -> None:
    assert router.completeness(text, datetime.now().astimezone()) == completeness


def test_beginnings_go_on_through_slots() -> None:
    beginnings = Beginnings(["turn {what} off", "turn it up", "{anything} please"])
    assert beginnings.go_on(["turn"], plainly=True)
    assert beginnings.go_on(["turn", "the", "light"])
    assert not beginnings.go_on(["turn", "the", "light"], plainly=True)
    assert not beginnings.go_on(["turn", "it", "up", "off"], plainly=True)
    assert not beginnings.go_on(["tea", "please"])
    assert not beginnings.go_on([])
