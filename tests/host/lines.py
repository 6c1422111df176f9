"""A house's side of a talk that remembers in plain dicts."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from earnest import NeverMind, Reply, Unanswered
from earnest.talk import Answered, Due, Heard, Question


class PlainLine:
    """Answers questions from a list, and is silent after that."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[Question] = []
        self.said: list[Reply] = []
        self.notes: dict[str, Any] = {}
        self.due: list[Due] = []
        self.told: list[tuple[str, Any]] = []
        self.folder = Path()
        self.now = datetime(2026, 3, 2, 14, 0, tzinfo=ZoneInfo("Europe/Berlin"))
        self.slowness = 0.0
        """Seconds a person takes to answer."""

    async def ask(self, question: Question) -> Answered:
        self.asked.append(question)
        await asyncio.sleep(self.slowness)
        if not self.answers:
            raise Unanswered("silence")
        answer = self.answers.pop(0)
        if answer is NeverMind:
            raise NeverMind("never mind")
        return Answered(answer, Heard(str(answer), now=self.now))

    async def say(self, reply: Reply) -> None:
        self.said.append(reply)

    def keep_due(self, due: Due) -> Due:
        self.due.append(replace(due, id=len(self.due) + 1))
        return self.due[-1]

    def list_due(self) -> list[Due]:
        return list(self.due)

    def drop_due(self, id: int) -> bool:
        kept = [due for due in self.due if due.id != id]
        dropped, self.due = len(kept) < len(self.due), kept
        return dropped

    def read_notes(self) -> dict[str, Any]:
        return dict(self.notes)

    def write_note(self, key: str, value: Any) -> None:
        if value is None:
            self.notes.pop(key, None)
        else:
            self.notes[key] = value

    def own_folder(self) -> Path:
        return self.folder

    def ask_house(self, what: str) -> Any:
        if what == "diary":
            raise PermissionError("the diary was not declared")
        if what != "people":
            raise KeyError(what)
        return ["Ada"]

    def tell_house(self, what: str, value: Any) -> None:
        self.told.append((what, value))
