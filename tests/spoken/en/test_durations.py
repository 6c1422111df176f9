"""Durations, as people say them and as a recogniser writes them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from earnest.spoken.en.moments import find_duration, read_duration

WHOLE = {
    "ten minutes": 600,
    "an hour fifteen": 4500,
    "1h20": 4800,
    "1h20m": 4800,
    "2m30s": 150,
    "one and a quarter hours": 4500,
    "½ hour": 1800,
    "1½ hours": 5400,
    "1 1/2 hours": 5400,
    "1.5 hours": 5400,
    "a minute and a half": 90,
    "90 secs": 90,
    "hour and twenty": 4800,
    "an hour and five": 3900,
    "three quarters of an hour": 2700,
    "an hour and three quarters": 6300,
    "two and a half minutes": 150,
    "three mins thirty": 210,
    "a hundred and twenty minutes": 7200,
    "two hours, ten minutes and five seconds": 7805,
    "twenty-five minutes": 1500,
    "a couple of minutes": 120,
    "a fortnight": 14 * 86_400,
    "um, about ten minutes please": 600,
    "thirty second": 30,
    "ten": None,
    "half": None,
    "minutes": None,
    "a month": None,
    "five to ten minutes": None,
    "ten minutes and counting": None,
}
WITHIN = {
    "set a timer for ten minutes for the pasta": (600, "set a timer for the pasta"),
    "egg timer, seven minutes.": (420, "egg timer"),
    "start a 90 second plank timer": (90, "start a plank timer"),
    "timer, ten minutes. no wait, make that fifteen.": (900, "timer"),
    "set a five-minute timer and a ten-minute timer": (300, "set a timer and a ten-minute timer"),
    "timer for an hour and one for the rice": (3600, "timer and one for the rice"),
    "set the second timer for an hour": (3600, "set the second timer"),
    "a timer for five to ten minutes": (None, "a timer for five to ten minutes"),
    "how long is left": (None, "how long is left"),
}


@pytest.mark.parametrize(("text", "seconds"), WHOLE.items())
def test_a_text_that_is_a_duration(text: str, seconds: float | None) -> None:
    assert read_duration(text) == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize(("text", "found"), WITHIN.items())
def test_a_duration_in_a_sentence(text: str, found: tuple[float | None, str]) -> None:
    seconds, rest = found
    assert find_duration(text) == (None if seconds is None else timedelta(seconds=seconds), rest)
