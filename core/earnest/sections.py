"""Sections of the settings about the sounds that the house makes, and what settings are made of."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


def _clock(value: object) -> object:
    if type(value) is int and 0 <= value < 24 * 60:
        return time(*divmod(value, 60))
    try:
        return value if isinstance(value, time) else datetime.strptime(str(value), "%H:%M").time()
    except ValueError:
        raise ValueError('expected a time of day, such as "22:00"') from None


_Clock = Annotated[time, BeforeValidator(_clock)]
"""A time of day: ``22:00``, also without quotes, where YAML takes it for a number of base sixty."""


def expanded(path: Path) -> Path:
    """The path, with ``~`` as the home of whoever starts the house. Raises ValueError where nobody is called so."""
    try:
        return path.expanduser()
    except RuntimeError:
        raise ValueError("expected a path without the home of somebody whom nobody knows here") from None


Place = Annotated[Path, AfterValidator(expanded)]
"""A file or a folder."""


class RingSettings(_Section):
    """What timers, alarms and urgent reminders do when their time has come."""

    sound: Place | None = None
    """A recording that rings in place of the house's own sound."""
    minutes: float = Field(default=10.0, gt=0.0, le=60.0)
    """How long something rings when nobody comes; it is told later."""
    snooze: float = Field(default=10.0, gt=0.0, le=120.0)
    """Minutes until it rings again after "snooze" without how long."""


class ChimeSettings(_Section):
    """Short sounds that show what the house does."""

    woke: bool = True
    """Somebody woke it."""
    heard: bool = True
    """It has heard enough."""
    failed: bool = True
    """Something went wrong."""


class NightSettings(_Section):
    """How loud replies are at night at most."""

    begins: _Clock = time(22, 0)
    ends: _Clock = time(7, 0)
    volume: float | None = Field(default=None, ge=0.0, le=10.0)
    """0 to 10, where 5 is usual and 0 is silence; None is as loud as by day. What rings is as loud as ever."""
