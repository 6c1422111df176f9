"""Rules: when what comes again begins and ends, and when it does not come."""

from __future__ import annotations

from earnest.spoken.en.moments.english import rule
from earnest.spoken.en.moments.pieces import (
    Ahead,
    Calendar,
    Clock,
    Day,
    Every,
    Except,
    Lasting,
    Length,
    Month,
    Near,
    Only,
    Part,
    Piece,
    Point,
    Rest,
    Starting,
    Until,
    Week,
    Weekday,
)  # fmt: skip

# --- from when, until when, how long ----------------------------------------------------------------------------


@rule(
    "point",
    "[on|at|the] {day}",
    "[at] {clock}",
    "[on|at|the] {day} [,] [at] {clock}",
    "[at] {clock} [,] [on|the] {day}",
)
@rule("point", "[on] {day} [in the|at] {part}", "[at] {clock} {day} {part}")
def _point(day: Day | None = None, clock: Clock | None = None, part: str | None = None) -> Point:
    found = (day, clock, None if part is None else Part(part))
    return tuple(each for each in found if each is not None)


@rule("point", "[at] {clock} (tonight|this {part})", "(tonight|this {part}) [at] {clock}")
def _point_today(clock: Clock, part: str = "night") -> Point:
    return (Near(0), clock, Part(part))


@rule("point", "in {length}")
def _point_ahead(length: Length) -> Point:
    return (Ahead(length),)


@rule("point", "tonight", "this evening")
def _tonight() -> Point:
    return (Near(0), Part("night"))


@rule("point", "{month} [{year}]", "the (start|beginning) of {month}")
def _point_month(month: int, year: int | None = None) -> Point | None:
    return None if year else (Month(number=month),)


@rule("point", "[the] next week", "the week after")
def _point_week() -> Point:
    return (Week(1),)


@rule("point", "next month")
def _point_next_month() -> Point:
    return (Month(later=1),)


@rule("piece", "(until|up to|up until|ending|and ending|through|thru|up till) [and including|on] {point}")
def _until(point: Point) -> tuple[Piece, ...]:
    return (Until(point),)


@rule(
    "piece",
    "[and] (starting|beginning|commencing|starts|start|begin) [on|from|in|at] {point}",
    "(from|as of|as from) {point}",
)
@rule("piece", "from {point} (on|onwards|onward)")
def _starting(point: Point) -> tuple[Piece, ...]:
    return (Starting(point),)


@rule("piece", "from {first:month} (to|until|through) {last:month}")
def _from_month_to_month(first: int, last: int) -> tuple[Piece, ...]:
    return (Starting((Month(number=first),)), Until((Calendar(-1, last),)))


@rule("piece", "from {first:day} (to|until|through) {last:day}")
def _from_day_to_day(first: Day, last: Day) -> tuple[Piece, ...]:
    return (Starting((first,)), Until((last,)))


@rule("piece", "(starting|beginning) [from] now", "from now", "from now on")
def _starting_now() -> tuple[Piece, ...]:
    return (Starting((Near(0),)),)


@rule(
    "piece",
    "(for|over) [the next|the following|the coming|next] {length}",
    "for the {length:bare_length}",
    "for a whole {length:bare_length}",
)
@rule("piece", "for the next {length:bare_length}")
def _lasting(length: Length) -> tuple[Piece, ...]:
    return (Lasting(length),)


@rule("piece", "for [the] [next|following|coming] {count:whole} {part:parts}")
def _parts_long(count: int, part: str) -> tuple[Piece, ...]:
    return (Every("DAILY"), Lasting(Length(days=count)), Part(part))


@rule("piece", "[for] the rest of the {unit:span}", "[for] the remainder of the {unit:span}", "all {unit:span} [long]")
def _rest(unit: str) -> tuple[Piece, ...]:
    return (Rest(unit),)


for _unit in ("day", "week", "month", "year"):
    rule("span", _unit)(lambda unit=_unit: unit)


# --- when not ---------------------------------------------------------------------------------------------------


@rule(
    "without",
    "(except|excepting|excluding|but|not|minus|bar|skip|skipping|without|besides) [for] [on|at|in|the|at the]",
)
@rule("without", "(apart from|other than|but not|and not|just not|only not|save for) [on|at|in|the|at the]")
@rule("without", "with the exception of", "leave out")
def _without() -> str:
    return "except"


@rule("lack", "{days}")
def _lack_days(days: tuple[int, ...]) -> Except:
    return Except(days=days)


@rule("lack", "{day:single_day}", "{day:single_day} and {more:single_day}")
def _lack_dates(day: Day, more: Day | None = None) -> Except:
    return Except(dates=(day,) if more is None else (day, more))


@rule("single_day", "[on] {day}")
def _single_day(day: Day) -> Day | None:
    plain = isinstance(day, Weekday) and day == Weekday(day.number)
    return None if plain else day


@rule("lack", "{month} [and {more:month}]")
def _lack_months(month: int, more: int | None = None) -> Except:
    return Except(months=(month,) if more is None else (month, more))


@rule("piece", "[,] {without} {lack}")
def _except(without: str, lack: Except) -> tuple[Piece, ...]:  # noqa: ARG001
    return (lack,)


@rule("piece", "[but] only (in|during|throughout) {month}", "(in|during|throughout) {month}", "all through {month}")
def _only(month: int) -> tuple[Piece, ...]:
    return (Only(month),)


@rule("piece", "[,] in (months|years) that have one")
def _that_have_one() -> tuple[Piece, ...]:
    """What we say of the thirty first; it says nothing that the calendar does not."""
    return ()


@rule("point", "the end of today")
def _end_of_today() -> Point:
    return (Near(0),)
