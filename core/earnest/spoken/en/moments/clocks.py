"""Rules: times of day and parts of the day."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from earnest.spoken.en.moments.english import rule
from earnest.spoken.en.moments.halves import hours
from earnest.spoken.en.moments.pieces import Clock, Impossible


class Hour(NamedTuple):
    """An hour of the dial as it was said."""

    value: int
    settled: bool


# --- hours and minutes ------------------------------------------------------------------------------------------


@rule("hour", "{digit}", "{teen}")
def _hour(digit: int = 0, teen: int = 0) -> Hour:
    return Hour(teen or digit, settled=teen > 12)


@rule("hour", "twenty [{digit}]")
def _late_hour(digit: int = 0) -> Hour | None:
    return Hour(20 + digit, settled=True) if digit <= 4 else None


@rule("hour", "{figures:#number}")
def _hour_figures(figures: str) -> Hour | None:
    if len(figures) > 2 or int(figures) > 24:
        return None
    return Hour(int(figures), settled=figures.startswith("0") or int(figures) > 12)


@rule("hour", "(oh|zero) {digit}")
def _early_hour(digit: int) -> Hour:
    return Hour(digit, settled=True)


@rule("minute", "(oh|o|zero) {digit}", "{teen}", "{tens}", "{tens} {digit}")
def _minute(tens: int = 0, teen: int = 0, digit: int = 0) -> int | None:
    return tens + teen + digit if tens < 60 else None


@rule("minute", "{figures:#number}")
def _minute_figures(figures: str) -> int | None:
    return int(figures) if len(figures) == 2 and int(figures) < 60 else None


# --- the dial: a time without morning or evening ----------------------------------------------------------------


@rule("dial", "{hour}")
def _whole(hour: Hour) -> Clock:
    return Clock(hour.value, 0, hour.settled, plain=True)


@rule("dial", "{hour} {minute}")
def _hour_minute(hour: Hour, minute: int) -> Clock | None:
    return Clock(hour.value, minute, hour.settled, plain=True) if hour.value < 24 else None


@rule("dial", "{figures:#number}")
def _compact(figures: str) -> Clock | None:
    """As a recogniser writes it: 630, 1730, 0715."""
    if len(figures) not in (3, 4):
        return None
    hour, minute = int(figures[:-2]), int(figures[-2:])
    if hour > 23 or minute > 59:
        return None
    return Clock(hour, minute, settled=figures.startswith("0") or hour > 12, plain=True)


@rule("dial", "{figures:#number} hours")
def _military(figures: str) -> Clock | None:
    clock = _compact(figures)
    return replace(clock, settled=True, plain=False) if clock and len(figures) == 4 else None


@rule("dial", "{hour} hundred [hours]")
def _hundred(hour: Hour) -> Clock:
    return Clock(hour.value, 0, settled=True)


@rule("dial", "{figures:#time}", "{figures:#decimal}")
def _written(figures: str) -> Clock | None:
    hour, _, minute = figures.replace(".", ":").partition(":")
    if len(minute) != 2 or len(hour) > 2:
        return None
    if figures == "24:00":
        return Clock(24, 0, settled=True)
    if int(hour) > 23 or int(minute) > 59:
        if ":" in figures:
            raise Impossible(f"there is no {figures}")
        return None
    return Clock(int(hour), int(minute), settled=hour.startswith("0") or int(hour) > 12)


_LONG_FOR_A_LENGTH = 5
"""Hours: fewer, said with an h, are more often how long than when."""


@rule("dial", "{hour} h [{minute}]")
def _with_h(hour: Hour, minute: int = 0) -> Clock | None:
    """ "6h30"; without minutes it may as well be six hours, and then it is a mere number. "1h20" is rather a length."""
    return Clock(hour.value, minute, hour.settled) if _LONG_FOR_A_LENGTH <= hour.value < 24 else None


@rule("dial", "{clock:dial_hour} (oclock|o clock)")
def _oclock(clock: Clock) -> Clock:
    return replace(clock, plain=False)


@rule("dial_hour", "{hour}")
def _dial_hour(hour: Hour) -> Clock:
    return Clock(hour.value, 0, hour.settled)


@rule("dial", "{number:whole} (oclock|o clock)")
def _no_such_hour(number: int) -> Clock | None:
    if number <= 24:
        return None
    raise Impossible(f"there is no {number} o'clock")


# --- so many minutes to and past --------------------------------------------------------------------------------


@rule("full_hour", "{hour} [oclock]", "{hour} o clock")
def _full_hour(hour: Hour) -> Clock | None:
    return Clock(hour.value, 0) if 1 <= hour.value <= 12 and not hour.settled else None


@rule("full_hour", "[twelve|12] (noon|midday)")
def _noon() -> Clock:
    return Clock(12, 0, settled=True)


@rule("full_hour", "[twelve|12] midnight")
def _midnight() -> Clock:
    return Clock(24, 0, settled=True)


@rule("dial", "half [past] {hour:full_hour}", "(a|one) half past {hour:full_hour}")
def _half_past(hour: Clock) -> Clock:
    return _turned(hour, 30)


@rule("dial", "{minutes:some_minutes} (past|after) {hour:full_hour}")
def _past(minutes: int, hour: Clock) -> Clock:
    return _turned(hour, minutes)


@rule("dial", "{minutes:some_minutes} (to|until|of|before) {hour:full_hour}")
def _to(minutes: int, hour: Clock) -> Clock:
    return _turned(hour, -minutes)


@rule("some_minutes", "[a] quarter", "{figures:#fraction}")
def _quarter(figures: str = "¼") -> int | None:
    return 15 if figures == "¼" else None


@rule("some_minutes", "five and twenty")
def _five_and_twenty() -> int:
    return 25


@rule("some_minutes", "{count:whole} (minute|minutes|min|mins)")
def _counted(count: int) -> int | None:
    return count if 0 < count < 60 else None


@rule("some_minutes", "{count:whole}")
def _five_minutes(count: int) -> int | None:
    """Without the word "minutes" they go in fives: "nine to five" is a day's work."""
    return count if count in (5, 10, 15, 20, 25) else None


