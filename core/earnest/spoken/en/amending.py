"""A value put right by a few words: "no, seven thirty", "tomorrow", "in the evening", "twelve"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from earnest.spoken.en.moments import read_duration, read_whole
from earnest.spoken.en.numbers import parse_number
from earnest.spoken.moment import Moment

_UNITS = (timedelta(days=1), timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1))
_ENDS = re.compile(r"\s+(?:alarm|timer|reminder)?\s*ones?[.!?]*$|[.!?]+$", re.IGNORECASE)
_LEADS = re.compile(r"^(?:(?:for|one|with|it's|its|to|set|the|a|an|another|make) )+", re.IGNORECASE)


_NOT_BUT = re.compile(
    r"(?P<new>.+?),? (?:and )?not (?P<old>.+)|not (?P<old2>.+?)(?:, (?:but )?| but )(?P<new2>.+)", re.IGNORECASE
)


_NOT = re.compile(r"not (?:the |any |my )?(?P<this>(?!.*\bbut\b)[^,]+)", re.IGNORECASE)
_JOINS = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|plus)\s+", re.IGNORECASE)


def _less(old: str, thing: str) -> str | None:
    """A row of things without one of them; None where it is not among them, or alone."""
    things = [each for each in _JOINS.split(old) if each]
    left = [each for each in things if each.lower().removeprefix("the ") != thing.lower()]
    return ", ".join(left) if left and len(left) == len(things) - 1 else None


_THIS = frozenset({"this", "that", "it", "this one", "that one", "the last", "the last one"})


def reworded(old: str, rest: str, *, whole: bool) -> str | None:
    """``old`` with what ``rest`` puts in the place of some of it; where it tells nothing, ``rest`` itself if ``whole``.

    In the place of what "not" names, of the words between the same two ("the *green* bin" for "the *blue* bin"), or of
    all behind the same first word ("get *milk*" for "get *bread*").
    """
    if (without := _NOT.fullmatch(rest)) is not None:
        return _less(old, without["this"])
    found = _NOT_BUT.fullmatch(rest)
    if found is not None:
        new, wrong = found["new"] or found["new2"], found["old"] or found["old2"]
        if wrong.lower() in _THIS:
            return new
        at = old.lower().find(wrong.lower())
        return f"{old[:at]}{new}{old[at + len(wrong) :]}" if at >= 0 else (new if whole else None)
    words, new_words = old.split(), rest.split()
    plain, new_plain = [word.lower() for word in words], [word.lower() for word in new_words]
    if len(new_words) > 1 and new_plain[:1] == plain[:1] and not set(new_plain[1:]) & set(plain):
        return rest
    if len(new_words) > 1 and new_plain[0] in plain:
        begin = plain.index(new_plain[0])
        ends = [at for at in range(begin + 1, len(plain)) if plain[at] == new_plain[-1]]
        if ends and ends[0] - begin <= len(new_words):
            return " ".join([*words[:begin], *new_words, *words[ends[0] + 1 :]])
    return rest if whole else None


def amend(value: object, text: str, now: datetime, country: str | None) -> object | None:
    """``value`` as ``text`` corrects it, of the same type; None when the words are no such thing."""
    text = _THAN_THAT.sub("", text)
    if isinstance(value, Moment) and value.recurrence is not None and (found := _EXCEPT.fullmatch(text)):
        return _without(value, found["when"], now, country)
    negated = _NOT_BUT.fullmatch(text)
    text = (negated["new"] or negated["new2"]) if negated else text
    whole = _ENDS.sub("", text)
    text = _LEADS.sub("", whole, count=1)
    for said in (whole, text):
        shifted = _SHIFT.fullmatch(said)
        if shifted and isinstance(value, Moment | timedelta) and (by := read_duration(shifted["length"])) is not None:
            return _shifted(value, -by if shifted["way"].lower() in _BACK else by, now)
    match value:
        case Moment():
            return _amended_moment(value, text, now, country)
        case timedelta():
            return _amended_duration(value, whole) or _amended_duration(value, text)
        case bool():
            return None
        case int() | float():
            return parse_number(text)
    return None


_THAN_THAT = re.compile(r" than (?:that|this|it|the (?:first|last|other))(?: one)?\b", re.IGNORECASE)
_EXCEPT = re.compile(r"not (?:on |for |in )?(?P<when>(?:this|next) week|.+)", re.IGNORECASE)
_WEEK = {"this week": 0, "next week": 7}


def _without(value: Moment, when: str, now: datetime, country: str | None) -> Moment | None:
    """Something that recurs, without the time that it comes on a day, or within a week; None where it does not."""
    if when.lower() in _WEEK:
        monday = now.date() - timedelta(days=now.weekday()) + timedelta(days=_WEEK[when.lower()])
        days = [day for each in range(7) if (day := monday + timedelta(days=each)) >= now.date()]
    else:
        reading = read_whole(when, now, country)
        if reading.rest or reading.doubts or reading.moment is None or reading.moment.named != {"day"}:
            return None
        days = [reading.moment.at.date()]
    comes = [at for day in days if (at := value.comes_on(day)) is not None]
    return value.without(comes[0]) if len(comes) == 1 else None


_BACK = frozenset({"earlier", "sooner", "shorter", "less"})
_SHIFT = re.compile(r"(?P<length>.+) (?P<way>later|longer|more|earlier|sooner|shorter|less)", re.IGNORECASE)


def _shifted(value: Moment | timedelta, by: timedelta, now: datetime) -> Moment | timedelta | None:
    """Ten minutes later, five minutes less; None where nothing would be left of it."""
    if isinstance(value, timedelta):
        return value + by if value + by > timedelta() else None
    other = replace(value.other, at=value.other.at + by) if value.other is not None else None
    named = frozenset({"time"} if by % timedelta(days=1) else {"day"})
    return value.amended(replace(value, at=value.at + by, recurrence=None, named=named, other=other), now)


def _amended_duration(value: timedelta, text: str) -> timedelta | None:
    """A bare number counts what was counted before: "twelve", said of ten minutes, is twelve minutes."""
    whole = read_duration(text)
    if whole is not None:
        return whole
    number = parse_number(text)
    unit = next((unit for unit in _UNITS if not value % unit), None)
    return unit * number if unit and number else None


def _amended_moment(old: Moment, text: str, now: datetime, country: str | None) -> Moment | None:
    if "ahead" in old.named and old.said is not None and (number := parse_number(text)):
        length = _amended_duration(old.at - old.said, text)
        return replace(old, at=old.said + length) if number > 0 and length else None
    if old.recurrence is not None and "FREQ=WEEKLY" in old.recurrence:
        every = read_whole(f"every {text}", now, country)
        if every.moment is not None and every.moment.named == {"recurrence"} and not (every.rest or every.doubts):
            return old.amended(every.moment, now)
    reading = read_whole(text, now, country)
    if reading.rest or reading.doubts or reading.moment is None:
        return None
    return old.amended(reading.moment, now)
