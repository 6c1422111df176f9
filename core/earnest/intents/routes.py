"""What a route is, and what speaks against one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from earnest.intents.grammar import shape
from earnest.nouns import Intent

if TYPE_CHECKING:
    from earnest.intents.grammar import Reading
    from earnest.intents.matcher import Paraphrase
    from earnest.intents.templates import Template
    from earnest.spoken.language import Opposite

_PER_FREE_WORD = 0.02
_FREE_FLOOR = 0.7
"""A template's score falls by a little with every word that only a free slot accounts for."""
_LAST_RESORT = 0.1
"""Score of a skill that takes whatever nobody else does."""


@dataclass(frozen=True, slots=True)
class Route:
    """Who answers an utterance."""

    intent: Intent | None
    """Who does; None when nobody offers this, or when several are too close to call."""
    rivals: tuple[Intent, ...] = ()
    """The skills to choose between, the likeliest first, when they are too close to call; else empty."""
    hint: str | None = None
    """Once in a while, when nobody answers: a sentence that tells what would work."""
    opposite: Opposite | None = None
    """What was to be ended or not done, where whoever does it can only begin it: "stop the quiz"."""

    @property
    def likeliest(self) -> Intent | None:
        """Who answers, or the likeliest of the rivals."""
        return self.intent or (self.rivals[0] if self.rivals else None)


@dataclass(frozen=True, slots=True)
class Considered:
    """A skill that was considered for an utterance."""

    intent: Intent
    against: str
    """Why it cannot be meant; empty when it can."""


def as_read(reading: Reading) -> Intent:
    """What a phrase says word for word."""
    skill = reading.template.skill
    score = max(1.0 - _PER_FREE_WORD * reading.free_words, _FREE_FLOOR)
    said = reading.doubts, reading.also, reading.why_not, reading.lacking
    return Intent(skill.plugin, skill.name, reading.slots, score, True, *said)


def as_last_resort(template: Template, text: str) -> Intent:
    """All of ``text``, for who answers what nobody else does."""
    skill = template.skill
    return Intent(skill.plugin, skill.name, dict.fromkeys(template.kinds, text.strip()), _LAST_RESORT)


def as_meant(paraphrase: Paraphrase) -> Intent:
    """What a paraphrase says."""
    skill = paraphrase.skill
    score = round(paraphrase.score, 4)
    left = paraphrase.account.unexplained
    return Intent(skill.plugin, skill.name, paraphrase.slots, score, False, left, paraphrase.also)


def against(each: Paraphrase) -> str:
    """Why a request that is none of a skill's phrases cannot be for it; empty when it may be.

    Whoever says "stop the quiz" wants none, whatever the skill. One that changes nothing may be guessed, unless numbers
    and times are left over, beside those that it holds ("94 pounds 50 between seven" is no sum of two) or more than
    half of all that was said ("six minutes ramen" asks for no rhyme), or it says what it is about and that was not
    named. Another needs a word of what it is about, and must account for most of what was said; one that changes
    something lasting must account for all of it. (Whether the person is asked first is the dialogue's.)
    """
    account, skill = each.account, each.skill
    if account.opposite is not None:
        return "it was to be left" if account.opposite.refrains else "it was to be ended"
    if skill.is_harmless and account.measures > (0 if each.slots else account.explained):
        return "it leaves out a number, a time or a length"
    if not account.names_subject and (not skill.is_harmless or (skill.changes and skill.changes.about)):
        return "its subject was not named"
    unexplained = () if skill.is_harmless else account.unexplained
    if unexplained and (skill.is_lasting or account.explained < len(unexplained)):
        return "it cannot account for what was said"
    return ""


def as_shaped(intent: Intent, template: Template, people: Sequence[str]) -> Intent | None:
    """The free slots of what was only meant, as they are handed over; None where they cannot be."""
    free = {name: str(value) for name, value in intent.slots.items() if name in template.shapes}
    shaped = shape(free, template, people)
    return None if shaped is None else replace(intent, slots={**intent.slots, **shaped})
