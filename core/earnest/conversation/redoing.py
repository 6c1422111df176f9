"""What was done last done otherwise or once more: which of its values the words that follow it put right, or add."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from earnest.conversation.journal import Done
from earnest.intents.joined import counted
from earnest.nouns import Intent
from earnest.spoken.repair import Repair, Slip

if TYPE_CHECKING:
    from earnest.intents import Router
    from earnest.line import Expecting
    from earnest.spoken import Language
    from earnest.talk import Answered

NAME = 6
"""Words of another name or task, at most; more are a story."""
EXPECTED_AS: Mapping[str, Expecting] = {"time": "moment", "duration": "duration", "number": "number"}
"""The kind of a slot, and what a question for the same expects."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What is to be done now, and what was answered before and need not be asked again."""

    intent: Intent
    answers: Mapping[str, Answered]
    """By the question's text."""


def astray(intent: Intent, language: Language) -> Iterator[str]:
    """Words of free slots that belong to something else, of which nothing was made.

    "*And one at ten past*", "*no fifteen*" or "rolls, *less*" as a name.
    """
    for value in intent.slots.values():
        words = value.lower().replace(",", " ").split() if isinstance(value, str) else []
        objects = words[:1] and words[0] in language.objecting and language.read_number(" ".join(words[1:])) is not None
        if len(words) > 1 and (words[0] in language.joining or objects or language.compares(str(value))):
            yield str(value)


