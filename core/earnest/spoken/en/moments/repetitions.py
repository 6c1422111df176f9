"""Rules: what comes again and again."""

from __future__ import annotations

from dataclasses import replace

from earnest.spoken.en.moments.english import rule
from earnest.spoken.en.moments.pieces import Calendar, Every, Festival, Length, Part, Piece

# --- days of the week -------------------------------------------------------------------------------------------

_WORKING = (0, 1, 2, 3, 4)


@rule("dayset", "{weekday}", "{weekday:weekdays}")
def _single(weekday: int) -> tuple[int, ...]:
    return (weekday,)


@rule("dayset", "(weekday|week day|workday|working day|work day|school day|business day|schoolday)")
@rule("dayset", "{plural:working_days}")
def _working(plural: tuple[int, ...] = _WORKING) -> tuple[int, ...]:
    return plural


@rule("working_days", "(weekdays|week days|workdays|working days|work days|school days|business days|schooldays)")
def _working_days() -> tuple[int, ...]:
    return _WORKING


@rule("dayset", "weekend", "weekend day", "{plural:weekends}")
def _weekend(plural: tuple[int, ...] = (5, 6)) -> tuple[int, ...]:
    return plural


@rule("weekends", "(weekends|weekend days)")
def _weekends() -> tuple[int, ...]:
    return (5, 6)


@rule("dayset", "{days:day_range}")
def _range(days: tuple[int, ...]) -> tuple[int, ...]:
    return days


@rule("day_range", "{first:weekday} (to|through|thru|until) {last:weekday}")
def _from_to(first: int, last: int) -> tuple[int, ...]:
    return tuple(sorted((first + ahead) % 7 for ahead in range((last - first) % 7 + 1)))


@rule("days", "{dayset}")
def _days(dayset: tuple[int, ...]) -> tuple[int, ...]:
    return dayset


@rule("days", "{dayset} (,|and|, and|or|and on|,|, on|and at) [every|each|the] {more:days}")
def _more_days(dayset: tuple[int, ...], more: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({*dayset, *more}))


@rule("days", "{days:day_row}")
def _row(days: tuple[int, ...]) -> tuple[int, ...]:
    return days


@rule("day_row", "{first:weekday} {second:weekday} [and] {third:weekday}")
@rule("day_row", "{first:weekday} {more:day_row}")
def _in_a_row(
    first: int, second: int | None = None, third: int | None = None, more: tuple[int, ...] = ()
) -> tuple[int, ...]:
    """ "Mon wed fri": three days or more without a comma are a list; two may be a slip of the tongue."""
    return tuple(sorted({first, *more, *(day for day in (second, third) if day is not None)}))


@rule("plural_days", "{days:day_row}")
@rule("plural_days", "{weekday:weekdays}", "{days:working_days}", "{days:weekends}", "{days:day_range}")
def _plural(weekday: int | None = None, days: tuple[int, ...] = ()) -> tuple[int, ...]:
    return days if weekday is None else (weekday,)


@rule("plural_days", "{days:plural_days_start} (,|and|, and|or|and on) {more:days}")
def _plural_list(days: tuple[int, ...], more: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({*days, *more}))


@rule("plural_days_start", "{weekday:weekdays}", "{days:working_days}", "{days:weekends}")
def _plural_start(weekday: int | None = None, days: tuple[int, ...] = ()) -> tuple[int, ...]:
    return days if weekday is None else (weekday,)


@rule("every", "(every|each|every single) {days}")
@rule("every", "[on|at|at the|only on|just on|from|all|on all] {days:plural_days} [only]")
def _on_days(days: tuple[int, ...]) -> Every:
    return Every("WEEKLY", days=days)


@rule("every", "(every|each) other {days}", "[on] [every] alternate {days}")
def _other_days(days: tuple[int, ...]) -> Every:
    return Every("WEEKLY", 2, days)


@rule("every", "{every:fortnightly} [,] [on] [a|the] {days}", "[on] {days:plural_days} {every:fortnightly}")
def _fortnight_days(every: Every, days: tuple[int, ...]) -> Every:
    return replace(every, days=days)


@rule("fortnightly", "(every|each) (fortnight|other week|second week)", "fortnightly", "once a fortnight")
def _fortnightly() -> Every:
    return Every("WEEKLY", 2)


@rule("fortnightly", "every {count:whole} weeks")
def _every_weeks(count: int) -> Every | None:
    return Every("WEEKLY", count) if count else None


@rule("every", "(every|each|once a|once every) week [,] [on] [a|the] {days}", "weekly on {days}")
def _weekly_on(days: tuple[int, ...]) -> Every:
    return Every("WEEKLY", days=days)


# --- by the unit ------------------------------------------------------------------------------------------------

_FREQUENCY = {60: "MINUTELY", 3600: "HOURLY"}


@rule(
    "every",
    "(every|each|every single|each and every) [single] {length:bare_length}",
    "once (a|an|every) {length:bare_length}",
)
def _every_length(length: Length) -> Every | None:
    return _every(length)


@rule("every", "every {length}", "once every {length}")
def _every_lengths(length: Length) -> Every | None:
    return _every(length)


@rule("bare_length", "{unit}")
def _bare(unit: Length) -> Length:
    return unit


