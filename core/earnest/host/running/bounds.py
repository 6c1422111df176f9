"""What one turn of one plugin may ask of the house, so that no plugin can hold a person or the disk to ransom."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from earnest.errors import NeverMind, SkillFault, Skipped, Unanswered
from earnest.host.isolation.wire import from_json, to_json
from earnest.recurrence import next_after
from earnest.talk import Answered, Due, Line, Question

if TYPE_CHECKING:
    from earnest.nouns import Reply, Sound

LONGEST_TEXT = 4_000
"""Characters of one reply or question; about four minutes of speech."""
LARGEST_NOTE = 64 * 1024
"""Bytes of one note, as JSON."""
ALL_NOTES = 512 * 1024
"""Bytes of all notes of one plugin; what it reads must fit into a message."""
LONGEST_KEY = 200
"""Characters of a note's key."""
ALL_DUE = 500
"""Things due of one plugin."""
ALL_INTERIM = 4_000
"""Characters of all interim words of one turn; about four minutes of speech."""
MOST = {"questions": 20, "interim words": 10, "requests": 10, "things due": 50, "notes": 200, "things played": 200}
"""How many of each in one turn."""


DEAF = 20
"""So often it may try to go on after it was told to stop."""


class Guard:
    """A ``Line`` with bounds. ``pause`` surrounds the time that a person takes: waiting for one is not thinking."""

    def __init__(
        self,
        line: Line,
        plugin: str,
        pause: Callable[[], AbstractContextManager[None]] = nullcontext,
        *,
        session: bool = False,
    ) -> None:
        """``session``: it goes on, so what a turn may do is counted anew with each answer."""
        self._line = line
        self._session = session
        self._plugin = plugin
        self._pause = pause
        self._counts = dict.fromkeys(MOST, 0)
        self._said = 0
        self._silences = self._deaf = 0
        self._dropped: Unanswered | None = None

    @property
    def closed(self) -> bool:
        """Whether the person has had enough of questions for this turn."""
        return self._dropped is not None

    async def ask(self, question: Question) -> Answered:
        """The person's answer; once they dropped it or fell silent twice, nobody is asked again this turn."""
        await self._go_on()
        self._count("questions")
        check_text(self._plugin, "asked", question.text)
        with self._pause():
            try:
                answered = await self._line.ask(question)
            except NeverMind as dropped:
                self._dropped = dropped
                raise
            except Skipped:
                self._begin_anew()
                raise
            except Unanswered as silence:
                self._silences += 1
                if self._silences > 1 or (self._counts["questions"] > 1 and not self._session):
                    self._dropped = silence
                raise
        self._begin_anew()
        return answered

    async def play(self, pieces: AsyncIterator[Sound], name: str) -> bool:
        """Let something be heard; hearing it is not thinking."""
        await self._go_on()
        self._count("things played")
        with self._pause():
            try:
                return await self._line.play(pieces, name)
            except NeverMind as stopped:
                self._dropped = stopped
                raise

    async def _go_on(self) -> None:
        """Raises again what ended the talk: whoever said "stop" hears no more of it, and others have their turn."""
        if self._dropped is None:
            return
        await asyncio.sleep(0)
        self._deaf += 1
        if self._deaf > DEAF:
            raise SkillFault(self._plugin, "did not let go when it was told to stop")
        raise type(self._dropped)(*self._dropped.args)

    def _begin_anew(self) -> None:
        """A session goes on as long as somebody answers."""
        if self._session:
            self._silences = self._said = 0
            self._counts = dict.fromkeys(MOST, 0)

    async def say(self, reply: Reply) -> None:
        """Say an interim word; speaking it is not thinking."""
        if isinstance(self._dropped, NeverMind):
            await self._go_on()
        self._count("interim words")
        check_text(self._plugin, "said", reply.text)
        self._said += len(reply.text)
        if self._said > ALL_INTERIM:
            raise SkillFault(self._plugin, f"said more than {ALL_INTERIM} characters of interim words in one turn")
        with self._pause():
            await self._line.say(reply)

    async def request(self, words: str) -> str | None:
        """What another plugin answers; it has a time limit of its own."""
        self._count("requests")
        check_text(self._plugin, "requested", words)
        with self._pause():
            return await self._line.request(words)

    def keep_due(self, due: Due) -> Due:
        """Remember something to come."""
        self._count("things due")
        self._check_due(due)
        kept = self._line.list_due()
        if len(kept) >= ALL_DUE and not any(due.id == other.id for other in kept):
            raise ValueError(f"{len(kept)} things are due already, at most {ALL_DUE} can be kept; cancel some")
        return self._line.keep_due(due)

    def list_due(self) -> list[Due]:
        """This plugin's own, soonest first."""
        return self._line.list_due()

    def drop_due(self, id: int) -> bool:
        """Forget one of this plugin's own."""
        return self._line.drop_due(id)

    def read_notes(self) -> dict[str, Any]:
        """All of this plugin's notes."""
        return self._line.read_notes()

    def write_note(self, key: str, value: Any) -> None:
        """Remember a note of bounded size."""
        self._count("notes")
        if not isinstance(key, str):
            raise TypeError(f"a note's key is a string, found {key!r}")
        if len(key) > LONGEST_KEY:
            raise ValueError(f"a note's key has at most {LONGEST_KEY} characters, found {len(key)}: {key!r:.60}")
        others = {name: kept for name, kept in self._line.read_notes().items() if name != key}
        if (
            self._check_size(f"note {key!r:.60}", {key: value}) + self._check_size("notes", others, ALL_NOTES)
            > ALL_NOTES
        ):
            raise ValueError(f"its notes are full: at most {ALL_NOTES} bytes in all; forget some")
        self._line.write_note(key, value)

    def own_folder(self) -> Path:
        """This plugin's own; how much lies in it is looked at by whoever watches its process."""
        return self._line.own_folder()

    def ask_house(self, what: str) -> Any:
        """A fact of the house, in the shape that crosses a pipe, wherever the plugin runs."""
        return from_json(to_json(self._line.ask_house(what)))

    def tell_house(self, what: str, value: Any) -> None:
        """Ask the house to change something."""
        self._line.tell_house(what, value)

    def _count(self, what: str) -> None:
        self._counts[what] += 1
        if self._counts[what] > MOST[what]:
            raise SkillFault(self._plugin, f"more than {MOST[what]} {what} in one turn")

    def _check_due(self, due: Due) -> None:
        """What is kept is spoken or started later, when it is too late to refuse it."""
        if not isinstance(due.at, datetime) or due.at.tzinfo is None:
            raise TypeError(f"something due needs a time with its zone, found {due.at!r:.60}")
        if due.reply is not None:
            check_text(self._plugin, "left to be said", due.reply.text)
        elif not isinstance(due.skill, str):
            raise TypeError("something due needs a reply to say or a skill to start")
        if due.recurrence is not None:
            if "SECONDLY" in str(due.recurrence).upper():
                raise ValueError("nothing may come again every second")
            next_after(due.recurrence, due.at, due.at, due.at.tzinfo)
        self._check_size("slots", dict(due.slots))

    def _check_size(self, what: str, value: Any, most: int = LARGEST_NOTE) -> int:
        try:
            size = len(json.dumps(value))
        except (TypeError, ValueError, RecursionError) as error:
            raise TypeError(f"{what}: only what JSON can hold can be kept ({error})") from error
        if size > most:
            raise ValueError(f"{what}: {size} bytes; at most {most} can be kept in one")
        return size


def check_text(plugin: str, verb: str, text: object) -> None:
    """Raises SkillFault when what a plugin wants spoken is not text, or is a flood of it."""
    if not isinstance(text, str):
        raise SkillFault(plugin, f"{verb} {type(text).__name__} instead of text")
    if len(text) > LONGEST_TEXT:
        raise SkillFault(plugin, f"{verb} {len(text)} characters; at most {LONGEST_TEXT} are spoken")
