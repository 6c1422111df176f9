"""Words of self-harm, abuse and medical emergency: noticed by rule, offline, before any skill is asked.

    text ─ plain, fluent ─ figures of speech taken out ─▶ rules (who, does what, to whom) ─▶ Distress ─ answer ─▶ Reply

The rules are sheets in ``rules/``; ``tests/data/distress.yaml`` holds phrases that are danger and phrases that only
sound like it. Nothing here is logged or kept. It is no diagnosis and no medical device, and it calls nobody by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from earnest.feeling.danger.grammar import Kind, Rule, Tier, idioms, rules
from earnest.feeling.plain import plain

__all__ = ["Distress", "Kind", "Tier", "distress"]


@dataclass(frozen=True, slots=True)
class Distress:
    """Somebody may be in danger."""

    kind: Kind
    tier: Tier = "explicit"
    """``passive`` for words that hint ("I don't want to wake up tomorrow"), which are met with a question."""


def distress(text: str) -> Distress | None:
    """What danger the words speak of, the gravest first; None for nearly everything people say."""
    said = idioms().taken_out(_fluent(plain(text)))
    if idioms().only_mention(said):
        return None
    for rule in rules():
        if any(_meant(said, found, rule) for found in rule.pattern.finditer(said)):
            return Distress(rule.kind, rule.tier)
    return None


_FILLER = re.compile(r"\b(?:u[hm]+|erm?|h?mm+|i mean|(?<!do )(?<!did )you know(?! (?:what|who|how|why|when|where))) ")
_STAMMER = re.compile(r"\b(?!(?:one|nine|zero|\d)\b)(\w+(?: \w+){0,2})(?: \1\b)+")


def _fluent(said: str) -> str:
    """``he um he gets he gets angry`` → ``he gets angry``."""
    return _STAMMER.sub(r"\1", _FILLER.sub("", said))


_OWN = re.compile(r"\b(?:i|me|my|myself|us|we)\b")
_DENIAL = re.compile(r"\b(?:not|never|nobody|no|without|hardly|stopped|none)\b(?: \w+){0,3} $")
_STILL = re.compile(r"\b(?:can not|could not|not (?:sure|know)|why (?:do|should|not)|not (?:only|just)|no longer)\b")
_CLAUSE = re.compile(r"\b(?:but|because|and|or|so|then|now|that|since|if)\b")


def _meant(said: str, found: re.Match[str], rule: Rule) -> bool:
    """Whether what was found is told of here and now, and not denied."""
    if not _OWN.search(found.group()) and idioms().fiction.search(said):
        return False
    if rule.kind == "emergency" and idioms().long_ago.search(said):
        return False
    return not (rule.deniable and _denied(said[: found.start()]))


def _denied(before: str) -> bool:
    """Whether the words before, in the same clause, deny what follows: "he does not", "nobody is"."""
    clause = _CLAUSE.split(before)[-1]
    return bool(_DENIAL.search(clause)) and not _STILL.search(clause)
