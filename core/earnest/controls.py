"""What a button may do: stop what rings or speaks, snooze, wake the house, close the microphone and open it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

Control = Literal["stop", "snooze", "wake", "mute", "unmute"]


class Controls:
    """The house, in a plugin's hand; ``register_controls`` hands it over. May be used from any thread, at any time."""

    def __init__(self, do: Callable[[Control], None]) -> None:
        self._do = do

    def stop(self) -> None:
        """As if somebody had said "stop": what rings has been heard, what is being said ends."""
        self._do("stop")

    def snooze(self) -> None:
        """As if somebody had said "snooze"; nothing where nothing rings."""
        self._do("snooze")

    def wake(self) -> None:
        """As if somebody had said a wake word."""
        self._do("wake")

    def mute(self, on: bool = True) -> None:
        """Close the microphone, or open it again."""
        self._do("mute" if on else "unmute")

    def press(self, what: object) -> bool:
        """Any of these, by its name; False where there is none."""
        found = next((control for control in get_args(Control) if control == what), None)
        if found is not None:
            self._do(found)
        return found is not None
