"""Days and repetitions, heard and said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from earnest.spoken.en.numbers import say_number, say_ordinal

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = "|".join(WEEKDAYS)
_MONTH = "|".join(MONTHS)
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)"

_WORDED = {"today": 0, "tomorrow": 1, "the day after tomorrow": 2, "day after tomorrow": 2}
_NEAR = re.compile(r"(?P<word>today|tomorrow|(?:the )?day after tomorrow)(?= |$)")
_WEEKDAY = re.compile(
    rf"(?:(?P<week>next week) )?(?:on )?(?:(?P<which>this|this coming|coming|next) )?(?P<weekday>{_DAY})"
    r"(?P<later> next week| week| in a week)?(?= |$)"
)
_WEEK = re.compile(r"(?P<what>next week|(?:this|the|on the|at the) weekend|next weekend|next month)(?= |$)")
_YEAR = r"(?: (?P<year>20 ?\d\d))?"
_DATE = tuple(
    re.compile(rf"(?:on )?(?:(?:{_DAY}) )?{pattern}(?= |$)")
    for pattern in (
        rf"(?:the )?{_NTH} (?:of )?(?P<month>{_MONTH}){_YEAR}",
        rf"(?P<month>{_MONTH}) (?:the )?{_NTH}{_YEAR}",
        rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?! ?[:\d]| oclock| [ap]m){_YEAR}",
        rf"(?P<day>\d{{1,2}}) (?P<month>{_MONTH}){_YEAR}",
        rf"the {_NTH}(?P<of> of (?:the|this|next) month)?",
    )
)

_EACH = r"(?:every|each)"
_DAYS = rf"(?:{_DAY}|weekday|weekend|workday|working day)s?"
_ON_DAYS = re.compile(
    rf"(?:{_EACH} (?P<days>{_DAYS}(?:(?: and)?(?: every)? {_DAYS})*)"
    rf"|(?:on |at |at the )?(?P<plural>(?:{_DAY}|weekday|weekend|workday)s(?:(?: and)? {_DAYS})*))(?= |$)"
)
_PERIOD = re.compile(
    rf"(?:{_EACH} (?:(?P<count>\d+)(?:st|nd|rd|th)? |(?P<other>other) )?"
    r"(?P<unit>minute|hour|day|week|month|year)s?|(?P<adverb>hourly|daily|weekly|monthly|yearly))"
    rf"(?:(?<=week|ekly) on (?P<weekday>{_DAY})|(?<=onth|thly) on the {_NTH}(?! of))?(?= |$)"
)
_PART = re.compile(rf"{_EACH} (?:single )?(?P<part>morning|afternoon|evening|night)(?= |$)")
_FREQUENCY = {
    "minute": "MINUTELY", "hour": "HOURLY", "day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY",
    "daily": "DAILY", "hourly": "HOURLY", "weekly": "WEEKLY", "monthly": "MONTHLY", "yearly": "YEARLY",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """A day as somebody said it."""

    date: date
    weekday: bool = False
    """Whether it was named as a plain weekday: today's, when its time has passed, is next week's."""


def read_date(text: str, today: date) -> tuple[Day, int] | None:
    """The day at the start of plain ``text``, on or after ``today``, and how many letters it takes."""
    for pattern in _DATE:
        if match := pattern.match(text):
            found = _calendar_day(match.groupdict(), today)
            return (Day(found), match.end()) if found else None
    if match := _NEAR.match(text):
        return Day(today + timedelta(days=_WORDED[match["word"]])), match.end()
    if match := _WEEKDAY.match(text):
        return Day(_weekday(match.groupdict(), today), weekday=not match["which"]), match.end()
    if match := _WEEK.match(text):
        return Day(_week(match["what"], today)), match.end()
    return None


def read_recurrence(text: str) -> tuple[str, str | None, int] | None:
    """The repetition at the start of plain ``text`` as an RRULE, the part of day it names, and its letters."""
    if match := _PART.match(text):
        return "FREQ=DAILY", match["part"], match.end()
    if match := _ON_DAYS.match(text):
        return f"FREQ=WEEKLY;BYDAY={_codes(match['days'] or match['plural'])}", None, match.end()
    if match := _PERIOD.match(text):
        return _period(match.groupdict()), None, match.end()
    return None


def say_date(at: datetime | date) -> str:
    """The day in words: "Friday the third of December"."""
    return f"{WEEKDAYS[at.weekday()].title()} {_say_day(at)}"


def say_recurrence(rule: str, first: datetime) -> str:
    """An RRULE of this room, and its first time, in words: "every weekday", "every month on the third"."""
    parts = dict(part.split("=", 1) for part in rule.removeprefix("RRULE:").split(";"))
    days = parts.get("BYDAY", "")
    if days == ",".join(_CODES[:5]):
        return "every weekday"
    unit = {value: key for key, value in _FREQUENCY.items() if not key.endswith("ly")}[parts["FREQ"]]
    interval = int(parts.get("INTERVAL", 1))
    if days and interval == 1:
        return f"every {_join([WEEKDAYS[_CODES.index(code)].title() for code in days.split(',')])}"
    every = {1: unit, 2: f"other {unit}"} if unit not in ("minute", "hour") else {1: unit}
    many = every.get(interval, f"{say_number(interval)} {unit}s")
    if unit == "month" and "BYMONTHDAY" in parts:
        return f"every {many} on the {say_ordinal(int(parts['BYMONTHDAY']))}"
    return f"every {many} on {_say_day(first)}" if unit == "year" else f"every {many}"


def _say_day(at: datetime | date) -> str:
    return f"the {say_ordinal(at.day)} of {MONTHS[at.month - 1].title()}"


def _calendar_day(found: dict[str, str | None], today: date) -> date | None:
    day, month, year = int(found["day"] or 0), found.get("month"), found.get("year")
    try:
        if month:
            number = MONTHS.index(month) + 1
            if year:
                return date(int(year.replace(" ", "")), number, day)
            return next((each for each in _years(today, number, day) if each >= today), None)
        return _day_of_month(today, day, later="next" in (found.get("of") or ""))
    except ValueError:
        return None


def _years(today: date, month: int, day: int) -> Iterable[date]:
    """The next few such days; the twenty ninth of February may take eight years."""
    for year in range(today.year, today.year + 9):
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _day_of_month(today: date, day: int, later: bool) -> date | None:
    from dateutil.rrule import MONTHLY, rrule

    if not 1 <= day <= 31:
        return None
    start = datetime(today.year, today.month, 1)
    comes = [each.date() for each in rrule(MONTHLY, dtstart=start, bymonthday=day, count=3)]
    if later:
        return next((each for each in comes if (each.year, each.month) > (today.year, today.month)), None)
    return next((each for each in comes if each >= today), None)


def _weekday(found: dict[str, str | None], today: date) -> date:
    ahead = (WEEKDAYS.index(found["weekday"] or "") - today.weekday()) % 7
    if found["which"] == "next" or found["week"] or found["later"] == " next week":
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=7 + WEEKDAYS.index(found["weekday"] or ""))
    return today + timedelta(days=ahead + 7 * bool(found["later"]))


def _week(what: str, today: date) -> date:
    from dateutil.relativedelta import relativedelta

    if what == "next month":
        return today + relativedelta(months=1)
    if what == "next week":
        return today + timedelta(days=7)
    saturday = today + timedelta(days=(5 - today.weekday()) % 7 if today.weekday() != 6 else 0)
    return saturday + timedelta(days=7 * (what == "next weekend"))


def _codes(days: str) -> str:
    named: set[int] = set()
    for word in re.findall(r"[a-z]+", days):
        singular = word.removesuffix("s")
        if singular in ("weekday", "workday", "working"):
            named.update(range(5))
        elif singular == "weekend":
            named.update((5, 6))
        elif singular in WEEKDAYS:
            named.add(WEEKDAYS.index(singular))
    return ",".join(_CODES[day] for day in sorted(named))


def _period(found: dict[str, str | None]) -> str:
    rule = f"FREQ={_FREQUENCY[found['unit'] or found['adverb'] or '']}"
    interval = 2 if found["other"] else int(found["count"] or 1)
    if interval > 1:
        rule += f";INTERVAL={interval}"
    if found["day"]:
        rule += f";BYMONTHDAY={found['day']}"
    if found["weekday"]:
        rule += f";BYDAY={_CODES[WEEKDAYS.index(found['weekday'])]}"
    return rule


def _join(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
