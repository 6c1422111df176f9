"""Times of day and dates."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from earnest.speaking.reading.en.endings import stop_after
from earnest.speaking.reading.en.letters import letters
from earnest.speaking.reading.en.numbers import cardinal, digits, ordinal, year
from earnest.speaking.reading.en.sheet import any_of, sheet
from earnest.speaking.reading.kinds import Found, Kind, after, before, kind, word_before

_HALF = r"\s?(?P<half>[apAP])(?P<dot>\.?)\s?[mM]\b(?P<stop>\.?)"
_ZONE = r"(?P<zone>\s?(?:Z|UTC|GMT)\b)?"
_BEFORE_TIME = frozenset(
    {
        "at",
        "by",
        "until",
        "till",
        "from",
        "before",
        "after",
        "around",
        "about",
        "past",
        "between",
        "starts",
        "ends",
        "it's",
    }
)


def kinds(month_first: bool) -> list[Kind]:
    """Times and dates; ``month_first`` is how 3/4/2026 is meant."""
    return [*_in_figures(month_first), *_clocks(), *_named_dates()]


def _in_figures(month_first: bool) -> list[Kind]:
    numeric = _numeric(month_first)
    return [
        kind(
            "moment",
            r"(\d{4})[-/](\d\d)[-/](\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])",
            _iso(month_first),
        ),
        kind("date in figures", r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\w/]|[.-]\d)", numeric),
        kind("day and month in figures", r"(\d{1,2})(/)(\d{1,2})()(?![\w/])", _named_day(numeric)),
    ]


def _clocks() -> list[Kind]:
    return [
        kind("time", rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?(?P<second>){_HALF}(?!\w)", _half_day),
        kind("clock", r"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?![\d:])", _clock),
        kind(
            "clock with a point",
            r"(?P<hour>1?\d|2[0-3])\.(?P<minute>[0-5]\d)(?P<second>)(?![\d.%]|\s?[A-Za-z°]{1,3}\b(?<!on)(?<!to))",
            _pointed,
        ),
        kind("clock with an h", r"(?P<hour>1?\d|2[0-3])h(?P<minute>[0-5]\d)(?P<second>)(?!\w)", _clock),
    ]


def _named_dates() -> list[Kind]:
    month = any_of({*sheet().months, *sheet().months.values()})
    day = any_of({*sheet().days, *sheet().days.values()})
    return [
        kind(
            "day, month",
            rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]({month})\b\.?(?:[, -]+(\d{{4}})(?![\d:]))?",
            _day_month,
        ),
        kind(
            "month, day",
            rf"({month})\.?[ -](\d{{1,2}})(?:st|nd|rd|th)?(?![\d:/%]|\.\d|,\d|\s?[ap]\.?m)(?:,? (\d{{4}})(?![\d:]))?",
            _month_day,
        ),
        kind(
            "month, year",
            rf"({any_of(sheet().months)})\.? (?=(?:['’]\d\d|\d{{4}})\b)",
            lambda found: f"{sheet().months[found[1]]} ",
        ),
        kind("days", rf"({day})\.?(\s?[-–/]\s?)({day})\b", _until_day),
        kind("months", rf"({month})\.?(\s?[-–/]\s?)({month})\b(?! \d)", _until_month),
        kind("day", rf"({any_of(sheet().days)})(?:\.(?!\s*$)|\b(?=,? (?:\d|(?:{month})\b)|\s*[,)]|\s*$))", _weekday),
        kind("month", rf"({any_of(sheet().months)})\.(?=\s)", _month),
    ]


def clock(hour: int, minute: int, second: int = 0, half: str = "") -> str:
    """19, 5 → nineteen oh five; ``half``: "a" or "p"."""
    if not half and not minute and not second:
        if hour in (0, 24):
            return "midnight"
        return f"{cardinal(str(hour))} " + ("o'clock" if hour <= 12 else "hundred")
    said = "zero" if not hour else cardinal(str(hour))
    if minute or second:
        said += f" oh {cardinal(str(minute))}" if minute < 10 else f" {cardinal(str(minute))}"
    if second:
        said += f" and {cardinal(str(second))} second{'' if second == 1 else 's'}"
    return f"{said} {letters(half + 'm')}" if half else said


def _half_day(found: Found) -> str | None:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 24 or minute > 59:
        return None
    said = clock(hour, minute, half=found["half"].lower())
    return said + (stop_after(found) if found["stop"] and found["dot"] else found["stop"])


def _clock(found: Found) -> str | None:
    if re.search(r"\b(?:ratio|aspect|odds|scale|mix|diluted?)\b", before(found)):
        return None
    skipped = re.match(r"\s?(?:o'clock|hours)\b", after(found))
    said = clock(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    return said.removesuffix(" o'clock") if skipped else said


def _pointed(found: Found) -> str | None:
    """7.30 is a time after "at" and the like; elsewhere it is a number."""
    return _clock(found) if word_before(found).lower() in _BEFORE_TIME else None


def _date(day: int, month: int, written: str | None, month_first: bool) -> str | None:
    """None for a day that no calendar has."""
    try:
        date(2000, month, day)
    except ValueError:
        return None
    name = list(dict.fromkeys(sheet().months.values()))[month - 1]
    said = f"{name} {ordinal(day)}" if month_first else f"the {ordinal(day)} of {name}"
    return f"{said}, {year(_full(written))}" if written else said


def _full(written: str) -> int:
    """26 → 2026, 87 → 1987."""
    return int(written) if len(written) > 2 else int(written) + (2000 if int(written) < 50 else 1900)


def _iso(month_first: bool) -> Callable[[Found], str | None]:
    def say(found: Found) -> str | None:
        said = _date(int(found[3]), int(found[2]), found[1], month_first)
        if said is None:
            return ", ".join(map(digits, found.groups()[:3]))
        if found[4] is None:
            return _after_the(found, said)
        hour, minute = map(int, found[4].split(":"))
        return f"{_after_the(found, said)} at {clock(hour, minute)}" if hour < 25 and minute < 60 else said

    return say


def _numeric(month_first: bool) -> Callable[[Found], str | None]:
    def say(found: Found) -> str | None:
        first, second = int(found[1]), int(found[3])
        day, month = (second, first) if month_first and found[2] == "/" else (first, second)
        if month > 12:
            day, month = month, day
        said = _date(day, month, found[4], month_first)
        return _after_the(found, said) if said else None

    return say


def _named_day(numeric: Callable[[Found], str | None]) -> Callable[[Found], str | None]:
    """3/4 is a day after "on" and after the name of one."""
    names = {"on", "by", "until", "since", "due", "date", "dated", "before", "after", "from", "till"}
    days = {*sheet().days, *sheet().days.values()}

    def say(found: Found) -> str | None:
        behind = word_before(found)
        return numeric(found) if behind.lower() in names or behind in days else None

    return say


def _after_the(found: Found, said: str) -> str:
    return said.removeprefix("the ") if re.search(r"\b[Tt]he $", before(found)) else said


def _day_month(found: Found) -> str | None:
    month = sheet().months.get(found[2], found[2])
    day = int(found[1])
    if not 1 <= day <= 31:
        return None
    said = _after_the(found, f"the {ordinal(day)} of {month}")
    stop = stop_after(found) if found[0].endswith(".") else ""
    return (f"{said}, {year(int(found[3]))}" if found[3] else said) + stop


def _month_day(found: Found) -> str | None:
    day = int(found[2])
    if not 1 <= day <= 31:
        return None
    said = f"{sheet().months.get(found[1], found[1])} {ordinal(day)}"
    return f"{said}, {year(int(found[3]))}" if found[3] else said


def _until_day(found: Found) -> str:
    return _span(found, sheet().days)


def _until_month(found: Found) -> str:
    return _span(found, sheet().months)


def _span(found: Found, names: dict[str, str]) -> str:
    first, last = (names.get(found[group], found[group]) for group in (1, 3))
    return f"{first} {'or' if '/' in found[2] else 'to'} {last}"


def _weekday(found: Found) -> str | None:
    """Sun and Sat are words of their own, so they are days only where a day is spoken of."""
    near = (
        word_before(found).lower() in {"on", "every", "next", "this", "last", "to", "and", "by", "until", "or"}
        or re.match(r",? \d", after(found))
        or re.search(r"day (?:to|or) $|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s?[-–]\s?$", before(found))
    )
    if not near and not (found[0].endswith(".") and found[1] not in {"Sun", "Sat"}):
        return None
    return sheet().days[found[1]] + (stop_after(found) if found[0].endswith(".") else "")


def _month(found: Found) -> str | None:
    if found[1] in {"May", "Mar", "Jan"} and word_before(found).lower() not in {
        "in",
        "since",
        "until",
        "last",
        "next",
        "of",
        "by",
        "from",
        "this",
        "early",
        "late",
        "mid",
    }:
        return None
    return sheet().months[found[1]] + stop_after(found)
