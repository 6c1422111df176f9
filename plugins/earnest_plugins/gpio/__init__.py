"""A light and a button on the pins of a Raspberry Pi, or of any machine that gpiozero knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from earnest import Controls, Settings, hookimpl

_HELD = 2.0
"""Seconds that the button is held to close the microphone or open it."""

_LIT: Mapping[str, tuple[float, float]] = {
    "listening": (1.0, 0.0),
    "thinking": (0.3, 0.3),
    "speaking": (1.0, 0.0),
    "ringing": (0.1, 0.1),
    "idle": (0.0, 1.0),
    "muted": (0.1, 2.9),
}
"""Seconds for which the light is on and off, again and again, in each state."""


class Panel:
    """The light and the button, as far as there are any."""

    def __init__(self, controls: Controls, led: int, button: int) -> None:
        """``led`` and ``button`` are numbers of pins as gpiozero counts them (BCM); 0 is none.

        Raises RuntimeError, with the remedy, when gpiozero is not here.
        """
        try:
            import gpiozero
        except ImportError:
            raise RuntimeError("gpiozero is not installed; run: pip install 'earnest[gpio]'") from None
        self._controls = controls
        self._state = "idle"
        self._muted = False
        self._held = False
        self._led: Any = gpiozero.LED(led) if led else None
        self._button: Any = gpiozero.Button(button, hold_time=_HELD) if button else None
        if self._button is not None:
            self._button.when_held = self._hold
            self._button.when_released = self._release

    def show(self, state: str) -> None:
        """Light up as the house's state asks; a closed microphone shows whenever nothing else does."""
        self._state = state
        if self._led is None:
            return
        on, off = _LIT["muted" if state == "idle" and self._muted else state]
        if on and off:
            self._led.blink(on, off)
        elif on:
            self._led.on()
        else:
            self._led.off()

    def mute(self, on: bool) -> None:
        """The microphone was closed or opened."""
        self._muted = on
        self.show(self._state)

    def close(self) -> None:
        """Let go of the pins."""
        for device in (self._led, self._button):
            if device is not None:
                device.close()

    def _hold(self) -> None:
        self._held = True
        self._controls.mute(not self._muted)

    def _release(self) -> None:
        """A short press ends what is heard, opens a closed microphone, or wakes the house."""
        held, self._held = self._held, False
        if held:
            return
        if self._state in ("ringing", "speaking"):
            self._controls.stop()
        elif self._muted:
            self._controls.mute(False)
        else:
            self._controls.wake()


_controls: list[Controls] = []
_panels: list[Panel] = []


@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("led", 0, "the pin of a light that shows what the house does (BCM number); 0 for none")
    settings.add("button", 0, "the pin of a button: press to stop, or to wake; hold to mute; 0 for none")


@hookimpl
def register_controls(controls: Controls) -> None:
    _controls[:] = [controls]


@hookimpl
def started(settings: Mapping[str, object]) -> None:
    led, button = (int(str(settings[name])) for name in ("led", "button"))
    if led or button:
        _panels[:] = [Panel(_controls[0], led, button)]


@hookimpl
def woke(word: str) -> None:
    _show("listening")


@hookimpl
def listening() -> None:
    _show("listening")


@hookimpl
def thinking() -> None:
    _show("thinking")


@hookimpl
def speaking() -> None:
    _show("speaking")


@hookimpl
def ringing(name: str, kind: str) -> None:
    _show("ringing")


@hookimpl
def idle() -> None:
    _show("idle")


@hookimpl
def muted(on: bool) -> None:
    for panel in _panels:
        panel.mute(on)


@hookimpl
def stopping() -> None:
    while _panels:
        _panels.pop().close()


def _show(state: str) -> None:
    for panel in _panels:
        panel.show(state)
