"""Somebody who puts themselves right in the same breath is understood so, or asked; neither half is kept in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from earnest.conversation.doubt import UNLIKELY
from earnest.conversation.repairing import repairs_in, withdraws
from earnest.intents import Route

if TYPE_CHECKING:
    from earnest.intents import Router
    from earnest.spoken import Language
    from earnest.spoken.repair import Slip
    from earnest.talk import Heard

_MOST = 3
"""Slips in one breath that are put right, at most."""


def straight(router: Router, language: Language, heard: Heard) -> tuple[Heard, Route]:
    """What was meant, and who answers it.

    Where a slip cannot be put right, what was said behind its cue is among the words that the route does not explain.
    """
    heard = replace(heard, text=language.without_kept(heard.text, heard.now))
    route = router.route(heard.text, heard.now)
    if route.intent is None or not route.intent.exact:
        fronted = language.unfronted(heard.text)
        meant = router.route(fronted, heard.now) if fronted != heard.text else route
        if meant.intent is not None and meant.intent.exact:
            heard, route = replace(heard, text=fronted), meant
    for _ in range(_MOST):
        slip = language.find_slip(heard.text)
        if slip is None or _is_told(slip, route, language, heard):
            break
        better = _better(router, language, slip, heard)
        if better is None:
            return heard, _doubted(route, slip)
        heard, route = better
    return heard, route


def withdrawn(router: Router, language: Language, heard: Heard) -> Route | None:
    """Who would have answered a request that is taken back before its end: "set a timer, no, never mind"; else None."""
    slip = language.find_slip(heard.text)
    dropped = slip is not None and withdraws(slip.after, language)
    route = router.route(slip.before, heard.now) if slip is not None and dropped else None
    return route if route is not None and route.intent is not None and route.intent.exact else None


def after_all(router: Router, language: Language, heard: Heard) -> tuple[Heard, Route] | None:
    """What somebody asks for who takes something back in the same breath: "scrap that, *set an alarm for four*"."""
    clauses = language.clauses(heard.text)
    for at in range(1, len(clauses)):
        if withdraws(", ".join(clauses[:at]), language) or language.dismisses(", ".join(clauses[:at])):
            rest = replace(heard, text=", ".join(clauses[at:]))
            for text in (rest.text, *(repair.rest for repair in repairs_in(rest, language))):
                route = router.route(text, heard.now)
                if route.intent is not None and route.intent.exact and not route.intent.unexplained:
                    return replace(heard, text=text), route
    return None


def instead(router: Router, language: Language, heard: Heard) -> tuple[Heard, Route] | None:
    """What somebody who was asked something wants instead: "no, *set a timer*"; None where nothing is."""
    if other := after_all(router, language, heard):
        return other
    rests = [repair.rest for repair in repairs_in(heard, language) if repair.kind == "correct"]
    words = heard.text.split()
    begin = next((at for at, word in enumerate(words) if word.lower().strip(",.!") not in language.objecting), 0)
    rests = [" ".join(words[begin:]), *rests] if begin else rests
    said = [text for rest in rests for text in (*_barely(rest, language), rest)]
    routes = [(replace(heard, text=text), router.route(text, heard.now)) for text in said]
    likely = [(each, route) for each, route in routes if route.intent is not None and route.intent.score >= UNLIKELY]
    exact = [(each, route) for each, route in likely if route.intent is not None and route.intent.exact]
    return next(iter(exact or likely), None)


def _barely(text: str, language: Language) -> Iterator[str]:
    """The words without those that only belittle a request: "I *just* want a timer"."""
    words = [word for word in text.split() if word.lower().strip(",.") not in language.belittling]
    if len(words) < len(text.split()):
        yield " ".join(words)


def _is_told(slip: Slip, route: Route, language: Language, heard: Heard) -> bool:
    """Whether the words of a time or a length hold the cue, which read corrections of their own."""
    if route.intent is None:
        return False
    finds = (kind.find(heard.text, heard.now) for kind in language.kinds.values() if kind.find is not None)
    return any(each.value is not None and slip.cue.lower() not in each.rest.lower() for each in finds)


def _better(router: Router, language: Language, slip: Slip, heard: Heard) -> tuple[Heard, Route] | None:
    for text in language.mended(slip, heard.now):
        route = router.route(text, heard.now)
        if route.intent is not None and route.intent.exact and not route.intent.unexplained:
            return replace(heard, text=text), route
    return None


def _doubted(route: Route, slip: Slip) -> Route:
    if route.intent is None:
        return route
    return replace(route, intent=replace(route.intent, unexplained=(f"{slip.cue} {slip.after}",)))
