"""Phrases first: which templates an utterance fits, word for word, and how closely."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from hassil import RecognizeResult, recognize_all
from hassil.intents import Intent, Intents

from earnest.intents.bounds import is_cut_in_time, is_whole, matchable
from earnest.intents.frames import frame
from earnest.intents.kept import Names, is_kept, no_names
from earnest.intents.slots import stands, take_out
from earnest.spoken.language import KEPT

if TYPE_CHECKING:
    from earnest.intents.templates import Template
    from earnest.spoken import Language, SlotKind, Wording
    from earnest.spoken.language import Found


_NAME = 4
"""A person's name has fewer words than this."""
People = Callable[[], Sequence[str]]
"""Tells the names of those the house knows."""


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
    also: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    """Further values that were said for a slot."""
    why_not: str = ""
    """Why what was said for one of them cannot be."""
    lacking: Mapping[str, str] = field(default_factory=dict)
    """Slots for which that was said and that no phrase of the skill does without, with their kinds."""

    @property
    def closeness(self) -> tuple[int, int, bool]:
        """Sorts the most specific reading last: fewest words in free slots, most letters found, none that cannot be."""
        return (-self.free_words, self.literal, not self.why_not)


class Grammar:
    """All templates, found quickly by the rarest piece of text that each cannot do without."""

    def __init__(
        self,
        templates: Sequence[Template],
        floating: Sequence[Template],
        language: Language,
        names: Names = no_names,
        people: People = tuple,
    ) -> None:
        """``names``: what each plugin keeps when it is asked, for slots that take nothing else. ``people``: may be
        named."""
        self._language = language
        self._names = names
        self._people = people
        self._templates = _Index(templates)
        self._floating = _Index([*templates, *floating])

    def closest(self, wording: Wording, now: datetime) -> list[Reading]:
        """The most specific readings, at most one a skill; several when they fit equally well; none when none fits."""
        spelling = self._language.spelling
        forms = list(spelling.without_fillers(wording))
        readings = [reading for form in forms for reading in self._matches(self._templates, form, now, None)]
        if not any(reading.free_words == 0 for reading in readings):
            readings += self._afloat(wording, now)
        if not readings:
            return []
        best = max(reading.closeness for reading in readings)
        by_skill = {
            (reading.template.skill.plugin, reading.template.skill.name): reading
            for reading in reversed(readings)
            if reading.closeness == best
        }
        return list(by_skill.values())

    def _afloat(self, wording: Wording, now: datetime) -> Iterator[Reading]:
        """Readings of what is left when a time or a duration has been taken out, wherever it stands."""
        for kind in self._language.kinds.values():
            found = kind.find(wording.original(0, len(wording.words)), now) if kind.find is not None else None
            if found is None or not found.rest or (found.value is None and not found.why):
                continue
            rest = self._language.spelling.read(found.rest)
            for form in self._language.spelling.without_fillers(rest) if rest.words else ():
                yield from self._matches(self._floating, form, now, (kind, found))

    def _matches(
        self, index: _Index, wording: Wording, now: datetime, given: tuple[SlotKind, Found] | None
    ) -> Iterator[Reading]:
        text = matchable(wording)
        fitting = (each for each in index.candidates(text) if is_cut_in_time(each, len(wording.words)))
        candidates = {str(place): template for place, template in enumerate(fitting)}
        known = Intents(
            self._language.code, {place: Intent(place, [template.data]) for place, template in candidates.items()}
        )
        for result in recognize_all(text, known):
            template = candidates[result.intent.name]
            gathering = _Gathering(template, now, given, self._keeps(template), self._people())
            reading = _read(gathering, result, wording, self._language)
            if reading is not None:
                yield reading

    def _keeps(self, template: Template) -> Callable[[str], bool]:
        """Whether the template's plugin keeps something that words name."""
        return lambda words: is_kept(words, self._names(template.skill.plugin), self._language)


class _Index:
    """Templates by the rarest piece of text that each cannot do without."""

    def __init__(self, templates: Sequence[Template]) -> None:
        self._by_piece: dict[str, list[tuple[Template, frozenset[frozenset[str]]]]] = defaultdict(list)
        self._anywhere: list[Template] = []
        known = [(template, template.clauses) for template in templates]
        commonness = Counter(piece for _, clauses in known for clause in clauses for piece in clause)
        rarity = {
            clause: (sum(commonness[piece] for piece in clause), min(clause))
            for clause in {clause for _, clauses in known for clause in clauses}
        }
        for template, clauses in known:
            if not clauses:
                self._anywhere.append(template)
                continue
            for piece in min(clauses, key=rarity.__getitem__):
                self._by_piece[piece].append((template, clauses))

    def candidates(self, text: str) -> list[Template]:
        found = {id(each[0]): each for piece in self._by_piece if piece in text for each in self._by_piece[piece]}
        fitting = [
            template
            for template, clauses in found.values()
            if all(any(piece in text for piece in clause) for clause in clauses)
        ]
        return fitting + self._anywhere


