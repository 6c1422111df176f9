"""What people said who had not read the code, to a house that remembers: nothing changes that should not.

The sets are in ``tests/data/household``; ``./scripts/bench household`` shows every line. The floors here are below what
was measured, so that another sentence may come in without a change to them.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

SETS = Path(__file__).parents[1] / "data" / "household"
ONE_IN = 200
"""Of so many sentences that ask for nothing that is offered, one may change something."""
RIGHT = 0.9
"""Share of requests with a time that come out right."""


@pytest.fixture
def household(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The bench of that name."""
    monkeypatch.syspath_prepend(str(root / "scripts"))
    zone = os.environ.get("TZ")
    yield importlib.import_module("benchmarks.household")
    os.environ.pop("TZ", None) if zone is None else os.environ.update(TZ=zone)
    time.tzset()
    for name in [name for name in sys.modules if name.partition(".")[0] == "benchmarks"]:
        del sys.modules[name]


def test_hardly_a_sentence_for_somebody_else_changes_anything(household: ModuleType) -> None:
    tallies = [household.strays(path) for path in sorted(SETS.glob("strays-held*.txt"))]
    assert sum(tally.counts["consent changed"] for tally in tallies) == 0
    said = sum(tally.counts.total() for tally in tallies)
    assert said >= 400
    assert sum(tally.counts["changed"] for tally in tallies) <= said / ONE_IN


def test_times_of_a_stranger_are_right_or_told(household: ModuleType) -> None:
    tally = household.times(SETS / "times-fresh.jsonl")
    assert tally.counts["silently wrong"] == 0
    assert tally.counts["right"] >= RIGHT * tally.counts.total()


def test_dialogues_of_a_stranger_end_as_they_should(household: ModuleType) -> None:
    tally = household.dialogues(SETS / "dialogues-fresh2.jsonl")
    assert tally.counts["silently wrong"] == 0
    assert tally.counts["right"] >= RIGHT * tally.counts.total()
