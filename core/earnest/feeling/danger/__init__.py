"""Words of self-harm, abuse and medical emergency: noticed offline, before any skill is asked.

    what was said ──────────┬▶ rules ─ plainly said? ─┐
                            │         ╲               ├▶ Distress ─ answer ─▶ Reply
    what Earnest said last ─┴──────────▶ judge ───────┘

The rules (``<language>/rules.yaml``) are few and plain; the judge is trained (``scripts/train-danger``) and sees what
they found. Where both hear the same danger, or the judge has hardly a doubt, the answer names a helpline outright;
where the judge alone finds danger likely, a careful question is asked. Nothing here is logged or kept. It is no
diagnosis and no medical device, and it calls nobody by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from earnest.feeling.danger.judge import MOST, Suspicion, judge_of
from earnest.feeling.danger.rules import KINDS, Found, Kind, Rules, rules_of

__all__ = ["KINDS", "Distress", "Kind", "Tier", "danger_languages", "distress", "ruling"]

Tier = Literal["explicit", "passive"]


@dataclass(frozen=True, slots=True)
class Distress:
    """Somebody may be in danger."""

    kind: Kind
    tier: Tier = "explicit"
    """``passive`` where it may be otherwise: a question is asked."""


ASKS = 0.7
"""Probability from which it is asked whether somebody is in danger."""
AGREES = 0.9
"""Probability from which the judge agrees with a rule that names the same danger."""
CERTAIN = 0.995
"""Probability at which the judge needs no rule."""
FEWEST = 2
"""Words that say enough."""
_SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\n+")


def distress(text: str, context: str = "", language: str = "en") -> Distress | None:
    """What danger the words speak of, after ``context``, which Earnest said last; None for nearly everything.

    None too in a language that is not among ``danger_languages``.
    """
    if language not in danger_languages():
        return None
    rules, judge = rules_of(language), judge_of(language)
    asked, whole = rules.essence(context), rules.essence(text)

    def likeliest(stretches: Iterable[str]) -> Distress | None:
        heard = []
        for said in stretches:
            found = rules.found(said)
            sounds = judge.suspicion(said, asked, found.signs)
            heard.append((sounds.probability, ruling(sounds, found)))
        return max(heard, key=lambda each: each[0])[1] if heard else None

    return likeliest(_stretches(whole)) or likeliest(dict.fromkeys(_plainly_said(text, whole, rules)))


def ruling(sounds: Suspicion, found: Found) -> Distress | None:
    """What judge and rules together say: the thresholds were chosen on sentences of writers held out."""
    if sounds.probability < ASKS:
        return None
    plainly = sounds.kind in found.outright and sounds.probability >= AGREES
    return Distress(sounds.kind, "explicit" if plainly or sounds.probability >= CERTAIN else "passive")


def _plainly_said(text: str, whole: str, rules: Rules) -> Iterator[str]:
    """What is said outright in a text, to be judged without what stands beside it; nothing where ``whole`` only tells.

    Who hears "we bought bread and milk. I want to kill myself" hears mostly the shopping. Of 150 plain dangers of
    ``tests/data/distress.yaml`` with a sentence of CLINC150 before or behind, 89 and 69 were heard, 134 and 131 now;
    without full stops 86 and 61, now 117 and 92; of 9,000 comments of GoEmotions' training split, 39 and 39.
    """
    if rules.only_tells(whole):
        return
    for sentence in map(rules.essence, _SENTENCE.split(text)):
        near = (*_stretches(sentence), *rules.close_ups(sentence))
        yield from (said for said in near if rules.found(said).outright)


def _stretches(said: str) -> Iterator[str]:
    """A text in pieces as long as those that were learned from, each half of the one before; none of too few words."""
    words = said.split()
    if len(words) >= FEWEST:
        for start in range(0, max(1, len(words) - MOST // 2), MOST // 2):
            yield " ".join(words[start : start + MOST])


@cache
def danger_languages() -> tuple[str, ...]:
    """Languages in which danger is noticed: those with a folder here that holds rules and a judge."""
    room = files("earnest.feeling.danger")
    return tuple(
        sorted(
            each.name
            for each in room.iterdir()
            if each.is_dir() and all(each.joinpath(name).is_file() for name in ("rules.yaml", "judge.npz"))
        )
    )
