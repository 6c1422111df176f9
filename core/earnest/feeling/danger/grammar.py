"""The rules of danger, read from ``rules/*.yaml``, whose notation ``rules/pieces.yaml`` explains."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

__all__ = ["Idioms", "Kind", "Rule", "Tier", "idioms", "rules"]

Kind = Literal["self_harm", "abuse", "emergency"]
Tier = Literal["explicit", "passive"]
KINDS: tuple[Kind, ...] = ("emergency", "self_harm", "abuse")
"""The gravest first: somebody may die now, wants to die, is being hurt."""

GONE = "~"
"""Stands where a figure of speech was; no rule matches across it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to speak of a danger."""

    kind: Kind
    tier: Tier
    pattern: re.Pattern[str]
    deniable: bool
    """Whether a "not" or "never" before it takes it back."""
    sure: bool
    """Whether it is so plain that no hunch may doubt it."""


@dataclass(frozen=True, slots=True)
class Idioms:
    """What only sounds like danger."""

    misheard: tuple[tuple[re.Pattern[str], str], ...]
    figures: tuple[re.Pattern[str], ...]
    errand: re.Pattern[str]
    about_me: re.Pattern[str]
    fiction: re.Pattern[str]
    long_ago: re.Pattern[str]

    def taken_out(self, said: str) -> str:
        """``said`` with misheard words put right and without its figures of speech."""
        for pattern, meant in self.misheard:
            said = pattern.sub(meant, said)
        for figure in self.figures:
            said = figure.sub(GONE, said)
        return said

    def only_mention(self, said: str) -> bool:
        """Whether this is an errand or a question that mentions a hard word without anybody being in danger."""
        return bool(self.errand.match(said)) and not self.about_me.search(said)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule; what only hints comes last."""
    pieces = _sheet("pieces")["fragments"]
    every: list[Rule] = []
    for kind in KINDS:
        sheet = _sheet(kind)
        known = pieces | sheet["fragments"]
        for group in sheet["rules"]:
            for pattern in group["patterns"]:
                deniable, sure = (bool(group.get(trait, False)) for trait in ("deniable", "sure"))
                every.append(Rule(kind, group["tier"], _compiled(pattern, known), deniable, sure))
    return tuple(sorted(every, key=lambda rule: rule.tier == "passive"))


@cache
def idioms() -> Idioms:
    """The figures of speech and the frames that make a hard word harmless."""
    sheet = _sheet("idioms")
    misheard = tuple((_compiled(heard, {}), meant) for heard, meant in sheet["misheard"])
    frames = (_compiled(sheet[frame], {}) for frame in ("errand", "about_me", "fiction", "long_ago"))
    return Idioms(misheard, tuple(_compiled(figure, {}) for figure in sheet["figures"]), *frames)


def _sheet(name: str) -> dict[str, Any]:
    text = files("earnest.feeling.danger").joinpath(f"rules/{name}.yaml").read_text(encoding="utf-8")
    sheet: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return sheet


def _compiled(pattern: str, pieces: dict[str, str]) -> re.Pattern[str]:
    """The regular expression that a pattern of the sheets stands for. Raises KeyError for an unknown piece."""
    return re.compile(rf"\b(?:{_opened(pattern, pieces)})(?!\w)")


def _opened(pattern: str, pieces: dict[str, str]) -> str:
    whole = re.sub(r"(?<!\|)\n", " ", pattern).replace("\n", "")
    grouped = re.sub(r"(?<!\\)\((?!\?)", "(?:", whole)
    return re.sub(r"(?<!\(\?)<(\w+)>", lambda piece: f"(?:{_opened(pieces[piece[1]], pieces)})", grouped)
