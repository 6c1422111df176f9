"""Check-ins: how was your day, and how are you? Asked at the times a household chose, and let go when not answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any, Literal

from earnest import Moment, Reply, Settings, Skills, Talk, Unanswered, changes, hookimpl

State = Literal["low", "lonely", "tired", "cross", "worried", "well"]

_STATES: tuple[State, ...] = ("lonely", "tired", "cross", "worried", "low", "well")
"""The more telling first: who is tired and sad is tired."""


@hookimpl
def register_settings(settings: Settings) -> None:
    settings.add("times", [], "when to ask how you are: ['every day at six in the evening']", list)
    settings.add("quiet_from", "22:00", "from when on never to ask", reads="time")
    settings.add("quiet_until", "08:00", "until when never to ask", reads="time")
    settings.add("remember", False, "whether what you said may be remembered until the next time")


@hookimpl
def register_skills(skills: Skills) -> None:
    for skill in (ask_after_day, hear_how_it_is, hear_trouble, hear_good_news, start_asking, stop_asking):
        skills.add(skill)
    skills.add(check_in, times="times")


@changes("nothing")
async def hear_how_it_is(talk: Talk, state: str | None = None) -> Reply:
    """Hear how you are."""
    told = _read(talk, talk.text) or "low"
    if told == "well" and talk.emotion.seems("sad"):
        return talk.reply("doubted")
    if told == "well":
        return _answer(talk, told)
    return await _heard_out(talk, told, talk.words("asks_more"))


@changes("nothing")
async def hear_trouble(talk: Talk, befell: str = "", **_said: str) -> Reply:
    """Hear what has happened to you."""
    told = _read(talk, talk.text) or "low"
    if told == "well":
        return _answer(talk, told)
    return await _heard_out(talk, told, talk.words("asks_more_of_loss" if befell == "died" else "asks_more"))


@changes("nothing")
async def hear_good_news(talk: Talk, **_said: str) -> Reply:
    """Be glad of good news."""
    return talk.reply("doubted" if talk.emotion.seems("sad") else "good_news")


@changes("nothing")
async def ask_after_day(talk: Talk) -> Reply:
    """Ask how your day was."""
    try:
        told = await talk.ask(talk.words("asks_day"), tone="warm")
    except Unanswered:
        return talk.reply("another_time")
    return _take(talk, told)


@changes("nothing")
async def check_in(talk: Talk, appointment: str | None = None) -> Reply:
    """Ask how you are, at a time you chose."""
    if is_quiet(talk.now, talk.settings, talk.language) or (appointment and "stopped" in talk.notes):
        return Reply("")
    try:
        told = await talk.ask(_opening(talk), tone="warm")
    except Unanswered:
        return talk.reply("undisturbed")
    return _take(talk, told)


@changes("passing")
async def start_asking(talk: Talk, when: Moment) -> Reply:
    """Ask how you are, again and again, at a time you choose."""
    if is_quiet(when.at, talk.settings, talk.language):
        return talk.reply("quiet_hours")
    talk.notes["stopped"] = None
    if when.recurrence:
        talk.every(when, check_in)
    else:
        talk.later(when, check_in)
    return talk.reply("asked_from_now", when=when)


@changes("lasting")
async def stop_asking(talk: Talk) -> Reply:
    """Stop asking how you are."""
    for due in talk.due:
        if due.person in (None, talk.person):
            talk.cancel(due)
    talk.notes["stopped"] = True
    return talk.reply("no_more")


def read_state(text: str, telling: Mapping[str, State], denials: Iterable[str]) -> State | None:
    """How somebody says they are; None when the words do not tell. ``telling``: words, and the state each tells."""
    words = re.findall(r"(?:[^\W\d_]|')+", text.lower().replace("’", "'"))
    told = {state for word, state in telling.items() if word in words}
    state = next((state for state in _STATES if state in told), None)
    if state in ("well", "low") and any(word in words for word in denials):
        return "low" if state == "well" else "well"
    return state


def is_quiet(at: datetime, settings: Mapping[str, Any], language: str = "en") -> bool:
    """Whether ``at`` falls in the household's quiet hours."""
    first, last = (_hour(str(settings[edge]), at, language) for edge in ("quiet_from", "quiet_until"))
    if first is None or last is None or first == last:
        return False
    now = at.time()
    return first <= now < last if first < last else now >= first or now < last


def _hour(said: str, at: datetime, language: str) -> time | None:
    moment = Moment.hear(said, at, language)
    return moment.at.time() if moment else None


def _opening(talk: Talk) -> str:
    """How to begin: with what was said last time, if that may be remembered."""
    last = talk.notes.get(_whose(talk)) if talk.settings["remember"] else None
    if last and talk.now - datetime.fromisoformat(last["at"]) < timedelta(days=3) and last["state"] != "well":
        return talk.words("last_time", state=talk.words(f"felt_{last['state']}"))
    return talk.words("openings")


async def _heard_out(talk: Talk, told: State, question: str) -> Reply:
    """Listen to more of it, if there is more to say."""
    try:
        more = await talk.ask(question, tone="gentle")
    except Unanswered:
        return talk.reply("whenever")
    return _answer(talk, _read(talk, more) or told) if _goes_on(talk, more) else talk.reply("all_right")


def _take(talk: Talk, told: str) -> Reply:
    state = _read(talk, told)
    if state == "well" and talk.emotion.seems("sad"):
        return talk.reply("doubted")
    return _answer(talk, state) if state else talk.reply("thanks")


def _answer(talk: Talk, state: State) -> Reply:
    if talk.settings["remember"]:
        talk.notes[_whose(talk)] = {"state": state, "at": talk.now.isoformat()}
    return talk.reply(state)


def _read(talk: Talk, text: str) -> State | None:
    return read_state(text, {**talk.choices("state"), **talk.choices("tells")}, talk.cues("denials"))


def _whose(talk: Talk) -> str:
    return f"last time {talk.person or ''}".strip()


def _goes_on(talk: Talk, more: str) -> bool:
    """Whether the answer tells more than a bare "no"."""
    return re.sub(r"\W+$", "", more.lower().strip()) not in talk.cues("declines")
