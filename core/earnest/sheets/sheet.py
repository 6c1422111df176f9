"""One sheet: the words of one plugin, or of a part of the house, in one language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

from earnest.nouns import Reply
from earnest.sheets.saying import plural_form, say
from earnest.spoken import ENGLISH

T = TypeVar("T")

SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
"""``{when}`` or ``{day:date}``: a value to be said, and in which manner."""
COUNT = "count"
"""The slot by which a reply in several plural forms chooses one."""
NO_SLOTS: Mapping[str, Any] = MappingProxyType({})
OTHER = "other"
"""The plural form that every language has (Unicode CLDR)."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to say a reply."""

    forms: Mapping[str, str]
    """Its text by plural form; ``other`` alone where nothing is counted."""
    tone: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A reply of a sheet."""

    variants: tuple[Variant, ...]
    """They take turns."""
    slots: frozenset[str] = frozenset()
    """What must be given to say it: the slots of the reference sheet, even where this one leaves some out."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is listened for and said in one language."""

    language: str = ENGLISH
    """The language's code."""
    file: str = ""
    """Where it was read; empty for a plugin without one."""
    phrases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Sentence templates, by skill."""
    about: Mapping[str, str] = field(default_factory=dict)
    """What the house says that a skill does; English skills have it in their docstring."""
    subjects: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By skill, the words of which a request by other words than the phrases must name one."""
    choices: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What closed slots and answers take: the words said, and what each means to the skill."""
    cues: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Words that the skills' own code looks for or puts in another's place."""
    replies: Mapping[str, Entry] = field(default_factory=dict)
    places: Mapping[str, Sequence[str]] = field(default_factory=dict, compare=False)
    """Where each phrase stands, by skill: ``words/en.yaml:4 phrases.remind[0]``."""

    def reply(self, name: str, slots: Mapping[str, Any] = NO_SLOTS, turn: int = 0) -> Reply:
        """The reply of that name, its slots said, beginning with a capital letter; of several, that of the turn.

        Raises LookupError, naming the file, for a reply or a slot that is not there, or a slot that is left out.
        """
        variant, text = self._fill(name, slots, turn)
        return Reply(text[:1].upper() + text[1:], variant.tone)

    def words(self, name: str, slots: Mapping[str, Any] = NO_SLOTS, turn: int = 0) -> str:
        """The text alone, as it is written: a question, or a part of a sentence. Raises LookupError."""
        return self._fill(name, slots, turn)[1]

    def count(self, name: str) -> int:
        """How many ways there are to say a reply. Raises LookupError."""
        return len(self._look_up("reply", "replies", self.replies, name).variants)

    def choice(self, name: str) -> Mapping[str, Any]:
        """What may be said for a choice, and what each means. Raises LookupError."""
        return self._look_up("choice", "choices", self.choices, name)

    def cue(self, name: str) -> Mapping[str, str]:
        """The words of a cue. Raises LookupError."""
        return self._look_up("cue", "cues", self.cues, name)

    def closed(self, phrases: Iterable[str]) -> dict[str, Mapping[str, Any]]:
        """The choices that the phrases have slots for."""
        named = {slot[1] for phrase in phrases for slot in re.finditer(r"\{\s*(\w+)", phrase)}
        return {name: values for name, values in self.choices.items() if name in named}

    def _fill(self, name: str, slots: Mapping[str, Any], turn: int) -> tuple[Variant, str]:
        entry = self._look_up("reply", "replies", self.replies, name)
        for slot in slots:
            if slot not in entry.slots:
                known = ", ".join(sorted(entry.slots)) or "none"
                raise LookupError(f"{self.file} replies.{name}: there is no slot {{{slot}}}; it has {known}")
        for slot in sorted(entry.slots):
            if slot not in slots:
                raise LookupError(f"{self.file} replies.{name}: the slot {{{slot}}} was not given")
        variant = entry.variants[turn % len(entry.variants)]
        form = plural_form(slots[COUNT], self.language) if len(variant.forms) > 1 else OTHER
        text = variant.forms.get(form, variant.forms[OTHER])
        said = SLOT.sub(lambda slot: say(slots[slot[1]], slot[2], self.language), text)
        return variant, re.sub(" {2,}", " ", said).strip()

    def _look_up(self, what: str, section: str, entries: Mapping[str, T], name: str) -> T:
        if name in entries:
            return entries[name]
        if not self.file:
            raise LookupError(f"there is no {what} {name!r}: the plugin has no words/{self.language}.yaml")
        near = difflib.get_close_matches(name, entries, 1)
        remedy = f"did you mean {near[0]!r}?" if near else f"write it below {section}:"
        raise LookupError(f"{self.file}: there is no {what} {name!r}; {remedy}")


NO_SHEET = Sheet()


def from_plain(plain: Mapping[str, Any]) -> Sheet:
    """A sheet that has crossed a pipe as dictionaries and lists."""
    replies = {
        name: Entry(tuple(Variant(**variant) for variant in entry["variants"]), frozenset(entry["slots"]))
        for name, entry in plain["replies"].items()
    }
    return Sheet(**{**plain, "replies": replies})
