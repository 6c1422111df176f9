"""What Open-Meteo knows (https://open-meteo.com/en/docs): where a town is, and its weather hour by hour."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from earnest_plugins.weather.nouns import Hour, Place, Span

PATIENCE = 7.0
"""Seconds that an answer may take."""
LONGEST = 1_000_000
"""Bytes of an answer that are read; a week's hours are some 15 kB."""
FRESH = 900.0
"""Seconds that a forecast is good for; it is made anew every hour."""
DAYS = 8
"""Today and a week."""
_HOURLY = ("temperature_2m", "apparent_temperature", "precipitation_probability", "weather_code", "wind_speed_10m")
_known: dict[str, tuple[float, Any]] = {}
"""Answers, and when each was given; by address, a handful."""
_MOST_KNOWN = 32


@dataclass(frozen=True, slots=True)
class Forecast:
    """The weather of one place, hour by hour, in its own time."""

    now: Hour
    every: tuple[Hour, ...]

    @property
    def days(self) -> int:
        """How many days it reaches, today among them."""
        return (self.every[-1].at.date() - self.now.at.date()).days + 1

    def hours(self, span: Span, now: datetime) -> list[Hour]:
        """Those of a span, which is told in the household's days; first this very moment, where it is among them."""
        shift = self.now.at.date() - now.date()
        first = span.first.replace(tzinfo=None) + shift
        last = span.last.replace(tzinfo=None) + shift
        found = [hour for hour in self.every if first <= hour.at < last and hour.at > self.now.at]
        return [self.now, *found] if span.is_now else found


async def find(settings: Mapping[str, Any], name: str, language: str) -> Place | None:
    """The town of that name, the largest one; None where there is none. Raises OSError when nobody answers."""
    asked = {"name": name, "count": 1, "language": language, "format": "json"}
    answer = await _get(settings["places"], "/v1/search", asked)
    try:
        found = (answer.get("results") or [None])[0]
        if found is None:
            return None
        region = ", ".join(dict.fromkeys(part for key in ("admin1", "country") if (part := found.get(key))))
        return Place(str(found["name"]), float(found["latitude"]), float(found["longitude"]), region)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise OSError("the answer is garbage") from error


async def forecast(settings: Mapping[str, Any], place: Place) -> Forecast:
    """The weather of a place. Raises OSError when nobody answers, or garbage."""
    asked = {
        "latitude": round(place.latitude, 2),
        "longitude": round(place.longitude, 2),
        "current": ",".join(name for name in _HOURLY if name != "precipitation_probability"),
        "hourly": ",".join(_HOURLY),
        "forecast_days": DAYS,
        "timezone": "auto",
    }
    answer = await _get(settings["forecasts"], "/v1/forecast", asked)
    try:
        hourly, now = answer["hourly"], answer["current"]
        rows = zip(hourly["time"], *(hourly[name] for name in _HOURLY), strict=True)
        every = tuple(_hour(row) for row in rows if None not in row[:2])
        at = datetime.fromisoformat(now["time"])
        wet = next((hour.chance for hour in every if hour.at > at - timedelta(hours=1)), 0.0)
        current = _hour((now["time"], *({**now, "precipitation_probability": wet}[name] for name in _HOURLY)))
        return Forecast(current, every)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise OSError("the answer is garbage") from error


def _hour(row: tuple[Any, ...]) -> Hour:
    at, *values = row
    return Hour(datetime.fromisoformat(at), *(float(value or 0) for value in values))


async def _get(server: str, path: str, asked: Mapping[str, Any]) -> Any:
    """The answer, from memory while it is fresh. Raises OSError."""
    address = f"{server.rstrip('/')}{path}?{urlencode(asked)}"
    when, answer = _known.get(address, (0.0, None))
    if answer is not None and time.monotonic() - when < FRESH:
        return answer
    answer = await asyncio.to_thread(_fetch, address)
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[address] = time.monotonic(), answer
    return answer


def _fetch(address: str) -> Any:
    if urlsplit(address).scheme not in {"http", "https"}:
        raise OSError("a server's address begins with http:// or https://")
    from urllib.request import urlopen  # late: it brings all of HTTP along

    try:
        with urlopen(address, timeout=PATIENCE) as response:
            return json.loads(response.read(LONGEST))
    except ValueError as error:
        raise OSError("the answer is garbage") from error
