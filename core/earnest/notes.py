"""What a plugin remembers."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any, Protocol

NAMES_KEPT = "names that are kept"
"""The note that holds the names of what a plugin keeps, written by ``Talk.keeps``."""


WHOSE_TURN = "turn of "
"""How the notes begin that hold whose turn it is among the ways to say something."""


class Pages(Protocol):
    """Where notes are written."""

    def read_notes(self) -> dict[str, Any]:
        """All of them."""

    def write_note(self, key: str, value: Any) -> None:
        """Remember ``value`` under ``key``; None forgets it."""


class Notes(MutableMapping[str, Any]):
    """What a plugin remembers, by key; values are whatever JSON can hold. Written to disk at once."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def __getitem__(self, key: str) -> Any:
        return self._pages.read_notes()[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._pages.write_note(key, value)

    def __delitem__(self, key: str) -> None:
        if key not in self._pages.read_notes():
            raise KeyError(key)
        self._pages.write_note(key, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages.read_notes())

    def __len__(self) -> int:
        return len(self._pages.read_notes())
