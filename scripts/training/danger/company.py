"""How well danger is heard beside ordinary talk, and how often such talk is asked about where it stands alone."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np

from earnest.feeling.danger import heard
from earnest.feeling.danger.judge import Judge
from earnest.feeling.danger.rules import rules_of
from training.danger.sentences import Material, Sentence

__all__ = ["in_company"]

PLACES = ("before", "behind", "amid")
STOPS = {"with": ". ", "without": " "}
TOGETHER = (1, 2, 3, 20)
"""Ordinary sentences in one breath; twenty are about 200 words."""
TIMES = 200
PAGE = """\
**In company.** The same dangers before, behind and amid (between two of) sentences of ordinary talk: everyday talk of
the unseen `household` files and commands of CLINC150's validation and HWU64's test split. Each with full stops between,
and without, as a recogniser writes that knows none.{then}

| danger heard | alone | before: with stops | without | behind: with | without | amid: with | without |
|---|---|---|---|---|---|---|---|
{danger}

Asked in vain, where all is such talk, by how many sentences are said in one breath:

| | one | two: with stops | without | three: with | without | twenty: with | without |
|---|---|---|---|---|---|---|---|
{talk}
"""


def in_company(material: Material, judge: Judge, then: str = "") -> str:
    """The part of the card about it; ``then`` says what else there is to say, after a space."""
    return PAGE.format(then=then, danger="\n".join(_danger(material, judge)), talk="\n".join(_talk(material, judge)))


def _danger(material: Material, judge: Judge) -> Iterator[str]:
    near = [one.said for some in _ordinary(material).values() for one in some]
    groups = {
        "unseen: household": [one for one in material.unseen if one.source.startswith("household_danger")],
        "unseen: first to fourth": [one for one in material.unseen if not one.source.startswith("household")][::3],
    }
    for name, some in groups.items():
        said = [one.said for one in some if one.kind]
        cells = [_share(said, judge, 0)]
        for place in PLACES:
            for stop in STOPS.values():
                draw = random.Random(5)
                cells.append(_share([_placed(each, place, draw.sample(near, 2), stop) for each in said], judge, 0))
        yield f"| {name} ({len(said)}) | {' | '.join(cells)} |"


def _talk(material: Material, judge: Judge) -> Iterator[str]:
    for name, some in _ordinary(material).items():
        said = [one.said for one in some]
        cells = [_share(said, judge, 1)]
        for count in TOGETHER[1:]:
            for stop in STOPS.values():
                draw = random.Random(6)
                times = TIMES // 4 if count == TOGETHER[-1] else TIMES
                cells.append(_share([stop.join(draw.sample(said, count)) for _ in range(times)], judge, 1))
        yield f"| {name} ({len(said)}) | {' | '.join(cells)} |"


def _ordinary(material: Material) -> dict[str, list[Sentence]]:
    return {
        "everyday": [one for one in material.unseen if one.source.startswith("household_everyday")],
        "commands": [one for one in material.unseen_others if one.source == "commands"][::4],
    }


def _placed(said: str, place: str, others: Sequence[str], stop: str) -> str:
    first, second = others
    return stop.join({"before": (said, first), "behind": (first, said), "amid": (first, said, second)}[place])


def _share(said: Sequence[str], judge: Judge, digits: int) -> str:
    found = np.array([heard(each, "", rules_of("en"), judge) is not None for each in said])
    return f"{100 * found.mean():.{digits}f} %"
