"""Durations, heard and said."""

from __future__ import annotations

import re
from datetime import timedelta

from earnest.spoken.en.numbers import say_number
from earnest.spoken.en.plain import bare

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800, "fortnight": 1_209_600}
_SHORT = {"sec": "second", "min": "minute", "hr": "hour"}
_UNIT = r"(?P<unit>second|sec|minute|min|hour|hr|day|week|fortnight)s?"
_AMOUNT = re.compile(
    r"(?:and )?(?:"
    r"(?P<part>half|a half|(?:a )?quarter|3 quarters)(?: of)?(?: an?)?"
    r"|(?P<number>\d+(?:\.\d+)?)(?P<more> and a half)?"
    rf"|an?|the)? ?{_UNIT}(?P<half> and a half)?(?: |$)"
)
_PART = {"half": 0.5, "a half": 0.5, "quarter": 0.25, "a quarter": 0.25, "3 quarters": 0.75}


def parse_duration(text: str) -> timedelta | None:
    """The duration that ``text`` is ("an hour and a half", "90 seconds"); None for anything else."""
    return read_duration(bare(text))


def read_duration(text: str) -> timedelta | None:
    """The same, of text that is plain already."""
    rest = _mend_seconds(text)
    total = 0.0
    while rest:
        match = _AMOUNT.match(rest)
        if match is None:
            return None
        total += _seconds(match)
        rest = rest[match.end() :]
    try:
        return timedelta(seconds=total) if total else None
    except OverflowError:
        return None


def say_duration(duration: timedelta) -> str:
    """``duration`` in words, to the second: "twenty five minutes", "an hour and a half", "half an hour"."""
    seconds = max(0, round(duration.total_seconds()))
    if seconds in _WORDED:
        return _WORDED[seconds]
    parts = []
    for unit in ("day", "hour", "minute", "second"):
        count, seconds = divmod(seconds, _SECONDS[unit])
        if count:
            parts.append(f"{say_number(count)} {unit}{'s' if count != 1 else ''}")
    if not parts:
        return "no time"
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


_WORDED = {
    1800: "half an hour",
    3600: "an hour",
    5400: "an hour and a half",
    9000: "two and a half hours",
    604_800: "a week",
    1_209_600: "two weeks",
}


def _mend_seconds(text: str) -> str:
    """Undo "thirty second" read as an ordinal: ``32nd`` is ``30 second``, ``5 2nd`` is ``5 second``."""
    return re.sub(r"\b(\d+)2nd\b", r"\g<1>0 second", re.sub(r"\b2nd\b", "second", text))


def _seconds(match: re.Match[str]) -> float:
    unit = _SECONDS[_SHORT.get(match["unit"], match["unit"])]
    count = _PART[match["part"]] if match["part"] else float(match["number"] or 1)
    return (count + 0.5 * bool(match["more"]) + 0.5 * bool(match["half"])) * unit
