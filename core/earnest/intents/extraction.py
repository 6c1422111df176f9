"""Slots of an utterance that no phrase fits word for word: found in it, or standing behind an anchor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from earnest.intents.lexicon import Lexicon, stem
from earnest.intents.slots import find

if TYPE_CHECKING:
    from earnest.intents.templates import Template
    from earnest.spoken import Spelling, Wording

_LINKS = frozenset(
    {
        "to", "that", "about", "for", "of", "in", "on", "with", "called", "named", "saying", "regarding",
        "concerning", "me"
    }
)  # fmt: skip
"""Words between an anchor and what it holds: "a reminder *for me to* walk the dog"."""
_OPENINGS = frozenset(
    {
        "i", "we", "you", "need", "needs", "have", "has", "got", "must", "should", "want", "wants", "to"
    }
)  # fmt: skip
"""Words that may open what is held, and add nothing: "don't let me forget *i need to* call mom"."""
_SLIGHT = 0.35
"""An anchor weighs at least this; lighter words stand anywhere."""


class Filled(NamedTuple):
    """The slots of one skill, found in an utterance."""

    slots: dict[str, object]
    held: frozenset[int]
    """The places of the words that they hold."""
    also: Mapping[str, tuple[object, ...]]
    """Further values that were said for a slot."""


class Extraction:
    """Finds the slots of one skill."""

    def __init__(self, said: Sequence[tuple[str, Template]], lexicon: Lexicon, spelling: Spelling) -> None:
        """``said``: the skill's sentences, at least one, and the templates they stand for."""
        templates = list({id(template): template for _, template in said}.values())
        self._typed = templates[0].typed
        self._choices = {
            name: {spelling.read(value).words: value for value in values}
            for name, values in templates[0].skill.choices.items()
        }
        self._free = dict.fromkeys(name for each in templates for name, kind in each.kinds.items() if kind is None)
        self._enough = {_slots(sentence) for sentence, _ in said}
        self._anchors = _anchors(said, lexicon)

    def fill(self, wording: Wording, now: datetime) -> Filled | None:
        """The slots; None when the skill lacks one it cannot do without."""
        slots: dict[str, object] = {}
        also: dict[str, tuple[object, ...]] = {}
        taken: set[int] = set()
        self._find_choices(wording, slots, taken)
        for name, kind in self._typed.items():
            words = ["" if at in taken else word for at, word in enumerate(wording.words)]
            found = find(words, kind, now)
            if found is not None:
                slots[name] = found[1].value
                taken.update(found[0])
                if found[1].also:
                    also[name] = found[1].also
        for name in self._free:
            held = self._held(wording, taken, sought=not self._fits(slots))
            if held is not None:
                slots[name] = wording.original(*held)
                taken.update(range(*held))
        return Filled(slots, frozenset(taken), also) if self._fits(slots) else None

    def _fits(self, slots: dict[str, object]) -> bool:
        return any(enough <= slots.keys() for enough in self._enough)

    def _find_choices(self, wording: Wording, slots: dict[str, object], taken: set[int]) -> None:
        for name, values in self._choices.items():
            for words in sorted(values, key=len, reverse=True):
                at = _place(words, wording.words)
                if at is not None and taken.isdisjoint(range(at, at + len(words))):
                    slots[name] = values[words]
                    taken.update(range(at, at + len(words)))
                    break

    def _held(self, wording: Wording, taken: set[int], sought: bool) -> tuple[int, int] | None:
        """The words behind the strongest anchor; before it, when ``sought`` and nothing is behind."""
        places = [(self._anchors.get(stem(word), 0.0), -at) for at, word in enumerate(wording.words) if at not in taken]
        strength, place = max(places, default=(0.0, 0))
        if strength < _SLIGHT:
            return None
        first = linked = 1 - place
        while linked < len(wording.words) and wording.words[linked] in _LINKS | _OPENINGS:
            linked += 1
        behind = _stretch(wording, linked, len(wording.words), taken)
        led = not {"me"}.issuperset(wording.words[first:linked])
        if behind is not None and (sought or led):
            return behind
        return _stretch(wording, 0, -place, taken) if sought else None


def _stretch(wording: Wording, first: int, last: int, taken: set[int]) -> tuple[int, int] | None:
    """The longest run of free words between two places, without words that only open it."""
    runs: list[tuple[int, int]] = []
    start = first
    for at in range(first, last + 1):
        if at == last or at in taken:
            runs.append((start, at))
            start = at + 1
    start, end = max(runs, key=lambda run: run[1] - run[0], default=(0, 0))
    while start < end - 1 and wording.words[start] in _OPENINGS:
        start += 1
    while start < end - 1 and wording.words[end - 1] in _LINKS:
        end -= 1
    return (start, end) if start < end else None


def _anchors(said: Sequence[tuple[str, Template]], lexicon: Lexicon) -> dict[str, float]:
    """The words that stand with a free slot, and their weights."""
    found: dict[str, float] = {}
    for sentence, template in said:
        if None in template.kinds.values():
            found |= {stem(word): lexicon.weight(stem(word)) for word in sentence.split() if word[0] != "{"}
    return found


def _slots(sentence: str) -> frozenset[str]:
    return frozenset(word[1:-1] for word in sentence.split() if word[0] == "{")


def _place(words: Sequence[str], among: Sequence[str]) -> int | None:
    """Where ``words`` stand in a row."""
    spots = range(len(among) - len(words) + 1)
    return next((at for at in spots if tuple(among[at : at + len(words)]) == tuple(words)), None)
