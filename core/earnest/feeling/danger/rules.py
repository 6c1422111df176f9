"""The rules of danger, read from ``<language>/rules.yaml``, whose first lines explain the notation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

import yaml

from earnest.text import plain

__all__ = ["KINDS", "Found", "Kind", "Rules", "rules_of"]

Kind = Literal["emergency", "self_harm", "abuse"]
KINDS: tuple[Kind, ...] = ("emergency", "self_harm", "abuse")
"""The gravest first: somebody may die now, wants to die, is being hurt."""

DENIED_WITHIN = 2
"""Words before a rule in which a "not" takes it back."""
BEFORE, BEHIND = 4, 6
"""Words that are heard beside what is plainly said: with two and four the first gun in a photograph was an alarm."""
_STAMMER = r"\b(?!(?:{}|\d)\b)(\w+(?: \w+){{0,2}}?)(?: \1\b)+"

Patterns = dict[Kind, tuple[re.Pattern[str], ...]]


class Found(NamedTuple):
    """Which kinds of danger the rules find in a text."""

    outright: frozenset[Kind] = frozenset()
    hinted: frozenset[Kind] = frozenset()
    denied: frozenset[Kind] = frozenset()
    """Said outright but for a "not"."""
    told: frozenset[str] = frozenset()
    """What makes the text one about something else: names in ``only_told``; then nothing above is found."""

    @property
    def signs(self) -> Iterator[str]:
        """What the judge is told of it."""
        yield from (f"rule {kind}" for kind in self.outright | self.hinted)
        yield from (f"denied {kind}" for kind in self.denied)
        yield from (f"told {name}" for name in self.told)


@dataclass(frozen=True, slots=True)
class Rules:
    """What is plainly danger, in one language."""

    outright: Patterns
    hinted: Patterns
    denied: frozenset[str]
    denial: re.Pattern[str]
    """A "not" with what belongs to it, to see what would be said without."""
    fillers: re.Pattern[str]
    stammer: re.Pattern[str]
    """Words said over, but for those that are meant to be ("nine nine nine", "help, help")."""
    only_told: Mapping[str, re.Pattern[str]]
    """What makes a text one about a film, a game, long ago, by name."""
    ordered: tuple[re.Pattern[str], ...]
    """What makes a sentence an order."""

    def essence(self, text: str) -> str:
        """``He, um, he gets angry!`` → ``he gets angry``."""
        return self.stammer.sub(r"\1", self.fillers.sub("", plain(text)))

    def found(self, said: str, near: str = "") -> Found:
        """What the essence of a text speaks of, where ``near`` it stands something else."""
        if self.orders(said):
            return Found()
        if told := self.told(near or said):
            return Found(told=told)
        outright, hinted = self._broken(self.outright, said), self._broken(self.hinted, said)
        affirmed = self.denial.sub("", said)
        denied = self._broken(self.outright, affirmed) - outright if affirmed != said else frozenset()
        return Found(outright, hinted, denied)

    def told(self, said: str) -> frozenset[str]:
        """Whether the essence of a text is about a film, a game, long ago: which of them."""
        return frozenset(name for name, told in self.only_told.items() if told.search(said))

    def orders(self, said: str) -> bool:
        """Whether the essence of a sentence is an order to Earnest."""
        return any(order.search(said) for order in self.ordered)

    def close_ups(self, said: str) -> Iterator[str]:
        """Each place where the essence of a text says danger outright, with the words around it."""
        for rule in (rule for some in self.outright.values() for rule in some):
            for found in rule.finditer(said):
                before, after = said[: found.start()].split()[-BEFORE:], said[found.end() :].split()[:BEHIND]
                yield " ".join([*before, found.group().strip(), *after])

    def _broken(self, patterns: Patterns, said: str) -> frozenset[Kind]:
        return frozenset(kind for kind, some in patterns.items() if any(self._meant(rule, said) for rule in some))

    def _meant(self, rule: re.Pattern[str], said: str) -> bool:
        return any(
            self.denied.isdisjoint(said[: found.start()].split()[-DENIED_WITHIN:]) for found in rule.finditer(said)
        )


@cache
def rules_of(language: str) -> Rules:
    """The rules of a language. Raises FileNotFoundError where it has none, KeyError for an unknown list."""
    text = files("earnest.feeling.danger").joinpath(f"{language}/rules.yaml").read_text(encoding="utf-8")
    sheet: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    lists: dict[str, str] = sheet["lists"]
    outright, hinted = (
        {kind: tuple(_compiled(rule, lists) for rule in rules.get(kind, ())) for kind in KINDS}
        for rules in (sheet, sheet.get("hinted", {}))
    )
    denial, fillers = (re.compile(f"{_compiled(sheet[name], lists).pattern} ") for name in ("denial", "fillers"))
    stammer = re.compile(_STAMMER.format(sheet["repeated"]))
    told = {name: _compiled(rule, lists) for name, rule in sheet.get("only_told", {}).items()}
    ordered = tuple(_compiled(rule, lists) for rule in sheet.get("ordered", ()))
    return Rules(outright, hinted, frozenset(sheet["denied"].split("|")), denial, fillers, stammer, told, ordered)


def _compiled(rule: str, lists: dict[str, str]) -> re.Pattern[str]:
    """The regular expression of a rule."""
    pattern = re.sub(r"\|\s+", "|", _opened(rule, lists))
    pattern = re.sub(r"\[([^\[\]]+)\] ", r"(?:(?:\1) )?", pattern)
    pattern = re.sub(r" \[([^\[\]]+)\](?=\$?$)", r"(?: (?:\1))?", pattern)
    pattern = pattern.replace("... ", r"(?:\w+ ){0,3}")
    pattern = re.sub(r"\((?!\?)", "(?:", pattern)
    return re.compile(pattern if rule.startswith("^") else rf"\b(?:{pattern})\b")


def _opened(rule: str, lists: dict[str, str]) -> str:
    return re.sub(r"<(\w+)>", lambda name: f"({_opened(lists[name[1]], lists)})", rule)
