"""Who is who: a voice is learned when its owner asks for it, and forgotten as easily.

A voice is never a key: whoever plays a recording of it passes for its owner. Nothing here opens, buys or tells secrets.
"""

from __future__ import annotations

import re

from earnest import Reply, Skills, Talk, Unanswered, changes, hookimpl

earnest_needs = ("household",)

SENTENCES = 5
"""Of them the last two in another mood: a voice that is glad or weary is hard to know by plain sentences alone."""
TRIES = 2
"""How often a sentence is asked for when too little of it was heard."""


@hookimpl
def register_skills(skills: Skills) -> None:
    for skill in (learn_voice, introduce, tell_who, tell_known, forget_voice):
        skills.add(skill)


@changes("lasting")
async def learn_voice(talk: Talk, name: str = "") -> Reply:
    """Learn your voice, so that I know when it is you."""
    if not talk.house("tells_voices"):
        return talk.reply("no_ears")
    try:
        name = _as_name(talk, name or talk.person or await talk.ask(talk.words("asks_name")))
        if not await talk.ask(talk.words("asks_consent", name=name), expecting=bool):
            return talk.reply("not_learned")
        for number in range(1, SENTENCES + 1):
            await _hear(talk, name, talk.words(f"sentence_{number}"))
        talk.change("keep_voice", name)
    except Unanswered:
        return talk.reply("not_learned")
    except ValueError:
        return talk.reply("not_understood")
    return talk.reply("learned", name=name)


@changes("lasting")
async def introduce(talk: Talk, name: str) -> Reply:
    """Get to know you by name, and by voice if you like."""
    name = _as_name(talk, name)
    if not talk.house("tells_voices"):
        return talk.reply("hello_only", name=name)
    if name in talk.house("known_voices"):
        return talk.reply("hello_again" if talk.person == name else "known_already", name=name)
    return await learn_voice(talk, name)


@changes("nothing")
async def tell_who(talk: Talk) -> Reply:
    """Say who I think you are."""
    if talk.person:
        return talk.reply("you_are", name=talk.person)
    return talk.reply("somebody" if talk.house("known_voices") else "nobody_known")


@changes("nothing")
async def tell_known(talk: Talk) -> Reply:
    """Say whose voices I know."""
    known = talk.house("known_voices")
    return talk.reply("knows", names=known) if known else talk.reply("nobody_known")


@changes("lasting")
async def forget_voice(talk: Talk, name: str = "") -> Reply:
    """Forget your voice."""
    known = talk.house("known_voices")
    if not known:
        return talk.reply("nobody_known")
    whose = _as_name(talk, name) if name else talk.person
    try:
        if whose is None:
            whose = await talk.ask(talk.words("asks_whose", names=known), expecting=known)
        talk.change("forget_voice", whose)
    except Unanswered:
        return talk.reply("kept")
    except ValueError:
        return talk.reply("unknown_name", name=whose)
    return talk.reply("forgotten", name=whose)


async def _hear(talk: Talk, name: str, sentence: str) -> None:
    """One sentence, said by us and repeated. Raises Unanswered, ValueError where too little of it was heard."""
    ask = sentence
    for attempt in range(1, TRIES + 1):
        await talk.ask(ask)
        try:
            talk.change("hear_voice", name)
            return
        except ValueError:
            if attempt == TRIES:
                raise
            ask = talk.words("once_more", sentence=sentence)


def _as_name(talk: Talk, said: str) -> str:
    """The name in what somebody said of it: "it's anna" is "Anna"."""
    leads = "|".join(map(re.escape, talk.cues("name_leads")))
    bare = re.sub(rf"^(?:(?:{leads})\s+)+|[^\w' -]+|'s$", "", said.strip(), flags=re.IGNORECASE)
    return " ".join(word[:1].upper() + word[1:] for word in bare.split())
