"""A second chance for paraphrases: what an utterance means, when no phrase fits it word for word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from earnest.intents.encoder import Encoder
from earnest.intents.evidence import Evidence, Sentence
from earnest.intents.extraction import Extraction
from earnest.intents.judge import Judge
from earnest.intents.lexicon import Lexicon
from earnest.intents.subject import Account, Subject

if TYPE_CHECKING:
    from earnest.intents.templates import Template
    from earnest.skills import Skill
    from earnest.spoken import Language, Spelling, Wording

CONTENDERS = 4
"""Skills that are looked at closely: so many of the likeliest."""
_CHOICES = 6
"""Values of a closed slot that its sentences are made with, at most."""


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """A skill that may have been meant."""

    skill: Skill
    slots: dict[str, object]
    score: float
    """Probability, 0 to 1."""
    account: Account
    """What the skill can account for."""
    also: Mapping[str, tuple[object, ...]]
    """Further values that were said for a slot."""


class Matcher:
    """Learns the loaded skills' sentences, and tells which of them an utterance paraphrases."""

    def __init__(
        self, sentences: Sequence[tuple[str, Template]], language: Language, weights: Mapping[str, Any]
    ) -> None:
        """``sentences``: with slots as ``{name}``, and the template each stands for; those of a skill in a row.

        ``weights``: what was trained for the language they are in (``encoder.read_weights``).
        """
        self._language = language
        lexicon = Lexicon.of(weights)
        self._judge = Judge.of(weights)
        self._skills: list[Skill] = []
        self._said: list[list[tuple[str, Template]]] = []
        said: list[Sentence] = []
        for sentence, template in sentences:
            if not self._skills or self._skills[-1] is not template.skill:
                self._skills.append(template.skill)
                self._said.append([])
            self._said[-1].append((sentence, template))
            place = len(self._skills) - 1
            said.extend(Sentence(words, place) for words in _spoken(sentence, template, language.spelling) if words)
        self._lexicon = lexicon
        self._extractions: dict[int, Extraction] = {}
        self._subjects: dict[int, Subject] = {}
        background = weights["background"].astype(np.float32)
        self._evidence = Evidence(Encoder.of(weights), lexicon, background, said) if said else None

    def paraphrased(self, wording: Wording, now: datetime, least: float) -> Iterator[Paraphrase]:
        """Skills whose score is at least ``least`` and whose slots are there, the likeliest first."""
        if self._evidence is None:
            return
        found: list[Paraphrase] = []
        scores = self._judge.judge(self._evidence.weigh(wording.words))
        polite = self._language.spelling.politeness(wording)
        words = [self._evidence.meant_by(word) for word in wording.words]
        for place in map(int, np.argsort(-scores)[:CONTENDERS]):
            filled = self._extraction(place).fill(wording, now) if scores[place] >= least else None
            if filled is not None:
                account = self._subject(place).account(words, filled.held, polite)
                score = float(scores[place]) * account.credit
                found.append(Paraphrase(self._skills[place], filled.slots, score, account, filled.also))
        found.sort(key=lambda paraphrase: -paraphrase.score)
        yield from (paraphrase for paraphrase in found if paraphrase.score >= least)

    def nearest(self, wording: Wording) -> Skill | None:
        """The likeliest skill, however unlikely, that knows a word of it that says something; None without."""
        if self._evidence is None:
            return None
        place = int(self._judge.judge(self._evidence.weigh(wording.words)).argmax())
        return self._skills[place] if self._subject(place).account(wording.words, (), ()).explained else None

    def _extraction(self, place: int) -> Extraction:
        if place not in self._extractions:
            self._extractions[place] = Extraction(self._said[place], self._lexicon, self._language.spelling)
        return self._extractions[place]

    def _subject(self, place: int) -> Subject:
        if place not in self._subjects:
            self._subjects[place] = Subject(self._said[place], self._lexicon, self._language)
        return self._subjects[place]


def _spoken(sentence: str, template: Template, spelling: Spelling) -> Iterable[tuple[str, ...]]:
    """The sentence as it might be said: typed slots with an example, closed ones with a few values, free ones empty."""
    variants: list[list[str]] = [[]]
    for word in sentence.split():
        variants = [[*before, *filling] for before in variants for filling in _fillings(word, template, spelling)][
            :_CHOICES
        ]
    return [tuple(variant) for variant in variants]


def _fillings(word: str, template: Template, spelling: Spelling) -> list[list[str]]:
    if word[0] != "{":
        return [[word]]
    name = word[1:-1]
    if name in template.skill.choices:
        return [list(spelling.read(value).words) for value in list(template.skill.choices[name])[:_CHOICES]]
    kind = template.kinds.get(name)
    return [kind.example.split() if kind else []]
