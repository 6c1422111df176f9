"""``./scripts/train-overheard``: from a folder of recordings to the head that reads what Whisper's encoder heard.

The head is trained on everything. How far it counts beside the reader of the voice, and every figure, comes from heads
and readers that had not heard a corpus, or a fold of the speakers. The readers are those that ``train-emotion`` left in
its work folder; where it was not run, they are trained here.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from earnest.feeling import overheard
from earnest.feeling.network import WEIGHTS
from earnest.nouns import MOODS

from . import head
from .asking import Questioned
from .batches import Collection, familiarity
from .corpora import Recording
from .encoder import HEARD_IN, described, encoder_digest
from .folds import speaker_folds
from .fusing import KNOWN, Answered, Asked, fit_fusion
from .overheard_card import write_card
from .overheard_figures import FLOOR, measured
from .validation import Material as VoiceMaterial
from .validation import Task, conditions, departure, trained_readers, variant

HERE = Path(__file__).parent
NAME = "overheard-2"
DRAWS = 5
"""How often the utterances by which somebody is known are drawn."""
WEIGHT_OF_FIVE = 4.5
"""What five utterances are worth, about, after ``people.at_rest``."""


Array = NDArray[np.float32]


@dataclass(frozen=True)
class Material:
    """Everything that is trained on and asked about."""

    voice: VoiceMaterial
    """What the readers of the voice are trained on."""
    whisper: Path

    @cached_property
    def everybody(self) -> Collection:
        """Recordings of moods, and calm ones to know people by, heard in every way that readers are asked about."""
        return conditions(self.voice)

    def heard(self, condition: str) -> Array:
        """What the head reads of each."""
        return described(self.everybody.recordings, condition, self.voice.data, self.whisper, self.voice.work)


def asked(material: Material, name: str, unheard: NDArray[np.bool_]) -> Asked:
    """Take readers and a head that were trained without those that ``unheard`` marks, and ask both about them."""
    everybody, clean = material.everybody, material.heard("clean")
    people = everybody.where(unheard)
    task = Task(frozenset(people.speakers))
    readers = Questioned(trained_readers(material.voice, task), people, departure(material.voice, task))
    made = head.tables(everybody.where(~unheard).recordings, clean[~unheard])
    answers = {}
    for condition in HEARD_IN:
        sounds = clean[unheard], material.heard(condition)[unheard]
        for knowledge, how in KNOWN.items():
            if how == "any" and condition != "clean":
                continue
            logits, items = [], []
            for met, own in _draws(people.recordings, how):
                said, evidence = readers.said(met, own, variant(condition))
                ears = _overheard(made, sounds, people.recordings, (met, own, evidence))
                logits.append(np.stack([said, *ears], axis=1).astype(np.float32))
                items.append(own)
            index = np.concatenate(items)
            truth = np.array([MOODS.index(people.recordings[item].emotion) for item in index])  # type: ignore[arg-type]
            answers[condition, knowledge] = Answered(np.concatenate(logits), truth), np.flatnonzero(unheard)[index]
    return Asked(name, answers)


def _draws(recordings: Sequence[Recording], how: str | None) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """For each speaker and draw: by which utterances they are known, and about which others they are asked."""
    speakers = np.array([recording.speaker for recording in recordings])
    for draw in range(DRAWS if how else 1):
        random = np.random.default_rng(draw)
        for speaker in np.unique(speakers):
            own = np.flatnonzero(speakers == speaker)
            met = head.met(recordings, own, how, random) if how else own[:0]
            wanted = np.array([item for item in own if recordings[item].emotion in MOODS and item not in met])
            if len(wanted):
                yield met, wanted


def _overheard(
    made: head.Tables,
    sounds: tuple[Array, Array],
    recordings: Sequence[Recording],
    who: tuple[NDArray[np.int64], NDArray[np.int64], float],
) -> tuple[Array, Array]:
    """The head's logits about one speaker, of the utterances and of their departure, ``(own, 4)`` each.

    They are heard as in the second of ``sounds`` and known from the first, as well as the last of ``who`` says.
    """
    met, own, evidence = who
    of_mood = (sounds[1][own] - made["centre"]) @ made["moods"] + made["moods_shift"]
    if not len(met):
        return of_mood, np.zeros_like(of_mood)
    departure = (sounds[1][own] - head.usual(recordings, sounds[0], met)) @ made["departure"] + made["departure_shift"]
    return of_mood, departure * familiarity(evidence)


def fusion(corpora: Sequence[Asked]) -> dict[str, list[float]]:
    """What is shipped: at the scale that every corpus asks for, in every condition, of those who had not heard it.

    ``known`` is somebody known for ever.
    """
    stranger, five = (
        fit_fusion([answered for one in corpora for answered in one.of(knowledge)], knowledge != "stranger")
        for knowledge in ("stranger", "5 plain")
    )
    known = np.maximum(0, stranger + (five - stranger) / float(familiarity(WEIGHT_OF_FIVE)))
    return {"stranger": stranger.round(4).tolist(), "known": known.round(4).tolist()}


def main() -> None:
    """Train, measure, export and describe."""
    parser = argparse.ArgumentParser(prog="train-overheard", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.csv, or with corpora inside")
    parser.add_argument("--whisper", type=Path, required=True, help="folder of the model whose encoder is read")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the head goes (default: into the package)")
    parser.add_argument("--work", type=Path, default=Path("out/train-emotion"), help="kept between runs")
    parser.add_argument("--recipe", type=Path, default=HERE / "recipe.yaml", help="of the readers of the voice")
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    material = Material(VoiceMaterial(chosen.data, chosen.work, chosen.recipe), chosen.whisper)
    everybody = material.everybody
    of, speakers = everybody.corpora, everybody.speakers
    corpora = [asked(material, corpus, of == corpus) for corpus in np.unique(of)]
    parts = speaker_folds(everybody.recordings, material.voice.settings()["folds"])
    folds = [asked(material, f"fold {number}", np.isin(speakers, list(part))) for number, part in enumerate(parts)]
    counts = fusion(corpora)
    about = {"name": NAME, "encoders": [encoder_digest(chosen.whisper)], "fusion": counts}
    made = head.tables(everybody.recordings, material.heard("clean"))
    chosen.out.mkdir(parents=True, exist_ok=True)
    np.savez(chosen.out / overheard.FILE, about=np.array(json.dumps(about)), **made)  # type: ignore[arg-type]
    found = measured(corpora, folds, everybody.recordings)
    about |= {"numbers": sum(table.size for table in made.values()), "floor": FLOOR}
    write_card(found, about, everybody.recordings, chosen.out / "overheard.md")


if __name__ == "__main__":
    main()
