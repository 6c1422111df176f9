"""English: numbers, durations and moments, as people say them and as a recogniser writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from earnest.spoken.en.amending import amend, reworded
from earnest.spoken.en.answers import parse_choice, parse_yes_no
from earnest.spoken.en.choosing import parse_choices
from earnest.spoken.en.kinds import kinds_in
from earnest.spoken.en.mending import find_slip, mended
from earnest.spoken.en.moments import find_duration, read, read_duration, read_whole, say, waking
from earnest.spoken.en.numbers import find_number, parse_number, say_number
from earnest.spoken.en.numbers import find_number as hear_number
from earnest.spoken.en.remarks import clauses, up_to_remarks, without_kept, without_remarks, without_run_on
from earnest.spoken.en.repair import (
    compares,
    completed,
    dismisses,
    read_repair,
    self_correction,
    unfronted,
    with_name,
    with_noun,
    wonders,
)
from earnest.spoken.en.saying import say_date, say_duration, say_measure, say_time
from earnest.spoken.en.shapes import SHAPES, read_answer
from earnest.spoken.en.spelled_out import spelled_out
from earnest.spoken.en.spelling import ENDING, IDLE, REFRAINING, SPELLING, TURNING
from earnest.spoken.language import Opposite, Shape, SlotKind
from earnest.spoken.moment import Moment, Reading
from earnest.spoken.repair import Repair, Slip
from earnest.spoken.wording import Spelling

__all__ = [
    "find_number",
    "hear_number",
    "parse_choice",
    "parse_number",
    "parse_yes_no",
    "say_date",
    "say_duration",
    "say_number",
    "say_time",
    "spoken_in",
]


_SIGH = re.compile(
    r"^(?:(?:oh|ah|um|well|okay|ok|sorry|right|then|no|actually|make it|i mean|i meant)\b[\s,.!]*)+", re.IGNORECASE
)

_AFTERWARDS = re.compile(r"(?:[\s,.]+(?:sorry|then|please|i mean|i meant|actually))+$", re.IGNORECASE)


class English:
    """The house's first language, as it is spoken in one country."""

    code = "en"
    name = "English"
    spelling: Spelling = SPELLING
    turning: frozenset[str] = TURNING
    leading: frozenset[str] = frozenset({"to"})
    idle: frozenset[str] = IDLE
    shapes: Mapping[str, Shape] = SHAPES
    objecting: frozenset[str] = frozenset({"no", "nope", "sorry", "wait", "actually", "rather", "oops", "correction"})
    belittling: frozenset[str] = frozenset({"just", "only", "really", "simply", "first", "quickly"})
    joining: frozenset[str] = frozenset({"and", "then", "also", "plus", "but"})

    def __init__(self, country: str | None) -> None:
        """``country``: two letters; whose holidays are meant. None knows no holidays."""
        self._country = country
        self.kinds: Mapping[str, SlotKind] = kinds_in(country)

    def read_opposite(self, text: str) -> Opposite | None:
        """What a request in its one form wants ended or not done; None for one that asks for something."""
        refrained, ended = REFRAINING.match(text), ENDING.match(text)
        found = refrained or ended
        return Opposite(text[found.end() :].strip(), refrained is not None) if found else None

    def read_moment(self, text: str, now: datetime) -> Moment | None:
        """The moment that ``text`` is; None when it is anything else, or past."""
        reading = read_whole(text, now, self._country)
        return None if reading.rest or reading.doubts else reading.moment

    def find_moment(self, text: str, now: datetime) -> Reading:
        """The moment said somewhere in ``text``, the other words, and what was not understood."""
        return read(text, now, self._country)

    def corrected_moment(self, text: str, correction: str, now: datetime) -> Moment | None:
        """The moment of ``text`` with what puts it right; None where the two do not go together."""
        bare = _AFTERWARDS.sub("", _SIGH.sub("", correction.strip(" .,!?")))
        reading = read(f"{text.rstrip(' .!?')}, no, {bare}", now, self._country)
        return reading.moment if not (reading.doubts or reading.why) else None

    def waking(self, moment: Moment) -> Moment | None:
        """Five to eleven are in the morning, twelve is noon; None for one to four."""
        return waking(moment)

    def read_duration(self, text: str) -> timedelta | None:
        """The duration that ``text`` is."""
        return read_duration(text)

    def read_number(self, text: str) -> float | None:
        """The number that ``text`` is."""
        return parse_number(text)

    def find_number(self, text: str) -> float | None:
        """The one number in an answer."""
        return find_number(text)

    def read_list(self, text: str) -> list[str] | None:
        """The things that an answer names."""
        return read_answer(text)

    def read_yes_no(self, text: str) -> bool | None:
        """Whether ``text`` agrees."""
        return parse_yes_no(text)

    def spelled_out(self, text: str) -> Iterator[str]:
        """A request for so many things with each as one of its own."""
        return spelled_out(text)

    def without_remarks(self, text: str, now: datetime, *, behind: bool = False, run_on: bool = False) -> Iterator[str]:
        """A request without the clauses that change nothing in it; ``behind``: without those behind it."""

        def is_about_time(clause: str) -> bool:
            return self._is_about_time(clause, now, vaguely=not behind)

        yield from up_to_remarks(text, is_about_time) if behind else without_remarks(text, is_about_time)
        if run_on:
            yield from without_run_on(text, is_about_time)

    def without_kept(self, text: str, now: datetime) -> str:
        """A request without what is to stay as it is."""
        return without_kept(text, lambda clause: self._is_about_time(clause, now, vaguely=True))

    def _is_about_time(self, clause: str, now: datetime, *, vaguely: bool) -> bool:
        reading = read(clause, now, self._country)
        vague = bool(reading.doubts or reading.why) and vaguely
        return vague or reading.moment is not None or find_duration(clause)[0] is not None

    def clauses(self, text: str) -> list[str]:
        """The clauses of ``text``."""
        return clauses(text)

    def read_repair(self, text: str) -> Repair | None:
        """A correction, a follow-up, undo; None for anything else."""
        return read_repair(text)

    def compares(self, text: str) -> bool:
        """Whether ``text`` is no name, for it measures a time or a length against another."""
        return compares(text)

    def unfronted(self, text: str) -> str:
        """``text`` with what stands before it in its place."""
        return unfronted(text)

    def wonders(self, text: str) -> str:
        """The words by which ``text`` asks whether to do something; else empty."""
        return wonders(text)

    def dismisses(self, text: str) -> bool:
        """Whether ``text`` lets something go that was spoken of."""
        return dismisses(text)

    def find_slip(self, text: str) -> Slip | None:
        """Where a request puts itself right before its end."""
        return find_slip(text)

    def mended(self, slip: Slip, now: datetime) -> Iterator[str]:
        """What may have been meant by a request that puts itself right."""

        def is_time(words: str) -> bool:
            return self.read_moment(words, now) is not None or read_duration(words) is not None

        return mended(slip, is_time)

    def self_correction(self, text: str) -> tuple[str, str] | None:
        """What somebody said first and what instead, within one answer."""
        return self_correction(text)

    def with_name(self, text: str, name: str) -> str:
        """``text`` with a name in the place of "it"."""
        return with_name(text, name)

    def with_noun(self, text: str, noun: str) -> str:
        """``text`` with the noun in the place of "one"."""
        return with_noun(text, noun)

    def reworded(self, old: str, rest: str, *, whole: bool) -> str | None:
        """Words put right by others."""
        return reworded(old, rest, whole=whole)

    def completed(self, whole: str, part: str) -> str:
        """``part`` with the verb that it left to ``whole``."""
        return completed(whole, part)

    def amend(self, value: object, text: str, now: datetime) -> object | None:
        """``value`` as ``text`` corrects it; None when it cannot."""
        return amend(value, text, now, self._country)

    def read_choice(self, text: str, choices: Sequence[str]) -> str | None:
        """The one of ``choices`` that ``text`` names."""
        return parse_choice(text, choices)

    def read_choices(self, text: str, choices: Sequence[str], now: datetime) -> list[str] | None:
        """Those of ``choices`` that ``text`` names."""
        return parse_choices(text, choices, now)

    def say(self, value: object) -> str:
        """A value in words: a Moment, a duration, a number, a time of day, several in a row; text as it is."""
        match value:
            case Moment():
                return say(value)
            case timedelta():
                return say_duration(value)
            case datetime():
                return say_time(value)
            case bool() | str() | None:
                return str(value)
            case int() | float():
                return say_number(value)
            case list() | tuple():
                return _in_a_row([self.say(each) for each in value])
        return str(value)

    def say_others(self, count: int, *, one_of_them: bool) -> str:
        """What stands for the rest of a long row: "three more", or "one of three others"."""
        return f"one of {say_number(count)} others" if one_of_them else f"{say_number(count)} more"

    def say_measure(self, duration: timedelta) -> str:
        """A duration before what it measures: "five minute", "hour and a half"."""
        return say_measure(duration)

    def say_time(self, at: datetime) -> str:
        """The time of day: "quarter past six"."""
        return say_time(at)

    def say_date(self, at: datetime) -> str:
        """The day: "Friday the third of December"."""
        return say_date(at)


def _in_a_row(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b, and c"."""
    return " and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])}, and {words[-1]}"


def spoken_in(country: str | None) -> English:
    """English, with that country's holidays."""
    return English(country)
