"""Times of day, heard and said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from earnest.spoken.en.numbers import say_number

WAKING = (7, 24)
"""The hours that "at six" can mean when nobody says morning or evening: from seven until midnight."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as somebody said it."""

    hour: int
    """0 to 24; 24 is the midnight that ends a day."""
    minute: int = 0
    settled: bool = False
    """Whether the half of the day is known; "at six" leaves it open."""

    def hours(self, part: str | None) -> list[int]:
        """The hours of the day this can mean in ``part`` of it, the likelier first; none when they contradict."""
        if self.settled:
            fits = part is None or part == part_of_day(self.hour % 24) or (part, self.hour) in _ALSO
            return [self.hour] if fits else []
        early, late = self.hour % 12, self.hour % 12 + 12
        if part is None:
            return sorted((early, late), key=lambda hour: not WAKING[0] <= hour < WAKING[1])
        if part == "night":
            return [late] if early >= 5 else [24 + early]
        return [early] if part == "morning" else [late]


PARTS = {"morning": 9, "afternoon": 15, "evening": 19, "night": 20}
"""The parts of a day, and the hour that each means when no other is said."""
_ALSO = {("night", hour) for hour in (18, 19, 20, 21, 24)} | {("evening", 17), ("evening", 22), ("morning", 0)}
_ALSO |= {("morning", hour) for hour in range(1, 5)} | {("afternoon", 18)}

_WORDED = {
    "noon": Clock(12, settled=True),
    "midday": Clock(12, settled=True),
    "midnight": Clock(24, settled=True),
    "lunchtime": Clock(12, 30, settled=True),
    "lunch time": Clock(12, 30, settled=True),
    "1st thing": Clock(8, settled=True),
    "dinner time": Clock(18, 30, settled=True),
    "dinnertime": Clock(18, 30, settled=True),
    "bedtime": Clock(22, settled=True),
    "bed time": Clock(22, settled=True),
}
_HOUR = r"(?P<hour>1[0-2]|0?[1-9])(?: oclock)?"
_PATTERNS = tuple(
    re.compile(rf"(?:{pattern})(?: (?P<half>[ap]m))?(?= |$)")
    for pattern in (
        rf"half (?P<past30>past )?{_HOUR}",
        rf"(?:a )?quarter (?P<toward15>to|of|till|before|past|after) {_HOUR}",
        rf"(?P<count>[1-5]?\d) (?:minutes? )?(?P<toward>to|till|before|past|after) {_HOUR}",
        r"(?P<hour>2[0-3]|[01]?\d)[: .](?P<minute>[0-5]\d)(?: hours| oclock)?",
        r"(?P<hour>2[0-3]|[01]?\d) (?:oh|o) (?P<minute>\d)",
        r"(?P<hour>2[0-3]|1\d|0\d|\d)(?P<hundred>00)(?: hours)?",
        rf"{_HOUR}",
        r"(?P<hour>2[0-3]|1[3-9])(?: oclock| hours)?",
    )
)
_WORDS = re.compile(rf"(?P<word>{'|'.join(_WORDED)})(?= |$)")


def read_clock(text: str) -> tuple[Clock, int] | None:
    """The time of day at the start of plain ``text``, and how many letters it takes; None when there is none."""
    if match := _WORDS.match(text):
        return _WORDED[match["word"]], match.end()
    for pattern in _PATTERNS:
        if match := pattern.match(text):
            return _clock(match.groupdict()), match.end()
    return None


def say_time(at: datetime) -> str:
    """The time of day in words: "six o'clock", "quarter past six", "six fifty three", "noon"."""
    words = say_clock(at)
    return words if at.minute or words in ("noon", "midnight") else f"{words} o'clock"


def say_clock(at: datetime) -> str:
    """The same without "o'clock", as it is said after "at"."""
    if at.minute == 0 and at.hour % 12 == 0:
        return "noon" if at.hour else "midnight"
    hour, following = say_number(at.hour % 12 or 12), say_number((at.hour + 1) % 12 or 12)
    if at.minute == 0:
        return hour
    if at.minute in _FRACTIONS:
        return f"{_FRACTIONS[at.minute]} past {hour}"
    if 60 - at.minute in _FRACTIONS:
        return f"{_FRACTIONS[60 - at.minute]} to {following}"
    return f"{hour} {'oh ' if at.minute < 10 else ''}{say_number(at.minute)}"


_FRACTIONS = {5: "five", 10: "ten", 15: "quarter", 20: "twenty", 25: "twenty five", 30: "half"}


def part_of_day(hour: int) -> str:
    """Morning from five, afternoon from noon, evening from six, night from ten."""
    for part, first in (("night", 22), ("evening", 18), ("afternoon", 12), ("morning", 5)):
        if hour >= first:
            return part
    return "night"


def _clock(found: dict[str, str | None]) -> Clock:
    hour = int(found["hour"] or 0)
    minute = sum(_minutes(found))
    if minute < 0:
        hour, minute = (hour - 1) % 12 or 12, minute + 60
    half = found.get("half")
    if half and 1 <= hour <= 12:
        return Clock(hour % 12 + 12 * (half == "pm"), minute, settled=True)
    written = found["hour"] or ""
    return Clock(hour, minute, settled=not 1 <= hour <= 12 or written.startswith("0"))


def _minutes(found: dict[str, str | None]) -> Iterator[int]:
    """Minutes past the hour; below zero for those before it."""
    if "past30" in found:
        yield 30
    if toward := found.get("toward15"):
        yield 15 if toward in ("past", "after") else -15
    if toward := found.get("toward"):
        yield int(found["count"] or 0) * (1 if toward in ("past", "after") else -1)
    if minute := found.get("minute"):
        yield int(minute)