def _read(gathering: _Gathering, result: RecognizeResult, wording: Wording, language: Language) -> Reading | None:
    """The slots of a match, typed; None when a slot's words are not what its kind wants."""
    template = gathering.template
    if not gathering.take_given():
        return None
    begun: int | None = None
    for entity in result.entities_list:
        span = entity.text_span or (0, 0)
        kind = template.kinds.get(entity.name)
        if begun is not None and kind is not None and not stands(kind, _said(wording, (begun, span[1])), gathering.now):
            return None
        begun = span[0] if kind is None and entity.is_wildcard else None
        if not entity.is_wildcard:
            gathering.slots[entity.name] = entity.value
        elif not is_whole(wording.text, span) or not gathering.take(entity.name, _said(wording, span)):
            return None
        elif language.idle.issuperset(wording.text[: span[0]].split()):
            gathering.doubts += frame(gathering.free.get(entity.name, ""), template, language)
    gathering.take_out_of_free()
    if not template.required <= gathering.slots.keys():
        return None
    return gathering.reading(result.text_chunks_matched)


@dataclass(slots=True)
class _Gathering:
    """The slots of one match, as they are read."""

    template: Template
    now: datetime
    given: tuple[SlotKind, Found] | None
    """What was taken out of the utterance before it was matched."""
    keeps: Callable[[str], bool]
    """Whether something is kept under a name."""
    people: Sequence[str] = ()
    """The names of those the house knows."""
    slots: dict[str, object] = field(default_factory=dict)
    free: dict[str, str] = field(default_factory=dict)
    """The words of free slots."""
    typed: dict[str, str] = field(default_factory=dict)
    """The words of typed ones."""
    doubts: list[str] = field(default_factory=list)
    also: dict[str, tuple[object, ...]] = field(default_factory=dict)
    why: list[str] = field(default_factory=list)
    impossible: set[str] = field(default_factory=set)
    """Slots for which something was said that cannot be."""

    def take_given(self) -> bool:
        """Put what was taken out where it belongs; False when the skill has no place for it, or lacks what it needs."""
        if self.given is None:
            return not self.template.floating
        given, found = self.given
        typed, own = self.template.typed, self.template.kinds
        names = [name for name, kind in typed.items() if kind.name == given.name and name not in own]
        if not names or self.template.floating not in ("", *names):
            return False
        self._keep(self.template.floating or names[0], found)
        return True

    def take(self, name: str, words: str) -> bool:
        """Read the words of a slot; False when they are not what its kind wants."""
        kind = self.template.kinds[name]
        if kind is None:
            self.free[name] = words
        elif kind.name == KEPT:
            self.slots[name] = words
            return self.keeps(words)
        elif (value := kind.parse(words, self.now)) is not None:
            self.slots[name], self.typed[name] = value, words
        else:
            return self._take_amid(name, words, kind)
        return True

    def take_out_of_free(self) -> None:
        """Let typed slots take their words out of the last free one."""
        for name, kind in self.template.typed.items():
            if self.free and (self.given is None or kind.name != self.given[0].name):
                last = next(reversed(self.free))
                known = name in self.slots
                found = take_out(self.free[last], kind, self.now, self.typed.get(name, ""), known=known)
                if found is not None:
                    self.free[last] = found.rest
                    self._keep(name, found)

    def reading(self, literal: int) -> Reading | None:
        """What was gathered, with so many letters of the template found in the utterance.

        None where words cannot be what their slot is handed over as. Whoever the house knows is no free word.
        """
        if self.template.head[0] and not self._split_head(*self.template.head):
            return None
        shaped = shape(self.free, self.template, self.people)
        if shaped is None:
            return None
        named = {name for name, value in shaped.items() if value in self.people}
        free_words = sum(len(words.split()) for name, words in self.free.items() if name not in named)
        slots = {**self.slots, **shaped}
        lacking = {name: self.template.typed[name].name for name in self.impossible - self.template.optional}
        why_not = " ".join(self.why)
        return Reading(self.template, slots, free_words, literal, tuple(self.doubts), self.also, why_not, lacking)

    def _split_head(self, who: str, name: str) -> bool:
        """Part a person's name from the words behind it: one the house knows, or else the shortest that is one."""
        words, read = self.free[name].split(), self.template.shapes[who].read
        found = {length: read(" ".join(words[:length]), self.people) for length in range(1, min(_NAME, len(words)))}
        names = [length for length, value in found.items() if value is not None]
        known = [length for length in names if found[length] in self.people]
        if not names:
            return False
        length = (known or names)[0]
        self.free = {**self.free, who: " ".join(words[:length]), name: " ".join(words[length:])}
        return True

    def _take_amid(self, name: str, words: str, kind: SlotKind) -> bool:
        """Read a slot whose words are several values of its kind, or one that cannot be."""
        found = kind.find(words, self.now) if kind.find is not None else None
        if found is None or (found.value is None and not (found.why and name in self.template.optional)):
            return False
        if found.rest:
            return False
        self._keep(name, found)
        return True

    def _keep(self, name: str, found: Found) -> None:
        if found.why:
            self.why.append(found.why)
            self.impossible.add(name)
            self.slots.pop(name, None)
        elif found.value is not None and name not in self.impossible:
            self.slots[name] = found.value
        self.doubts += found.doubts
        if found.also:
            self.also[name] = found.also


def shape(free: Mapping[str, str], template: Template, people: Sequence[str]) -> dict[str, object] | None:
    """The words of free slots as what they are handed over as; None where they cannot be that."""
    shapes = template.shapes
    shaped = {name: shapes[name].read(words, people) if name in shapes else words for name, words in free.items()}
    return None if None in shaped.values() else shaped


def _said(wording: Wording, span: tuple[int, int]) -> str:
    """The utterance's own words for a stretch of its canonical text."""
    stretch = wording.text[span[0] : span[1]]
    lead = len(stretch) - len(stretch.lstrip())
    first = wording.word_at(span[0] + lead)
    return wording.original(first, first + len(stretch.split()))
