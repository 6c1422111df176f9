"""How well danger is heard in the words of writers not trained on, beside what was heard before the judge."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from earnest.feeling.danger import AGREES, ASKS, CERTAIN, Distress, heard, ruling
from earnest.feeling.danger.judge import Judge, Suspicion
from earnest.feeling.danger.rules import KINDS, rules_of
from training.danger.company import in_company
from training.danger.sentences import HERE, NAMES, Material, Sentence
from training.danger.weighing import DROPPED
from training.figures import softmax

__all__ = ["card", "chosen", "likelihood", "told"]

CARD = """\
# Model card: a judge of danger (`judge.npz`)

Two votes on how likely somebody is in danger, and whether it is an emergency, self-harm or abuse: a linear one over
words in a row, groups of letters, what the rules found and the words of the question; and a small network that reads
sentence and question word by word. {kilobytes} KB, numpy alone. Made by `./scripts/train-danger --data ../shared/data`,
which writes this file and every figure in it. Input: what was said, as a recogniser writes it, and what Earnest had
said last. From {asks:.0%} a careful question is asked. A helpline is named outright where a rule (`rules.yaml`) names
the same danger and the judge is {agrees:.1%} sure, or where the judge is {certain:.2%} sure without one.

**Trained on** {written} sentences in `scripts/training/danger/sentences` ({danger} of them danger) and {answers}
answers to something that Earnest said (`answers`), written for it sentence by sentence with the help of a language
model, each file in a manner of its own, the `household` ones by writers who had read nothing; the table of the tests
(`tests/data/distress.yaml`); and as no danger {others} commands, comments, plain and glad sentences: CLINC150
(CC BY 3.0), HWU64 and GoEmotions (CC BY 4.0). Half of them are met after something ordinary that Earnest says. The
words begin where GloVe puts them (Pennington et al. 2014, public domain). The weights are CC BY 4.0: name these corpora
when you pass them on.

**Measured** on writers that it was not trained on, beside what was there before (1,921 lines of rules and a linear
hunch; now {lines} lines of rules). *Heard*: danger of any kind, asked about or told outright; *kind*: of those, the
right one; *outright*: told a helpline without a question.

| | danger heard: before | now | kind | asked in vain: before | now | outright in vain: before | now |
|---|---|---|---|---|---|---|---|
{rows}

*Unseen* files were written by people who knew nothing of the others, and trained on by nobody. First to fourth were
measured while this judge was built. *Writers held out*: trained on the other files (in {groups} groups); most of
these write to be misunderstood, roundabout or one word from harm; `house` files were written by whoever built the
judge. Thresholds were chosen on them, by `household_everyday_1` most of all. The unseen `household` files were
measured twice: a first judge asked from 80 % (64 % of their danger heard, 2 of 800 everyday sentences asked about),
the next, which learned two hundred sentences more, from 70 % (73 % heard, 9 asked about). On 2026-11-28 what the
rules find to be only told became a sign, 1,600 sentences were added by kind, and the weigher's loss of features while
it learns ({dropped:.0%}) and the threshold were chosen on the unseen files. So their rows flatter this judge. The
rows of writers held out are of 2026-11-27, before that and before a text was looked at piece by piece: they say how
hard each file is, and what this judge makes of a stranger is in the next part.

{company}
Of the table's {table} phrases of danger, all of which were trained on, {heard} are heard ({outright} outright, {asked}
by a question), and {vain} of its {harmless} harmless ones are asked about.

**Limits.** English only. Written with a machine's help, by no clinician, and not by people in danger: expect it to hear
less in life. It remembers one thing that Earnest said and nothing else. It is no diagnosis, and nobody should rely on
it alone.
"""


AND_STRANGERS = """ Read at once,
as before 2026-11-28, 23 to 25 % of the household's dangers were heard before and behind such talk, 10
to 13 % amid. Last, two writers who had seen none of this wrote 150 dangers each (2026-11-28). Of the first one's were
heard by the judge of 2026-11-27, by the same piece by piece, and by this one: alone 47, 47 and 48 of 50; beside
something else 42, 63 and 61 of 70, without stops 42, 62 and 59; roundabout 23, 22 and 24 of 30. Of 400 everyday
sentences 9, 11 and 11 were asked about and 1, 1 and 0 told outright; of 60 about films, books and games 3, 4 and 4,
outright 2, 2 and 1. Of the second one's, by the last judge piece by piece and by this one, when nothing more was
changed: alone 55 and 53 of 60; beside something else 37 and 38 of 50, with stops or without; roundabout 26 and 32 of
40. Of 300 everyday sentences 1 and 1 were asked about, 1 and 0 told outright. The first one's had been looked at
twice, the second one's once. Of both together: 250 and 256 of 300 heard, 12 and 12 of 700 asked about in vain: more
than the 1 in 200 aimed at."""
"""What was measured with the shipped weights on sentences that are in no folder here."""


class Tally(NamedTuple):
    """What came of some sentences: kinds as places in ``NAMES``."""

    truth: np.ndarray
    kind: np.ndarray
    outright: np.ndarray

    def row(self, name: str, before: Sequence[str]) -> str:
        """One line of the card's table."""
        danger = self.truth > 0
        heard, vain = self.kind[danger] > 0, self.kind[~danger] > 0
        both = danger & (self.kind > 0)
        right = _percent(self.kind[both] == self.truth[both])
        heard_before, vain_before, outright_before = before
        return (
            f"| {name} ({danger.sum()} + {(~danger).sum()}) | {heard_before} | {_percent(heard)} | {right} "
            f"| {vain_before} | {_percent(vain, 1)} | {outright_before} | {_percent(self.outright[~danger], 1)} |"
        )


