"""Finding your way: what can be asked, what was said, and never mind."""

from __future__ import annotations

import re

from earnest import Reply, Skills, Talk, Unanswered, changes, hookimpl

_AT_A_TIME = 3
"""Examples in one breath; more are not remembered."""


@hookimpl
def register_skills(skills: Skills) -> None:
    for skill in (list_skills, repeat, cancel):
        skills.add(skill)


@changes("nothing")
async def list_skills(talk: Talk) -> Reply:
    """Tell you what you can ask me."""
    examples = _examples(talk.house("skills"))
    start = int(talk.notes.get("told", 0)) % max(len(examples), 1)
    while examples:
        some = (examples[start:] + examples[:start])[:_AT_A_TIME]
        talk.notes["told"] = start = (start + len(some)) % len(examples)
        try:
            told = f"{talk.words('between')} ".join(some)
            more = await talk.ask(talk.words("examples", examples=told), expecting=bool)
        except Unanswered:
            more = False
        if not more:
            return talk.reply("enough")
    return talk.reply("nothing_here")


@changes("nothing")
async def repeat(talk: Talk) -> Reply:
    """Say the last thing again."""
    said = talk.house("last_reply")
    return Reply(said) if said else talk.reply("nothing_said")


@changes("nothing")
async def cancel(talk: Talk) -> Reply:
    """Drop what we were about."""
    hushed = any(word in talk.text.lower() for word in talk.cues("hush"))
    return talk.reply("hushed" if hushed else "dropped")


def _examples(skills: list[dict[str, str]]) -> list[str]:
    """One example a plugin first, then the others, without those that have a gap to fill."""
    by_plugin: dict[str, list[str]] = {}
    for skill in skills:
        example = _plainly(skill["example"])
        if "{" not in example and skill["plugin"] != "help":
            by_plugin.setdefault(skill["plugin"], []).append(example)
    rows = max(map(len, by_plugin.values()), default=0)
    return [examples[row] for row in range(rows) for examples in by_plugin.values() if row < len(examples)]


def _plainly(template: str) -> str:
    """A phrase as somebody would say it: ``[now]`` left out, the first of ``(a|b)`` taken."""
    plain, inner = template, ""
    while plain != inner:
        inner = plain
        plain = re.sub(r"\[[^\[\]()]*\]", "", plain)
        plain = re.sub(r"\(([^\[\]()|]*)(?:\|[^\[\]()]*)?\)", r"\1", plain)
    return " ".join(plain.split())
