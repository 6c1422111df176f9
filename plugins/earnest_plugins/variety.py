"""A little variety in what is said, the same each time it is rehearsed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from earnest import Talk

T = TypeVar("T")


def take_turns(talk: Talk, what: str, options: Sequence[T]) -> T:
    """The next of ``options``, one after the other, remembered under ``what`` in the plugin's notes."""
    turn = int(talk.notes.get(what, 0))
    talk.notes[what] = (turn + 1) % len(options)
    return options[turn % len(options)]
