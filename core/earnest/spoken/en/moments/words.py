"""Words for hours, days and clock times, as they are said."""

from __future__ import annotations

from datetime import date, datetime

from earnest.spoken.en.moments.vocabulary import DIGITS, MONTHS, ORDINALS, TEENS, TENS, WEEKDAYS

_LOW = ("", *DIGITS, *TEENS)


def say_small(number: int) -> str:
    """A whole number from 1 to 99,999 in words: "twenty five", "one hundred and five"."""
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        joined = " and " if rest < 100 else " "
        return f"{say_small(thousands)} thousand" + (joined + say_small(rest) if rest else "")
    hundreds, below = divmod(number, 100)
    words = _LOW[below] if below < 20 else f"{TENS[below // 10 - 2]} {_LOW[below % 10]}".strip()
    if not hundreds:
        return words
    return f"{_LOW[hundreds]} hundred" + (f" and {words}" if words else "")


def say_place(number: int) -> str:
    """The same as a place in a row, 1 to 31: "third", "twenty first", "thirtieth"; -1 is "last"."""
    if number == -1:
        return "last"
    if number <= 20:
        return ORDINALS[number - 1]
    tens, below = divmod(number, 10)
    return f"{TENS[tens - 2]} {ORDINALS[below - 1]}" if below else f"{TENS[tens - 2].removesuffix('y')}ieth"


def say_hour(hour: int) -> str:
    """An hour as it is said: 18 is "six", 24 "midnight"."""
    return {0: "midnight", 12: "noon"}.get(hour % 24) or _LOW[hour % 12]


def say_day(day: date, year: bool = False) -> str:
    """ "Friday the third of December", with its year where it is not plain."""
    return f"{WEEKDAYS[day.weekday()].title()} {say_date(day.day, day.month)}" + (f" {day.year}" if year else "")


def say_date(day: int, month: int) -> str:
    """ "The third of December"; the day -1 is the last."""
    return f"the {'last day' if day == -1 else say_place(day)} of {MONTHS[month - 1].title()}"


def say_clock(at: datetime) -> str:
    """The time of day as it is said after "at": "six", "quarter past six", "six fifty three", "noon"."""
    if at.minute == 0 and at.hour % 12 == 0:
        return "noon" if at.hour else "midnight"
    hour, following = _LOW[at.hour % 12 or 12], _LOW[(at.hour + 1) % 12 or 12]
    if at.minute == 0:
        return hour
    if at.minute in _FRACTIONS:
        return f"{_FRACTIONS[at.minute]} past {hour}"
    if 60 - at.minute in _FRACTIONS:
        return f"{_FRACTIONS[60 - at.minute]} to {following}"
    return f"{hour} {'oh ' if at.minute < 10 else ''}{say_small(at.minute)}"


_FRACTIONS = {5: "five", 10: "ten", 15: "quarter", 20: "twenty", 25: "twenty five", 30: "half"}


def say_list(words: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
