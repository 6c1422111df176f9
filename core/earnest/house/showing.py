"""Showing what the house does: short sounds, and the hooks of each moment, for a light or whatever a plugin has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earnest import chimes
from earnest.events import muted_event
from earnest.listening import State

if TYPE_CHECKING:
    from earnest.house.household import Household
    from earnest.house.mouth import Mouth
    from earnest.nouns import Wake
    from earnest.talk import Due

_OPEN = (State.ASKING, State.FOLLOWING)
"""States in which somebody may speak without a wake word: the house listens."""


class Showing:
    """Tells plugins what the house does, and sounds where the household wants it. On the house's own thread."""

    def __init__(self, house: Household, mouth: Mouth, lives: bool) -> None:
        """``lives``: whether somebody can hear a chime; a recording is heard by nobody."""
        self._plugins = house.plugins
        self._wanted = house.config.chimes
        self._mouth = mouth
        self._lives = lives

    def moved(self, state: State) -> None:
        """The listening loop is in another state."""
        if state is State.THINKING:
            self._chime("heard")
        if state is not State.RINGING:  # which is told with its name
            self._plugins.observe("listening" if state in _OPEN else state.value)

    def woken(self, wake: Wake) -> None:
        """Somebody woke the house."""
        self._chime("woke")
        self._plugins.observe("woke", word=wake.word)

    def rings(self, due: Due) -> None:
        """Something begins to ring."""
        name, kind = (str(due.slots.get(key) or "") for key in ("name", "kind"))
        self._plugins.observe("ringing", name=name, kind=kind)

    def failed(self) -> None:
        """Something went wrong."""
        self._chime("failed")

    def muted(self, on: bool) -> None:
        """The microphone was closed, or opened again."""
        self._mouth.emit(muted_event(on))
        self._plugins.observe("muted", on=on)

    def _chime(self, what: str) -> None:
        if self._lives and getattr(self._wanted, what):
            self._mouth.chime(getattr(chimes, what)())
