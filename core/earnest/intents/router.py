"""From words to the skill that answers them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from earnest.intents.expansion import expand
from earnest.intents.grammar import Grammar, Reading
from earnest.intents.templates import Template, compile_skill
from earnest.intents.wording import read_wording
from earnest.model import Intent

if TYPE_CHECKING:
    from earnest.skills import Skill

_SENTENCES = 24
"""Sentences a skill contributes to ``phrases``, at most."""
_LAST_RESORT = 0.1
"""Score of a skill that takes whatever nobody else does."""
_PER_FREE_WORD = 0.02
_FREE_FLOOR = 0.7
"""A template's score falls by a little with every word that only a free slot accounts for."""


@dataclass(frozen=True, slots=True)
class Route:
    """Who answers an utterance."""

    intent: Intent | None
    """The likeliest; None when nobody offers this."""
    rivals: tuple[Intent, ...] = ()
    """The skills to choose between, the likeliest first, when two or more are too close to call; else empty."""
    hint: str | None = None
    """Once in a while, when nobody answers: a phrase that would work."""


class Router:
    """Finds the skill for an utterance: by its phrases, word for word; then by what they mean."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        self.faults: list[str] = []
        """Phrases that can never match, a line each, with the reason."""
        compiled: list[Template] = []
        for skill in skills:
            for template in compile_skill(skill):
                if isinstance(template, str):
                    self.faults.append(template)
                else:
                    compiled.append(template)
        templates = [template for template in compiled if not template.takes_anything]
        self._last_resorts = [template for template in compiled if template.takes_anything]
        self._grammar = Grammar(templates)
        self._sentences = _sentences(templates)
        self.phrases: list[str] = list(dict.fromkeys(sentence for sentence, _ in self._sentences))
        """Sentences that the skills listen for, slots as ``{name}``: what a recogniser may lean towards."""
        self.ties: list[str] = _collisions(self._sentences)
        """Phrases that two skills claim, a line each."""

    def route(self, text: str, now: datetime) -> Route:
        """Who answers ``text``, heard at local time ``now``."""
        wording = read_wording(text)
        if not wording.words:
            return Route(None)
        readings = self._grammar.closest(wording, now)
        if readings:
            intents = tuple(_intent(reading) for reading in readings)
            return Route(intents[0], intents if len(intents) > 1 else ())
        for template in self._last_resorts:
            slots = {name: text.strip() for name in template.kinds}
            return Route(Intent(template.skill.plugin, template.skill.name, slots, _LAST_RESORT))
        return Route(None)


def _intent(reading: Reading) -> Intent:
    skill = reading.template.skill
    score = max(1.0 - _PER_FREE_WORD * reading.free_words, _FREE_FLOOR)
    return Intent(skill.plugin, skill.name, reading.slots, score)


def _sentences(templates: list[Template]) -> list[tuple[str, Template]]:
    phrases: dict[tuple[str, str], int] = defaultdict(int)
    for template in templates:
        phrases[template.skill.plugin, template.skill.name] += 1
    return [
        (sentence, template)
        for template in templates
        for sentence in expand(template, max(_SENTENCES // phrases[template.skill.plugin, template.skill.name], 2))
    ]


def _collisions(sentences: list[tuple[str, Template]]) -> list[str]:
    claims: dict[str, dict[str, None]] = defaultdict(dict)
    for sentence, template in sentences:
        claims[sentence][f"{template.skill.plugin}.{template.skill.name}"] = None
    return [
        f'"{sentence}" is claimed by {" and ".join(claimants)}; they will be asked for by name'
        for sentence, claimants in claims.items()
        if len(claimants) > 1
    ]
