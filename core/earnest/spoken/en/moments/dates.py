"""Which days a piece of the calendar can mean, seen from today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from earnest.spoken.en.moments.festivals import festival_days
from earnest.spoken.en.moments.pieces import (
    Beside,
    Calendar,
    Dates,
    Day,
    Festival,
    Impossible,
    Near,
    NthWeekday,
    Slashed,
    Weekday,
    within_reach,
)  # fmt: skip
from earnest.spoken.en.moments.vocabulary import MONTHS, WEEKDAYS
from earnest.spoken.en.moments.words import say_date, say_place

_YEARS = 9
"""So far ahead is looked for a date; the twenty ninth of February may take eight years."""


class Unknown(Exception):
    """A day with a name that this country does not know."""


@within_reach()
def days(day: Day, today: date, country: str | None) -> list[date]:
    """The days, from ``today`` on, that ``day`` can mean; where there are two, the second if the first is over.

    Raises Impossible for a day that does not exist or is over, Unknown for a festival of another country.
    """
    match day:
        case Near(ahead):
            return [_coming(today + timedelta(days=ahead), today, "yesterday" if ahead == -1 else "that day")]
        case Weekday():
            return _weekdays(day, today)
        case Calendar():
            return _calendar(day, today)
        case Dates(several):
            return [min(days(each, today, country)[0] for each in several)]
        case Slashed(first, second, year):
            if country is None and first != second and max(first, second) <= 12:
                raise Impossible(f"{say_date(first, second)}, or {say_date(second, first)}?")
            number, month = (second, first) if country in _MONTH_FIRST else (first, second)
            if month > 12:
                number, month = month, number
            return _calendar(Calendar(number, month, year), today)
        case NthWeekday():
            return _nth(day, today)
        case Festival(name):
            comes = [
                each for each in festival_days(name, country, range(today.year, today.year + _YEARS)) if each >= today
            ]
            if not comes:
                raise Unknown(name)
            return comes[:2]
        case Beside(other, ahead, weekday):
            if weekday is None:
                return [each + timedelta(days=ahead) for each in days(other, today - timedelta(days=ahead), country)]
            beside = (_beside(each, ahead, weekday) for each in days(other, today - timedelta(days=7), country))
            return [each for each in beside if each >= today]


_MONTH_FIRST = frozenset(("US", "PH", "FM", "PW", "MH"))
"""Countries that write the month before the day."""


def _coming(day: date, today: date, called: str) -> date:
    if day < today:
        raise Impossible(f"{called} is over")
    return day


def _beside(day: date, side: int, weekday: int) -> date:
    """The nearest ``weekday`` after ``day``, or before it (``side`` below zero)."""
    if side > 0:
        return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)
    return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)


def monday(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def _weekdays(day: Weekday, today: date) -> list[date]:
    if day.which == "last":
        raise Impossible(f"last {WEEKDAYS[day.number].title()} is over")
    if day.week is not None:
        found = monday(today) + timedelta(days=7 * day.week + day.number)
        return [_coming(found, today, WEEKDAYS[day.number].title())]
    coming = today + timedelta(days=(day.number - today.weekday()) % 7 + 7 * day.later)
    return [coming] if day.which else [coming, coming + timedelta(days=7)]


def _calendar(day: Calendar, today: date) -> list[date]:
    found = list(_dates(day, today))
    if not found:
        raise Impossible(_no_such(day))
    comes = [each for each in found if each >= today]
    if not comes:
        raise Impossible(f"{say_date(found[-1].day, found[-1].month)} {found[-1].year} is over")
    if day.weekday is None:
        return comes[:2]
    if comes[0].weekday() == day.weekday:
        return comes[:1]
    is_on = f"{say_date(comes[0].day, comes[0].month)} is a {WEEKDAYS[comes[0].weekday()].title()}"
    raise Impossible(is_on)


def _dates(day: Calendar, today: date) -> Iterator[date]:
    """Its days, month by month or year by year, from the one around ``today``."""
    if day.year is not None:
        months = [(day.year, day.month or today.month)]
    elif day.month is not None:
        months = [(today.year + ahead, day.month) for ahead in range(_YEARS)]
    else:
        spread = range(13) if day.later is None else (day.later,)
        months = [_month(today, ahead) for ahead in spread]
    for year, month in months:
        try:
            yield date(year, month, day.day) if day.day != -1 else _last_of(year, month)
        except ValueError:
            continue


def _month(today: date, ahead: int) -> tuple[int, int]:
    years, month = divmod(today.month - 1 + ahead, 12)
    return today.year + years, month + 1


def _last_of(year: int, month: int) -> date:
    following, first = _month(date(year, month, 1), 1)
    return date(following, first, 1) - timedelta(days=1)


def _no_such(day: Calendar) -> str:
    place = say_place(day.day) if 1 <= day.day <= 39 else str(day.day)
    if day.month is not None and 1 <= day.month <= 12:
        year = f" {day.year}" if day.year else ""
        return f"there is no {place} of {MONTHS[day.month - 1].title()}{year}"
    return f"there is no {place}" if day.month is None else f"there is no month {day.month}"


def _nth(day: NthWeekday, today: date) -> list[date]:
    if day.month is not None:
        years = (day.year,) if day.year is not None else (today.year, today.year + 1)
        months = [(year, day.month) for year in years]
    else:
        months = [_month(today, day.later or 0)]
    found = [each for year, month in months if (each := _nth_of(day, year, month))]
    if not found:
        raise Impossible(f"there is no {say_place(day.nth)} {WEEKDAYS[day.number].title()} in that month")
    comes = [each for each in found if each >= today]
    if not comes:
        raise Impossible(f"{say_date(found[-1].day, found[-1].month)} is over")
    return comes


def _nth_of(day: NthWeekday, year: int, month: int) -> date | None:
    if day.nth == -1:
        last = _last_of(year, month)
        return last - timedelta(days=(last.weekday() - day.number) % 7)
    first = date(year, month, 1)
    found = first + timedelta(days=(day.number - first.weekday()) % 7 + 7 * (day.nth - 1))
    return found if found.month == month else None
