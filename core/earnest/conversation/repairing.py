"""A turn that only makes sense after another one: what was done last, done otherwise or once more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

from earnest.conversation import phrases
from earnest.conversation.journal import Done
from earnest.nouns import Intent
from earnest.spoken.repair import Repair

if TYPE_CHECKING:
    from earnest.conversation.deeds import Deeds
    from earnest.intents import Route, Router
    from earnest.line import Expecting
    from earnest.spoken import Language
    from earnest.talk import Answered, Heard


BRIEF = 16
"""Words of a turn that is about the one before it, at most; more are a story. Of 192 further turns in
the household's dialogues the longest has thirteen."""
AT_ONCE = timedelta(minutes=1)
"""For so long a mere "no" is taken to be about what was just done."""
_MERE = 4
"""Words of a mere no, at most; a longer one says of what: "I don't need my alarm tomorrow after all"."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What is to be done now, and what was answered before and need not be asked again."""

    intent: Intent
    answers: Mapping[str, Answered]
    """By the question's text."""


def repairs_in(heard: Heard, language: Language) -> Iterator[Repair]:
    """What may be meant by words about the turn before them: as they stand, and without remarks around them."""
    if len(heard.text.split()) > BRIEF:
        return
    behind = language.without_remarks(heard.text, heard.now, behind=True)
    for said in (heard.text, *behind, *language.without_remarks(heard.text, heard.now, run_on=True)):
        repair = language.read_repair(said)
        if repair is not None:
            yield repair


def astray(intent: Intent, language: Language) -> Iterator[str]:
    """Words of free slots that belong to something else, of which nothing was made.

    "*And one at ten past*", "*no fifteen*" or "rolls, *less*" as a name.
    """
    for value in intent.slots.values():
        words = value.lower().replace(",", " ").split() if isinstance(value, str) else []
        objects = words[:1] and words[0] in language.objecting and language.read_number(" ".join(words[1:])) is not None
        if len(words) > 1 and (words[0] in language.joining or objects or words[-1] in language.comparing):
            yield str(value)


def withdraws(text: str, language: Language) -> bool:
    """Whether somebody wants something dropped, and says no more: "never mind", "stop it", "I changed my mind"."""
    opposite = language.read_opposite(language.spelling.read(text).text)
    ended = opposite is not None and language.idle.issuperset(opposite.deed.split())
    repair = language.read_repair(text)
    taken_back = repair is not None and repair.kind == "undo" and not repair.loss
    return ended or taken_back or phrases.is_never_mind(text, language.code)


def refuses(text: str, language: Language) -> bool:
    """The same, or a mere no."""
    return withdraws(text, language) or (len(text.split()) <= _MERE and language.read_yes_no(text) is False)


def is_dropped(done: Done, heard: Heard, language: Language) -> bool:
    """Whether words that refuse are about ``done``, which was done in the turn before them."""
    return heard.now - done.heard.now <= AT_ONCE and refuses(heard.text, language)


def takes_back(done: Done, heard: Heard, language: Language) -> bool:
    """Whether the first of several clauses withdraws ``done``: "*scrap that*, set an alarm"."""
    return done.is_fresh(heard.now) and withdraws(language.clauses(heard.text)[0], language)


def goes_on_from(own: Intent, deeds: Deeds) -> bool:
    """Whether a plugin that changed nothing with what it did last has a phrase of its own for what follows."""
    last = deeds.last
    return last is not None and last is not deeds.changed and own.plugin == last.intent.plugin


