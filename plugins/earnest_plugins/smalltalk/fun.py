"""Jokes, curious facts, stories, and company for a dull hour. Nothing merry is pressed on somebody who sounds sad."""

from __future__ import annotations

from datetime import datetime, timedelta

from earnest import Reply, Skills, Talk, Unanswered, changes

_LATELY = timedelta(minutes=10)
"""For so long "another one" is taken to ask for more of what was told last."""


def offer(skills: Skills) -> None:
    """What people say when they want to be amused."""
    for skill in (tell_joke, tell_fact, tell_story, ease_sleep, hear_need, amuse, go_on_amusing, sing):
        skills.add(skill)


@changes("nothing")
async def tell_joke(talk: Talk, topic: str | None = None) -> Reply:
    """Tell a joke."""
    _told(talk, "joke")
    if talk.emotion.seems("sad"):
        try:
            wanted = await talk.ask(talk.words("asks_joke"), expecting=bool, tone="gentle")
        except Unanswered:
            wanted = False
        return Reply(talk.words("jokes"), tone="warm") if wanted else talk.reply("no_joke")
    return Reply(talk.words("jokes"), tone="calm" if talk.emotion.seems("angry") else "bright")


@changes("nothing")
async def tell_fact(talk: Talk, topic: str | None = None) -> Reply:
    """Tell a fun fact."""
    _told(talk, "fact")
    return talk.reply("facts")


@changes("nothing")
async def tell_story(talk: Talk) -> Reply:
    """Tell a short, quiet story."""
    _told(talk, "story")
    return Reply(talk.words("stories"), tone="gentle")


@changes("nothing")
async def ease_sleep(talk: Talk) -> Reply:
    """Offer a quiet story to whoever cannot sleep."""
    try:
        wanted = await talk.ask(talk.words("asks_story"), expecting=bool, tone="gentle")
    except Unanswered:
        wanted = False
    return await tell_story(talk) if wanted else talk.reply("no_story")


@changes("nothing")
async def hear_need(talk: Talk, need: str) -> Reply:
    """Hear that you are hungry, or cold."""
    return talk.reply(need)


@changes("nothing")
async def amuse(talk: Talk) -> Reply:
    """Keep you company when you are bored."""
    return await _tell_chosen(talk, talk.words("asks_amusement"))


@changes("nothing")
async def go_on_amusing(talk: Talk) -> Reply:
    """Tell another one of what you heard last."""
    last = talk.notes.get("told", {"what": "", "at": talk.now.isoformat()})
    lately = talk.now - datetime.fromisoformat(last["at"]) <= _LATELY
    if lately and last["what"] in _TELLERS:
        return await _TELLERS[last["what"]](talk)
    return await _tell_chosen(talk, talk.words("another_what"))


@changes("nothing")
async def sing(talk: Talk) -> Reply:
    """Say a little rhyme."""
    _told(talk, "rhyme")
    return talk.reply("rhymes")


_TELLERS = {"joke": tell_joke, "fact": tell_fact, "story": tell_story, "rhyme": sing}


async def _tell_chosen(talk: Talk, question: str) -> Reply:
    amusements = talk.choices("amusements")
    try:
        wish = await talk.ask(question, expecting=tuple(amusements))
    except Unanswered:
        return talk.reply("quiet_hour")
    return await _TELLERS[amusements[wish]](talk)


def _told(talk: Talk, what: str) -> None:
    """Keep in mind what "another one" would be."""
    talk.notes["told"] = {"what": what, "at": talk.now.isoformat()}
