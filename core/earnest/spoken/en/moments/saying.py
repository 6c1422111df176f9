"""Moments said back, so that they are heard as themselves."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from earnest.recurrence import wall_times
from earnest.spoken.en.moments.icalendar import CODES
from earnest.spoken.en.moments.vocabulary import MONTHS, WEEKDAYS
from earnest.spoken.en.moments.words import say_clock, say_date, say_day, say_list, say_place, say_small
from earnest.spoken.moment import Moment

_DAY = timedelta(days=1)
_LAST = time(23, 59, 59)
_THIS = {
    "morning": "this morning", "afternoon": "this afternoon", "evening": "this evening", "night": "tonight",
}  # fmt: skip
_IN = {
    "morning": " in the morning", "afternoon": " in the afternoon", "evening": " in the evening", "night": " at night",
}  # fmt: skip
_SOON = timedelta(hours=1)
_BRIEF = timedelta(minutes=2)
"""A time so near is said in seconds."""
_FAR = 330
"""Days after which a date is said with its year."""


def say(moment: Moment) -> str:
    """``moment`` as a person would say it, seen from when it was said: "at six this evening", "every day at nine"."""
    said = moment.said or datetime.now(moment.at.tzinfo)
    if moment.recurrence is None:
        return _once(moment.at, said.astimezone(moment.at.tzinfo))
    rules = [_parts(line) for line in moment.recurrence.splitlines() if "FREQ=" in line]
    said = said.astimezone(moment.at.tzinfo)
    if "BYHOUR" not in rules[0]:
        return _elapsed(rules[0], moment.at, said)
    return _wall(rules, moment, said)


# --- once -------------------------------------------------------------------------------------------------------


def _once(at: datetime, said: datetime) -> str:
    ahead = at.astimezone(UTC) - said.astimezone(UTC)
    whole = not ahead % timedelta(minutes=1) or ahead < _BRIEF
    if (timedelta(0) < ahead < _SOON and whole) or at.second or at.microsecond or _is_second(at):
        return f"in {say_length(ahead)}"
    return f"{_clock_and_day(at, said)}"


def _is_second(at: datetime) -> bool:
    """Whether the clock shows this time for the second time in a night."""
    return bool(at.fold) and at.utcoffset() != at.replace(fold=0).utcoffset()


def _clock_and_day(at: datetime, said: datetime) -> str:
    midnight = (at.hour, at.minute) == (0, 0)
    day = (at - _DAY).date() if midnight else at.date()
    ahead = (day - said.date()).days
    clock = say_clock(at)
    if ahead == 1 and at.hour < 5 and said.hour >= 17 and not midnight:
        return f"at {clock} tonight"
    if ahead == 0:
        today = {"noon": "today", "midnight": "tonight"}.get(clock) or _THIS[_part(at.hour)]
        return f"at {clock} {today}"
    if ahead == -1:
        return "at midnight"
    if ahead == 1:
        return f"tomorrow {_at(at)}"
    if 1 < ahead < 7:
        return f"on {WEEKDAYS[day.weekday()].title()} {_at(at)}"
    return f"on {say_day(day, year=ahead > _FAR)} {_at(at)}"


def _at(at: datetime | time) -> str:
    clock = say_clock(datetime.combine(date.min, at) if isinstance(at, time) else at)
    return f"at {clock}" if clock in ("noon", "midnight") else f"at {clock}{_IN[_part(at.hour)]}"


def _part(hour: int) -> str:
    """The part of day as it is said: two is at night, and yet "two in the morning"."""
    for part, first in (("night", 22), ("evening", 18), ("afternoon", 12)):
        if hour >= first:
            return part
    return "morning"


def say_length(length: timedelta) -> str:
    """ "Twenty five minutes", "an hour and a half", "thirty hours, five minutes and ten seconds".

    Never in days, which are not as long as one another.
    """
    seconds = max(1, round(length.total_seconds()))
    worded = {1800: "half an hour", 3600: "an hour", 5400: "an hour and a half", 9000: "two and a half hours"}
    if seconds in worded:
        return worded[seconds]
    parts = []
    for unit, size in (("hour", 3600), ("minute", 60), ("second", 1)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{say_small(count)} {unit}{'s' if count != 1 else ''}")
    return say_list(parts)


# --- time that passes -------------------------------------------------------------------------------------------


def _elapsed(rule: dict[str, str], at: datetime, said: datetime) -> str:
    count = int(rule.get("INTERVAL", 1))
    step = timedelta(hours=count) if rule["FREQ"] == "HOURLY" else timedelta(minutes=count)
    words = [_every_step(step)]
    if until := rule.get("UNTIL"):
        end = datetime.strptime(until, "%Y%m%dT%H%M%S")
        words.append(_ending(end, said) if end.time() != time(0) else f"until {_end_time(end, said)}")
    if abs((at.astimezone(UTC) - said.astimezone(UTC)) - step) >= timedelta(seconds=1):
        words.append(f"starting {_once(at, said)}")
    return " ".join(words)


def _end_time(end: datetime, said: datetime) -> str:
    return _clock_and_day(end, said.replace(tzinfo=None)).removeprefix("at ").removeprefix("on ")


def _every_step(step: timedelta) -> str:
    minutes = step // timedelta(minutes=1)
    if minutes == 30:
        return "every half hour"
    hours, left = divmod(minutes, 60)
    if not left:
        return "every hour" if hours == 1 else f"every {say_small(hours)} hours"
    if not hours:
        return "every minute" if minutes == 1 else f"every {say_small(minutes)} minutes"
    return f"every {say_small(minutes)} minutes"


def _until_day(day: date, said: datetime) -> str:
    ahead = (day - said.date()).days
    if ahead in (0, 1):
        return "the end of today" if ahead == 0 else "tomorrow"
    if ahead < 7:
        return WEEKDAYS[day.weekday()].title()
    return say_day(day, year=ahead > _FAR)


# --- the clock on the wall --------------------------------------------------------------------------------------


def _wall(rules: list[dict[str, str]], moment: Moment, said: datetime) -> str:
    times = sorted({time(int(hour), int(minute)) for rule in rules for hour, minute in _clocks(rule)})
    midnight = times == [time(0)] and _has_day_before(rules[0])
    rule = _day_before(rules[0]) if midnight else rules[0]
    clock = "at twelve in the morning" if times == [time(0)] and not midnight else _clock_times(times)
    daily = rule["FREQ"] == "DAILY" and "INTERVAL" not in rule and clock.startswith("every")
    words = ["" if daily else _often(rule, moment.at), clock]
    first = moment.at.replace(tzinfo=None)
    if int(rule.get("INTERVAL", 1)) > 1 or _first_of(moment, said) != first:
        begins = (first - _DAY).date() if midnight else first.date()
        words.append(f"starting {_start_day(begins, said)}")
    if until := rule.get("UNTIL"):
        end = datetime.strptime(until, "%Y%m%dT%H%M%S")
        words.append(_ending(end - midnight * _DAY, said))
    words += _exceptions(moment.recurrence or "", rule, midnight)
    return " ".join(filter(None, words)) + _only_where(rule)


def _clocks(rule: dict[str, str]) -> list[tuple[str, str]]:
    return [(hour, minute) for hour in rule["BYHOUR"].split(",") for minute in rule["BYMINUTE"].split(",")]


def _clock_times(times: list[time]) -> str:
    """ "At seven in the morning and at nine in the evening", "every hour from nine … to five …" for many."""
    steps = {second.hour * 60 + second.minute - first.hour * 60 - first.minute for first, second in _pairs(times)}
    if len(times) > 3 and len(steps) == 1:
        every = _every_step(timedelta(minutes=steps.pop())).removeprefix("every ")
        return f"every {every} from {_at(times[0]).removeprefix('at ')} to {_at(times[-1]).removeprefix('at ')}"
    return say_list([_at(each) for each in times])


def _pairs(times: list[time]) -> list[tuple[time, time]]:
    return list(pairwise(times))


def _often(rule: dict[str, str], at: datetime) -> str:
    interval = int(rule.get("INTERVAL", 1))
    frequency, days = rule["FREQ"], rule.get("BYDAY", "")
    if frequency == "DAILY":
        return _many(interval, "day")
    if frequency == "WEEKLY":
        return _weekly(interval, days)
    if frequency == "YEARLY":
        return f"{_many(interval, 'year')} on {say_date(int(rule['BYMONTHDAY']), int(rule['BYMONTH']))}"
    nth = re.fullmatch(r"(-?\d)(\w\w)", days)
    on = f"{say_place(int(nth[1]))} {WEEKDAYS[CODES.index(nth[2])].title()}" if nth else ""
    if not nth:
        day = int(rule.get("BYMONTHDAY", at.day))
        on = "last day" if day == -1 else say_place(day)
    return f"{_many(interval, 'month')} on the {on}"


def _weekly(interval: int, days: str) -> str:
    if days == "MO,TU,WE,TH,FR" and interval == 1:
        return "every weekday"
    named = say_list([WEEKDAYS[CODES.index(code)].title() for code in days.split(",")])
    if interval <= 2:
        return f"every {'other ' if interval == 2 else ''}{named}"
    return f"every {say_small(interval)} weeks on {named}"


def _many(count: int, unit: str) -> str:
    return {1: f"every {unit}", 2: f"every other {unit}"}.get(count) or f"every {say_small(count)} {unit}s"


def _has_day_before(rule: dict[str, str]) -> bool:
    """Whether a midnight is said by the day that it ends, as it is but for the first and the last of months."""
    return rule["FREQ"] in ("DAILY", "WEEKLY") or 2 <= int(rule.get("BYMONTHDAY", 0)) <= 28


def _day_before(rule: dict[str, str]) -> dict[str, str]:
    """Saturday at nought o'clock is said as Friday at midnight."""
    moved = dict(rule)
    if rule["FREQ"] == "WEEKLY":
        moved["BYDAY"] = ",".join(
            CODES[day] for day in sorted((CODES.index(c) - 1) % 7 for c in rule["BYDAY"].split(","))
        )
    elif "BYMONTHDAY" in rule:
        moved["BYMONTHDAY"] = str(int(rule["BYMONTHDAY"]) - 1)
    return moved


