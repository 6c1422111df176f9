"""What the house asks of a language, and which languages there are: one folder each beside this file.

A language is a package ``earnest.spoken.<code>`` with a function ``spoken_in(country) -> Language``. Adding one touches
nothing else; what plugins say in it lies in their own sheets (``words/<code>.yaml``).
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from earnest.spoken.moment import Moment, Reading
    from earnest.spoken.repair import Repair, Slip
    from earnest.spoken.wording import Spelling

ENGLISH = "en"
"""The language of the house when nobody chose another, and the one whose sheets others are held against."""


KEPT = "kept"
"""The kind of a slot that takes only the name of something that the plugin keeps at that moment."""


class Found(NamedTuple):
    """Something of a kind, said somewhere amid other words."""

    value: object | None
    """What was understood; None when nothing of the kind was said, or it cannot be."""
    rest: str
    """The other words, as they were said, in their order."""
    doubts: tuple[str, ...] = ()
    """Stretches of words of the kind that the value does not account for: "except friday"."""
    why: str = ""
    """Why what was said cannot be: "there is no thirty first of February"."""
    also: tuple[object, ...] = ()
    """Further values that it was said for as well: "at six *and at eight*"."""


@dataclass(frozen=True, slots=True)
class SlotKind:
    """A kind of slot: how to read its words, and how to show it in a hint."""

    name: str
    """What comes after the colon: ``time`` in ``{when:time}``."""
    parse: Callable[[str, datetime], object | None]
    """Words and the time now → the value; None when the words are no such thing."""
    example: str
    """Words it would take."""
    openers: frozenset[str] = frozenset()
    """Words that may open it at the end of a free slot: "call mom *at* five"."""
    counts: Callable[[str], bool] = lambda _word: False
    """Whether a word may be a number, which opens any kind."""
    units: frozenset[str] = frozenset()
    """Words that may stand within it."""
    links: frozenset[str] = frozenset()
    """Words that lead to it in a phrase and say nothing where it stands elsewhere: "alarm *for* seven"."""
    lead: str = ""
    """The word that leads to it in a hint: "*at* seven o'clock"."""
    find: Callable[[str, datetime], Found] | None = None
    """The same, amid other words: "the plants at six"; None for a kind that is only looked for word by word."""

    def why_not(self, words: str, now: datetime) -> str:
        """Why ``words`` name something of the kind that cannot be; empty when they name none, or one that can."""
        return self.find(words, now).why if self.find is not None else ""

    def may_hold(self, word: str) -> bool:
        """Whether the word looks like part of one."""
        return word in self.openers or word in self.units or self.counts(word)

    def may_open(self, word: str) -> bool:
        """Whether one may begin with the word, amid others."""
        return word in self.openers or self.counts(word)


@dataclass(frozen=True, slots=True)
class Opposite:
    """A request by which something is to end, or not to be done."""

    deed: str
    """The words for that: "the quiz" of "stop the quiz", "set an alarm" of "do not set an alarm"."""
    refrains: bool
    """Whether it is not to be done at all."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a slot that takes any words is handed over as."""

    name: str
    """What comes after the colon: ``list`` in ``{things:list}``."""
    read: Callable[[str, Sequence[str]], object | None]
    """Words, and the people the house knows → the value; None when they cannot be that."""


