"""How long until something, and since."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from earnest import Moment, Reply, Skills, Talk, changes
from earnest_plugins.clock.dates import told

_DAY = timedelta(days=1)


def offer(skills: Skills) -> None:
    """What is asked about the distance to a day or a time."""
    for skill in (tell_until, tell_since, tell_left, tell_between):
        skills.add(skill)


@changes("nothing")
async def tell_until(
    talk: Talk, day: datetime | None = None, when: Moment | None = None, unit: str = "day", event: str = ""
) -> Reply:
    """Tell how long it is until a day or a time."""
    if day is None and when is not None and when.named & {"time", "part", "minute", "elapsed"}:
        left = when.at.astimezone(UTC) - talk.now.astimezone(UTC)
        return talk.reply("until_time", left=length(talk, left, unit))
    if day is None and when is None:
        return talk.reply("unknown_event", event=event) if event else talk.reply("unknown_when")
    meant = day or (when.at if when is not None else talk.now)
    days = (meant.date() - talk.now.date()).days
    if days <= 0:
        return talk.reply("until_today") if days == 0 else since(talk, meant, unit)
    return talk.reply("until_day", left=distance(talk, talk.now, meant, unit), day=told(talk, meant))


@changes("nothing")
async def tell_since(talk: Talk, day: datetime, unit: str = "day") -> Reply:
    """Tell how long ago a day was."""
    return since(talk, day, unit)


@changes("nothing")
async def tell_left(talk: Talk, span: str, unit: str = "day") -> Reply:
    """Tell how much is left of the day, the week, the month or the year."""
    first = talk.now.replace(hour=0, minute=0, second=0, microsecond=0)
    ends = {
        "day": first + _DAY,
        "week": first + _DAY * (7 - first.weekday()),
        "month": (first.replace(day=28) + 4 * _DAY).replace(day=1),
        "year": first.replace(year=first.year + 1, month=1, day=1),
    }
    end = ends[span]
    if span == "day":
        return talk.reply("left", left=length(talk, end - talk.now, "hour"))
    return talk.reply("left", left=distance(talk, talk.now, end, unit))


@changes("nothing")
async def tell_between(talk: Talk, earlier: datetime, later: datetime, unit: str = "day") -> Reply:
    """Tell how long it is from one day to another."""
    if earlier.date() == later.date():
        return talk.reply("same_day")
    return talk.reply("between", left=distance(talk, min(earlier, later), max(earlier, later), unit))


def since(talk: Talk, day: datetime, unit: str = "day") -> Reply:
    """How long ago a day was."""
    if day.date() == talk.now.date():
        return talk.reply("until_today")
    return talk.reply("since_day", left=distance(talk, day, talk.now, unit), day=told(talk, day))


def distance(talk: Talk, first: datetime, last: datetime, unit: str) -> list[str]:
    """From one day to a later one: "forty two weeks, four days"; in hours and less up to the very moment."""
    from dateutil.relativedelta import relativedelta

    days = (last.date() - first.date()).days
    if unit in ("hour", "minute", "second"):
        return length(talk, last.astimezone(UTC) - first.astimezone(UTC), unit)
    if unit in ("month", "year"):
        apart = relativedelta(last.date(), first.date())
        months = apart.months + (12 * apart.years if unit == "month" else 0)
        return _counted(talk, {"year": apart.years if unit == "year" else 0, "month": months, "day": apart.days})
    if unit == "week":
        return _counted(talk, {"week": days // 7, "day": days % 7})
    return _counted(talk, {unit: days})


def length(talk: Talk, left: timedelta, unit: str) -> list[str]:
    """A length of time, to the minute: in days too, unless it was asked for in a smaller unit."""
    seconds = max(0, round(left.total_seconds()))
    if unit == "second":
        return _counted(talk, {"second": seconds})
    minutes = max(1, round(seconds / 60))
    if unit == "minute":
        return _counted(talk, {"minute": minutes})
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24) if unit != "hour" else (0, hours)
    return _counted(talk, {"day": days, "hour": hours, "minute": minutes})


def _counted(talk: Talk, counts: dict[str, int]) -> list[str]:
    """ "One day", "two weeks", those that are not none."""
    return [talk.words(f"{unit}s", count=count) for unit, count in counts.items() if count]
