"""Jokes, curious facts, stories, and company for a dull hour. Nothing merry is pressed on somebody who sounds sad."""

from __future__ import annotations

from earnest import Reply, Skills, Talk, Unanswered, changes


def offer(skills: Skills) -> None:
    """What people say when they want to be amused."""
    for skill in (tell_joke, tell_fact, tell_story, ease_sleep, hear_need, amuse, sing):
        skills.add(skill)


@changes("nothing")
async def tell_joke(talk: Talk, topic: str | None = None) -> Reply:
    """Tell a joke."""
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
    return talk.reply("facts")


@changes("nothing")
async def tell_story(talk: Talk) -> Reply:
    """Tell a short, quiet story."""
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
    amusements = talk.choices("amusements")
    try:
        wish = await talk.ask(talk.words("asks_amusement"), expecting=tuple(amusements))
    except Unanswered:
        return talk.reply("quiet_hour")
    return await _TELLERS[amusements[wish]](talk)


@changes("nothing")
async def sing(talk: Talk) -> Reply:
    """Say a little rhyme."""
    return talk.reply("rhymes")


_TELLERS = {"joke": tell_joke, "fact": tell_fact, "story": tell_story}
