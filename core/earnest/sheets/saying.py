"""Values of a reply's slots, in words: what the language says of them, in the manner that the slot asks for."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from earnest.spoken import language

if TYPE_CHECKING:
    from babel import Locale

MANNERS = ("date", "time", "measure", "or", "row")
"""What may follow a slot's colon: the day or the time of a ``datetime``; a duration before what it measures ("the *five
minute* timer"); several with "or", or with commas alone."""


LONGEST_ROW = 12
"""Things in a row that somebody can follow; of more, two fewer are said, and how many are left."""


def say(value: Any, manner: str | None, code: str) -> str:
    """``value`` in the words of a language: a Moment, duration, number, ``datetime``, a row of them, or text.

    Raises TypeError for a value that has no such manner.
    """
    if isinstance(value, str) and not manner:
        return value
    spoken = language(code)
    if isinstance(value, list | tuple) and len(value) > LONGEST_ROW:
        told = value[: LONGEST_ROW - 2]
        value = [*told, spoken.say_others(len(value) - len(told), one_of_them=manner == "or")]
    if manner in ("date", "time"):
        if not isinstance(value, datetime):
            raise TypeError(f"a {manner} is said of a datetime, found {type(value).__name__}")
        return spoken.say_date(value) if manner == "date" else spoken.say_time(value)
    if manner == "measure":
        if not isinstance(value, timedelta):
            raise TypeError(f"a measure is said of a duration, found {type(value).__name__}")
        return spoken.say_measure(value)
    if manner == "row":
        return ", ".join(spoken.say(each) for each in value)
    if manner == "or":
        from babel.lists import format_list

        return format_list([spoken.say(each) for each in value], style="or", locale=_locale(code))
    return spoken.say(value)


def plural_form(count: float, code: str) -> str:
    """The form that goes with ``count``: ``one``, ``few``, ``other`` … (Unicode CLDR, by Babel)."""
    return str(_locale(code).plural_form(count))


@cache
def _locale(code: str) -> Locale:
    """Babel's; English's for a language that it does not know."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return Locale("en")
