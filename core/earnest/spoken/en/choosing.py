"""An answer to "which of these": one of them, some, all or none, by name, by place, by time or by which is more."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from earnest.spoken.en.answers import parse_choice
from earnest.spoken.en.moments import find_duration, read
from earnest.spoken.en.plain import plain

_ALL = re.compile(
    r"(?:(?:oh|um|uh|well|just|please|yes|no) )*(?:all(?: (?:of them|of those|the lot|\d+|three|four|five))?|"
    r"(?:the )?(?:both|lot|two)(?: (?:of them|of those))?|both(?: of (?:them|those))?|them all|every ?(?:one|thing)|"
    r"each(?: of them)?|the whole lot)(?: please| thanks)*"
)
_NONE = re.compile(
    r"(?:(?:oh|um|well|no|actually) )*"
    r"(?:none(?: (?:of them|of those))?|neither(?: (?:of them|one))?|nothing|not any(?: of them)?)(?: please| thanks)*"
)
_FIRST = re.compile(r"the (?P<end>1st|last) (?P<count>\d+)(?: ones?)?(?: please)?")
_MOST: tuple[tuple[re.Pattern[str], bool], ...] = (
    (re.compile(r"\b(?:longer|longest|later|latest|late|last|second|2nd|bigger|biggest)\b"), True),
    (
        re.compile(
            r"\b(?:shorter|shortest|quicker|quickest|sooner|soonest|earlier|earliest|early|next|smaller|smallest)\b"
        ),
        False,
    ),
)
_BUT_THIS = re.compile(
    r"(?:(?:no|oh|um|well) )*(?:not|anything but|all but|everything but|any but) (?P<this>.+?)"
    r"(?: but)?(?: the (?:other|others)(?: ones?)?)?(?: please)?"
)
"""What is not meant, so that the rest is: "not the pasta, the other one"."""
_IDLE = frozenset(
    {
        "the", "a", "an", "one", "ones", "1", "my", "your", "that", "this", "at", "on", "in", "for", "of", "to",
        "timer", "alarm", "reminder", "please", "um", "uh", "yes", "i", "mean",
    }
)  # fmt: skip
_AROUND = re.compile(r"^(?:the|that|my)\s+|\s+(?:alarm|timer|reminder)?\s*ones?\b|['’]s\b|[.!?]+$", re.IGNORECASE)
"""What stands around a time that names one of several: "*the* seven o'clock *one*", "tomorrow*'s*"."""


def parse_choices(text: str, choices: Sequence[str], now: datetime) -> list[str] | None:
    """Those of ``choices`` that ``text`` names, in their order; an empty list for none, None when it tells nothing."""
    said = plain(text)
    if _NONE.fullmatch(said):
        return []
    if _ALL.fullmatch(said):
        return list(choices)
    if match := _FIRST.fullmatch(said):
        count = int(match["count"])
        return list(choices[:count] if match["end"] == "1st" else choices[-count:])
    if match := _BUT_THIS.fullmatch(said):
        wrong = _named(match["this"], choices, now)
        rest = [choice for choice in choices if choice not in wrong]
        return rest if wrong and len(rest) == 1 else None
    one = parse_choice(text, choices)
    if one is not None:
        return [one]
    parts = re.split(r",| and | plus |, and ", text)
    if len(parts) > 1:
        found = [named for part in parts for named in _named(part, choices, now)]
        return [choice for choice in choices if choice in found] if found else None
    return _named(text, choices, now) or None


def _named(text: str, choices: Sequence[str], now: datetime) -> list[str]:
    """The one that a part of an answer means; empty when it is none, or may be several."""
    one = parse_choice(text, choices)
    if one is not None:
        return [one]
    for tell in (_by_words, _by_time, _by_length, _by_most):
        found = tell(text, choices, now)
        if len(found) == 1:
            return found
    return []


def _by_words(text: str, choices: Sequence[str], _now: datetime) -> list[str]:
    """All the telling words of the answer are in it."""
    wanted = {word for word in plain(text).split() if word not in _IDLE}
    return [choice for choice in choices if wanted and wanted <= set(plain(choice).split())]


def _by_time(text: str, choices: Sequence[str], now: datetime) -> list[str]:
    wanted = read(_AROUND.sub(" ", text).strip(), now).moment
    if wanted is None:
        return []
    times = {choice: read(choice, now).moment for choice in choices}
    known = {choice: moment for choice, moment in times.items() if moment is not None}
    tests: tuple[Callable[[datetime], object], ...] = (
        lambda at: (at.date(), at.hour, at.minute),
        lambda at: (at.hour, at.minute),
        lambda at: (at.hour % 12, at.minute),
        lambda at: at.date(),
    )
    for test in tests:
        found = [choice for choice, moment in known.items() if test(moment.at) == test(wanted.at)]
        if len(found) == 1:
            return found
    return []


def _by_length(text: str, choices: Sequence[str], _now: datetime) -> list[str]:
    wanted = find_duration(text)[0]
    return [choice for choice in choices if wanted is not None and find_duration(choice)[0] == wanted]


def _by_most(text: str, choices: Sequence[str], now: datetime) -> list[str]:
    """The longer, the later, the shorter, the earlier one."""
    for pattern, most in _MOST:
        if pattern.search(plain(text)):
            sizes = {choice: _size(choice, now) for choice in choices}
            if None not in sizes.values():
                ordered = sorted(choices, key=lambda choice: sizes[choice] or timedelta(), reverse=most)
                return ordered[:1]
    return []


def _size(choice: str, now: datetime) -> timedelta | None:
    length = find_duration(choice)[0]
    if length is not None:
        return length
    moment = read(choice, now).moment
    return moment.at - now if moment is not None else None