class Language(Protocol):
    """Hears and says what every language has: numbers, durations, moments, answers to a question."""

    @property
    def code(self) -> str:
        """Of ISO 639-1: ``en``."""

    @property
    def name(self) -> str:
        """What speakers of English call it."""

    @property
    def spelling(self) -> Spelling:
        """How requests are brought into one form, and the words around them that add nothing."""

    @property
    def turning(self) -> frozenset[str]:
        """Little words that turn a request into something else: negations, other people, the past, conditions."""

    @property
    def leading(self) -> frozenset[str]:
        """Words that lead to a verb: "are you going *to* remind me"."""

    @property
    def idle(self) -> frozenset[str]:
        """Little words that do not tell one thing's name from another's: "the", "to", "one"."""

    @property
    def objecting(self) -> frozenset[str]:
        """Words by which somebody takes back what they have just said: "no", "sorry"."""

    @property
    def belittling(self) -> frozenset[str]:
        """Words that make little of a request, and change nothing in it: "*just* a timer"."""

    def compares(self, text: str) -> bool:
        """Whether ``text`` is no name, for it measures a time or a length against another: "rolls, less"."""

    @property
    def joining(self) -> frozenset[str]:
        """Words between two requests in one breath: "and"."""

    @property
    def kinds(self) -> Mapping[str, SlotKind]:
        """What a phrase may name after a slot's colon: ``time``, ``duration``, ``number``, ``title``, ``kept``."""

    @property
    def shapes(self) -> Mapping[str, Shape]:
        """What it may name there of a slot that takes any words: ``list``, ``person``."""

    def read_opposite(self, text: str) -> Opposite | None:
        """What a request in its one form wants ended or not done; None for one that asks for something."""

    def read_list(self, text: str) -> list[str] | None:
        """The things that an answer names one after the other; None for none."""

    def read_moment(self, text: str, now: datetime) -> Moment | None:
        """The moment that ``text`` is, seen from ``now``; None when it is anything else, or past."""

    def find_moment(self, text: str, now: datetime) -> Reading:
        """The moment said somewhere in ``text``, the other words, and what was not understood."""

    def corrected_moment(self, text: str, correction: str, now: datetime) -> Moment | None:
        """The moment of ``text``, which cannot be, with what puts it right: "the thirtieth, then"; None for others."""

    def waking(self, moment: Moment) -> Moment | None:
        """The moment that whoever wants to be woken means; None where one should ask."""

    def read_duration(self, text: str) -> timedelta | None:
        """The duration that ``text`` is; None for anything else."""

    def read_number(self, text: str) -> float | None:
        """The number that ``text`` is; None for anything else."""

    def find_number(self, text: str) -> float | None:
        """The one number in an answer; None when there is none, or more than one."""

    def read_yes_no(self, text: str) -> bool | None:
        """Whether ``text`` agrees; None when it does neither, or cannot decide."""

    def spelled_out(self, text: str) -> Iterator[str]:
        """A request for so many things with each as one of its own: "two alarms, one at six and one at seven"."""

    def without_remarks(self, text: str, now: datetime, *, behind: bool = False, run_on: bool = False) -> Iterator[str]:
        """A request without what is said beside it: "wake me at four, *we've got a flight*"; nothing where none is.

        ``behind``: only without what follows it. ``run_on``: also without what no comma parts from it.
        """

    def without_kept(self, text: str, now: datetime) -> str:
        """A request without what is to stay as it is: "cancel the alarm, *just keep the reminder*"."""

    def clauses(self, text: str) -> list[str]:
        """The clauses of ``text``, in their order; one where nothing parts it."""

    def read_repair(self, text: str) -> Repair | None:
        """What ``text`` says of the turn before it: a correction, a follow-up, undo; None for anything else."""

    def unfronted(self, text: str) -> str:
        """``text`` with what stands before it in its place: "as for *the alarm*, make it seven"; else as it is."""

    def wonders(self, text: str) -> str:
        """The words by which ``text`` asks whether to do something, and not to do it: "*should I* set an alarm"; else
        empty.
        """

    def dismisses(self, text: str) -> bool:
        """Whether ``text`` lets something go that was spoken of: "actually forget Mum"."""

    def find_slip(self, text: str) -> Slip | None:
        """Where ``text`` puts itself right before its end: "call the bank, no, the building society"; else None."""

    def mended(self, slip: Slip, now: datetime) -> Iterator[str]:
        """What may have been meant by all of it, the likeliest first; nothing where nobody can tell."""

    def self_correction(self, text: str) -> tuple[str, str] | None:
        """What was said first and what instead, within one answer: "five minutes, no, six"; else None."""

    def with_name(self, text: str, name: str) -> str:
        """``text`` with a name in the place of the word that stands for it: "give *it* ten minutes more" """

    def with_noun(self, text: str, noun: str) -> str:
        """``text`` with the noun in the place of the word that stands for it: "set *one* for eight" """

    def reworded(self, old: str, rest: str, *, whole: bool) -> str | None:
        """Words put right: "take the mince out" of "take the chicken out" and "the mince, not the chicken".

        ``whole``: ``rest`` may stand for all of ``old``; else None, where it does not tell in place of what it stands.
        """

    def completed(self, whole: str, part: str) -> str:
        """``part`` with the words before its object that only ``whole`` has: "*take* my white pill"."""

    def amend(self, value: object, text: str, now: datetime) -> object | None:
        """``value`` as ``text`` corrects it: "tomorrow" moves a moment's day, not its hour; None when it cannot."""

    def read_choice(self, text: str, choices: Sequence[str]) -> str | None:
        """The one of ``choices`` that ``text`` names, by its words, its place or nearly its sound."""

    def read_choices(self, text: str, choices: Sequence[str], now: datetime) -> list[str] | None:
        """Those of ``choices`` that ``text`` names: one, some, all or none; None when it tells nothing."""

    def say(self, value: object) -> str:
        """A Moment, duration, number, time of day, several of them in a row, or text, in words."""

    def say_others(self, count: int, *, one_of_them: bool) -> str:
        """What stands for the rest of a long row: "three more", or "one of three others"."""

    def say_measure(self, duration: timedelta) -> str:
        """A duration before what it measures: "the *five minute* timer"."""

    def say_time(self, at: datetime) -> str:
        """The time of day in words."""

    def say_date(self, at: datetime) -> str:
        """The day in words."""


@cache
def language(code: str, country: str | None = None) -> Language:
    """The language of that code, as it is spoken in a country (two letters; whose holidays are meant).

    Raises LookupError, with those there are, for another code.
    """
    if code not in languages():
        raise LookupError(f"no language {code!r}; there are {', '.join(languages())}")
    return cast("Language", import_module(f"earnest.spoken.{code}").spoken_in(country))


def languages() -> list[str]:
    """The codes of the languages the house speaks."""
    places = import_module("earnest.spoken").__path__
    return sorted(found.name for found in pkgutil.iter_modules(places) if found.ispkg)
