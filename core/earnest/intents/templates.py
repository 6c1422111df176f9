"""A skill's phrases, compiled: our ``{slot:kind}`` in hassil's sentence templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hassil.errors import HassilError
from hassil.expression import Sentence
from hassil.intents import IntentData, SlotList, TextSlotList, WildcardSlotList
from hassil.parser import ParseError

from earnest.intents.ambiguity import MOST_STEPS
from earnest.intents.prepared import shelf
from earnest.spoken.language import KEPT

if TYPE_CHECKING:
    from earnest.skills import Skill
    from earnest.spoken import Language, Shape, SlotKind, Spelling

_SLOT = re.compile(r"\{\s*(\w+)\s*(?::\s*(\w+)\s*)?\}")
_ENDING = re.compile(r"(?<=[(\[|])\s*('s|'re|'m|'ll|'d|'ve)\b")
_ENDING_WORDS = {"'s": " is", "'re": " are", "'m": " am", "'ll": " will", "'d": " would", "'ve": " have"}
_LITERAL = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PAIR = re.compile(r"(\{\w+(?::(?:list|person))?\})\s+(\[?\s*\{\w+:\w+\}\s*\]?)(?=\s|[\])|]|$)")
_HEAD = re.compile(r"\{(\w+):person\}\s+(?:\[[^\]{}]*\]\s+)?(\{(\w+)(?::list)?\})")
_FREE = "words"


class PhraseFault(ValueError):
    """A phrase that cannot be used; the message says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """One phrase of one skill, ready to be matched."""

    skill: Skill
    phrase: str
    """As the author wrote it."""
    kinds: Mapping[str, SlotKind | None]
    """Its slots; None for one that takes any words."""
    typed: Mapping[str, SlotKind]
    """The typed slots of all the skill's phrases: "call mom at five" has a time even where this phrase has none."""
    tails: tuple[str, ...]
    """Typed slots right behind a free slot, with nothing between to tell where one ends and the other begins."""
    required: frozenset[str]
    """Those of ``tails`` that must be said."""
    shapes: Mapping[str, Shape]
    """What slots that take any words are handed over as, where the phrase says so."""
    data: IntentData
    """The template as hassil wants it."""
    floating: str = ""
    """A typed slot that was taken out of the phrase, and whose words must stand elsewhere in the utterance."""
    head: tuple[str, str] = ("", "")
    """A person, and the free slot right behind, in which their name was left: "tell *ada dinner is ready*"."""

    @property
    def optional(self) -> frozenset[str]:
        """Slots that some phrase of the skill does without, so that its function does too."""
        named = [frozenset(name for name, _ in _SLOT.findall(phrase)) for phrase in self.skill.phrases]
        return frozenset(self.typed) - frozenset.intersection(*named)

    @property
    def sentence(self) -> Sentence:
        """The parsed template."""
        return self.data.sentences[0]

    @property
    def clauses(self) -> frozenset[frozenset[str]]:
        """Pieces of text a match must contain: at least one of every set."""
        return shelf().clauses(self)

    def expand(self, most: int) -> list[str]:
        """Up to ``most`` different sentences that it stands for, slots as ``{name}``."""
        tail = " ".join(f"{{{name}}}" for name in self.tails if name in self.required)
        sentences = shelf().sentences(self, most)
        return [said for sentence in sentences if (said := f"{sentence} {tail}".strip())]

    @property
    def keeps(self) -> bool:
        """Whether it is said only of something that its plugin keeps, by name, and so is no phrase to guess from."""
        return any(kind is not None and kind.name == KEPT for kind in self.kinds.values())

    @property
    def takes_anything(self) -> bool:
        """Whether it is nothing but one free slot, so that every utterance fits."""
        return _SLOT.fullmatch(self.phrase.strip()) is not None and set(self.kinds.values()) == {None}


def compile_phrase(skill: Skill, phrase: str, language: Language) -> Template:
    """One phrase, compiled. Raises PhraseFault, with the reason, for one that cannot be used."""
    kinds = _kinds(skill, phrase, language)
    write_out = language.spelling.write_out
    tails, required, source = _without_tails(phrase, skill)
    lists: dict[str, SlotList] = {
        name: TextSlotList.from_tuples(((write_out(value), value) for value in values), allow_template=False)
        for name, values in skill.choices.items()
    }
    lists[_FREE] = WildcardSlotList(_FREE)
    data = IntentData([_translate(source, skill, language.spelling)], slot_lists=lists)
    template = Template(
        skill, phrase, kinds, _typed(skill, language), tails, required, _shapes(skill, phrase, language), data
    )
    try:
        _ = template.clauses
    except (HassilError, ParseError, ValueError, AssertionError) as error:
        raise PhraseFault("brackets do not pair up, or are empty") from error
    if shelf().steps(template) >= MOST_STEPS:
        raise PhraseFault("the same words fit too many of its brackets; say it in several phrases")
    return template


def _kinds(skill: Skill, phrase: str, language: Language) -> dict[str, SlotKind | None]:
    kinds: dict[str, SlotKind | None] = {}
    for name, kind in _SLOT.findall(phrase):
        if kind and kind not in {**language.kinds, **language.shapes}:
            every = ", ".join([*language.kinds, *language.shapes])
            raise PhraseFault(f"slot {{{name}:{kind}}}: choose a kind from {every}")
        if name not in skill.choices:
            kinds[name] = language.kinds.get(kind)
    return kinds


