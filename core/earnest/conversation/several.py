"""Several requests in one breath: "wake me at six and set a timer for ten minutes", "alarms for six and seven"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from earnest.conversation.journal import Done, Journal
from earnest.conversation.redoing import Redoing
from earnest.nouns import Intent
from earnest.spoken.repair import Repair

if TYPE_CHECKING:
    from earnest.intents import Router
    from earnest.spoken import Language
    from earnest.talk import Heard


def requests_in(router: Router, language: Language, whole: Intent | None, heard: Heard) -> list[Intent]:
    """Each of the requests of what was heard, with or without what is said beside them; none when it is one alone.

    ``whole``: who would answer all of it. Where that accounts for every word, only another whole request behind an
    "and" is one more.
    """
    alone = whole is not None and whole.exact
    bare = () if alone else language.without_remarks(heard.text, heard.now)
    ways = (replace(heard, text=text) for text in (*language.spelled_out(heard.text), heard.text, *bare))
    return next(filter(None, (_requests_in(router, language, whole, way) for way in ways)), [])


def _requests_in(router: Router, language: Language, whole: Intent | None, heard: Heard) -> list[Intent]:
    if whole is not None and whole.also and not _worded(whole):
        return _for_each(whole)
    settled = whole is not None and whole.exact and not whole.unexplained and not whole.also
    for_all = whole if _is_for_all(whole, language, heard) else None
    for first, rest in router.parts(heard.text, heard.now):
        if for_all is not None and not _has_part_of(for_all, first):
            continue
        ways = (_of_itself, _of_the_same) if language.with_noun(rest, "") == rest else (_of_the_same, _of_itself)
        second = next(filter(None, (way(router, language, first, rest, heard) for way in ways)), None)
        if second is None and not settled:
            second = _shared(router, language, first, rest, heard) or _extended(router, language, first, rest, heard)
        if second is not None:
            following = _requests_in(router, language, second, replace(heard, text=rest))
            return [*_for_each(first), *(following or _for_each(second))]
    return _for_each(whole) if whole is not None and whole.also else []


def _worded(intent: Intent) -> dict[str, str]:
    """The slots that words fill."""
    return {name: value for name, value in intent.slots.items() if isinstance(value, str)}


def _is_for_all(whole: Intent | None, language: Language, heard: Heard) -> bool:
    """Whether it is one thing at several times, whose words hold no further one: "*at four and at five* to drink"."""
    if whole is None or not whole.also or not whole.exact or whole.unexplained:
        return False
    return all(language.find_moment(words, heard.now).moment is None for words in _worded(whole).values())


def _has_part_of(whole: Intent, first: Intent) -> bool:
    """Whether ``first`` is about a part of what ``whole`` is: not the "twice" of "twice, at four and at five"."""
    named = _worded(first)
    return all(
        name in named and (named[name] in words or words in named[name]) for name, words in _worded(whole).items()
    )


def _shared(router: Router, language: Language, first: Intent, rest: str, heard: Heard) -> Intent | None:
    """What shares the opening of the first, and perhaps its verb: "*take* my blue pill at nine and my white at ten"."""
    second = router.share(heard.text, first, rest, heard.now)
    if second is None:
        return None
    both = [name for name in router.worded_slots_of(second) if first.slots.get(name) and second.slots.get(name)]
    whole = {name: language.completed(str(first.slots[name]), str(second.slots[name])) for name in both}
    return replace(second, slots={**second.slots, **whole})


def _of_itself(router: Router, _language: Language, _first: Intent, rest: str, heard: Heard) -> Intent | None:
    """What follows, where it is a request by itself."""
    return router.follow(heard.text, rest, heard.now)


def _of_the_same(router: Router, language: Language, first: Intent, rest: str, heard: Heard) -> Intent | None:
    """What follows, where it speaks of another such thing: "cancel the alarm and set *one* for eight"."""
    noun, repair = router.noun_of(first, heard.text), language.read_repair(rest)
    named = language.with_noun(rest, noun) if noun is not None else rest
    others = (words for words in (named, repair.rest if repair else rest) if words and words != rest)
    second = next(filter(None, (router.follow(heard.text, words, heard.now) for words in others)), None)
    names = {name for name, value in first.slots.items() if isinstance(value, str) and value}
    if second is not None and second.plugin == first.plugin and not names <= second.slots.keys():
        return _extended(router, language, first, rest, heard) or second
    return second


def _extended(router: Router, language: Language, first: Intent, rest: str, heard: Heard) -> Intent | None:
    """The first request with what the rest says in the place of some of it: "six *and seven*"."""
    done, repair = Done(first, heard, Journal()), Repair("extend", rest)
    extended = Redoing(router, language).repaired(done, repair, heard.now)
    return extended.intent if extended else None


def _for_each(intent: Intent) -> list[Intent]:
    """The same request for each of several values: "alarms for six and seven"."""
    if not intent.also:
        return [intent]
    name, others = next(iter(intent.also.items()))
    alone = replace(intent, also={})
    return [alone, *(replace(alone, slots={**intent.slots, name: value}) for value in others)]
