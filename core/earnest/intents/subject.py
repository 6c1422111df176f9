"""What an utterance is about, and what a skill can account for in one that is none of its phrases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from earnest.intents.lexicon import Lexicon, group_of, stem
from earnest.intents.opposites import Opposites

if TYPE_CHECKING:
    from earnest.intents.templates import Template
    from earnest.spoken import Language
    from earnest.spoken.language import Opposite

WEIGHTY = 0.4
"""A word weighs at least this to be what an utterance is about; lighter ones are grammar."""
SLIGHT = 0.25
"""The least that a part of a time or a number weighs: "am", "one"; an article or a preposition weighs less."""
PIVOTAL = 0.7
"""Share of a skill's sentences in which a word stands that the skill is about."""
UNSPOKEN = 0.4
"""What is left of the score of a skill whose subject is not named."""
SUBJECTLESS = 0.7
"""What is left of a score for words that are grammar alone, as misheard speech often is."""
_YOU = frozenset({"you", "your", "yours", "yourself"})
_ASKING = frozenset({"who", "what", "when", "where", "why", "which", "how", "whom", "whose", "whos"})
_DETERMINERS = frozenset({"a", "an", "the", "this", "that", "these", "those", "my", "our", "his", "her", "their"})


@dataclass(frozen=True, slots=True)
class Account:
    """What a skill can account for in an utterance."""

    credit: float
    """How far the skill's score may count whose subject is not what was spoken of: 0 to 1."""
    unexplained: tuple[str, ...]
    """Words that say something, and that the skill neither knows nor holds in a slot, in their order."""
    explained: int
    """How many words that say something it knows, or holds in a slot."""
    names_subject: bool
    """Whether a word of what the skill is about was said."""
    measures: int = 0
    """How many of the unexplained words are parts of numbers, times or lengths."""
    opposite: Opposite | None = None
    """What was to be ended or not done, where no phrase of the skill asks for that."""


class Subject:
    """What one skill is about."""

    def __init__(self, said: Sequence[tuple[str, Template]], lexicon: Lexicon, language: Language) -> None:
        """``said``: the skill's sentences, slots as ``{name}``, at least one, and the templates they stand for."""
        self._lexicon = lexicon
        self._turning = language.turning
        words = [[word for word in sentence.split() if word[0] != "{"] for sentence, _ in said]
        common = Counter(chain.from_iterable(map(_names, words)))
        self._pivots = {
            name
            for name, count in common.items()
            if count >= PIVOTAL * len(said) and name not in _ASKING and lexicon.weight(name) >= WEIGHTY
        }
        template = said[0][1]
        said_subject = template.skill.changes.about if template.skill.changes else ()
        self._subject = _names(said_subject) if said_subject else self._pivots
        values = (language.spelling.read(value).words for each in template.skill.choices.values() for value in each)
        self._known = {*common, *_names(chain.from_iterable(values)), *_names(said_subject)}
        self._literal = {*chain.from_iterable(words)}
        self._opposites = Opposites(dict.fromkeys(template for _, template in said), language)
        self._kinds = tuple(template.typed.values())
        self._measures = tuple(language.kinds.values())

    def account(self, words: Sequence[str], held: Collection[int], polite: Collection[int]) -> Account:
        """What the skill can account for; ``held``, ``polite``: the places of words in its slots, and of politeness."""
        known = {*held, *polite}
        unexplained = self._unexplained(words, known)
        telling = sum(self._lexicon.weight(stem(word)) >= WEIGHTY or at in held for at, word in enumerate(words))
        explained = max(telling - len(unexplained), 0)
        measures = sum(any(kind.may_hold(word) for kind in self._measures) for word in unexplained)
        credit, named = self._credit(words, held), self._names_subject(words, held)
        return Account(credit, unexplained, explained, named, measures, self._opposites.beyond(words, polite))

    def _credit(self, words: Sequence[str], held: Collection[int]) -> float:
        """Less than half for words that have none of what most of the skill's phrases share, and a weighty one of
        their own instead ("how old is *the earth*" is hardly a question about *you*); nothing when what they name is
        something else's ("the volume *of a cylinder*").
        """
        free = {word for at, word in enumerate(words) if at in held}
        foreign = [word not in free and self._is_foreign(word) for word in words]
        if not any(foreign):
            return 1.0 if any(self._lexicon.weight(stem(word)) >= WEIGHTY for word in words) else SUBJECTLESS
        if _of_another(words, foreign):
            return 0.0
        return UNSPOKEN if self._pivots and self._pivots.isdisjoint(_names(words)) else 1.0

    def _unexplained(self, words: Sequence[str], held: Collection[int]) -> tuple[str, ...]:
        return tuple(word for at, word in enumerate(words) if at not in held and self._is_unexplained(word))

    def _is_unexplained(self, word: str) -> bool:
        if word in self._turning:
            return word not in self._literal
        if not self._known.isdisjoint(_names([word])):
            return False
        weight = self._lexicon.weight(stem(word))
        return weight >= WEIGHTY or (weight >= SLIGHT and any(kind.may_hold(word) for kind in self._kinds))

    def _names_subject(self, words: Sequence[str], held: Collection[int]) -> bool:
        outside = [word for at, word in enumerate(words) if at not in held]
        return not self._subject or not self._subject.isdisjoint(_names(outside))

    def _is_foreign(self, word: str) -> bool:
        return (
            self._lexicon.weight(stem(word)) >= WEIGHTY
            and self._known.isdisjoint(_names([word]))
            and not any(kind.may_hold(word) for kind in self._kinds)
        )


def _names(words: Iterable[str]) -> set[str]:
    """The words' stems, and their groups of synonyms."""
    words = set(words)
    bases = {stem(word) for word in words}
    you = {"~you"} if words & _YOU else set[str]()
    return {*bases, *filter(None, map(group_of, bases)), *you}


def _of_another(words: Sequence[str], foreign: Sequence[bool]) -> bool:
    """Whether an "of" makes a foreign word the owner of what is named."""
    for at, word in enumerate(words[:-1]):
        if word == "of" and at > 0:
            owner = at + 2 if words[at + 1] in _DETERMINERS and at + 2 < len(words) else at + 1
            if foreign[owner]:
                return True
    return False
