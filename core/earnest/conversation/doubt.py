"""What is asked before a skill begins: nothing that lasts happens by a guess, and no word of a request is dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from earnest.conversation import phrases
from earnest.conversation.redoing import EXPECTED_AS, astray
from earnest.errors import NeverMind
from earnest.talk import Question

if TYPE_CHECKING:
    from earnest.conversation.exchange import Exchange
    from earnest.nouns import Intent
    from earnest.skills import Skill
    from earnest.spoken import Language
    from earnest.talk import Heard

UNLIKELY = 0.65
"""Score of a paraphrase below which what changes something is asked about."""
MUMBLED = 0.5
"""Confidence in a transcript below which what lasts is asked about even when the words are a phrase."""

_COUNTED = 9
"""Things that are asked for in one breath, at most; what is more is a time or a name."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What keeps the house from simply doing what it took the words for."""

    question: str
    why: str
    """For who follows a turn: ``plugins trace``."""


def doubt(intent: Intent, skill: Skill, language: Language, heard: float = 1.0, words: int = 2) -> Doubt | None:
    """What to ask before ``skill`` does ``intent``; None when it may simply do it.

    ``heard``: the recogniser's confidence, 0 to 1; ``words``: how many were said. The table, read from the top:

    | what the skill changes | the words | |
    |---|---|---|
    | nothing | any | it answers |
    | anything else | leave something unexplained | asked, with what was not understood |
    | something lasting | are not its phrases, or were hardly heard | asked |
    | | are its phrases | done |
    | something passing | only mean about the same, and hardly that | asked |
    | | are one that is no phrase: "increase" | asked |
    | | any others | done, said back, and taken back if wrong |
    """
    if skill.is_harmless:
        return None
    offer = phrases.shall_i(skill.about, _details(intent.slots, language), language.code)
    unexplained = (*intent.unexplained, *astray(intent, language))
    if unexplained:
        left, code = " ".join(unexplained), language.code
        question = phrases.go_on_without(left, code) if intent.exact else phrases.unsure_about(left, offer, code)
        return Doubt(question, f"{skill.name} does not account for: {left}")
    if not intent.exact and intent.score < UNLIKELY:
        return Doubt(offer, f"{skill.name} would change something, and scores only {intent.score:.2f}")
    if not intent.exact and words == 1:
        return Doubt(offer, f"{skill.name} would change something, and one word that is no phrase says too little")
    if skill.is_lasting and not intent.exact:
        return Doubt(offer, f"{skill.name} changes something lasting, and these are not its phrases")
    if skill.is_lasting and heard < MUMBLED:
        return Doubt(offer, f"{skill.name} changes something lasting, and the words were hardly heard")
    return None


def miscounted(said: str, intents: Sequence[Intent], skill: Skill, language: Language) -> str:
    """How many were asked for, where that is not how many there are: "*two* alarms for six"; empty where it is."""
    about = skill.changes.about if skill.changes else ()
    words = language.spelling.read(said).words
    for number, *between in zip(words, words[1:], words[2:], strict=False):
        count = language.read_number(number)
        named = any(word in about and word[:-1] in about for word in between)
        if count is not None and named and len(intents) < count <= _COUNTED:
            return number
    return ""


def doubt_all(
    intents: Sequence[Intent], skill: Skill, language: Language, heard: Heard, *, guessed: bool = False
) -> Doubt | None:
    """What to ask before all of ``intents`` are done, the first by ``skill``; None when they may simply be done.

    ``guessed``: who is meant was asked already.
    """
    count = miscounted(heard.text, intents, skill, language) if not skill.is_lasting else ""
    several = intents if len(intents) > 1 else ()
    left = [each for intent in several for each in (*intent.unexplained, *astray(intent, language))]
    if not skill.is_harmless and (count or left):
        left = [*filter(None, (count,)), *left]
        return Doubt(phrases.go_on_without(" ".join(left), language.code), f"{skill.name} leaves: {left}")
    if len(intents) > 1 or guessed:
        return None
    confidence, intent = heard.confidence if intents[0].exact else 1.0, intents[0]
    if not intent.exact and (asked := language.wonders(heard.text)):
        intent = replace(intent, unexplained=(asked, *intent.unexplained))
    return doubt(intent, skill, language, confidence, len(heard.text.split()))


async def is_sure(exchange: Exchange, intent: Intent, found: Doubt | None) -> bool:
    """Whether it may be done: without a doubt, or after a yes. Raises Unanswered."""
    if found is None:
        return True
    exchange.intent, exchange.doubt = intent, found.why
    sure: bool = (await exchange.ask(Question(found.question, "yes-no"))).value
    exchange.doubt = ""
    return sure


async def complete(exchange: Exchange, intent: Intent, code: str) -> Intent:
    """``intent`` with what its skill cannot do without, asked for where what was said cannot be. Raises Unanswered."""
    exchange.intent = intent
    slots = dict(intent.slots)
    for name, kind in intent.lacking.items():
        slots[name] = (await exchange.ask(Question(phrases.ask_for(kind, code), EXPECTED_AS[kind]))).value
    return replace(intent, slots=slots, why_not="", lacking={})


async def ask_which(
    exchange: Exchange,
    rivals: Sequence[Intent],
    preferred: Sequence[str],
    skill_of: Callable[[Intent], Skill],
    code: str,
) -> Intent | None:
    """Which of several that fit about equally is meant, one of the ``preferred`` plugins unasked; None where none fits.

    Raises NeverMind for none or more than one.
    """
    for plugin in preferred:
        for rival in rivals:
            if rival.plugin == plugin:
                return rival
    return await _which(exchange, [(rival, skill_of(rival)) for rival in rivals], code) if rivals else None


async def _which(exchange: Exchange, rivals: Sequence[tuple[Intent, Skill]], code: str) -> Intent:
    """It is asked by what each does; where the same phrase is in several plugins, by the plugins' names."""
    first = rivals[0][0]
    claimed = all(rival.exact for rival, _ in rivals) and len({rival.plugin for rival, _ in rivals}) == len(rivals)
    if claimed:
        offers = {rival.plugin.replace("_", " "): rival for rival, _ in rivals}
        asked = phrases.ask_whose(list(offers), code)
    else:
        offers = {phrases.deed(skill.about) or skill.name.replace("_", " "): rival for rival, skill in rivals}
        asked = phrases.ask_which(list(offers), code)
    if len(offers) == 1:
        return first
    exchange.intent = first
    chosen = (await exchange.ask(Question(asked, "choices", tuple(offers)))).value
    if len(chosen) != 1:
        raise NeverMind("none of them, or more than one, was meant")
    return offers[chosen[0]]


def _details(slots: Mapping[str, object], language: Language) -> str:
    return ", ".join(language.say(value) for value in slots.values() if value not in (None, ""))
