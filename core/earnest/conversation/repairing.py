"""A turn that only makes sense after another one: what was done last, done otherwise or once more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Literal

from earnest.conversation import phrases
from earnest.conversation.journal import Done
from earnest.conversation.redoing import NAME, Redoing, Repaired
from earnest.nouns import Intent
from earnest.spoken.repair import Repair

if TYPE_CHECKING:
    from earnest.conversation.deeds import Deeds
    from earnest.intents import Route, Router
    from earnest.spoken import Language
    from earnest.talk import Heard


BRIEF = 16
"""Words of a turn that is about the one before it, at most; more are a story. Of 192 further turns in
the household's dialogues the longest has thirteen."""
AT_ONCE = timedelta(minutes=1)
"""For so long a mere "no" is taken to be about what was just done."""
_MERE = 4
"""Words of a mere no, at most; a longer one says of what: "I don't need my alarm tomorrow after all"."""


def repairs_in(heard: Heard, language: Language) -> Iterator[Repair]:
    """What may be meant by words about the turn before them: as they stand, and without remarks around them."""
    if len(heard.text.split()) > BRIEF:
        return
    slip = language.find_slip(heard.text)
    if slip is None:
        behind = language.without_remarks(heard.text, heard.now, behind=True)
        ways = (heard.text, *behind, *language.without_remarks(heard.text, heard.now, run_on=True))
    else:
        ways = (*language.mended(slip, heard.now), heard.text)
    for said in ways:
        repair = language.read_repair(said)
        if repair is not None:
            yield repair


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
    return last is not None and last is not deeds.changed and _is_kin(own, last)


def _is_kin(own: Intent, done: Done) -> bool:
    return own.plugin == done.intent.plugin


