"""Lists: for shopping, for things to do, and any other that somebody starts; several things at once."""

from __future__ import annotations

from earnest import Reply, Skills, Talk, Unanswered, changes, hookimpl
from earnest_plugins.lists import things
from earnest_plugins.lists.kept import Lists

_AT_ONCE = 10
"""Things of a list that are read before it is asked whether to go on."""
_LONGEST_NAME, _LONGEST_THING = 60, 160
"""Letters; more is a story, or a sound that was taken for one."""


@hookimpl
def register_skills(skills: Skills) -> None:
    for skill in (add, offer, read, check, remove, swap, clear, name_lists, start):
        skills.add(skill)


@changes("passing")
async def add(talk: Talk, items: str = "", which: str = "", known: str = "") -> Reply:
    """Put something on a list."""
    lists = Lists(talk)
    name = lists.named(known or which)
    wanted = things.to_add(talk, items, name)
    if not wanted:
        try:
            wanted = things.to_add(talk, await talk.ask(talk.words("asks_what", list=name)), name)
        except Unanswered:
            return talk.reply("as_it_is")
    if not wanted:
        return talk.reply("as_it_is")
    return _add(talk, lists, name, wanted)


@changes("passing")
async def offer(talk: Talk, items: str) -> Reply:
    """Put on the shopping list what you have run out of."""
    lists = Lists(talk)
    name = lists.named(talk.words("shopping"))
    wanted = things.to_add(talk, items, name)
    try:
        if not wanted or not await talk.ask(talk.words("offers", items=wanted, list=name), expecting=bool):
            return talk.reply("not_then")
    except Unanswered:
        return talk.reply("not_then")
    return _add(talk, lists, name, wanted)


@changes("nothing")
async def read(talk: Talk, which: str = "", known: str = "") -> Reply:
    """Read a list to you."""
    lists = Lists(talk)
    name = lists.named(known or which)
    there = lists[name]
    if not there:
        return talk.reply("empty" if name in lists else "none_such", list=name)
    if len(there) <= _AT_ONCE:
        return talk.reply("holds", count=len(there), list=name, items=there)
    told = talk.words("begins", count=len(there), list=name, items=there[:_AT_ONCE])
    for begin in range(_AT_ONCE, len(there), _AT_ONCE):
        try:
            if not await talk.ask(f"{told} {talk.words('asks_on')}", expecting=bool):
                return talk.reply("enough")
        except Unanswered:
            return talk.reply("enough")
        told = talk.words("goes_on", items=there[begin : begin + _AT_ONCE])
    return Reply(told)


@changes("nothing")
async def check(talk: Talk, item: str, which: str = "") -> Reply:
    """Say whether something is on a list."""
    lists = Lists(talk)
    name = lists.named(which) if which else lists.with_any_of(things.split(talk, item))
    wanted = things.split(talk, item, name)
    found = [each for want in wanted for each in things.matching(talk, want, lists[name])]
    return talk.reply("there", items=found) if found else talk.reply("not_there", items=wanted, list=name)


@changes("passing")
async def remove(talk: Talk, items: str, which: str = "") -> Reply:
    """Take something off a list."""
    lists = Lists(talk)
    name = lists.named(which) if which else lists.with_any_of(things.split(talk, items))
    wanted = things.split(talk, items, name)
    gone: dict[str, None] = {}
    for want in wanted:
        fitting = things.matching(talk, want, lists[name])
        try:
            chosen = fitting if len(fitting) < 2 else await talk.ask_which(talk.words("which", these=fitting), fitting)
        except Unanswered:
            return talk.reply("as_it_is")
        gone |= dict.fromkeys(chosen)
    if not gone:
        return talk.reply("not_there", items=wanted, list=name)
    lists[name] = [each for each in lists[name] if each not in gone]
    return talk.reply("removed", items=[*gone], list=name)


@changes("passing")
async def swap(talk: Talk, item: str, items: str, which: str = "") -> Reply:
    """Put something on a list in the place of something else."""
    lists = Lists(talk)
    name = lists.named(which) if which else lists.with_any_of(things.split(talk, item))
    gone = [each for want in things.split(talk, item, name) for each in things.matching(talk, want, lists[name])]
    new = things.to_add(talk, items, name)
    if len(gone) != 1 or not new:
        return (
            talk.reply("not_there", items=things.split(talk, item, name), list=name)
            if not gone
            else talk.reply("as_it_is")
        )
    at = lists[name].index(gone[0])
    kept = [each for each in lists[name] if each != gone[0] and not things.is_among(talk, each, new)]
    lists[name] = [*kept[:at], *new, *kept[at:]]
    return talk.reply("swapped", items=new, list=name, gone=gone)


@changes("lasting")
async def clear(talk: Talk, which: str = "") -> Reply:
    """Clear a list, once you have said yes."""
    lists = Lists(talk)
    name = lists.named(which)
    there = lists[name]
    if name not in lists:
        return talk.reply("none_such", list=name)
    try:
        sure = not there or await talk.ask(talk.words("asks_clear", list=name, count=len(there)), expecting=bool)
    except Unanswered:
        return talk.reply("as_it_is")
    if not sure:
        return talk.reply("as_it_is")
    lists.drop(name)
    return talk.reply("cleared", list=name)


@changes("nothing")
async def name_lists(talk: Talk) -> Reply:
    """Say which lists there are."""
    names = [*Lists(talk)]
    return talk.reply("lists", count=len(names), names=names) if names else talk.reply("no_lists")


@changes("passing")
async def start(talk: Talk, which: str = "") -> Reply:
    """Start a list."""
    lists = Lists(talk)
    try:
        name = lists.named(which or await talk.ask(talk.words("asks_name")))
        if len(name) > _LONGEST_NAME:
            return talk.reply("too_long")
        if name in lists:
            return talk.reply("there_already", list=name)
        lists[name] = []
        said = await talk.ask(talk.words("asks_first", list=name))
    except Unanswered:
        return talk.reply("as_it_is")
    wanted = things.to_add(talk, said, name)
    return _add(talk, lists, name, wanted) if wanted else talk.reply("started", list=name)


def _add(talk: Talk, lists: Lists, name: str, wanted: list[str]) -> Reply:
    if len(name) > _LONGEST_NAME or any(len(each) > _LONGEST_THING for each in wanted):
        return talk.reply("too_long")
    there = lists[name]
    new = [each for each in wanted if not things.is_among(talk, each, there)]
    if not new:
        return talk.reply("on_it", items=wanted, list=name, count=len(wanted))
    lists[name] = [*there, *new]
    return talk.reply("added", items=new, list=name)
