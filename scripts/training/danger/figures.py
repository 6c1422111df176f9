"""How well danger is heard, by rules alone and with the hunch, in sentences that the hunch was not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from earnest.feeling.danger import ABSURD, SUSPECTED, weighed
from earnest.feeling.danger.hunch import Hunch
from training.danger.sentences import NAMES, Material, Sentence
from training.danger.training import train
from training.folds import dealt

__all__ = ["card"]

GROUPS = 4
"""Of writers; each is held out once."""

CARD = """\
# Model card: a hunch of danger (`hunch.npz`)

A linear model over words, their pairs and triples, and groups of letters ({kilobytes} KB, int8), made by
`./scripts/train-danger --data ../shared/data`, which writes this file and every figure in it. Input: the essence of
what was said, as a recogniser writes it. Output: how likely somebody is in danger, and whether of self-harm, abuse or a
medical emergency. From {suspected:.0%} a careful question is asked; below {absurd:.0%} not even a rule is believed.

**Trained on** {written} sentences in `scripts/training/danger/sentences` ({danger} of them danger), written for it
sentence by sentence with the help of a language model, each file in a manner of its own, many in pairs that differ in
little but the danger; the rules' own phrases (`tests/data/distress.yaml`); and as no danger {others} commands,
comments, plain and glad sentences of `scripts/training/words`, and pieces of all these: CLINC150 (CC BY 3.0), HWU64
(CC BY 4.0), GoEmotions (CC BY 4.0). The weights are CC BY 4.0: name these corpora when you pass them on.

**Measured** on sentences that it was not trained on; *heard* is danger of any kind, *kind* how many of those are right:

| | danger heard: rules alone | with the hunch | kind | false alarms: rules alone | with the hunch |
|---|---|---|---|---|---|
{rows}

*Unseen* sentences come from writers who knew nothing of the others; none was trained on or mended after reading them,
though the first lot was looked at while the model was chosen. *Writers held out*: trained on the other files (in
{groups} groups); many of these write to be misunderstood, roundabout or one word from harm, and the thresholds were
chosen on them. *Commands* and *comments* are test splits, *fragments* three to six words from within them; some
comments are danger.

**Limits.** English only. Written with a machine's help, by no clinician, and not by people in danger: expect it to hear
less in life. It reads a sentence at a time and remembers nothing. It is a net below the rules, no diagnosis, and nobody
should rely on it alone.
"""


class Tally(NamedTuple):
    """What came of some sentences: kinds as places in ``NAMES``."""

    truth: np.ndarray
    ruled: np.ndarray
    heard: np.ndarray

    def row(self, name: str) -> str:
        """One line of the card's table."""
        danger = self.truth > 0
        rules, heard = (_percent(told[danger] > 0) for told in (self.ruled, self.heard))
        false_rules, false_heard = (_percent(told[~danger] > 0, 1) for told in (self.ruled, self.heard))
        both = danger & (self.heard > 0)
        kind = _percent(self.heard[both] == self.truth[both])
        count = f"{danger.sum()} + {(~danger).sum()}"
        return f"| {name} ({count}) | {rules} | {heard} | {kind} | {false_rules} | {false_heard} |"


def card(material: Material, hunch: Hunch, size: int) -> str:
    """The text of the model card, for a ``hunch`` of ``size`` bytes trained on all of ``material``."""
    unseen = {one.source for one in material.unseen}
    rows = [
        _tally(hunch, [one for one in material.unseen if one.source == lot]).row(f"unseen, {lot}")
        for lot in sorted(unseen)
    ]
    rows += [told.row(f"writers held out: {source}") for source, told in _held_out(material).items()]
    for source in ("commands", "comments", "fragments"):
        others = [one for one in material.unseen_others if one.source == source]
        rows.append(_tally(hunch, others).row(source))
    return CARD.format(
        kilobytes=size // 1000,
        suspected=SUSPECTED,
        absurd=ABSURD,
        written=f"{len(material.written):,}",
        danger=f"{sum(one.kind > 0 for one in material.written):,}",
        others=f"{len(material.others):,}",
        rows="\n".join(rows),
        groups=GROUPS,
    )


def _held_out(material: Material) -> dict[str, Tally]:
    """What came of every writer's sentences when the hunch was trained on other writers; "all" together first."""
    found: dict[str, Tally] = {}
    for held in dealt({one.source for one in material.written}, GROUPS):
        others = [one for one in material.written if one.source not in held]
        hunch = train([*others, *material.table, *material.others])
        found |= {source: _tally(hunch, [one for one in material.written if one.source == source]) for source in held}
    together = Tally(*(np.concatenate(parts) for parts in zip(*found.values(), strict=True)))
    return {"all": together} | dict(sorted(found.items()))


def _tally(hunch: Hunch, sentences: Sequence[Sentence]) -> Tally:
    by_rule = [one.ruling.found for one in sentences]
    told = [weighed(one.ruling, hunch.suspicion(one.ruling.rest)) for one in sentences]
    kinds = ([NAMES.index(found.kind) if found else 0 for found in part] for part in (by_rule, told))
    return Tally(np.array([one.kind for one in sentences]), *map(np.array, kinds))


def _percent(hits: np.ndarray, digits: int = 0) -> str:
    return f"{100 * hits.mean():.{digits}f} %" if len(hits) else "–"
