"""Rehearsals of Earnest's own plugins, on one Wednesday afternoon in Berlin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from earnest.testing import Rehearsal

NOW = datetime(2026, 11, 18, 15, 20, tzinfo=ZoneInfo("Europe/Berlin"))
OWN = ("reminders", "smalltalk", "checkins", "clock", "voice", "help", "privacy", "chance")


@pytest.fixture
def now() -> datetime:
    """Twenty past three on Wednesday the eighteenth of November."""
    return NOW


@pytest.fixture
def house(rehearse: Callable[..., Rehearsal]) -> Callable[..., Rehearsal]:
    """Opens a house with the plugins named, or with all of Earnest's own."""

    def open_house(*plugins: str, **wishes: Any) -> Rehearsal:
        return rehearse(*(plugins or OWN), **{"now": NOW, **wishes})

    return open_house
