"""Birthdays: kept as a note, by name; whose voice is known has their own, and "mine" is the household's otherwise."""

from __future__ import annotations

import re
from datetime import datetime

from earnest import Moment, Reply, Skills, Talk, Unanswered, changes
from earnest_plugins.clock.dates import told
from earnest_plugins.clock.until import distance

_NOTE = "birthdays"
"""The note: month, day and, where it was said, year of birth, by name in small letters; "" is "my"."""


def offer(skills: Skills) -> None:
    """What is told and asked about birthdays."""
    for skill in (keep_birthday, tell_birthday, forget_birthday):
        skills.add(skill)


@changes("passing")
async def keep_birthday(talk: Talk, day: datetime, name: str = "") -> Reply:
    """Remember a birthday."""
    who = _who(talk, name)
    born = day.year if day.year < talk.now.year else None
    talk.notes[_NOTE] = {**talk.notes.get(_NOTE, {}), who.lower(): [day.month, day.day, born]}
    return talk.reply("keeps_birthday", whose=_whose(talk, name), day=_next(talk, day.month, day.day))


@changes("passing")
async def tell_birthday(talk: Talk, name: str = "", unit: str = "day") -> Reply:
    """Tell when a birthday is, and how long until then."""
    kept = talk.notes.get(_NOTE, {}).get(_who(talk, name).lower())
    if kept is None:
        try:
            said = await talk.ask(talk.words("asks_birthday", whose=_whose(talk, name)), expecting=Moment)
        except Unanswered:
            return talk.reply("no_birthday")
        return await keep_birthday(talk, said.at, name)
    month, day, born = kept
    coming = _next(talk, month, day)
    if coming.date() == talk.now.date():
        return talk.reply("birthday_today", whose=_whose(talk, name))
    slots = {"whose": _whose(talk, name), "left": distance(talk, talk.now, coming, unit), "day": told(talk, coming)}
    if born is None:
        return talk.reply("birthday", **slots)
    return talk.reply("birthday_and_age", age=coming.year - born, **slots)


@changes("lasting")
async def forget_birthday(talk: Talk, name: str = "") -> Reply:
    """Forget a birthday."""
    kept = dict(talk.notes.get(_NOTE, {}))
    if kept.pop(_who(talk, name).lower(), None) is None:
        return talk.reply("birthday_unknown", whose=_whose(talk, name))
    talk.notes[_NOTE] = kept or None
    return talk.reply("birthday_forgotten", whose=_whose(talk, name))


def _next(talk: Talk, month: int, day: int) -> datetime:
    """When a day comes next, today among them; the twenty ninth of February is kept on the first of March."""
    today = talk.now.replace(hour=0, minute=0, second=0, microsecond=0)
    years = (_in_year(today, year, month, day) for year in (today.year, today.year + 1))
    return next(each for each in years if each.date() >= today.date())


def _in_year(today: datetime, year: int, month: int, day: int) -> datetime:
    try:
        return today.replace(year=year, month=month, day=day)
    except ValueError:
        return today.replace(year=year, month=3, day=1)


def _who(talk: Talk, name: str) -> str:
    """Whose birthday is meant, by name; of whoever speaks where none was said."""
    return re.sub(r"['’]s?$", "", name.strip(" .,?!")) if name else talk.person or ""


def _whose(talk: Talk, name: str) -> str:
    """ "Your", or "Anna's"."""
    who = " ".join(word[:1].upper() + word[1:] for word in _who(talk, name).split())
    return talk.words("whose", name=who) if name else talk.words("yours")
