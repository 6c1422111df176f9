"""Everything the loaded skills listen for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from earnest.intents.expansion import shorten
from earnest.intents.prepared import shelf
from earnest.intents.templates import Template, compile_skill, float_phrase
from earnest.spoken.language import KEPT

if TYPE_CHECKING:
    from earnest.skills import Skill
    from earnest.spoken import Language

_PER_SKILL, _ALTOGETHER, _PER_PHRASE = 60, 12_000, 3
"""Sentences a skill contributes at most; all skills together, roughly; each phrase at least."""
_SLOT = re.compile(r"\{(?P<name>\w+)(?::\w+)?\}")
_TOLD = 4_000
"""Sentences a recogniser is told of, at most."""


class Catalogue:
    """The skills' phrases, compiled, and sentences they stand for."""

    def __init__(self, skills: Iterable[Skill], language: Language) -> None:
        self.faults: list[str] = []
        """Phrases that can never match, a line each."""
        compiled: list[Template] = []
        for skill in skills:
            for template in compile_skill(skill, language):
                if isinstance(template, str):
                    self.faults.append(template)
                else:
                    compiled.append(template)
        self.templates: list[Template] = [template for template in compiled if not template.takes_anything]
        self.floating: list[Template] = [
            each for template in self.templates for each in float_phrase(template, language)
        ]
        """The templates once more, without a typed slot that is said elsewhere."""
        self.last_resorts: list[Template] = [template for template in compiled if template.takes_anything]
        """Phrases that are nothing but a free slot: whoever has one takes what nobody else does."""
        self.sentences: list[tuple[str, Template]] = _sentences(self.templates)
        """With slots as ``{name}``; those of a skill in a row."""
        shelf().keep()

    def phrases(self) -> list[str]:
        """The sentences alone, those of every skill in turn, so that a cut takes from all alike."""
        by_skill: dict[tuple[str, str], list[str]] = defaultdict(list)
        for sentence, template in self.sentences:
            by_skill[template.skill.plugin, template.skill.name].append(sentence)
        most = max(map(len, by_skill.values()), default=0)
        turns = (sentences[turn] for turn in range(most) for sentences in by_skill.values() if turn < len(sentences))
        return list(dict.fromkeys(turns))[:_TOLD]

    def ties(self) -> list[str]:
        """Sentences that two skills claim, a line each."""
        claims: dict[str, dict[str, None]] = defaultdict(dict)
        for sentence, template in self.sentences:
            if template.keeps:  # of each plugin's own things
                continue
            claims[_by_kind(sentence, template)][f"{template.skill.plugin}.{template.skill.name}"] = None
        return [
            f'"{sentence}" is claimed by {" and ".join(claimants)}; whoever says it is asked which'
            for sentence, claimants in claims.items()
            if len(claimants) > 1
        ]

    def example(self, skill: Skill, turn: int) -> str | None:
        """A phrase of the skill as its author would say it at its shortest, its slot filled; turns bring others.

        None when each has a free slot, or several slots: what is put into those for an example makes no sense together.
        """
        shortest = [(shorten(each.phrase), each) for each in self.templates if each.skill is skill]
        plain = [(said, each) for said, each in shortest if len(_slots(said)) <= 1]
        found = [_filled(said, each) for said, each in plain if _free(each).isdisjoint(_slots(said))]
        return found[turn % len(found)] if found else None


def _sentences(templates: list[Template]) -> list[tuple[str, Template]]:
    phrases = Counter((template.skill.plugin, template.skill.name) for template in templates)
    share = min(_PER_SKILL, _ALTOGETHER // max(len(phrases), 1))
    return [
        (sentence, template)
        for template in templates
        for sentence in template.expand(max(share // phrases[template.skill.plugin, template.skill.name], _PER_PHRASE))
    ]


def _by_kind(sentence: str, template: Template) -> str:
    """The sentence with slots named by what they take, so that ``{this}`` and ``{that}`` are the same."""
    for name, kind in template.kinds.items():
        sentence = sentence.replace(f"{{{name}}}", f"{{{kind.name if kind else 'words'}}}")
    return sentence


def _slots(said: str) -> set[str]:
    return {slot["name"] for slot in _SLOT.finditer(said)}


def _free(template: Template) -> set[str]:
    """Slots for which no word stands as an example: those that take any, or what is kept only now and then."""
    return {name for name, kind in template.kinds.items() if kind is None or kind.name == KEPT}


def _filled(said: str, template: Template) -> str:
    """With an example in each slot, led to as it is in speech: "brief me *at seven o'clock*"."""

    def fill(slot: re.Match[str]) -> str:
        name, before = slot["name"], said[: slot.start()].split()
        values = template.skill.choices.get(name)
        if values is not None:
            return next(iter(values), "")
        kind = template.kinds[name]
        if kind is None:
            return ""
        led = not before or before[-1] in kind.links | kind.openers or slot.end() < len(said)
        return kind.example if led else f"{kind.lead} {kind.example}".strip()

    return _SLOT.sub(fill, said)