class Repairing:
    """Puts what was done last together with the few words that follow it."""

    def __init__(self, router: Router, language: Language) -> None:
        self._router = router
        self._language = language
        self._redoing = Redoing(router, language)

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
        if not meant and (more := self._once_more(deeds.last, heard)) is not None:
            return more
        last, changed = deeds.last, deeds.changed
        fresh = [done for done in (last, changed) if done is not None and done.is_fresh(heard.now)]
        repairs: list[tuple[Repair, Done]] = []
        for repair in chain(repairs_in(heard, self._language), self._behind(deeds, own, heard)):
            if repair.kind == "undo" and repair.rest:
                if (named := deeds.named(repair, self._router, self._language, heard.now)) is not None:
                    return named
                continue
            if repair.kind == "name" and (called := self._called(deeds, repair, heard)) is not None:
                deeds.take_back(called[0])
                return called
            if repair.kind in ("name", "more") or (repair.loss and not (changed and self._is_loss(changed))):
                continue
            if repair.kind == "undo" and (not repair.last or last is changed):
                return "undo"
            if repair.kind == "undo":
                continue
            kin = [done for done in fresh if not meant or (repair.kind == "extend" and own and _is_kin(own, done))]
            repairs += [(repair, done) for done in kin]
            if found := self._fitting([(repair, done) for done in kin], deeds, self._redoing.repaired, heard.now):
                return found
        if found := self._fitting(repairs, deeds, self._redoing.said_anew, heard.now):
            return found
        dropped = changed is not None and last is changed and not meant and is_dropped(changed, heard, self._language)
        return "drop" if dropped else None

    def _fitting(
        self,
        repairs: Sequence[tuple[Repair, Done]],
        deeds: Deeds,
        way: Callable[[Done, Repair, datetime], Repaired | None],
        now: datetime,
    ) -> tuple[Done, Repaired] | None:
        for repair, done in repairs:
            if (repaired := way(done, repair, now)) is not None:
                if repair.kind == "correct":
                    deeds.take_back(done)
                return done, repaired
        return None

    def _behind(self, deeds: Deeds, own: Intent | None, heard: Heard) -> Iterator[Repair]:
        """What may be meant that is no repair as it stands."""
        yield from self._in_clauses(heard)
        yield from self._bare(deeds, own, heard)

    def _bare(self, deeds: Deeds, own: Intent | None, heard: Heard) -> Iterator[Repair]:
        """A mere value, at once behind what was set with another or none: "every day", "twelve minutes"."""
        done = deeds.changed
        if done is None or done is not deeds.last or heard.now - done.heard.now > AT_ONCE or (own and own.exact):
            return
        finds = (kind.find(heard.text, heard.now) for kind in self._language.kinds.values() if kind.find is not None)
        if any(found.value is not None and not found.rest.strip() for found in finds):
            yield Repair("correct", heard.text, plain=False)

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
                if said != clauses[:at] and not repair.back:  # "that's next door's car alarm, ignore it"
                    continue
                other = self._language.read_repair(", ".join(rest))
                if other is not None and other.kind == "correct":
                    yield other
                if (other is None or not other.plain) and self._is_idle(", ".join(rest), heard.now):
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

    def _called(self, deeds: Deeds, repair: Repair, heard: Heard) -> tuple[Done, Repaired] | None:
        """What was just done, and has no name yet, with one: "it's for the eggs"."""
        done = deeds.changed
        if not repair.plain or done is None or done is not deeds.last or heard.now - done.heard.now > AT_ONCE:
            return None
        empty = [name for name in self._router.free_slots_of(done.intent) if not done.intent.slots.get(name)]
        return (done, self._redoing.with_slots(done, {empty[0]: repair.rest}, str)) if len(empty) == 1 else None

    def of_the_last(self, done: Done | None, heard: Heard, route: Route) -> Route:
        """Who is meant by words that leave out what was just spoken of, "set *one* for seven"; else ``route``.

        By its name, even where they fit as they are ("give *it* ten minutes more", behind "how long on the ham"). Else
        by the noun that was said, or another: "wake me at six" and "turn *the alarm* off".
        """
        if done is None or not done.is_fresh(heard.now):
            return route
        own = route.intent
        called = [self._language.with_name(heard.text, name) for name in self._names(done)]
        named = next(self._phrases(heard, called), None)
        if named is not None and named.intent and (own is None or not own.exact or named.intent.plugin == own.plugin):
            return named
        said = self._router.noun_of(done.intent, done.heard.text)
        nouns = dict.fromkeys(filter(None, (said, *self._router.about(done.intent))))
        said_so = [self._language.with_noun(heard.text, noun) for noun in nouns]
        return route if own is not None and own.exact else next(self._phrases(heard, said_so), route)

    def _names(self, done: Done) -> list[str]:
        """The words by which ``done`` named something."""
        values = (done.intent.slots.get(name) for name in self._router.worded_slots_of(done.intent))
        return [value for value in values if isinstance(value, str) and 0 < len(value.split()) <= NAME]

    def _once_more(self, done: Done | None, heard: Heard) -> tuple[Done, Repaired] | None:
        """What changes nothing, once more: "another one" of a joke. What was set is set anew, and asks how."""
        skill = self._router.skill_of(done.intent) if done is not None and done.is_fresh(heard.now) else None
        wanted = any(repair.kind == "more" for repair in repairs_in(heard, self._language))
        if done is None or skill is None or skill.session or not wanted:
            return None
        if skill.is_harmless:
            return done, Repaired(done.intent, {question.text: answer for question, answer in done.answers})
        anew = skill.asks_for_all and not self._is_loss(done)
        return (done, Repaired(replace(done.intent, slots={}), {})) if anew else None

    def _phrases(self, heard: Heard, texts: Iterable[str]) -> Iterator[Route]:
        """Who answers those of ``texts`` that are a phrase, and not what was heard itself."""
        routes = (self._router.route(text, heard.now) for text in texts if text != heard.text)
        return (route for route in routes if route.intent is not None and route.intent.exact)
