"""What an exchange changed, written down as it happens, so that it can be taken back whatever plugin it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from earnest.nouns import Intent
from earnest.talk import Answered, Heard, Question

FRESH = timedelta(minutes=10)
"""For so long "undo" and "no, at seven" are taken to be about what was done last."""

TakeBack = Callable[[], object]
"""Puts one thing back as it was."""


class Journal:
    """The changes of one exchange, in their order."""

    def __init__(self) -> None:
        self._steps: list[TakeBack] = []
        self.final = False
        """Whether something was changed that cannot be put back: what is forgotten is forgotten."""
        self._lost = self._gained = False
        self.touched: set[str] = set()
        """What was changed: "due 12", "note list shopping"."""

    def __bool__(self) -> bool:
        return bool(self._steps) or self.final

    def is_loss(self, *, lasting: bool) -> bool:
        """Whether something to come was cancelled: nothing took its place, or what did it is ``lasting``, as leaving
        one time out is, and no mere move.
        """
        return self._lost and (lasting or not self._gained)

    @property
    def notes(self) -> bool:
        """Whether nothing but notes of a plugin were changed."""
        return bool(self.touched) and all(thing.startswith("note ") for thing in self.touched)

    @property
    def made(self) -> bool:
        """Whether something to come is new, in the place of nothing."""
        return self._gained and not self._lost

    def write(self, take_back: TakeBack | None, what: str, *, lost: bool = False, gained: bool = False) -> None:
        """``what`` was changed; ``take_back`` puts it back, None says that nothing does.

        ``lost``, ``gained``: it was something to come, which is no more, or is new.
        """
        self.touched.add(what)
        self._lost, self._gained = self._lost or lost, self._gained or gained
        if take_back is None:
            self.final = True
        else:
            self._steps.append(take_back)

    def take_back(self) -> bool:
        """Put everything back, the latest first; False when nothing could be. It is done once."""
        steps, self._steps = self._steps, []
        for step in reversed(steps):
            step()
        return bool(steps)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done last: who did it, with what, what it changed, and what was answered on the way."""

    intent: Intent
    heard: Heard
    journal: Journal
    answers: list[tuple[Question, Answered]] = field(default_factory=list)
    """The skill's questions and the person's answers, as the types that were expected."""
    beside: tuple[Intent, ...] = ()
    """What else was done in that breath."""

    def is_fresh(self, now: datetime) -> bool:
        """Whether it is still what somebody means who takes something back without saying what."""
        return now - self.heard.now <= FRESH
