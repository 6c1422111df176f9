"""Rules: days near today and days of the week, and a while from now."""

from __future__ import annotations

from earnest.spoken.en.moments.english import rule
from earnest.spoken.en.moments.pieces import (
    Ahead,
    Beside,
    Day,
    Impossible,
    Length,
    Month,
    Near,
    Part,
    Piece,
    Week,
    Weekday,
)

# --- near today -------------------------------------------------------------------------------------------------


def _near(days: int, *patterns: str) -> None:
    rule("day", *patterns)(lambda: Near(days))


_near(0, "today")
_near(1, "tomorrow", "tmrw", "tomoz", "tommorow", "tomo", "2 moro", "2 morrow")
_near(2, "[the] day after tomorrow", "overmorrow")
_near(-1, "yesterday")
_near(-2, "[the] day before yesterday")
_near(7, "[a|one] week today", "today week", "[a|one] week from today")
_near(8, "[a|one] week tomorrow", "tomorrow week", "[a|one] week from tomorrow")
_near(14, "(a fortnight|two weeks|2 weeks) today", "(a fortnight|two weeks|2 weeks) from today")
_near(15, "(a fortnight|two weeks|2 weeks) tomorrow", "(a fortnight|two weeks|2 weeks) from tomorrow")


@rule("piece", "last night", "yesterday {part}")
def _last_night(part: str = "night") -> tuple[Piece, ...]:
    return (Near(-1), Part(part))


@rule("piece", "[on] [the] {part} before {day:fixed_day}")
def _part_before(part: str, day: Day) -> tuple[Piece, ...]:
    return (Beside(day, -1), Part(part))


# --- weekdays ---------------------------------------------------------------------------------------------------


@rule("day", "[the coming|coming] {weekday}", "(the|on) {weekday} coming")
def _weekday(weekday: int) -> Day:
    return Weekday(weekday)


@rule("day", "this [coming] {weekday}")
def _this(weekday: int) -> Day:
    return Weekday(weekday, "this")


@rule("day", "last {weekday}", "this past {weekday}")
def _last(weekday: int) -> Day:
    return Weekday(weekday, "last")


@rule("day", "next {weekday}")
def _next(weekday: int) -> Day:
    return Weekday(weekday, week=1)


@rule("day", "[the] {weekday} after next")
def _after_next(weekday: int) -> Day:
    return Weekday(weekday, week=2)


@rule(
    "day",
    "{weekday} week",
    "[a|one] week (on|from|this) {weekday}",
    "[a|one] week after {weekday}",
    "{weekday} in a week",
)
def _week_on(weekday: int) -> Day:
    return Weekday(weekday, later=1)


@rule("day", "{weekday} fortnight", "(a|one) fortnight (on|from) {weekday}")
def _fortnight_on(weekday: int) -> Day:
    return Weekday(weekday, later=2)


@rule("day", "{count:whole} weeks (on|from) {weekday}")
def _weeks_on(count: int, weekday: int) -> Day:
    return Weekday(weekday, later=count)


@rule("day", "[the|this] weekend")
def _weekend() -> Day:
    return Weekday(5)


@rule("day", "[the] weekend after next")
def _weekend_after_next() -> Day:
    return Weekday(5, week=2)


@rule("day", "next weekend")
def _next_weekend() -> Day:
    return Weekday(5, week=1)


# --- pieces -----------------------------------------------------------------------------------------------------


@rule("piece", "(no later than|not later than|at the latest on|at the latest by) {day}")
@rule("piece", "[on|by|for|at|come] {day}", "(at|on|by|over) the {day}", "(on|by|at|for) [the] {day:named_day}")
def _on(day: Day) -> tuple[Piece, ...]:
    return (day,)


@rule("named_day", "weekend")
def _named_weekend() -> Day:
    return Weekday(5)


@rule("piece", "[on] that [same] day", "on the [same] day", "the same day")
def _that_day() -> tuple[Piece, ...]:
    """The day that is spoken of anyway."""
    return ()


@rule("piece", "[on|by|for] this week", "later this week")
def _this_week() -> tuple[Piece, ...]:
    return (Week(0),)


@rule("piece", "[on|by|for] next week", "[by|for|in] the week after this")
def _next_week() -> tuple[Piece, ...]:
    return (Week(1),)


@rule("piece", "[in|by|for] the week after next", "week after next")
def _week_after_next() -> tuple[Piece, ...]:
    return (Week(2),)


@rule("piece", "[by|for] next month")
def _next_month() -> tuple[Piece, ...]:
    return (Month(later=1),)


@rule("piece", "[by|for] next year")
def _next_year() -> tuple[Piece, ...]:
    return (Ahead(Length(months=12)),)


@rule("piece", "(in|within|after) {length} [time|times|or so|from now|from today]", "in another {length}")
@rule("piece", "[for] {length} (from now|from today|later|hence)", "[for] {length} from the time now")
def _ahead(length: Length) -> tuple[Piece, ...]:
    return (Ahead(length),)


@rule("piece", "in {first:whole} (to|or) {length}", "in (a|an) {unit} or (two|three)")
def _so_long_or_longer(length: Length | None = None, unit: Length | None = None, first: int = 1) -> None:  # noqa: ARG001
    raise Impossible("in how long exactly?")


@rule("piece", "in {count:whole}")
def _in_fives(count: int) -> tuple[Piece, ...] | None:
    """ "In ten": without a unit they are minutes when they go in fives; of others nobody knows."""
    return (Ahead(Length(seconds=60 * count)),) if 5 <= count < 60 and count % 5 == 0 else None


@rule("piece", "{length} ago")
def _ago(length: Length) -> tuple[Piece, ...]:
    return (Near(-max(1, length.days + 30 * length.months)),)


@rule("piece", "[at] this [same] time {day}", "[at] the same time {day}", "[at] this time on {day}")
def _this_time(day: Day) -> tuple[Piece, ...]:
    return (Ahead(Length()), day)


@rule("piece", "[at] this time next week", "same time next week")
def _this_time_next_week() -> tuple[Piece, ...]:
    return (Ahead(Length(days=7)),)
