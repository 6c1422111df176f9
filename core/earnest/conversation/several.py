"""Several requests in one breath: "wake me at six and set a timer for ten minutes", "alarms for six and seven"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from earnest.conversation.journal import Done, Journal
from earnest.conversation.repairing import Repairing
from earnest.nouns import Intent
from earnest.spoken.repair import Repair

if TYPE_CHECKING:
    from earnest.intents import Router
    from earnest.spoken import Language
    from earnest.talk import Heard


def requests_in(router: Router, language: Language, whole: Intent | None, heard: Heard) -> list[Intent]:
    """Each of the requests of what was heard; none when it is one alone. ``whole``: who would answer all of it.

    Where the whole is a request that accounts for every word, only another whole request behind an "and" is one.
    """
    if whole is not None and whole.also and not any(isinstance(value, str) for value in whole.slots.values()):
        return _for_each(whole)
    settled = whole is not None and whole.exact and not whole.unexplained and not whole.also
    for first, rest in router.parts(heard.text, heard.now):
        second = router.follow(rest, heard.now)
        if second is None and not settled:
            second = router.share(heard.text, first, rest, heard.now) or _extended(router, language, first, rest, heard)
        if second is not None:
            following = requests_in(router, language, second, replace(heard, text=rest))
            return [*_for_each(first), *(following or _for_each(second))]
    return _for_each(whole) if whole is not None and whole.also else []


def _extended(router: Router, language: Language, first: Intent, rest: str, heard: Heard) -> Intent | None:
    """The first request with what the rest says in the place of some of it: "six *and seven*"."""
    done, repair = Done(first, heard, Journal()), Repair("extend", rest)
    extended = Repairing(router, language).repaired(done, repair, heard.now)
    return extended.intent if extended else None


def _for_each(intent: Intent) -> list[Intent]:
    """The same request for each of several values: "alarms for six and seven"."""
    if not intent.also:
        return [intent]
    name, others = next(iter(intent.also.items()))
    alone = replace(intent, also={})
    return [alone, *(replace(alone, slots={**intent.slots, name: value}) for value in others)]
