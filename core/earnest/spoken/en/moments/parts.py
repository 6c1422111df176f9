"""Rules: the pieces of a moment that tell the time of day, and words that only seem to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from earnest.spoken.en.moments import closed
from earnest.spoken.en.moments.english import rule
from earnest.spoken.en.moments.pieces import (
    Between,
    Clock,
    Clocks,
    Count,
    Day,
    Earlier,
    Length,
    Near,
    Part,
    Piece,
    Vague,
)

# --- pieces -----------------------------------------------------------------------------------------------------


@rule(
    "piece",
    "[at|by|around|about|towards|for|to] {clocks}",
    "(no later than|not later than|ready for|at about|at around|on the stroke of) {clocks}",
    "(at|by) {clocks:hours_clock}",
    "(at|for) {clocks:any_row}",
)
def _at(clocks: tuple[Clock, ...]) -> tuple[Piece, ...]:
    return (Clocks(clocks),)


_BEFORE = timedelta(minutes=-15)
"""How long before five "before five" is."""


@rule("piece", "[some time|sometime|just|shortly] before {clock}")
def _before(clock: Clock) -> tuple[Piece, ...]:
    return (Clocks((replace(clock, shift=_BEFORE),)),)


@rule(
    "piece",
    "[any time|anytime|some time|sometime|just|shortly|straight|right|soon|a little|a bit] (after|past) {clock}",
)
def _after(clock: Clock) -> tuple[Piece, ...]:
    return (Clocks((clock,)),)


@rule("piece", "[for] {length} before {clock}")
def _long_before(length: Length, clock: Clock) -> tuple[Piece, ...] | None:
    return _shifted(clock, length, -1)


@rule("piece", "[for] {length} before (the|my|our) {clock} {thing:#word}")
def _long_before_thing(length: Length, clock: Clock, thing: str) -> tuple[Piece, ...] | None:
    """ "Half an hour before the three o'clock meeting"."""
    return None if thing in closed.FUNCTION else _shifted(clock, length, -1)


@rule("piece", "[for] {length} after {clock}")
def _long_after(length: Length, clock: Clock) -> tuple[Piece, ...] | None:
    return _shifted(clock, length, 1)


def _shifted(clock: Clock, length: Length, sign: int) -> tuple[Piece, ...] | None:
    if length.days or length.months:
        return None
    return (Clocks((replace(clock, shift=timedelta(seconds=sign * length.seconds)),)),)


@rule("piece", "[some time|sometime|any time] between {first:clock} and {last:clock}")
def _between(first: Clock, last: Clock) -> tuple[Piece, ...]:
    return (Between(first, last),)


@rule("piece", "from {first:clock} (to|until|through) {last:clock}")
def _ranged(first: Clock, last: Clock) -> tuple[Piece, ...]:
    return (Between(first, last, ranged=True),)


@rule("piece", "(in|during|for|on|by) the {part}", "(at|by) {part:night}", "{part}", "(on|that) {part}")
def _part(part: str) -> tuple[Piece, ...]:
    return (Part(part),)


@rule("night", "night")
def _night() -> str:
    return "night"


@rule("piece", "[later|by|for] this {part}", "[for] later this {part}")
def _this_part(part: str) -> tuple[Piece, ...]:
    return (Near(0), Part(part))


@rule("piece", "[later|by|for] tonight")
def _tonight() -> tuple[Piece, ...]:
    return (Near(0), Part("night"))


@rule("piece", "(first|1st) thing", "(first|1st) thing in the morning", "first thing this morning")
def _first_thing() -> tuple[Piece, ...]:
    return (Part("morning"),)


@rule("piece", "[at] (dinnertime|dinner time)")
def _dinner() -> tuple[Piece, ...]:
    return (Clocks((Clock(18, 30, settled=True, loose=True),)),)


@rule("piece", "[at] (bedtime|bed time)")
def _bed() -> tuple[Piece, ...]:
    return (Clocks((Clock(22, 0, settled=True, loose=True),)),)


@rule("piece", "[about] {length} (before|beforehand|earlier|in advance|ahead|ahead of time|before that|prior)")
@rule("piece", "{length:whole_day} (before|beforehand|earlier)")
def _earlier(length: Length) -> tuple[Piece, ...]:
    return (Earlier(length),)


@rule("whole_day", "the day")
def _the_day() -> Length:
    return Length(days=1)


@rule("piece", "{count:times}")
def _so_many(count: int) -> tuple[Piece, ...]:
    return (Count(count),)


@rule("piece", "[,] [and|but] not (a|one) (minute|second|moment) (later|earlier|before|sooner|after)")
@rule("piece", "[,] at the latest")
def _at_the_latest() -> tuple[Piece, ...]:
    """A deadline is kept by being there at the time, as every time is."""
    return ()


@rule("piece", "[on|in|by] the {part} of {day}", "[on|in|by] the {part} of the {day}")
def _part_of_day(part: str, day: Day) -> tuple[Piece, ...]:
    return (day, Part(part))


def _vague(*phrases: str) -> None:
    for phrase in phrases:
        words = phrase.split("|")[0]
        rule("vague", phrase if "|" not in phrase else f"({phrase})")(lambda said=words: Vague(said))


_vague("tea time|teatime", "supper time|suppertime", "breakfast time|breakfasttime", "playtime", "home time")
_vague("soon", "in a bit", "in a while", "in a moment", "in a minute or two", "later", "later on", "later today")
_vague(
    "at some point|at some time|some point",
    "some time",
    "sometime",
    "in a few minutes",
    "in a few hours",
    "in a few days",
    "in a little while",
    "shortly",
)
_vague("the end of the day|end of the day|end of day", "end of the week|the end of the week", "the early hours")
_vague("the day after|the next day|the following day", "in a sec|in a second|in a tick|in a mo|in half a mo")
_vague("mid morning|midmorning", "mid afternoon|midafternoon", "the same time|same time")
_vague("the weekend after|the week after", "in the next couple of days")
_vague("biweekly|bi weekly", "bimonthly|bi monthly")
_vague("sunrise", "sunset", "dawn", "dusk", "in the next few days", "this month", "this year", "one day")
_vague("some day|someday", "the other day", "now and then", "from time to time", "every so often", "every now and then")
_vague("every few minutes", "every few hours", "every few days", "every few weeks", "regularly", "again and again")


@rule("piece", "[at|by|around|about|before|after|until] {vague}")
def _vague_piece(vague: Vague) -> tuple[Piece, ...]:
    return (vague,)


@rule("piece", "(before|after) {meal}")
def _around_meal(meal: str) -> tuple[Piece, ...]:
    return (Vague(meal),)


def _meal(word: str) -> None:
    rule("meal", word)(lambda: word)


for _word in ("breakfast", "lunch", "dinner", "tea", "supper", "bed", "school", "work"):
    _meal(_word)


@rule("piece", "{count:times} (a|per|each|every) (day|week|month|year|hour)")
def _so_often(count: int) -> tuple[Piece, ...]:
    return (Vague(f"{'twice' if count == 2 else f'{count} times'} a day", count),)


@rule("times", "twice")
def _twice() -> int:
    return 2


@rule("times", "{whole} times")
def _times(whole: int) -> int | None:
    return whole if whole > 1 else None
