"""Repetitions as lines of iCalendar (RFC 5545)."""

from __future__ import annotations

from datetime import datetime, timedelta

from earnest.spoken.en.moments.pieces import Every, Except, Impossible

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STEPS = {"MINUTELY": timedelta(minutes=1), "HOURLY": timedelta(hours=1)}
"""What the frequencies that count the time that passes count."""
_STAMP = "%Y%m%dT%H%M%S"


def fields(every: Every, excepts: tuple[Except, ...]) -> dict[str, str | None]:
    """The parts of the rule but for the times of day."""
    barred = {day for each in excepts for day in each.days}
    months = {month for each in excepts for month in each.months}
    weekdays = every.days or (tuple(range(7)) if barred and by_weekday(every) else ())
    left = tuple(day for day in weekdays if day not in barred)
    if weekdays and not left:
        raise Impossible("that leaves no day")
    frequency = "DAILY" if every.frequency in STEPS else every.frequency
    if left and frequency == "DAILY":
        frequency = "WEEKLY"
    nth = "" if every.nth is None else str(every.nth)
    kept = (
        every.month or ",".join(str(month) for month in range(1, 13) if month not in months) if months else every.month
    )
    return {
        "FREQ": frequency,
        "INTERVAL": interval(every) if every.frequency not in STEPS else None,
        "BYMONTH": str(kept) if kept else None,
        "BYMONTHDAY": str(every.monthday) if every.monthday else None,
        "BYDAY": ",".join(nth + CODES[day] for day in left) or None,
    }


def by_weekday(every: Every) -> bool:
    return every.frequency in ("WEEKLY", *STEPS) or (every.frequency == "DAILY" and every.interval == 1)


def interval(every: Every) -> str | None:
    return str(every.interval) if every.interval > 1 else None


def lines(fields: dict[str, str | None], times: tuple[tuple[int, int], ...]) -> list[str]:
    """One rule for all times of day that share a minute; hours from 24 belong to the day after."""
    groups: dict[tuple[bool, tuple[int, ...]], list[int]] = {}
    by_hour: dict[int, list[int]] = {}
    for hour, minute in times:
        by_hour.setdefault(hour, []).append(minute)
    for hour, minutes in by_hour.items():
        groups.setdefault((hour >= 24, tuple(sorted(minutes))), []).append(hour % 24)
    until = fields.get("UNTIL")
    found = []
    for (after, of_hour), hours in groups.items():
        moved = _next_day(fields) if after else fields
        clock = {"BYHOUR": ",".join(map(str, sorted(hours))), "BYMINUTE": ",".join(map(str, of_hour))}
        found.append(
            text({**{name: value for name, value in moved.items() if name != "UNTIL"}, **clock, "UNTIL": until})
        )
    return found if len(found) == 1 else [f"RRULE:{line}" for line in found]


def _next_day(fields: dict[str, str | None]) -> dict[str, str | None]:
    """The same a day later: Friday's midnight begins Saturday."""
    if fields["FREQ"] == "DAILY":
        return fields
    if fields["FREQ"] == "WEEKLY" and fields["BYDAY"]:
        moved = sorted((CODES.index(code) + 1) % 7 for code in fields["BYDAY"].split(","))
        return {**fields, "BYDAY": ",".join(CODES[day] for day in moved)}
    number = int(fields["BYMONTHDAY"] or 0)
    if 1 <= number <= 27:
        return {**fields, "BYMONTHDAY": str(number + 1)}
    raise Impossible("say the hour of the day before or after that midnight")


def text(fields: dict[str, str | None]) -> str:
    return ";".join(f"{name}={value}" for name, value in fields.items() if value)


def stamp(at: datetime | None) -> str | None:
    return None if at is None else _written(at)


def exceptions(times: list[datetime]) -> str:
    return f"EXDATE:{','.join(map(_written, times))}"


def _written(at: datetime) -> str:
    return at.strftime(_STAMP)
