"""What makes a request none: "*she said set* a timer for ten minutes", "*are you going to* remind me at six".

A free slot that a sentence begins with takes any words there are, so also those that tell of a request, or ask about
one. They are known by their end: the verb of another of the skill's phrases ("she said *set* a"), or what leads to one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from earnest.intents.templates import Template
    from earnest.spoken import Language


def frame(words: str, template: Template, language: Language) -> list[str]:
    """The words of a slot with which an utterance begins, where they are a frame around a request; else none."""
    said = words.lower().split()
    if said and said[-1] in language.leading:
        return words.split()
    openings = _openings(template, language)
    verbs = (at for at, word in enumerate(said) if at and word in openings)
    ends = (at for at in verbs if language.idle.issuperset(said[at + 1 : at + 2]))
    return words.split()[: max(ends, default=-1) + 1]


def _openings(template: Template, language: Language) -> set[str]:
    """What begins those of the skill's phrases that are about the same: "set", of "set a timer" for "{name} timer"."""
    own = set(_words(template.phrase)) - language.idle
    alike = (phrase for phrase in template.skill.phrases if not own.isdisjoint(_words(phrase)))
    return {word for phrase in alike for word in _first(phrase)} - own - language.idle


def _first(phrase: str) -> set[str]:
    """The words that a phrase may begin with, optional ones aside."""
    bare, inner = phrase, ""
    while bare != inner:
        inner, bare = bare, re.sub(r"\[[^\[\]]*\]", " ", bare)
    found = re.match(r"\s*(?:\(([^()]*)\)|([\w']+))", bare)
    return {ways.split()[0] for ways in (found[1] or found[2]).split("|") if ways.split()} if found else set()


def _words(phrase: str) -> list[str]:
    return re.findall(r"[\w']+", re.sub(r"\{[^}]*\}", " ", phrase))
