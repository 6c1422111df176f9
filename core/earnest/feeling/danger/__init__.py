"""Words of self-harm, abuse and medical emergency: noticed offline, before any skill is asked.

    text ─ essence ─┬▶ rules: who does what to whom ─┬▶ Distress ─ answer ─▶ Reply
                    └▶ hunch: how does it sound ─────┘

The rules are sheets in ``rules/``; ``tests/data/distress.yaml`` holds phrases that are danger and phrases that only
sound like it. The hunch is learned (``scripts/train-danger``); what it alone hears is met with a question. Nothing
here is logged or kept. It is no diagnosis and no medical device, and it calls nobody by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from earnest.feeling.danger.denial import denied, without_denials
from earnest.feeling.danger.grammar import GONE, Kind, Rule, Tier, idioms, rules
from earnest.feeling.danger.hunch import Suspicion, suspicion
from earnest.text import plain

__all__ = ["Distress", "Kind", "Ruling", "Tier", "distress", "essence", "ruled", "weighed"]


@dataclass(frozen=True, slots=True)
class Distress:
    """Somebody may be in danger."""

    kind: Kind
    tier: Tier = "explicit"
    """``passive`` for words that hint ("I don't want to wake up tomorrow") and for a hunch: a question is asked."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rules say."""

    found: Distress | None
    rest: str
    """What they do not explain: the text without what they found and saw denied, invented or long past."""
    sure: bool = False
    """Whether no hunch may doubt it."""


SUSPECTED = 0.7
"""Probability from which a hunch alone is danger."""
ABSURD = 0.01
"""Probability below which a rule has met a figure of speech that nobody foresaw."""


def distress(text: str) -> Distress | None:
    """What danger the words speak of, the gravest first; None for nearly everything people say."""
    ruling = ruled(essence(text))
    return weighed(ruling, suspicion(ruling.rest))


def weighed(ruling: Ruling, sounds: Suspicion) -> Distress | None:
    """What rules and hunch together say: both thresholds were chosen on sentences of writers held out."""
    if ruling.found:
        return ruling.found if ruling.sure or sounds.probability >= ABSURD else None
    return Distress(sounds.kind, "passive") if sounds.probability >= SUSPECTED else None


def essence(text: str) -> str:
    """``text`` in plain words, without hesitations and figures of speech."""
    return idioms().taken_out(_fluent(plain(text)))


def ruled(said: str) -> Ruling:
    """What danger the rules find in the essence of a text."""
    if idioms().only_mention(said):
        return Ruling(None, said)
    explained: list[tuple[int, int]] = []
    for rule in rules():
        for found in rule.pattern.finditer(said):
            if _meant(said, found, rule):
                return Ruling(Distress(rule.kind, rule.tier), said, rule.sure)
            explained.append(found.span())
    return Ruling(None, without_denials(_without(said, explained)))


def _without(said: str, spans: Iterable[tuple[int, int]]) -> str:
    """``said`` with ``GONE`` where ``spans`` were."""
    rest, end = "", 0
    for start, stop in sorted(spans):
        rest += f"{said[end:start]}{GONE}" if start >= end else ""
        end = max(end, stop)
    return rest + said[end:]


_FILLER = re.compile(r"\b(?:u[hm]+|erm?|h?mm+|i mean|(?<!do )(?<!did )you know(?! (?:what|who|how|why|when|where))) ")
_STAMMER = re.compile(r"\b(?!(?:one|nine|zero|\d)\b)(\w+(?: \w+){0,2})(?: \1\b)+")


def _fluent(said: str) -> str:
    """``he um he gets he gets angry`` → ``he gets angry``."""
    return _STAMMER.sub(r"\1", _FILLER.sub("", said))


_OWN = re.compile(r"\b(?:i|me|my|myself|us|we)\b")


def _meant(said: str, found: re.Match[str], rule: Rule) -> bool:
    """Whether what was found is told of here and now, and not denied."""
    if not _OWN.search(found.group()) and idioms().fiction.search(said):
        return False
    if rule.kind == "emergency" and idioms().long_ago.search(said):
        return False
    return not (rule.deniable and denied(said[: found.start()]))
