"""Words that belong to the house: no plugin of somebody else claims them, by a phrase or by what one stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from earnest.intents.router import Router
from earnest.sheets.house import house_words
from earnest.text import plain

if TYPE_CHECKING:
    from earnest.skills import Skill
    from earnest.spoken import Language

CUES = ("stop", "snooze", "never_mind", "session_stop")
"""Of the house's sheet: what is said to whatever rings, speaks, asks or goes on."""
_SHORT = 2
"""Words of a yes or no, at most; a longer sentence that begins with one is about something."""

_VALUES = 20
"""Values of a closed slot that are tried."""


class Claim(NamedTuple):
    """A phrase that takes what is the house's."""

    skill: str
    said: str
    """What somebody would say."""
    whose: str
    """What it belongs to."""

    def __str__(self) -> str:
        return f'{self.skill}: "{self.said}" belongs to the house ({self.whose}); say it in other words'


class Reserved:
    """What the house keeps for itself: words for stopping and answering, and its own skills whose effect lasts."""

    def __init__(self, own: Iterable[Skill], language: Language) -> None:
        """``own``: the skills that come with the house."""
        self._language = language
        self._lasting = Router([skill for skill in own if skill.is_lasting], language)
        sheet = house_words(language.code)
        self._cues = {name: re.compile("|".join(sheet.cue(name))) for name in CUES}

    def claims(self, skills: Iterable[Skill]) -> Iterator[Claim]:
        """The first of each skill's phrases that takes something of it."""
        for skill in skills:
            sentences = Router([skill], self._language).phrases if skill.phrases else []
            found = ((said, self._whose(said)) for each in sentences for said in _chosen(each, skill))
            yield from (Claim(skill.name, said, whose) for said, whose in found if whose)

    def shadowed(self, skills: Iterable[Skill]) -> Iterator[Claim]:
        """Sentences of the house's own that these skills would answer as well, whatever slot takes them."""
        theirs = Router(skills, self._language)
        for said in self._lasting.phrases:
            intent = theirs.route(said, datetime.now().astimezone()).likeliest if "{" not in said else None
            if intent is not None and intent.exact and intent.score == 1.0:
                yield Claim(intent.skill, said, "privacy and what lasts")

    def _whose(self, said: str) -> str:
        spoken = re.sub(r"\{\w+\}", "something", said)
        if "{" not in said:
            name = next((name for name, cue in self._cues.items() if cue.fullmatch(plain(said))), "")
            if name:
                return f"it means {name.removeprefix('session_').replace('_', ' ')}"
            if len(said.split()) <= _SHORT and self._language.read_yes_no(said) is not None:
                return "it answers yes or no"
        found = self._lasting.read(spoken, datetime.now().astimezone())
        return f"{found[0].plugin} answers it" if len(found) == 1 else ""


def _chosen(sentence: str, skill: Skill) -> Iterator[str]:
    """The sentence with each value of one closed slot, and the first of the others."""
    slots = [slot for slot in skill.choices if f"{{{slot}}}" in sentence]
    for slot in slots:
        for other in slots:
            if other != slot:
                sentence = sentence.replace(f"{{{other}}}", next(iter(skill.choices[other])))
        yield from (sentence.replace(f"{{{slot}}}", value) for value in list(skill.choices[slot])[:_VALUES])
        return
    yield sentence
