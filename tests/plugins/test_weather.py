"""The weather, from a server that stands where Open-Meteo would; and where there is none."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from earnest.host.isolation import ways
from earnest.testing import Rehearsal

House = Callable[..., Rehearsal]

TOWNS = {
    "bonn": {"name": "Bonn", "latitude": 50.73, "longitude": 7.1, "admin1": "North Rhine", "country": "Germany"},
    "leeds": {"name": "Leeds", "latitude": 53.8, "longitude": -1.55, "admin1": "England", "country": "United Kingdom"},
}
WET_DAY = 1
"""Tomorrow it rains, most of all at four; every other day is bright."""
COLD_DAY = 3


class OpenMeteo(BaseHTTPRequestHandler):
    """Answers as https://open-meteo.com does."""

    asked: list[str]

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        type(self).asked.append(self.path)
        given = {name: values[0] for name, values in parse_qs(address.query).items()}
        answer = _search(given) if address.path == "/v1/search" else _forecast()
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def _search(given: dict[str, str]) -> dict[str, object]:
    town = TOWNS.get(given["name"].lower())
    return {"results": [town]} if town else {"generationtime_ms": 0.5}


def _forecast() -> dict[str, object]:
    first = datetime(2026, 11, 18)
    hours = [first + timedelta(hours=hour) for hour in range(24 * 8)]
    days = [(hour - first).days for hour in hours]
    degrees = [-4.0 if day == COLD_DAY else 5.0 + hour.hour // 2 for hour, day in zip(hours, days, strict=True)]
    wet = [day == WET_DAY for day in days]
    return {
        "current": {
            "time": "2026-11-18T15:15", "temperature_2m": 7.2, "apparent_temperature": 4.6, "weather_code": 3,
            "wind_speed_10m": 12.0,
        },
        "hourly": {
            "time": [f"{hour:%Y-%m-%dT%H:%M}" for hour in hours],
            "temperature_2m": degrees,
            "apparent_temperature": [each - 2 for each in degrees],
            "precipitation_probability": [
                (85 if hour.hour == 16 else 40 if hour.hour >= 12 else 5) if rain else 10
                for hour, rain in zip(hours, wet, strict=True)
            ],
            "weather_code": [61 if rain and hour.hour >= 12 else 1 for hour, rain in zip(hours, wet, strict=True)],
            "wind_speed_10m": [45.0 if day == COLD_DAY else 15.0 for day in days],
        },
    }  # fmt: skip


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a server that knows two towns."""
    OpenMeteo.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), OpenMeteo) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://localhost:{listening.server_port}"
        listening.shutdown()
        thread.join()


@pytest.fixture
def bonn(house: House, server: str) -> Rehearsal:
    """A house in Bonn."""
    return house("weather", settings={"weather": {"place": "Bonn", "forecasts": server, "places": server}})


def test_the_town_is_asked_for_once_and_remembered(house: House, server: str) -> None:
    weather = house("weather", settings={"weather": {"forecasts": server, "places": server}})
    asked = weather.hear("what's the weather like")
    assert "Open-Meteo on the internet" in asked
    assert asked.endswith("Which town are you in?")
    assert OpenMeteo.asked == []  # nobody has been told anything yet
    assert weather.hear("we live in Bonn").startswith("Now seven degrees, cloudy; today clear,")
    assert "Bonn, North Rhine, Germany: I'll remember that." in weather.said
    assert weather.hear("how cold is it outside").startswith("It's seven degrees and feels like five;")
    assert weather.hear("i've moved to Leeds") == "From now on the weather is for Leeds, England, United Kingdom."
    weather.hear("what is the weather tomorrow")
    assert "latitude=53.8" in OpenMeteo.asked[-1]


def test_who_tells_no_town_sends_nothing(house: House, server: str) -> None:
    weather = house("weather", settings={"weather": {"forecasts": server, "places": server}})
    weather.hear("will it rain tomorrow")
    assert weather.never_mind() == "Then I can't tell the weather."
    assert weather.hear("what's the weather in Leeds").endswith("Shall I?")
    assert weather.hear("no") == "Then I can't tell the weather."
    assert OpenMeteo.asked == []
    weather.hear("what's the weather in Leeds")
    assert weather.hear("yes").startswith("Now seven degrees, cloudy; in Leeds today clear")
    assert not weather.hear("is it raining in Leeds").endswith("Shall I?")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("will it rain today", "No, it should stay dry today: the chance of rain is ten percent."),
        (
            "is it going to rain tomorrow",
            "Yes, it looks like rain tomorrow, most likely around four o'clock: eighty five percent.",
        ),
        (
            "do i need an umbrella tomorrow afternoon",
            "Yes, it looks like rain tomorrow afternoon, most likely around four o'clock: eighty five percent.",
        ),
        (
            "can i hang the washing out tomorrow morning",
            "Yes, it should stay dry tomorrow morning: the chance of rain is five percent.",
        ),
        (
            "what's the weather doing tomorrow in Leeds",
            "In Leeds tomorrow: rain, between eight and sixteen degrees; "
            "the chance of rain is eighty five percent.",
        ),
        (
            "tell me tomorrow's weather",
            "Tomorrow: rain, between eight and sixteen degrees; the chance of rain is eighty five percent.",
        ),
        ("what are the chances of rain tomorrow", "The chance of rain tomorrow is eighty five percent."),
        (
            "what's the forecast for Saturday",
            "On Saturday the twenty first of November: clear, between minus four and minus four degrees.",
        ),
        (
            "how windy is it going to be on Saturday",
            "On Saturday the twenty first of November: wind of up to forty five kilometres an hour.",
        ),
        ("is it going to snow this week", "No, there's no snow in the forecast in the next seven days."),
        ("will it be freezing this weekend", "Yes, it will feel like minus six degrees this weekend."),
        ("should i take a coat", "Yes, it will feel like five degrees today."),
        ("is it sunny in Leeds right now", "Yes, it should be bright in Leeds today: clear most of the time."),
        ("what's the weather on the second of January", "I can only see eight days ahead."),
        ("what's the weather in Narnia", "I don't know a place called Narnia."),
    ],
)  # fmt: skip
def test_what_is_asked_is_read_from_the_forecast(bonn: Rehearsal, said: str, answer: str) -> None:
    assert bonn.hear(said) == answer


def test_fahrenheit_and_miles(house: House, server: str) -> None:
    settings = {"place": "Leeds", "units": "imperial", "forecasts": server, "places": server}
    weather = house("weather", settings={"weather": settings})
    assert weather.hear("how warm will it get tomorrow") == "Tomorrow: between forty six and sixty one degrees."
    assert weather.hear("how windy is it on Saturday").endswith("twenty eight miles an hour.")


@pytest.mark.parametrize("answer", [None, b"<html>", b"{}", b'{"results": [{"name": 3}]}', b"[]"])
def test_a_server_that_is_away_or_talks_nonsense_costs_a_plain_sentence(house: House, answer: bytes | None) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Nonsense, answer)) as listening:
        address = f"http://127.0.0.1:{listening.server_port}"
        if answer is None:
            listening.server_close()
        else:
            threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}).start()
        weather = house("weather", settings={"weather": {"place": "Bonn", "forecasts": address, "places": address}})
        said = weather.hear("what's the weather like")
        if answer is not None:
            listening.shutdown()
    assert said in ("I can't reach the weather service just now. Try again later.", "I don't know a place called Bonn.")
    assert weather.tone in ("calm", "neutral")


class _Nonsense(BaseHTTPRequestHandler):
    def __init__(self, answer: bytes, *rest: object) -> None:
        self._answer = answer
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self._answer)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def test_a_copy_of_it_reaches_the_host_that_the_household_allows_and_no_other(
    rehearse: House, root: Path, tmp_path: Path, server: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As anybody's plugin: in a process of its own, through the way that the house keeps open."""
    real = ways._find

    async def find(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "weather.local" else await real(host, port)

    monkeypatch.setattr(ways, "_find", find)
    way = f"weather.local:{urlsplit(server).port}"
    wishes = {"now": now, "outside": True, "allow": {"skies": {"network": [way]}}}
    home = {"place": "Bonn", "forecasts": f"http://{way}", "places": f"http://{way}"}
    copy = shutil.copytree(root / "plugins" / "earnest_plugins" / "weather", tmp_path / "skies")
    weather = rehearse(copy, settings={"skies": home}, **wishes)
    if weather.plugins.loaded[0].walls != "namespaces":
        pytest.skip("single hosts can be allowed where there are namespaces only")
    assert weather.hear("will it rain tomorrow").startswith("Yes, it looks like rain tomorrow")
    elsewhere = rehearse(copy, settings={"skies": {**home, "forecasts": server}}, **wishes)
    assert elsewhere.hear("will it rain tomorrow").startswith("I can't reach the weather service just now.")
