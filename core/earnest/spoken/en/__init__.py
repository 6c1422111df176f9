"""English: numbers, durations and moments, as people say them and as a recogniser writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from earnest.spoken.en.amending import amend
from earnest.spoken.en.answers import parse_choice, parse_yes_no
from earnest.spoken.en.clock import say_time
from earnest.spoken.en.dates import say_date
from earnest.spoken.en.durations import parse_duration, say_duration
from earnest.spoken.en.kinds import KINDS
from earnest.spoken.en.moment import find_moment, parse_moment, say_moment
from earnest.spoken.en.numbers import find_number, parse_number, say_number
from earnest.spoken.en.repair import read_repair
from earnest.spoken.en.spelling import SPELLING, TURNING
from earnest.spoken.language import SlotKind
from earnest.spoken.moment import Moment
from earnest.spoken.repair import Repair
from earnest.spoken.wording import Spelling

__all__ = [
    "LANGUAGE",
    "find_number",
    "parse_choice",
    "parse_duration",
    "parse_moment",
    "parse_number",
    "parse_yes_no",
    "say_date",
    "say_duration",
    "say_number",
    "say_time",
]


class English:
    """The house's first language."""

    code = "en"
    name = "English"
    spelling: Spelling = SPELLING
    kinds: Mapping[str, SlotKind] = KINDS
    turning: frozenset[str] = TURNING
    joining: frozenset[str] = frozenset({"and", "then", "also", "plus"})

    def read_moment(self, text: str, now: datetime) -> Moment | None:
        """The moment that ``text`` is; None when it is anything else, or past."""
        return parse_moment(text, now)

    def find_moment(self, text: str, now: datetime) -> tuple[Moment | None, str]:
        """The moment said somewhere in ``text``, and the other words."""
        return find_moment(text, now)

    def read_duration(self, text: str) -> timedelta | None:
        """The duration that ``text`` is."""
        return parse_duration(text)

    def read_number(self, text: str) -> float | None:
        """The number that ``text`` is."""
        return parse_number(text)

    def find_number(self, text: str) -> float | None:
        """The one number in an answer."""
        return find_number(text)

    def read_yes_no(self, text: str) -> bool | None:
        """Whether ``text`` agrees."""
        return parse_yes_no(text)

    def read_repair(self, text: str) -> Repair | None:
        """A correction, a follow-up, undo; None for anything else."""
        return read_repair(text)

    def amend(self, value: object, text: str, now: datetime) -> object | None:
        """``value`` as ``text`` corrects it; None when it cannot."""
        return amend(value, text, now)

    def read_choice(self, text: str, choices: Sequence[str]) -> str | None:
        """The one of ``choices`` that ``text`` names."""
        return parse_choice(text, choices)

    def say(self, value: object) -> str:
        """A value in words: a Moment, a duration, a number, a time of day, several in a row; text as it is."""
        match value:
            case Moment():
                return say_moment(value)
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

    def say_time(self, at: datetime) -> str:
        """The time of day: "quarter past six"."""
        return say_time(at)

    def say_date(self, at: datetime) -> str:
        """The day: "Friday the third of December"."""
        return say_date(at)


def _in_a_row(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b, and c"."""
    return " and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])}, and {words[-1]}"


LANGUAGE = English()