@rule("dial", "half past [the hour]")
def _at_half_past() -> Clock:
    return Clock(None, 30)


@rule("dial", "{minutes:some_minutes} past [the hour]")
def _at_minutes_past(minutes: int) -> Clock:
    return Clock(None, minutes)


@rule("dial", "{minutes:some_minutes} to [the hour]")
def _at_minutes_to(minutes: int) -> Clock:
    return Clock(None, 60 - minutes)


@rule("dial", "on the half hour")
def _on_the_half_hour() -> Clock:
    return Clock(None, 30)


@rule("dial", "(on|at) the top of the hour")
@rule("dial", "on the hour")
def _on_the_hour() -> Clock:
    return Clock(None, 0)


def _turned(clock: Clock, minutes: int) -> Clock:
    """``clock`` so many minutes on or back, on the same dial: ten to one is twelve fifty."""
    hour = clock.hour or 0
    if minutes > 0:
        return replace(clock, hour=hour, minute=minutes)
    before = (hour - 1) % 24 if clock.settled else (hour - 1) % 12 or 12
    return replace(clock, hour=before, minute=60 + minutes)


# --- the whole clock --------------------------------------------------------------------------------------------


@rule("clock", "{clock:clock_bare}")
def _clock(clock: Clock) -> Clock:
    return clock


@rule("clock_bare", "{dial} [sharp|exactly|ish|or so|or thereabouts]", "{dial} say ,", "{dial} on the dot")
def _dial(dial: Clock) -> Clock:
    return dial


@rule("clock_bare", "{dial} {half} [sharp|exactly|on the dot|or so]")
def _with_half(dial: Clock, half: str) -> Clock | None:
    hour = dial.hour
    if hour is None or (dial.settled and not 1 <= hour <= 12):
        if hour is not None and 12 < hour < 24 and half == "pm":
            return replace(dial, plain=False)
        return None
    if hour == 12 and half == "am" and dial.minute == 0:
        return Clock(24, 0, settled=True)
    return Clock(hour % 12 + 12 * (half == "pm"), dial.minute, settled=True)


@rule("clock", "{bare:clock_bare} (in the|during the) {part}", "{bare:clock_bare} at {part:night}")
def _in_part(bare: Clock, part: str) -> Clock | None:
    """None where the two contradict each other, which is told when they have been found apart."""
    if bare.hour is None:
        return None
    try:
        return replace(bare, hour=hours(bare, part)[0], settled=True, plain=False, part=part)
    except Impossible:
        return None


@rule("half", "[in the] (am|ams|a m)")
def _am() -> str:
    return "am"


@rule("half", "[in the] (pm|pms|p m)")
def _pm() -> str:
    return "pm"


@rule("clock_bare", "{clock:named_clock}")
def _named(clock: Clock) -> Clock:
    return clock


@rule("named_clock", "[twelve|12] (noon|midday)")
def _at_noon() -> Clock:
    return Clock(12, 0, settled=True)


@rule("named_clock", "[twelve|12] midnight")
def _at_midnight() -> Clock:
    return Clock(24, 0, settled=True)


@rule("named_clock", "(lunchtime|lunch time)")
def _lunchtime() -> Clock:
    return Clock(12, 30, settled=True, loose=True)
