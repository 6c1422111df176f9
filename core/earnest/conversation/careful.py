"""What the house itself asks: whether somebody is safe, and whether feelings may be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from earnest.conversation import phrases
from earnest.conversation.exchange import Answer
from earnest.errors import Unanswered
from earnest.feeling import answer_distress, ask_consent, distress, stays, thank_for_consent
from earnest.nouns import Intent
from earnest.talk import Question

if TYPE_CHECKING:
    from collections.abc import Set
    from datetime import datetime

    from earnest.config import Config
    from earnest.conversation.exchange import Exchange
    from earnest.feeling import Distress
    from earnest.intents import Router
    from earnest.memory import Memory
    from earnest.spoken import Language


class Alert:
    """Hears danger in what was said, by what it may have been besides: an order, and what it is to remind of."""

    def __init__(self, router: Router, own: Set[str], language: str) -> None:
        """``own``: the plugins that came with the house; what anybody else listens for silences nothing."""
        self._router = router
        self._own = own
        self._language = language

    def heard(self, text: str, last_reply: str, now: datetime) -> Distress | None:
        """What in ``text``, heard after ``last_reply``, is danger; no mere suspicion in an order word for word.

        "Quick, ten minute timer" and "help me breathe" do as they say. Words in a free slot are no part of an order:
        they are looked at by themselves and as somebody's wish, "remind me to *hurt myself*".
        """
        found = distress(text, last_reply, self._language)
        if found is not None and found.tier != "passive":
            return found
        intent = self._router.route(text, now).intent
        if intent is None or not intent.exact or intent.unexplained:
            return found
        if free := [value for value in intent.slots.values() if isinstance(value, str) and value]:
            return next(filter(None, map(self._held, free)), found)
        skill = self._router.skill_of(intent)
        ordered = skill is not None and skill.plugin in self._own and (skill.session or not skill.is_harmless)
        return None if ordered else found

    def _held(self, words: str) -> Distress | None:
        """Danger in words that a slot holds. 10 of 15 tasks of self-harm are plain as a wish, of 824 others none."""
        wish = distress(phrases.wish(words, self._language), "", self._language)
        return wish if wish is not None and wish.tier != "passive" else distress(words, "", self._language)


async def comfort(exchange: Exchange, found: Distress, config: Config, language: Language) -> Answer:
    """The careful answer; where it asks "are you safe", a yes or no is waited for and answered as carefully."""
    reply = answer_distress(found, config)
    if found.tier != "passive":
        return Answer(reply, exchange.intent)
    try:
        said = (await exchange.ask(Question(reply.text, tone=reply.tone))).heard.text
    except Unanswered:
        return Answer(stays(language.code), exchange.intent)
    means_danger = language.read_yes_no(said) is phrases.MEANS_DANGER[found.kind]
    grave = means_danger or phrases.calls_for_help(said, language.code)
    careful = answer_distress(replace(found, tier="explicit"), config) if grave else stays(language.code)
    return Answer(careful, exchange.intent)


def cries(asked: Exchange | None, said: str, language: str) -> bool:
    """Whether "help me" answers our open question if somebody is safe, and asks for no other."""
    open_here = asked is not None and asked.waiting and asked.intent == Intent(phrases.HOUSE, "distress")
    return open_here and phrases.calls_for_help(said, language)


async def consent(exchange: Exchange, memory: Memory, language: str) -> Answer:
    """The household's yes or no to having feelings read, kept. Raises Unanswered."""
    given: bool = (await exchange.ask(Question(ask_consent(language), "yes-no"))).value
    memory.set_consent("emotion", given)
    return Answer(thank_for_consent(given, language), exchange.intent)
