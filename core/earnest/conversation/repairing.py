"""A turn that only makes sense after another one: what was done last, done otherwise or once more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from earnest.conversation.journal import Done
from earnest.nouns import Intent

if TYPE_CHECKING:
    from earnest.intents import Router
    from earnest.spoken import Language
    from earnest.spoken.repair import Repair
    from earnest.talk import Answered, Heard


@dataclass(frozen=True, slots=True)
class Repaired:
    """What is to be done now, and what was answered before and need not be asked again."""

    intent: Intent
    answers: Mapping[str, Answered]
    """By the question's text."""


def repairs_in(heard: Heard, language: Language) -> Iterator[Repair]:
    """What may be meant by words about the turn before them: as they stand, and without remarks around them."""
    behind = language.without_remarks(heard.text, heard.now, behind=True)
    for said in (heard.text, *behind, *language.without_remarks(heard.text, heard.now)):
        repair = language.read_repair(said)
        if repair is not None:
            yield repair


class Repairing:
    """Puts what was done last together with the few words that follow it."""

    def __init__(self, router: Router, language: Language) -> None:
        self._router = router
        self._language = language

    def repaired(self, done: Done, repair: Repair, now: datetime) -> Repaired | None:
        """``done`` as the words want it; None when they do not fit it."""
        own = self._router.route(repair.rest, now).intent
        if own is not None and own.exact and (own.plugin, own.skill) == (done.intent.plugin, done.intent.skill):
            return self._with(done, dict(own.slots), None)
        for name, old in self._values(done).items():
            new = self._language.amend(old, repair.rest, now)
            if new is not None:
                return self._with(done, {name: new}, type(old))
        return self._renamed(done, repair, now)

    def _values(self, done: Done) -> dict[str, Any]:
        """The values that may be amended, by slot: those that were said, and those that were answered."""
        kinds = self._router.kinds_of(done.intent)
        values = {name: done.intent.slots.get(name) for name in kinds}
        for question, answer in done.answers:
            fitting = [name for name, kind in kinds.items() if values[name] is None and kind.name in _EXPECTED_AS]
            fitting = [name for name in fitting if _EXPECTED_AS[kinds[name].name] == question.expecting]
            if fitting:
                values[fitting[0]] = answer.value
        return {name: value for name, value in values.items() if value is not None}

    def _renamed(self, done: Done, repair: Repair, now: datetime) -> Repaired | None:
        """The rest in place of the words that a free slot holds, or of one choice."""
        free = self._router.free_slots_of(done.intent)
        held = [name for name in free if isinstance(done.intent.slots.get(name), str)]
        if len(held) != 1 or repair.kind != "correct" or len(repair.rest.split()) > _NAME:
            return None
        if any(kind.find is not None and kind.find(repair.rest, now).value for kind in self._language.kinds.values()):
            return None
        new = self._language.reworded(str(done.intent.slots[held[0]]), repair.rest, whole=repair.plain)
        return self._with(done, {held[0]: new}, str) if new else None

    def _with(self, done: Done, slots: dict[str, Any], amended: type | None) -> Repaired:
        intent = replace(done.intent, slots={**done.intent.slots, **slots}, exact=True, unexplained=(), why_not="")
        kept = (each for each in done.answers if amended is None or type(each[1].value) is not amended)
        return Repaired(intent, {question.text: answer for question, answer in kept})


_NAME = 6
"""Words of another name or task, at most; more are a story."""
_EXPECTED_AS = {"time": "moment", "duration": "duration", "number": "number"}
"""The kind of a slot, and what a question for the same expects."""
