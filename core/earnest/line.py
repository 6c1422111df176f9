"""The line between a skill and the house: what crosses it, and what may be asked along it.

The house itself stands at its end for plugins that run inside, a pipe to it for plugins that run outside.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from earnest.nouns import UNSURE_EMOTION, Emotion, Reply, Sound

Expecting = Literal["text", "yes-no", "choice", "choices", "number", "moment", "duration", "list"]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a skill may know of something that was said: of the turn it answers, or of an answer."""

    text: str
    """As the recogniser wrote it; empty where nobody said anything."""
    emotion: Emotion = UNSURE_EMOTION
    """How it was said, and how sure that is."""
    person: str | None = None
    """Who said it, when known."""
    now: datetime = field(default_factory=lambda: datetime.now().astimezone())
    """When: local time, with its zone."""
    confidence: float = 1.0
    """0 to 1, the recogniser's certainty of the words."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a question."""

    value: Any
    """As the type that was expected."""
    heard: Heard
    """The words it was said in, and how they were said."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something a skill wants to know before it can answer."""

    text: str
    expecting: Expecting = "text"
    choices: tuple[str, ...] = ()
    """The values to choose from when ``expecting`` is ``choice`` or ``choices``."""
    tone: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be said, or a skill to be started, at a moment to come. Survives a power cut."""

    plugin: str
    at: datetime
    """Local time, with its zone."""
    reply: Reply | None = None
    """What to say; None when a skill is to be started."""
    skill: str | None = None
    """The skill of the same plugin to start."""
    slots: Mapping[str, Any] = field(default_factory=dict)
    """What to start the skill with, or the plugin's own label beside a reply; values that JSON can hold."""
    recurrence: str | None = None
    """An iCalendar RRULE, for things that come again."""
    person: str | None = None
    id: int = 0
    """Given when kept."""
    elapsed: bool = False
    """True for a timer: so many seconds that pass, whatever happens to the clock. Everything else follows the wall
    clock and the time zone that the machine is in."""
    rings: bool = False
    """Whether it rings, again and again until somebody stops it, instead of being said once."""
    rang: bool = False
    """Whether it rang and nobody came: it is told when somebody speaks again."""


class Line(Protocol):
    """What stands behind a ``Talk``. Every write is on disk when the call returns."""

    async def ask(self, question: Question) -> Answered:
        """The answer, its value as the type the question expects. Raises Unanswered."""

    async def say(self, reply: Reply) -> None:
        """Say something before the reply itself."""

    async def request(self, words: str) -> str | None:
        """What another plugin answers to ``words``; None for nothing. Raises PermissionError."""

    async def play(self, pieces: AsyncIterator[Sound], name: str) -> bool:
        """Let the pieces be heard; False when the person wanted the next. Raises NeverMind when they wanted no more."""

    def keep_due(self, due: Due) -> Due:
        """Remember; answers with the id filled in."""

    def list_due(self) -> list[Due]:
        """This plugin's own, soonest first."""

    def drop_due(self, id: int) -> bool:
        """Forget one; False when there is none of that id."""

    def read_notes(self) -> dict[str, Any]:
        """All of this plugin's notes."""

    def write_note(self, key: str, value: Any) -> None:
        """Remember ``value`` (what JSON can hold) under ``key``; None forgets it."""

    def own_folder(self) -> Path:
        """The plugin's own folder; it is there."""

    def ask_house(self, what: str) -> Any:
        """A fact of the house: see ``Talk.house``."""

    def tell_house(self, what: str, value: Any) -> None:
        """Ask the house to change something: see ``Talk.change``."""
