"""Finding your way: what can be asked, what was said, and never mind."""

from __future__ import annotations

import re

from earnest import Reply, Skills, Talk, Unanswered, changes, hookimpl

_AT_A_TIME = 3
"""Examples in one breath; more are not remembered."""
_KINDS = 5
"""Kinds of things in one breath, each of two or three words."""


@hookimpl
def register_skills(skills: Skills) -> None:
    for skill in (list_skills, show_how, repeat, cancel):
        skills.add(skill)


@changes("nothing")
async def list_skills(talk: Talk) -> Reply:
    """Tell you what you can ask me."""
    told = _told(talk, talk.house("skills"))
    turn = int(talk.notes.get("told", 0)) if any(word in talk.text.lower() for word in talk.cues("further")) else 0
    while told:
        talk.notes["told"] = (turn + 1) % len(told)
        try:
            more = await talk.ask(told[turn % len(told)], expecting=bool)
        except Unanswered:
            more = False
        if not more:
            return talk.reply("enough")
        turn += 1
    return talk.reply("nothing_here")


@changes("nothing")
async def show_how(talk: Talk, kind: str) -> Reply:
    """Tell you how to ask for something: a timer, a list, the weather."""
    there = [skill for skill in talk.house("skills") if skill["plugin"] == kind.split()[0]]
    word = kind.split()[-1]
    examples = [example for skill in there if "{" not in (example := _plainly(skill["example"]))]
    fitting = [example for example in examples if word in example] or examples
    if not fitting:
        return talk.reply("not_here")
    return talk.reply("how", examples=_joined(talk, fitting[:_AT_A_TIME]))


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


def _told(talk: Talk, skills: list[dict[str, str]]) -> list[str]:
    """What to say of it, a breath each: the kinds of things, the most asked for first; then examples."""
    there = {skill["plugin"] for skill in skills}
    kinds = [words for plugin, words in talk.cues("kinds").items() if plugin in there]
    examples = _examples(skills)
    some = [kinds[at : at + _KINDS] for at in range(0, len(kinds), _KINDS)]
    few = [examples[at : at + _AT_A_TIME] for at in range(0, len(examples), _AT_A_TIME)]
    return [
        *(talk.words("kinds" if not at else "more_kinds", kinds=each) for at, each in enumerate(some)),
        *(talk.words("examples", examples=_joined(talk, each)) for each in few),
    ]


def _joined(talk: Talk, examples: list[str]) -> str:
    return f"{talk.words('between')} ".join(examples)


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
