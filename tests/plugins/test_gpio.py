"""The light and the button, on gpiozero's mock pins."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from earnest.testing import Rehearsal

gpiozero = pytest.importorskip("gpiozero", reason="needs gpiozero: pip install 'earnest[gpio]'")

LED, BUTTON = 17, 27


@pytest.fixture
def pins(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    from gpiozero.pins.mock import MockFactory

    factory = MockFactory()
    monkeypatch.setattr(gpiozero.Device, "pin_factory", factory)
    yield factory
    factory.close()


@pytest.fixture
def pressed(pins: Any) -> Iterator[tuple[Rehearsal, list[str]]]:
    """A house with a panel, and what its button asked for."""
    assert not pins.pins
    with Rehearsal("gpio", settings={"gpio": {"led": LED, "button": BUTTON}}) as house:
        asked: list[str] = []
        house.plugins.control = asked.append
        house.observe("started")
        yield house, asked
        house.observe("stopping")


def press(pins: Any) -> None:
    pins.pin(BUTTON).drive_low()
    pins.pin(BUTTON).drive_high()


def test_the_light_shows_that_somebody_was_heard(pressed: Any, pins: Any) -> None:
    house, _ = pressed
    led = pins.pin(LED)
    assert not led.state
    house.observe("woke", word="okay_nabu")
    assert led.state
    house.observe("idle")
    assert not led.state
    house.observe("speaking")
    assert led.state


@pytest.mark.parametrize(("moment", "values"), [("thinking", {}), ("ringing", {"name": "pasta", "kind": "timer"})])
def test_it_blinks_while_it_works_or_rings(pressed: Any, pins: Any, moment: str, values: dict[str, str]) -> None:
    house, _ = pressed
    house.observe(moment, **values)
    led = pins.pin(LED)
    led.clear_states()
    house.observe(moment, **values)
    deadline = time.monotonic() + 30
    while {state.state for state in led.states} != {True, False}:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_press_stops_what_is_heard_and_wakes_a_house_that_is_idle(pressed: Any, pins: Any) -> None:
    house, asked = pressed
    house.observe("ringing", name="", kind="alarm")
    press(pins)
    house.observe("speaking")
    press(pins)
    house.observe("idle")
    press(pins)
    assert asked == ["stop", "stop", "wake"]


def test_a_press_opens_a_closed_microphone_and_the_light_says_that_it_is_closed(pressed: Any, pins: Any) -> None:
    house, asked = pressed
    house.observe("muted", on=True)
    assert pins.pin(LED).state  # it winks
    press(pins)
    assert asked == ["unmute"]
    house.observe("muted", on=False)
    assert not pins.pin(LED).state
    press(pins)
    assert asked == ["unmute", "wake"]


def test_without_pins_nothing_is_touched(pins: Any) -> None:
    with Rehearsal("gpio") as house:
        house.observe("started")
        house.observe("woke", word="okay_nabu")
        assert not pins.pins


def test_without_gpiozero_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gpiozero", None)
    with Rehearsal("gpio", settings={"gpio": {"led": LED}}) as house:
        house.observe("started")
        (report,) = house.plugins.reports
        assert "pip install 'earnest[gpio]'" in report.what
