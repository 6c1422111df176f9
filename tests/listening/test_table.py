"""The listening table says what happens in every state, and why nothing does."""

from __future__ import annotations

from itertools import product

import pytest

from earnest.listening.table import IGNORED, TABLE, Event, State, step

PAIRS = list(product(State, Event))


@pytest.mark.parametrize(("state", "event"), PAIRS)
def test_every_pair_either_leads_somewhere_or_is_ignored_for_a_reason(state: State, event: Event) -> None:
    assert ((state, event) in TABLE) != ((state, event) in IGNORED)


@pytest.mark.parametrize(("state", "event"), sorted(IGNORED))
def test_an_ignored_event_changes_nothing(state: State, event: Event) -> None:
    assert step(state, event) is state
    assert len(IGNORED[state, event]) > 5


def test_every_state_can_be_reached_and_left() -> None:
    for state in State:
        assert any(target is state for (source, _), target in TABLE.items() if source is not state)
        assert any(source is state and target is not state for (source, _), target in TABLE.items())


def test_idle_is_reached_from_every_state() -> None:
    home = {State.IDLE}
    for _ in State:
        home |= {source for (source, _), target in TABLE.items() if target in home}
    assert home == set(State)
