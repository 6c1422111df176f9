"""What people ask a speaker about itself, answered honestly: it is a program, and says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from earnest import Reply, Skills, Talk, changes

QUESTIONS = {
    "tell_name": "Say who I am.",
    "tell_age": "Say how old I am.",
    "tell_nature": "Say honestly whether I am a person.",
    "tell_meaning_of_life": "Say what the meaning of life may be.",
    "tell_pets": "Say whether I have pets.",
    "tell_hobbies": "Say what I like to do.",
    "tell_origin": "Say where I am from.",
    "tell_maker": "Say who made me.",
    "tell_employer": "Say who I work for.",
    "tell_favorites": "Say what I like best.",
}
"""One skill each: its name, which is its answer's too, and what it does."""


def offer(skills: Skills) -> None:
    """One skill a question."""
    for name, about in QUESTIONS.items():
        skills.add(_skill(name, about))


def _skill(name: str, about: str) -> Callable[[Talk], Awaitable[Reply]]:
    @changes("nothing")
    async def answer(talk: Talk) -> Reply:
        slots = {"name": talk.house("name")} if name == "tell_name" else {}
        tone = "warm" if talk.emotion.seems("sad", "happy") else None
        return Reply(talk.words(name, **slots), tone)

    answer.__doc__ = about
    answer.__name__ = name
    return answer
