"""Words of self-harm, abuse and medical emergency: noticed offline, before any skill is asked.

    what was said ─ looks ──┬▶ rules ─ plainly said? ─┐
                            │         ╲               ├▶ Distress ─ answer ─▶ Reply
    what Earnest said last ─┴──────────▶ judge ───────┘

The rules (``<language>/rules.yaml``) are few and plain; the judge is trained (``scripts/train-danger``) and sees what
they found. A long text is looked at piece by piece (``looking.py``), and the gravest piece counts. Where both hear the
same danger, or the judge has hardly a doubt, the answer names a helpline outright; where the judge alone finds danger
likely, a careful question is asked. Nothing here is logged or kept. It is no diagnosis and no medical device, and it
calls nobody by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from earnest.feeling.danger.judge import Judge, Suspicion, judge_of
from earnest.feeling.danger.looking import looks
from earnest.feeling.danger.rules import KINDS, Found, Kind, Rules, rules_of

__all__ = ["KINDS", "Distress", "Kind", "Tier", "danger_languages", "distress", "heard", "ruling"]

Tier = Literal["explicit", "passive"]


@dataclass(frozen=True, slots=True)
class Distress:
    """Somebody may be in danger."""

    kind: Kind
    tier: Tier = "explicit"
    """``passive`` where it may be otherwise: a question is asked."""


ASKS = 0.8
"""Probability from which it is asked whether somebody is in danger."""
AGREES = 0.9
"""Probability from which the judge agrees with a rule that names the same danger."""
CERTAIN = 0.995
"""Probability at which the judge needs no rule, unless a film, a game, long ago is spoken of."""
ONLY_TOLD = 3.0
"""By this the odds of danger are divided where a film, a game, long ago is spoken of."""
FEWEST = 2
"""Words that say enough where no rule finds danger: "ambulance" is one."""


def distress(text: str, context: str = "", language: str = "en") -> Distress | None:
    """What danger the words speak of, after ``context``, which Earnest said last; None for nearly everything.

    None too in a language that is not among ``danger_languages``.
    """
    if language not in danger_languages():
        return None
    return heard(text, context, rules_of(language), judge_of(language))


def heard(text: str, context: str, rules: Rules, judge: Judge) -> Distress | None:
    """What ``rules`` and ``judge`` hear together in the gravest part of the text."""
    asked, found = rules.essence(context), []
    for look in dict.fromkeys(looks(text, rules)):
        finds = rules.found(look.said, look.near)
        enough = finds.hinted or look.said.count(" ") + 1 >= FEWEST
        if finds.outright or (enough and not look.outright):
            doubt = look.doubt * (ONLY_TOLD if finds.told else 1.0)
            sounds = judge.suspicion(look.said, asked if look.answers(asked) else "", finds.signs).doubted(doubt)
            found.append((sounds.probability, ruling(sounds, finds)))
    return max(found, key=lambda each: each[0])[1] if found else None


def ruling(sounds: Suspicion, found: Found) -> Distress | None:
    """What judge and rules together say: the thresholds were chosen on sentences of writers held out."""
    if sounds.probability < ASKS:
        return None
    plainly = sounds.kind in found.outright and sounds.probability >= AGREES
    surely = sounds.probability >= CERTAIN and not found.told
    return Distress(sounds.kind, "explicit" if plainly or surely else "passive")


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
