"""Rehearsals of Earnest's own plugins, on one Wednesday afternoon in Berlin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from earnest.sheets import Sheet
from earnest.sheets.reading import Places, read_sheet
from earnest.testing import Rehearsal

NOW = datetime(2026, 11, 18, 15, 20, tzinfo=ZoneInfo("Europe/Berlin"))
OWN = ("reminders", "smalltalk", "checkins", "clock", "voice", "help", "privacy", "chance")


@pytest.fixture(scope="session")
def sheet_of(root: Path) -> Callable[[str], Sheet]:
    """Reads what one of Earnest's own plugins says in English."""
    return lambda plugin: read_sheet(Places(root / "plugins" / "earnest_plugins" / plugin / "words"))


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