def _every(length: Length) -> Every | None:
    """One of a length, in iCalendar's terms; None where two units are mixed that the calendar does not divide."""
    if length.months:
        whole = length.months % 12 == 0
        return Every("YEARLY" if whole else "MONTHLY", length.months // 12 if whole else length.months)
    if length.days:
        weeks = length.days % 7 == 0
        return Every("WEEKLY" if weeks else "DAILY", length.days // 7 if weeks else length.days)
    for seconds in (3600, 60):
        if length.seconds and length.seconds % seconds == 0:
            return Every(_FREQUENCY[seconds], int(length.seconds) // seconds)
    return None


@rule("every", "every {nth:ordinal} {unit}")
def _every_nth(nth: int, unit: Length) -> Every | None:
    return _every(Length(unit.seconds * nth, unit.days * nth, unit.months * nth))


@rule("every", "(every|each) (other|alternate) {unit}")
def _every_other(unit: Length) -> Every | None:
    return _every(Length(unit.seconds * 2, unit.days * 2, unit.months * 2))


@rule("every", "(every|each|once a) quarter", "quarterly")
def _quarterly() -> Every:
    return Every("MONTHLY", 3)


@rule("every", "every day of the week", "seven days a week", "7 days a week")
def _all_week() -> Every:
    return Every("DAILY")


def _adverb(word: str, every: Every) -> None:
    rule("every", word)(lambda: every)


_adverb("hourly", Every("HOURLY"))
_adverb("daily", Every("DAILY"))
_adverb("weekly", Every("WEEKLY"))
_adverb("fortnightly", Every("WEEKLY", 2))
_adverb("monthly", Every("MONTHLY"))
_adverb("(yearly|annually)", Every("YEARLY"))


# --- inside a month or a year -----------------------------------------------------------------------------------


@rule("every", "(every|each|once a) month [,] [on] the {day:ordinal}", "monthly on the {day:ordinal}")
@rule("every", "[on] [the] {day:ordinal} of (every|each) month", "[on] every {day:ordinal} of the month")
def _monthly(day: int) -> Every | None:
    return Every("MONTHLY", monthday=day) if day <= 31 else None


@rule("every", "every {figures:#ordinal}")
def _every_date(figures: str) -> Every | None:
    return Every("MONTHLY", monthday=int(figures[:-2])) if int(figures[:-2]) <= 31 else None


@rule("every", "[on] [the] {nth} {weekday} (of|in) (the|every|each|a) month", "(every|each) {nth} {weekday}")
@rule("every", "(every|each) {nth} {weekday} (of|in) (the|every|each|a) month")
@rule("every", "(every|each|once a) month [,] [on] [the] {nth} {weekday}", "monthly on the {nth} {weekday}")
def _nth_weekday(nth: int, weekday: int) -> Every:
    return Every("MONTHLY", days=(weekday,), nth=nth)


@rule("every", "every {count:whole} months [,] on the {day:ordinal}")
def _months_on(count: int, day: int) -> Every | None:
    return Every("MONTHLY", count, monthday=day) if count and day <= 31 else None


@rule("every", "every other month [,] on the {day:ordinal}")
def _other_month_on(day: int) -> Every | None:
    return Every("MONTHLY", 2, monthday=day) if day <= 31 else None


@rule("every", "[on|at] [the] (start|beginning|first day) of (every|each) month")
def _first_day() -> Every:
    return Every("MONTHLY", monthday=1)


@rule("every", "[on|at] [the] last day of (every|each) month", "every month on the last day", "every month end")
@rule("every", "[on|at] [the] end of (every|each) month", "every last day of the month", "every month at the end")
def _last_day() -> Every:
    return Every("MONTHLY", monthday=-1)


@rule("every", "(every|each|once a) year [,] [on] {date}", "(every|each) {date:month_date}", "yearly on {date}")
@rule("every", "[on] {date:month_date} (every|each) year")
def _yearly(date: Calendar) -> Every | None:
    if date.month is None or date.year is not None:
        return None
    return Every("YEARLY", monthday=date.day, month=date.month)


@rule("month_date", "{date}")
def _month_date(date: Calendar) -> Calendar | None:
    return date if date.month else None


_FEAST_DAYS = {"christmas day": (25, 12), "christmas eve": (24, 12), "boxing day": (26, 12), "halloween": (31, 10),
               "new year's eve": (31, 12), "new year's day": (1, 1), "valentine's day": (14, 2)}  # fmt: skip


@rule("every", "(every|each) {festival}", "every year (on|at) {festival}")
def _every_festival(festival: Festival) -> Every | None:
    day, month = _FEAST_DAYS.get(festival.name, (0, 0))
    return Every("YEARLY", monthday=day, month=month) if day else None


@rule("piece", "{every}")
def _every_piece(every: Every) -> tuple[Piece, ...]:
    return (every,)


@rule("piece", "(every|each|every single) {part}", "(in|during) the {part:parts}", "{part:parts}")
def _every_part(part: str) -> tuple[Piece, ...]:
    return (Every("DAILY"), Part(part))


@rule("piece", "[on|at|every|only on] {days} {part:parts}")
def _parts_of_days(days: tuple[int, ...], part: str) -> tuple[Piece, ...]:
    return (Every("WEEKLY", days=days), Part(part))


@rule("piece", "(every|each) other {part}")
def _every_other_part(part: str) -> tuple[Piece, ...]:
    return (Every("DAILY", 2), Part(part))
