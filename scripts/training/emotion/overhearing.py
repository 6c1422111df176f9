"""``./scripts/train-overheard``: from a folder of recordings to the head that reads what Whisper's encoder heard.

The head is trained on everything. How far it counts beside the reader of the voice, and every figure, comes from heads
and readers that had not heard a corpus, or half of the speakers. Those readers are trained briefly (``READERS``), one
for each, so that they do worse than the four that are shipped; what the head adds is measured against them.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from hyperpyyaml import load_hyperpyyaml
from numpy.typing import NDArray

from earnest.feeling import overheard
from earnest.feeling.network import WEIGHTS
from earnest.feeling.people import at_rest
from earnest.nouns import MOODS

from . import head
from .bank import Heard, Variants, build_bank, hear, tools
from .batches import Collection, familiarity
from .corpora import Recording, read_folder
from .encoder import HEARD_IN, described, encoder_digest
from .folds import speaker_folds
from .fusing import KNOWN, Answered, Asked, fit_fusion, temperature
from .overheard_card import write_card
from .overheard_figures import FLOOR, measured
from .reader import Reader
from .training import train_reader

HERE = Path(__file__).parent
NAME = "overheard-1"
READERS = {"variants": 2, "epochs": 40, "seed": 1}
"""Of the readers that are trained to be asked about strangers; otherwise as in ``recipe.yaml``."""
DRAWS = 5
"""How often the utterances by which somebody is known are drawn."""
WEIGHT_OF_FIVE = 4.5
"""What five utterances are worth, about, after ``people.at_rest``."""


Array = NDArray[np.float32]


@dataclass(frozen=True)
class Material:
    """Everything that is trained on and asked about."""

    data: Path
    whisper: Path
    work: Path

    @cached_property
    def recordings(self) -> list[Recording]:
        """Of moods, and calm ones to know people by."""
        return [r for r in read_folder(self.data) if r.emotion in (*MOODS, "calm")]

    @cached_property
    def collection(self) -> Collection:
        """With variants of each, for the readers."""
        bank = build_bank(self.recordings, Variants(self.data, READERS["variants"]), self.work)
        return Collection(self.recordings, bank)

    def heard(self, condition: str) -> Array:
        """What the head reads of each."""
        return described(self.recordings, condition, self.data, self.whisper, self.work)


def asked(material: Material, name: str, unheard: NDArray[np.bool_], noisy: Sequence[Heard]) -> Asked:
    """Train a reader and a head without those that ``unheard`` marks, and ask both about them."""
    recordings, everybody = material.recordings, material.collection
    reader = _reader(material, name, everybody.where(~unheard))
    clean = material.heard("clean")
    others = np.flatnonzero(~unheard)
    made = head.tables([recordings[item] for item in others], clean[others])
    as_recorded = [variants[0] for variants in everybody.bank]
    answers = {}
    for condition, bank in (("clean", as_recorded), ("10 dB", noisy)):
        ears, heard = Ears(reader, as_recorded, bank), material.heard(condition)
        for knowledge, how in KNOWN.items():
            if how == "any" and condition != "clean":
                continue
            rows = [
                row
                for draw in range(DRAWS if how else 1)
                for row in _draw(recordings, unheard, how, np.random.default_rng(draw))
            ]
            logits, items = [], []
            for met, own in rows:
                logits.append(_logits(ears, made, (clean, heard), recordings, (met, own)))
                items.append(own)
            index = np.concatenate(items)
            truth = np.array([MOODS.index(recordings[item].emotion) for item in index])  # type: ignore[arg-type]
            answers[condition, knowledge] = Answered(np.concatenate(logits), truth), index
    return Asked(name, answers)


def _draw(
    recordings: Sequence[Recording], unheard: NDArray[np.bool_], how: str | None, random: np.random.Generator
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """For each speaker: by which utterances they are known, and about which others they are asked."""
    speakers = np.array([recording.speaker for recording in recordings])
    for speaker in np.unique(speakers[unheard]):
        own = np.flatnonzero(speakers == speaker)
        met = head.met(recordings, own, how, random) if how else own[:0]
        wanted = np.array([item for item in own if recordings[item].emotion in MOODS and item not in met])
        if len(wanted):
            yield met, wanted


def _logits(
    ears: "Ears",
    made: head.Tables,
    heard: tuple[Array, Array],
    recordings: Sequence[Recording],
    who: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> Array:
    """``(answers, 3, 4)`` about one speaker, who is heard as in the second of ``heard`` and known from the first."""
    met, own = who
    of_mood = (heard[1][own] - made["centre"]) @ made["moods"] + made["moods_shift"]
    departure = np.zeros_like(of_mood)
    if len(met):
        usual = head.usual(recordings, heard[0], met)
        departure = (heard[1][own] - usual) @ made["departure"] + made["departure_shift"]
        departure *= familiarity(WEIGHT_OF_FIVE)
    return np.stack([ears.said(met, own), of_mood, departure], axis=1).astype(np.float32)


class Ears:
    """A reader who hears each recording once."""

    def __init__(self, reader: Reader, met: Sequence[Heard], asked: Sequence[Heard]) -> None:
        self._reader, self._met, self._asked = reader, met, asked
        self._known: dict[tuple[bool, int], tuple[torch.Tensor, torch.Tensor]] = {}

    def said(self, met: NDArray[np.int64], own: NDArray[np.int64]) -> Array:
        """Logits about ``own`` of somebody known by ``met``, ``(own, 4)``; learned as ``people.learned`` does."""
        usual, evidence = None, 0.0
        for item in met:
            heard = self._traits(False, item)
            worth = at_rest(self._judged(heard, usual or heard, evidence))
            evidence += worth
            parts = zip(usual or heard, heard, strict=True)
            usual = tuple(known + (new - known) * worth / evidence for known, new in parts)  # type: ignore[assignment]
        found = [self._traits(True, item) for item in own]
        return np.stack([self._judged(heard, usual or heard, evidence) for heard in found])

    @torch.no_grad()
    def _traits(self, asked: bool, item: int) -> tuple[torch.Tensor, torch.Tensor]:
        if (asked, item) not in self._known:
            heard = (self._asked if asked else self._met)[item]
            description = torch.from_numpy(heard.description)[None]
            frames = torch.from_numpy(heard.frames.astype(np.float32))[None]
            self._known[asked, item] = self._reader.embed(frames, description), description
        return self._known[asked, item]

    @torch.no_grad()
    def _judged(
        self, heard: tuple[torch.Tensor, torch.Tensor], usual: tuple[torch.Tensor, torch.Tensor], evidence: float
    ) -> Array:
        familiar = torch.from_numpy(familiarity(evidence).reshape(1, 1))
        return np.asarray(self._reader.judge(self._reader.compare(*heard, *usual, familiar))[0][0].numpy())


def _reader(material: Material, name: str, others: Collection) -> Reader:
    path = material.work / f"brief-{name.replace(' ', '-')}.pt"
    if not path.exists():
        with (HERE / "recipe.yaml").open(encoding="utf-8") as stream:
            recipe = load_hyperpyyaml(stream, {"epochs": READERS["epochs"]})
        torch.save(train_reader(others, recipe, READERS["seed"]), path)
    reader: Reader = torch.load(path, weights_only=False)
    return reader


@dataclass(frozen=True)
class Noisy:
    """A recording with a noise 10 dB below it."""

    data: Path

    def __call__(self, recording: Recording) -> list[Heard]:
        noises, fbank = tools(self.data)
        return [hear(HEARD_IN["10 dB"](recording, noises), fbank)]


def fusion(corpora: Sequence[Asked], halves: Sequence[Asked], shipped: Sequence[float]) -> dict[str, list[float]]:
    """What is shipped: fitted on every corpus, by those who had not heard it; ``known`` is somebody known for ever.

    The shipped readers' logits are smaller than those of one brief reader. Both are brought to one scale by their
    temperatures, which fit speakers held out: ``shipped``, of strangers and of people known, are those of the former.
    """
    fitted = []
    for knowledge, degree in zip(("stranger", "5 plain"), shipped, strict=True):
        weights = fit_fusion([one.answers["clean", knowledge][0] for one in corpora], knowledge != "stranger")
        brief = temperature([one.answers["clean", knowledge][0] for one in halves], 0)[0]
        fitted.append(weights * (1 / (degree * brief), 1.0, 1.0))
    stranger, five = fitted
    known = np.maximum(0, stranger + (five - stranger) / float(familiarity(WEIGHT_OF_FIVE)))
    known[2] = five[2]
    return {"stranger": stranger.round(4).tolist(), "known": known.round(4).tolist()}


def main() -> None:
    """Train, measure, export and describe."""
    parser = argparse.ArgumentParser(prog="train-overheard", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.csv, or with corpora inside")
    parser.add_argument("--whisper", type=Path, required=True, help="folder of the model whose encoder is read")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the head goes (default: into the package)")
    parser.add_argument("--work", type=Path, default=Path("out/train-emotion"), help="kept between runs")
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    material = Material(chosen.data, chosen.whisper, chosen.work)
    recordings = material.recordings
    noisy = [heard for (heard,) in build_bank(recordings, Noisy(material.data), material.work)]
    of = np.array([recording.corpus for recording in recordings])
    speakers = np.array([recording.speaker for recording in recordings])
    corpora = [asked(material, corpus, of == corpus, noisy) for corpus in np.unique(of)]
    parts = speaker_folds(recordings, 2)
    halves = [
        asked(material, f"half {number}", np.isin(speakers, list(part)), noisy) for number, part in enumerate(parts)
    ]
    temperatures = json.loads((WEIGHTS / "voice.json").read_text(encoding="utf-8"))["temperatures"]
    counts = fusion(corpora, halves, temperatures)
    about = {"name": NAME, "encoders": [encoder_digest(chosen.whisper)], "fusion": counts}
    made = head.tables(recordings, material.heard("clean"))
    chosen.out.mkdir(parents=True, exist_ok=True)
    np.savez(chosen.out / overheard.FILE, about=np.array(json.dumps(about)), **made)  # type: ignore[arg-type]
    found = measured(corpora, halves, recordings)
    about |= {"numbers": sum(table.size for table in made.values()), "floor": FLOOR}
    write_card(found, about, recordings, chosen.out / "overheard.md")


if __name__ == "__main__":
    main()