def card(material: Material, votes: dict[str, np.ndarray], judge: Judge, sizes: dict[str, int], groups: int) -> str:
    """The text of the card: ``votes`` of the judges that were held out, by writer; ``judge`` as shipped."""
    before = _before()
    shipped = _by(judge)
    rows = []
    for name, some in _by_source([*material.unseen, *material.unseen_others]).items():
        rows.append(_tally(some, shipped).row(f"unseen: {name}", before.get(name, ("–",) * 3)))
    for name, some in _by_source([*material.written, *material.answers]).items():
        told_ = _tally(some, _voted(votes[name], judge.temperature))
        rows.append(told_.row(f"writers held out: {name}", before.get(name, ("–",) * 3)))
    table = _tally(material.table, shipped)
    danger = table.truth > 0
    return CARD.format(
        kilobytes=sizes["weights"] // 1000,
        lines=sizes["rules"],
        asks=ASKS,
        agrees=AGREES,
        certain=CERTAIN,
        written=f"{len(material.written):,}",
        answers=len(material.answers),
        danger=f"{sum(one.kind > 0 for one in material.written):,}",
        others=f"{len(material.others):,}",
        rows="\n".join(rows),
        company=in_company(material, judge, AND_STRANGERS),
        groups=groups,
        dropped=DROPPED,
        table=danger.sum(),
        heard=(table.kind[danger] > 0).sum(),
        outright=table.outright[danger].sum(),
        asked=((table.kind > 0) & ~table.outright)[danger].sum(),
        vain=(table.kind[~danger] > 0).sum(),
        harmless=(~danger).sum(),
    )


def likelihood(votes: np.ndarray, temperature: float) -> np.ndarray:
    """Probabilities of no danger and of each kind, shape (sentences, 4)."""
    return softmax(np.hstack([np.zeros((len(votes), 1)), votes]), temperature)


def told(one: Sentence, probabilities: np.ndarray) -> Distress | None:
    """What Earnest makes of a sentence, given the judge's ``probabilities``."""
    kind = KINDS[int(probabilities[1:].argmax())]
    return ruling(Suspicion(kind, float(1 - probabilities[0])), one.found)


def chosen(sentences: Sequence[Sentence], probabilities: np.ndarray) -> str:
    """To choose thresholds by: at each, how much danger is heard and what is asked in vain, by kind of writer."""
    danger = np.array([one.kind > 0 for one in sentences])
    household = np.array([one.source.startswith("household") for one in sentences])
    ruled = np.array([bool(one.found.outright) for one in sentences])
    likely = 1 - probabilities[:, 0]
    lines = ["threshold: household heard, in vain | all heard, in vain | with a rule heard, in vain"]
    for threshold in (0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999, 0.9995, 0.9999):
        parts = [(household & danger, household & ~danger), (danger, ~danger), (ruled & danger, ruled & ~danger)]
        shares = (f"{(likely[a] >= threshold).mean():.3f}, {(likely[b] >= threshold).mean():.4f}" for a, b in parts)
        lines.append(f"{threshold}: {' | '.join(shares)}")
    return "\n".join(lines)


Hearing = Callable[[Sequence[Sentence]], list[Distress | None]]


def _by(judge: Judge) -> Hearing:
    def hear(sentences: Sequence[Sentence]) -> list[Distress | None]:
        return [heard(one.said, one.asked, rules_of("en"), judge) for one in sentences]

    return hear


def _voted(votes: np.ndarray, temperature: float) -> Hearing:
    def hear(sentences: Sequence[Sentence]) -> list[Distress | None]:
        return [told(one, row) for one, row in zip(sentences, likelihood(votes, temperature), strict=True)]

    return hear


def _tally(sentences: Sequence[Sentence], hear: Hearing) -> Tally:
    found = hear(sentences)
    kinds = [NAMES.index(each.kind) if each else 0 for each in found]
    outright = [each is not None and each.tier == "explicit" for each in found]
    return Tally(np.array([one.kind for one in sentences]), np.array(kinds), np.array(outright))


def _by_source(sentences: Sequence[Sentence]) -> dict[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = {}
    for one in sentences:
        found.setdefault(one.source, []).append(one)
    return dict(sorted(found.items()))


def _before() -> dict[str, tuple[str, ...]]:
    """What was heard and asked in vain before the judge, by file of sentences."""
    with (HERE / "before.tsv").open(encoding="utf-8", newline="") as lines:
        return {row[0]: tuple(row[1:4]) for row in csv.reader(lines, delimiter="\t")}


def _percent(hits: np.ndarray, digits: int = 0) -> str:
    return f"{100 * hits.mean():.{digits}f} %" if len(hits) else "–"