def _shapes(skill: Skill, phrase: str, language: Language) -> dict[str, Shape]:
    slots = _SLOT.findall(phrase)
    return {
        name: language.shapes[kind] for name, kind in slots if kind in language.shapes and name not in skill.choices
    }


def _typed(skill: Skill, language: Language) -> dict[str, SlotKind]:
    slots = _SLOT.findall(" ".join(skill.phrases))
    return {name: language.kinds[kind] for name, kind in slots if kind in language.kinds and name not in skill.choices}


def _without_tails(phrase: str, skill: Skill) -> tuple[tuple[str, ...], frozenset[str], str]:
    """Take out typed slots right behind free ones: two wildcards in a row are found by parsing, not by matching."""
    tails: list[str] = []
    required: set[str] = set()

    def keep_free(pair: re.Match[str]) -> str:
        free, tail = pair.groups()
        found = _SLOT.search(tail)
        if found is None or found.group(1) in skill.choices or free[1:-1].partition(":")[0] in skill.choices:
            return pair.group()
        tails.append(found.group(1))
        if not tail.startswith("["):
            required.add(found.group(1))
        return free

    source = _PAIR.sub(keep_free, phrase)
    return tuple(tails), frozenset(required), source


def _translate(source: str, skill: Skill, spelling: Spelling) -> str:
    """Our template in hassil's language: canonical words, and ``{list:slot}``."""
    if "<" in source:
        raise PhraseFault("<rules> are not known here; write the words out")
    parts: list[str] = []
    end = 0
    for slot in _SLOT.finditer(source):
        parts.append(_canonical(source[end : slot.start()], spelling))
        name = slot.group(1)
        parts.append(f"{{{name}}}" if name in skill.choices else f"{{{_FREE}:{name}}}")
        end = slot.end()
    parts.append(_canonical(source[end:], spelling))
    translated = "".join(parts)
    if not translated.strip():
        raise PhraseFault("it is empty")
    return translated


def _canonical(literal: str, spelling: Spelling) -> str:
    if "{" in literal or "}" in literal:
        raise PhraseFault("a slot is written {name} or {name:kind}")
    literal = literal.replace("’", "'").replace("-", " ")
    literal = re.sub(r"[.,!?:]", "", literal)
    literal = _ENDING.sub(lambda ending: _ENDING_WORDS[ending.group(1)], literal)
    return _LITERAL.sub(lambda word: spelling.write_out(word.group()), literal)


def heading(template: Template, language: Language) -> Iterator[Template]:
    """The template with the name of a person left in the free slot behind it: nothing tells where it ends."""
    found = _HEAD.search(template.phrase)
    if found is None or not {found.group(1), found.group(3)}.isdisjoint(template.skill.choices):
        return
    shorter = f"{template.phrase[: found.start()]}{found.group(2)}{template.phrase[found.end() :]}"
    short = compile_phrase(template.skill, shorter, language)
    head = found.group(1), found.group(3)
    yield replace(short, phrase=template.phrase, kinds=template.kinds, shapes=template.shapes, head=head)


def float_phrase(template: Template, language: Language) -> Iterator[Template]:
    """The template without one of its typed slots, for who says that first: "*at six* remind me to call mum"."""
    for name, kind in template.kinds.items():
        if kind is None or kind.find is None:
            continue
        leads = "|".join(map(re.escape, sorted(kind.openers | kind.links, key=len, reverse=True)))
        group = rf"(?:\[?\((?:{leads})(?:\|(?:{leads}))*\)\]?|\[(?:{leads})\]|\b(?:{leads})\b)"
        slot = rf"\[?(?:{group}\s+)?\{{\s*{name}\s*:\s*\w+\s*\}}\]?"
        shorter = re.sub(r"\(\s*\)|\[\s*\]", "", re.sub(slot, " ", template.phrase))
        if _says_what(template.skill, shorter):
            try:
                yield replace(compile_phrase(template.skill, shorter, language), floating=name)
            except PhraseFault:
                continue


def _says_what(skill: Skill, phrase: str) -> bool:
    """Whether a phrase without its time is still one: of what changes something, two words or a word of its subject.

    "Another {length}" without its length is any "another".
    """
    while "[" in phrase:
        phrase = re.sub(r"\[[^\[\]]*\]", " ", phrase)
    words = re.sub(r"\{[^{}]*\}", " ", phrase).replace("|", " ").replace("(", " ").replace(")", " ").split()
    if skill.is_harmless:
        return bool(words)
    about = skill.changes.about if skill.changes else ()
    return len(words) > 1 or not set(words).isdisjoint(about)


def compile_skill(skill: Skill, language: Language) -> Iterator[Template | str]:
    """The skill's phrases compiled; for one that cannot be used, a line that says so instead."""
    for phrase in skill.phrases:
        try:
            template = compile_phrase(skill, phrase, language)
            yield from (template, *heading(template, language))
        except PhraseFault as fault:
            yield f'{skill.plugin}.{skill.name}: phrase "{phrase}" can never match: {fault}'
