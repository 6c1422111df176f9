"""A slot that takes only the name of something kept: routed while something is called so, and not otherwise."""

from __future__ import annotations

import pytest

from earnest.intents import Router

from .conftest import NOW, offer

KEPT = {"home": ["the green bins", "go to the library", "milk"]}
PHRASES = {"drop": ["(drop|cancel) [the] {what:kept} [one]"], "until": ["how long until {when:time}"]}


@pytest.fixture
def router() -> Router:
    """One plugin's skill, and what it keeps."""
    return Router(offer(PHRASES), names=lambda plugin: KEPT.get(plugin, ()))


@pytest.mark.parametrize("said", ["cancel milk", "drop the green bins please", "cancel the library one"])
def test_a_name_that_is_kept_is_a_word_of_the_request(router: Router, said: str) -> None:
    intent = router.route(said, NOW).intent
    assert intent is not None
    assert (intent.skill, intent.exact, intent.unexplained) == ("drop", True, ())


@pytest.mark.parametrize("said", ["cancel the gym", "cancel the", "cancel the milk float", "drop the one", "the milk"])
def test_any_other_is_nobodys(router: Router, said: str) -> None:
    assert router.route(said, NOW).intent is None


def test_nothing_is_kept_unless_somebody_says_so() -> None:
    assert Router(offer(PHRASES)).route("cancel the milk", NOW).intent is None


def test_a_sentence_about_what_is_kept_is_never_an_example_nor_a_guess(router: Router) -> None:
    assert router.route("please get rid of my milk", NOW).intent is None
    assert router.route("xyzzy", NOW).hint is None
