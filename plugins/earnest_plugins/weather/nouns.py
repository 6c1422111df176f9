"""Places, hours and spans of hours."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

_SKIES = {
    "storm": (95, 96, 99),
    "snow": (71, 73, 75, 77, 85, 86),
    "rain": (56, 57, 61, 63, 65, 66, 67, 80, 81, 82),
    "drizzle": (51, 53, 55),
    "fog": (45, 48),
    "cloudy": (3,),
    "fair": (2,),
    "clear": (0, 1),
}
"""WMO's codes of the weather, as Open-Meteo lists them; what matters more, first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A town, as the geocoder has it."""

    name: str
    latitude: float
    longitude: float
    region: str = ""
    """The county or state, and the country."""

    @property
    def whole_name(self) -> str:
        """``Springfield, Illinois, United States``."""
        return f"{self.name}, {self.region}" if self.region else self.name

    def plain(self) -> dict[str, Any]:
        """As a note."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Hour:
    """The weather at one time: Celsius, percent, WMO's code, kilometres an hour."""

    at: datetime
    """In the place's own time, without a zone."""
    degrees: float
    feels: float
    chance: float
    code: float
    wind: float

    @property
    def sky(self) -> str:
        """``rain``, ``clear`` …"""
        return next((sky for sky, codes in _SKIES.items() if self.code in codes), "cloudy")


@dataclass(frozen=True, slots=True)
class Span:
    """The hours that somebody asked about."""

    first: datetime
    last: datetime
    name: str
    """What it is called: a reply of the sheet."""
    is_now: bool = False
    """Whether what the weather is at this moment belongs to it."""