class Repairing:
    """Puts what was done last together with the few words that follow it."""

    def __init__(self, router: Router, language: Language) -> None:
        self._router = router
        self._language = language

    def find(
        self, heard: Heard, own: Intent | None, deeds: Deeds, meant: bool
    ) -> tuple[Done, Repaired] | Done | Literal["undo", "drop"] | None:
        """What of the last ``deeds`` is to be done otherwise or once more, and how; what is put right was taken back.

        A deed alone is to be taken back, since it was named: "undo the timer".

        Words that only refuse, in the turn behind what was done, may want it dropped.

        ``own``: who answers the words by themselves; ``meant``: they are a phrase of something that changes something.
        """
        if own is not None and own.exact and not meant and goes_on_from(own, deeds):
            return None
        if (more := self._once_more(deeds.last, own, heard)) is not None:
            return more
        for repair in chain(repairs_in(heard, self._language), self._in_clauses(heard)):
            latest = deeds.last, deeds.changed
            changed = deeds.changed
            if repair.kind == "undo" and repair.rest:
                if (named := deeds.named(repair, self._router, self._language, heard.now)) is not None:
                    return named
                continue
            if repair.kind in ("name", "more") or (repair.loss and not (changed and self._is_loss(changed))):
                continue
            if repair.kind == "undo" and (not repair.last or latest[0] is changed):
                return "undo"
            if repair.kind == "undo":
                continue
            for done in filter(None, latest):
                kin = repair.kind == "extend" and own is not None and own.plugin == done.intent.plugin
                if (meant and not kin) or not done.is_fresh(heard.now):
                    continue
                repaired = self.repaired(done, repair, heard.now)
                if repaired is not None and not any(astray(repaired.intent, self._language)):
                    if repair.kind == "correct":
                        deeds.take_back(done)
                    return done, repaired
        last, changed = deeds.last, deeds.changed
        dropped = changed is not None and last is changed and not meant and is_dropped(changed, heard, self._language)
        return "drop" if dropped else None

    def _in_clauses(self, heard: Heard) -> Iterator[Repair]:
        """What a turn of several clauses takes back, whatever else it tells: "undo that, they shut at six".

        Where the rest puts it right ("undo that, make it six"), that is meant; where it may be a request, nobody knows.
        """
        clauses = self._language.clauses(heard.text)
        for at in range(1, len(clauses)):
            for said, rest in ((clauses[:at], clauses[at:]), (clauses[at:], clauses[:at])):
                repair = self._language.read_repair(", ".join(said))
                if repair is None or repair.kind != "undo" or len(" ".join(said).split()) < 2:
                    continue
                other = self._language.read_repair(", ".join(rest))
                if other is not None and other.kind == "correct" and other.plain:
                    yield other
                elif self._is_idle(", ".join(rest), heard.now):
                    yield repair

    def redone(self, heard: Heard, undone: Done | None) -> Repaired | None:
        """What was taken back just now, where it is wanted after all: "oh no, I do need it", "undo that".

        Who takes back a cancelling may cancel after all.
        """
        if undone is None or not undone.is_fresh(heard.now):
            return None
        lost = self._is_loss(undone)
        repairs = (repair for repair in repairs_in(heard, self._language) if repair.kind == "undo")
        if not any(repair.back or repair.loss is not lost for repair in repairs):
            return None
        return Repaired(undone.intent, {question.text: answer for question, answer in undone.answers})

    def _is_loss(self, done: Done) -> bool:
        skill = self._router.skill_of(done.intent)
        return done.journal.is_loss(lasting=skill is not None and skill.is_lasting)

    def _is_idle(self, text: str, now: datetime) -> bool:
        """Whether nobody would change anything for ``text``."""
        route = self._router.route(text, now)
        skills = [self._router.skill_of(intent) for intent in (route.intent, *route.rivals) if intent is not None]
        return all(skill is None or skill.is_harmless for skill in skills)

    def repaired(self, done: Done, repair: Repair, now: datetime) -> Repaired | None:
        """``done`` as the words want it; None when they do not fit it."""
        return (
            self._asked_anew(done, repair.rest, now)
            or self._amended(done, repair, now)
            or self._another(done, repair, now)
            or self._renamed(done, repair, now)
            or self._in_parts(done, repair, now)
        )

    def of_the_last(self, done: Done, heard: Heard) -> Route | None:
        """Who is meant by words that leave out what was just spoken of: "set *one* for seven", "pause *it*"; else None.

        Where that says nothing by the noun that was said ("*wake* me at six"), another may: "turn *the alarm* off".
        """
        if not done.is_fresh(heard.now):
            return None
        said = self._router.noun_of(done.intent, done.heard.text)
        nouns = dict.fromkeys(filter(None, (said, *self._router.about(done.intent))))
        named = (self._language.with_noun(heard.text, noun) for noun in nouns)
        routes = (self._router.route(text, heard.now) for text in named if text != heard.text)
        return next((route for route in routes if route.intent is not None and route.intent.exact), None)

    def _asked_anew(self, done: Done, words: str, now: datetime) -> Repaired | None:
        """The words are a request of the same skill."""
        own = self._router.route(words, now).intent
        if own is not None and own.exact and (own.plugin, own.skill) == (done.intent.plugin, done.intent.skill):
            return self._with(done, dict(own.slots), None)
        return None

    def _once_more(self, done: Done | None, own: Intent | None, heard: Heard) -> tuple[Done, Repaired] | None:
        """What changes nothing, once more: "another one" of a joke. What was set is set anew, and asks how."""
        skill = self._router.skill_of(done.intent) if done is not None and done.is_fresh(heard.now) else None
        wanted = any(repair.kind == "more" for repair in repairs_in(heard, self._language))
        if done is None or skill is None or skill.session or not wanted or self._is_its_own(own, done):
            return None
        if skill.is_harmless:
            return done, Repaired(done.intent, {question.text: answer for question, answer in done.answers})
        anew = skill.asks_for_all and not self._is_loss(done)
        return (done, Repaired(replace(done.intent, slots={}), {})) if anew else None

    def _is_its_own(self, own: Intent | None, done: Done) -> bool:
        """Whether the words are a phrase of the same plugin, or of something that is no mere answer."""
        if own is None or not own.exact:
            return False
        skill = self._router.skill_of(own)
        return own.plugin == done.intent.plugin or skill is None or not skill.is_harmless

    def _amended(self, done: Done, repair: Repair, now: datetime) -> Repaired | None:
        """One value as the words put it right."""
        for name, old in self._values(done).items():
            new = self._language.amend(old, repair.rest, now)
            if new is not None:
                return self._with(done, {name: new}, type(old))
        return None

    def _another(self, done: Done, repair: Repair, now: datetime) -> Repaired | None:
        """The words behind the noun are one: "(a timer) for the toast, three minutes"."""
        noun = self._router.noun_of(done.intent, done.heard.text) if repair.kind == "extend" else None
        return self._asked_anew(done, self._language.with_noun(f"one {repair.rest}", noun), now) if noun else None

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
        if not held and repair.plain and len(free) == 1:
            held = free
        if len(held) != 1 or repair.kind == "extend" or len(repair.rest.split()) > _NAME:
            return None
        new = self._language.reworded(str(done.intent.slots.get(held[0]) or ""), repair.rest, whole=repair.plain)
        if new is None or self._language.idle.issuperset(new.lower().split()):
            return None
        if any(kind.find is not None and kind.find(new, now).value for kind in self._language.kinds.values()):
            return None
        if self._language.read_number(new) is not None:
            return None
        return self._with(done, {held[0]: new}, str)

    def _with(self, done: Done, slots: dict[str, Any], amended: type | None) -> Repaired:
        slots = {**done.intent.slots, **slots}
        intent = replace(done.intent, slots=slots, exact=True, unexplained=(), why_not="", lacking={})
        kept = (each for each in done.answers if amended is None or type(each[1].value) is not amended)
        return Repaired(intent, {question.text: answer for question, answer in kept})


_NAME = 6
"""Words of another name or task, at most; more are a story."""
EXPECTED_AS: Mapping[str, Expecting] = {"time": "moment", "duration": "duration", "number": "number"}
"""The kind of a slot, and what a question for the same expects."""
