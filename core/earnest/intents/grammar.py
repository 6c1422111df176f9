"""Phrases first: which templates an utterance fits, word for word, and how closely."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from hassil import RecognizeResult, recognize_all
from hassil.intents import Intent, Intents

from earnest.intents.slots import take_out

if TYPE_CHECKING:
    from earnest.intents.templates import Template
    from earnest.spoken import Language, Wording


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an utterance."""

    template: Template
    slots: dict[str, object]
    free_words: int
    """Words that only a free slot accounts for."""
    literal: int
    """Letters of the template found in the utterance."""
    doubts: tuple[str, ...] = ()
    """Words that the typed slots should account for, and do not."""
    why_not: str = ""
    """Why what was said for one of them cannot be."""

    @property
    def closeness(self) -> tuple[int, int]:
        """Sorts the most specific reading last: fewest words in free slots, then most letters found."""
        return (-self.free_words, self.literal)


class Grammar:
    """All templates, found quickly by the rarest piece of text that each cannot do without."""

    def __init__(self, templates: Iterable[Template], language: Language) -> None:
        self._language = language
        self._by_piece: dict[str, list[Template]] = defaultdict(list)
        self._anywhere: list[Template] = []
        templates = list(templates)
        commonness = Counter(piece for template in templates for clause in template.clauses for piece in clause)
        for template in templates:
            if not template.clauses:
                self._anywhere.append(template)
                continue
            rarest = min(template.clauses, key=lambda clause: (sum(commonness[piece] for piece in clause), min(clause)))
            for piece in rarest:
                self._by_piece[piece].append(template)

    def closest(self, wording: Wording, now: datetime) -> list[Reading]:
        """The most specific readings, at most one a skill; several when they fit equally well; none when none fits."""
        readings = [
            reading
            for form in self._language.spelling.without_fillers(wording)
            for reading in self._readings(form, now)
        ]
        if not readings:
            return []
        best = max(reading.closeness for reading in readings)
        by_skill = {
            (reading.template.skill.plugin, reading.template.skill.name): reading
            for reading in reversed(readings)
            if reading.closeness == best
        }
        return list(by_skill.values())

    def _readings(self, wording: Wording, now: datetime) -> Iterator[Reading]:
        text = wording.text
        candidates = {str(place): template for place, template in enumerate(self._candidates(text))}
        known = Intents(
            self._language.code, {place: Intent(place, [template.data]) for place, template in candidates.items()}
        )
        for result in recognize_all(text, known):
            reading = _read(candidates[result.intent.name], result, wording, now)
            if reading is not None:
                yield reading

    def _candidates(self, text: str) -> list[Template]:
        found = {
            id(template): template for piece in self._by_piece if piece in text for template in self._by_piece[piece]
        }
        fitting = [
            template
            for template in found.values()
            if all(any(piece in text for piece in clause) for clause in template.clauses)
        ]
        return fitting + self._anywhere


def _read(template: Template, result: RecognizeResult, wording: Wording, now: datetime) -> Reading | None:
    """The slots of a match, typed; None when a slot's words are not what its kind wants."""
    slots: dict[str, object] = {}
    free: dict[str, str] = {}
    typed: dict[str, str] = {}
    why = ""
    for entity in result.entities_list:
        if not entity.is_wildcard:
            slots[entity.name] = entity.value
            continue
        words = _said(wording, entity.text_span or (0, 0))
        kind = template.kinds[entity.name]
        if kind is None:
            free[entity.name] = words
            continue
        value = kind.parse(words, now)
        if value is not None:
            slots[entity.name], typed[entity.name] = value, words
        elif entity.name in template.optional and (reason := kind.why_not(words, now)):
            why = reason
        else:
            return None
    doubts, reason = _take_out_of_free(template, slots, free, typed, now) if free else ((), "")
    why = why or reason
    if not template.required <= slots.keys():
        return None
    slots |= free
    free_words = sum(len(words.split()) for words in free.values())
    return Reading(template, slots, free_words, result.text_chunks_matched, doubts, why)


def _take_out_of_free(
    template: Template, slots: dict[str, object], free: dict[str, str], typed: dict[str, str], now: datetime
) -> tuple[tuple[str, ...], str]:
    """Let typed slots take their words out of the last free one; what was not understood of them, and why not."""
    last = next(reversed(free))
    doubts: tuple[str, ...] = ()
    why = ""
    for name, kind in template.typed.items():
        found = take_out(free[last], kind, now, typed.get(name, ""), known=name in slots)
        if found is None:
            continue
        if found.value is not None:
            slots[name] = found.value
        free[last] = found.rest
        doubts, why = (*doubts, *found.doubts), why or found.why
    return doubts, why


def _said(wording: Wording, span: tuple[int, int]) -> str:
    """The utterance's own words for a stretch of its canonical text."""
    stretch = wording.text[span[0] : span[1]]
    lead = len(stretch) - len(stretch.lstrip())
    first = wording.word_at(span[0] + lead)
    return wording.original(first, first + len(stretch.split()))
