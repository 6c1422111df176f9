"""A question that is put off: somebody who was asked something asks for something else, and the question comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earnest.conversation.redoing import EXPECTED_AS
from earnest.conversation.repairing import repairs_in

if TYPE_CHECKING:
    from earnest.conversation.exchange import Exchange
    from earnest.intents import Route, Router
    from earnest.nouns import Intent
    from earnest.spoken import Language
    from earnest.talk import Heard

SURE = 0.9
"""Route score from which somebody who was asked something is taken to have changed the subject."""
MOST = 2
"""How often the same question comes back, at most."""


def changes_subject(exchange: Exchange, route: Route, heard: Heard, language: Language) -> bool:
    """Whether somebody who was asked something says something else instead."""
    fits = exchange.fits(heard.text, heard.now)
    if exchange.put_off and not fits and any(repair.kind == "undo" for repair in repairs_in(heard, language)):
        return True
    if route.intent is None or route.intent.score < SURE:
        return False
    freely = exchange.goes_on and route.intent.score == 1.0 and exchange.takes_anything
    return freely or not fits


def comes_back(exchange: Exchange, intent: Intent | None, heard: Heard, router: Router, language: Language) -> bool:
    """Whether the open question is to be asked again behind what ``intent`` does.

    Not one that wants a mere yes, nor behind a "no", nor where the request is what was asked about, said anew: an
    alarm's time was asked for, and "wake me at six" tells one.
    """
    question, mine = exchange.question, exchange.intent
    if question is None or mine is None or question.expecting == "yes-no" or exchange.put_off >= MOST:
        return False
    if language.read_yes_no(heard.text) is False or any(map(language.dismisses, language.clauses(heard.text))):
        return False
    if intent is None or intent.plugin != mine.plugin:
        return True
    kinds = router.kinds_of(intent).items()
    told = [name for name, kind in kinds if EXPECTED_AS.get(kind.name) == question.expecting]
    worded = any(isinstance(value, str) and value for value in mine.slots.values())
    return worded or all(intent.slots.get(name) is None for name in told)