def _first_of(moment: Moment, said: datetime) -> datetime | None:
    """When it would come first if nobody said when it begins."""
    local = said.replace(tzinfo=None)
    lines = [re.sub(r";INTERVAL=\d+|;UNTIL=\w+", "", line) for line in (moment.recurrence or "").splitlines()]
    return wall_times("\n".join(lines), datetime.combine(local.date() - _DAY, time())).after(local)


def _start_day(day: date, said: datetime) -> str:
    ahead = (day - said.date()).days
    if ahead == 1:
        return "tomorrow"
    return f"on {say_day(day, year=ahead > _FAR)}"


def _ending(end: datetime, said: datetime) -> str:
    if end.time() == time(0):
        return f"until {_until_day(end.date() - _DAY, said)}"
    if end.time() == _LAST:
        return f"until {_until_day(end.date(), said)}"
    return f"until {_end_time(end, said)}"


def _exceptions(recurrence: str, rule: dict[str, str], midnight: bool) -> list[str]:
    words = []
    if "BYMONTH" in rule and rule["FREQ"] != "YEARLY":
        kept = {int(month) for month in rule["BYMONTH"].split(",")}
        words.append(f"except in {say_list([MONTHS[each - 1].title() for each in range(1, 13) if each not in kept])}")
    found = re.search(r"EXDATE:(.*)", recurrence)
    if found:
        days = {datetime.strptime(each, "%Y%m%dT%H%M%S").date() - midnight * _DAY for each in found[1].split(",")}
        words += [f"except on {say_day(each, year=True)}" for each in sorted(days)]
    return words


def _only_where(rule: dict[str, str]) -> str:
    """What happens on a day that not every month has."""
    day = int(rule.get("BYMONTHDAY", 1))
    if rule["FREQ"] == "MONTHLY" and day > 28:
        return ", in months that have one"
    if rule["FREQ"] == "YEARLY" and (day, rule.get("BYMONTH")) == (29, "2"):
        return ", in years that have one"
    return ""


def _parts(line: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in line.removeprefix("RRULE:").split(";"))
