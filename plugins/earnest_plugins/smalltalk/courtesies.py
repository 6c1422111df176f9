"""Hello, thank you, goodbye."""

from __future__ import annotations

from earnest import Reply, Skills, Talk, changes


def offer(skills: Skills) -> None:
    """What people say on coming, going, and in between."""
    for skill in (greet, greet_somebody, wish_well, how_are_you, welcome, say_goodbye, say_good_night):
        skills.add(skill)


@changes("nothing")
async def greet(talk: Talk) -> Reply:
    """Say hello."""
    hour = talk.now.hour
    hello = talk.words("morning" if 5 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening")
    named = talk.words("named", hello=hello, person=talk.person) if talk.person else hello
    if talk.emotion.seems("sad", "tired"):
        return talk.reply("greet_gently", hello=named)
    return talk.reply("greet_brightly" if talk.emotion.seems("happy") else "greet", hello=named)


@changes("nothing")
async def greet_somebody(talk: Talk, greeting: str, who: str) -> Reply:
    """Say hello to somebody beside you."""
    theirs = talk.cues("yours")
    called = " ".join(theirs.get(word.lower(), word) for word in who.split())
    return talk.reply("greets", greeting=greeting, who=called)


@changes("nothing")
async def wish_well(talk: Talk, feast: str = "birthday") -> Reply:
    """Wish you a happy birthday."""
    return talk.reply(feast)


@changes("nothing")
async def how_are_you(talk: Talk) -> Reply:
    """Say how I am."""
    return talk.reply("how_are_you_gently" if talk.emotion.seems("sad", "tired") else "how_are_you")


@changes("nothing")
async def welcome(talk: Talk) -> Reply:
    """Say you're welcome."""
    return talk.reply("welcome_gently" if talk.emotion.seems("sad") else "welcome")


@changes("nothing")
async def say_goodbye(talk: Talk) -> Reply:
    """Say goodbye."""
    return talk.reply("goodbye_gently" if talk.emotion.seems("sad") else "goodbye")


@changes("nothing")
async def say_good_night(talk: Talk) -> Reply:
    """Say good night."""
    return talk.reply("night")
