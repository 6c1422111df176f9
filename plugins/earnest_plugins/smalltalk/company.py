"""Kind words, unkind words, and answers to a question that nobody asked."""

from __future__ import annotations

from earnest import Reply, Skills, Talk, changes


def offer(skills: Skills) -> None:
    """What people say to be kind, or because they are cross, or into the room."""
    for skill in (take_love, take_compliment, take_insult, take_apology, take_yes, take_no, take_maybe):
        skills.add(skill)


@changes("nothing")
async def take_love(talk: Talk) -> Reply:
    """Take kindness kindly."""
    return talk.reply("love")


@changes("nothing")
async def take_compliment(talk: Talk) -> Reply:
    """Be glad of a compliment."""
    return talk.reply("compliment")


@changes("nothing")
async def take_insult(talk: Talk) -> Reply:
    """Stay calm when somebody is cross with me."""
    return talk.reply("insult")


@changes("nothing")
async def take_apology(talk: Talk) -> Reply:
    """Accept an apology."""
    return talk.reply("apology")


@changes("nothing")
async def take_yes(talk: Talk) -> Reply:
    """Take a yes to nothing in particular."""
    return talk.reply("yes")


@changes("nothing")
async def take_no(talk: Talk) -> Reply:
    """Take a no to nothing in particular."""
    return talk.reply("no")


@changes("nothing")
async def take_maybe(talk: Talk) -> Reply:
    """Take a maybe to nothing in particular."""
    return talk.reply("maybe")