class Redoing:
    """Puts what was done together with the few words that put it right, or want it once more."""

    def __init__(self, router: Router, language: Language) -> None:
        self._router = router
        self._language = language

    def repaired(self, done: Done, repair: Repair, now: datetime) -> Repaired | None:
        """``done`` as the words want it; None when they do not fit it."""
        ways = self._amended, self._another, self._renamed, self._in_parts
        found = chain([self._asked_anew(done, repair.rest, now)], (way(done, repair, now) for way in ways))
        return next((each for each in found if each and not any(astray(each.intent, self._language))), None)

    def said_anew(self, done: Done, repair: Repair, now: datetime) -> Repaired | None:
        """The words in the place of some that were said: "oh, *the shopping list*", "and *at six to ring Ray*"."""
        said = done.heard.text
        if repair.kind == "extend":
            leads = done.intent.exact and self._leads_with_time(repair.rest, now)
            again = self._router.share(said, done.intent, repair.rest, now) if leads else None
            return (
                self.with_slots(done, dict(again.slots), None)
                if again is not None
                else self._one_more(done, repair, now)
            )
        if not repair.plain and self._router.noun_of(done.intent, repair.rest) is None:
            return None
        for text in self._language.mended(Slip(said, "", repair.rest), now):
            own = self._router.route(text, now).intent
            if own is not None and own.exact and own.plugin == done.intent.plugin and not own.unexplained:
                return Repaired(own, {})
        return None

    def _leads_with_time(self, words: str, now: datetime) -> bool:
        """Whether they begin with a time or a length: "*at six* to ring Ray", and not "then another *one*"."""
        finds = (kind.find(words, now) for kind in self._language.kinds.values() if kind.find is not None)
        return any(found.value is not None and found.rest.split()[:1] != words.split()[:1] for found in finds)

    def _one_more(self, done: Done, repair: Repair, now: datetime) -> Repaired | None:
        """A further thing, of what was asked for in mere words: "and yoghurts"."""
        values = {name: value for name, value in done.intent.slots.items() if value not in (None, "")}
        held = [name for name in self._router.free_slots_of(done.intent) if name in values]
        worded = all(isinstance(value, str) for value in values.values())
        if not held or not worded or not done.journal.notes or len(repair.rest.split()) > NAME or done.answers:
            return None
        if self._router.route(repair.rest, now).intent is not None:
            return None
        return self.with_slots(done, {held[0]: repair.rest}, str)

    def _asked_anew(self, done: Done, words: str, now: datetime) -> Repaired | None:
        """The words are a request of the same skill."""
        own = self._router.route(words, now).intent
        if own is not None and own.exact and (own.plugin, own.skill) == (done.intent.plugin, done.intent.skill):
            return self.with_slots(done, dict(own.slots), None)
        return None

    def _amended(self, done: Done, repair: Repair, now: datetime) -> Repaired | None:
        """One value as the words put it right."""
        for name, old in self._values(done).items():
            new = self._language.amend(old, repair.rest, now)
            if new is not None:
                return self.with_slots(done, {name: new}, type(old))
        return None

    def _another(self, done: Done, repair: Repair, now: datetime) -> Repaired | None:
        """The words behind the noun are one: "(a timer) for the toast, three minutes"."""
        noun = self._router.noun_of(done.intent, done.heard.text) if repair.kind == "extend" else None
        said = [repair.rest, *counted(done.heard.text, repair.rest, self._language, now)] if noun else []
        said = [f"one{gap}{rest}" for rest in said for gap in (" ", ", ")]
        asked = (self._asked_anew(done, self._language.with_noun(each, noun or ""), now) for each in said)
        return next(filter(None, asked), None)

    def _in_parts(self, done: Done, repair: Repair, now: datetime) -> Repaired | None:
        """Two things put right in one breath: "an hour ten, and it's the crumble"."""
        joins = "|".join(map(re.escape, self._language.joining))
        for found in re.finditer(rf"\s*[,;]\s*(?:(?:{joins})\s+)?|\s+(?:{joins})\s+", repair.rest):
            first, second = repair.rest[: found.start()], repair.rest[found.end() :]
            for one, other in ((first, second), (second, first)) if first and second else ():
                half = self._amended(done, replace(repair, rest=one), now)
                listed = Repair("name", other) if repair.kind == "extend" else None
                further = self._language.read_repair(other) or listed
                if half is not None and further is not None and further.kind != "undo":
                    answers = [each for each in done.answers if each[0].text in half.answers]
                    half_done = replace(done, intent=half.intent, answers=answers)
                    return self._amended(half_done, further, now) or self._renamed(half_done, further, now)
        return None

    def _values(self, done: Done) -> dict[str, Any]:
        """The values that may be amended, by slot: those that were said, and those that were answered."""
        kinds = self._router.kinds_of(done.intent)
        values = {name: done.intent.slots.get(name) for name in kinds}
        for question, answer in done.answers:
            fitting = [name for name, kind in kinds.items() if values[name] is None and kind.name in EXPECTED_AS]
            fitting = [name for name in fitting if EXPECTED_AS[kinds[name].name] == question.expecting]
            if fitting:
                values[fitting[0]] = answer.value
        return {name: value for name, value in values.items() if value is not None}

    def _renamed(self, done: Done, repair: Repair, now: datetime) -> Repaired | None:
        """The rest in place of the words that a free slot holds, or of one choice."""
        free = self._router.worded_slots_of(done.intent)
        held = [name for name in free if isinstance(done.intent.slots.get(name), str)]
        if not held and (repair.plain or repair.kind == "name") and len(free) == 1:
            held = free
        if not held or repair.kind == "extend" or len(repair.rest.split()) > NAME:
            return None
        slot, alone = held[0], len(held) == 1
        new = self._language.reworded(
            str(done.intent.slots.get(slot) or ""), repair.rest, whole=alone and (repair.plain or repair.kind == "name")
        )
        if new is None or self._language.idle.issuperset(new.lower().split()):
            return None
        if any(kind.find is not None and kind.find(new, now).value for kind in self._language.kinds.values()):
            return None
        if self._language.read_number(new) is not None:
            return None
        return self.with_slots(done, {slot: new}, str)

    def with_slots(self, done: Done, slots: dict[str, Any], amended: type | None) -> Repaired:
        """``done`` with other values, and with the answers that are not of the type ``amended``."""
        slots = {**done.intent.slots, **slots}
        intent = replace(done.intent, slots=slots, exact=True, unexplained=(), why_not="", lacking={})
        kept = (each for each in done.answers if amended is None or type(each[1].value) is not amended)
        return Repaired(intent, {question.text: answer for question, answer in kept})
