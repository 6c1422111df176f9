"""Cross-validation: what readers say about speakers they were not trained on."""

import hashlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch
from hyperpyyaml import load_hyperpyyaml
from numpy.typing import NDArray

from earnest.feeling.circumplex import placed
from training.figures import fit_temperature, softmax

from .asking import Answers, Knowing, Questioned
from .bank import CONDITIONS, Conditions, Variants, build_bank
from .batches import Collection
from .corpora import MOODS, NOBODY, Recording, read_folder, read_noises
from .departure import Departure, fit_departure
from .figures import Result
from .folds import speaker_folds
from .music import write_music
from .reader import Reader
from .rooms import ROOMS, Rooms
from .training import train_reader

__all__ = [
    "ASKED",
    "Material",
    "Task",
    "Told",
    "across_corpora",
    "calibrated",
    "conditions",
    "cross_validate",
    "departure",
    "temperature",
    "train_final",
    "trained_readers",
    "variant",
]

KNOWN = (0, 1, 3, 5, 10)
"""How many utterances of a speaker are known when a reader is asked."""
DRAWS = 10
"""How often those are drawn, and all others asked about. One draw of five moves the recall by a point or so."""
MOODY = "any mood"
"""Clean, the speakers being known by utterances in any mood rather than by calm and neutral ones."""
ASKED = (
    *(("clean", known) for known in KNOWN),
    *((name, known) for name in (*CONDITIONS[1:], *ROOMS) for known in (0, 5)),
    (MOODY, 5),
)
"""In what condition readers are asked, and how many utterances of a speaker they know."""


@dataclass(frozen=True)
class Material:
    """Where everything comes from and goes to."""

    data: Path
    work: Path
    recipe: Path

    def settings(self) -> dict[str, object]:
        """Return the recipe, made afresh."""
        with self.recipe.open(encoding="utf-8") as stream:
            return dict(load_hyperpyyaml(stream))


@dataclass(frozen=True)
class Task:
    """One training: on everybody but ``held_out``, asked about them."""

    held_out: frozenset[str]
    """Speakers."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was said about the recordings of held-out speakers, by condition and number of known utterances."""

    recordings: list[Recording]
    answers: dict[tuple[str, int], list[Answers]]
    """One for each draw of the known utterances."""


@cache
def collection(material: Material) -> Collection:
    """Return all there is to train on, with its variants."""
    recipe = material.settings()
    recordings = read_folder(material.data) + read_noises(material.data, held_out=False)
    recordings += write_music(material.work / "music", recipe["pieces_of_music"], seed=1)
    bank = build_bank(recordings, Variants(material.data, recipe["variants"]), material.work)
    return Collection(recordings, bank)


@cache
def conditions(material: Material) -> Collection:
    """Return the moods of all speakers in each of ``CONDITIONS`` and ``ROOMS``; calm speech too, to know people by."""
    recordings = [r for r in read_folder(material.data) if r.emotion in (*MOODS, "calm")]
    makers = Conditions(material.data), Rooms(material.data)
    banks = [build_bank(recordings, make, material.work) for make in makers]
    return Collection(recordings, [[*studio, *rooms] for studio, rooms in zip(*banks, strict=True)])


def trained(material: Material, task: Task, seed: int) -> Reader:
    """Return a reader trained without those held out; from the work folder where that was done before."""
    path = material.work / f"reader-{_key(material, task)}-{seed}.pt"
    if path.exists():
        reader: Reader = torch.load(path, weights_only=False)
        return reader
    torch.set_num_threads(1)
    everybody = collection(material)
    others = everybody.where(~np.isin(everybody.speakers, list(task.held_out)))
    reader = train_reader(others, material.settings(), seed)
    torch.save(reader, path)
    return reader


def trained_readers(material: Material, task: Task) -> list[Reader]:
    """Return the readers that answer for ``task``, as many as the recipe has ``validated``."""
    recipe = material.settings()
    return [trained(material, task, seed) for seed in recipe["seeds"][: recipe["validated"]]]


def departure(material: Material, task: Task) -> Departure:
    """Return what is learned of departures without those held out."""
    people = conditions(material)
    return fit_departure(people.where(~np.isin(people.speakers, list(task.held_out))))


def train_final(material: Material) -> list[Reader]:
    """Return the readers that are shipped, one per seed, trained on everybody; two at a time."""
    task = Task(frozenset())
    seeds = material.settings()["seeds"]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return list(pool.map(trained, [material] * len(seeds), [task] * len(seeds), seeds))


def _key(material: Material, task: Task) -> str:
    """Return what the outcome of ``task`` depends on, as a hash."""
    here = Path(__file__).parent
    parts = [
        material.recipe,
        *(here / f"{name}.py" for name in ("augmentation", "batches", "brain", "reader", "training")),
    ]
    text = (
        "".join(part.read_text(encoding="utf-8") for part in parts)
        + f"{material.data}{sorted(map(str, task.held_out))}"
    )
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def run(material: Material, task: Task) -> Told:
    """Train as ``task`` says and ask about those held out."""
    readers = trained_readers(material, task)
    others = conditions(material)
    others = others.where(np.isin(others.speakers, list(task.held_out)))
    questioned = Questioned(readers, others, departure(material, task))
    answers = {
        (name, known): [
            questioned.answer(Knowing(known, draw, MOODS if name == MOODY else ("neutral", "calm")), variant(name))
            for draw in range(DRAWS if known else 1)
        ]
        for name, known in ASKED
    }
    return Told(list(others.recordings), answers)


def variant(condition: str) -> int:
    """Return which variant of ``conditions`` belongs to a condition of ``ASKED``."""
    return (*CONDITIONS, *ROOMS).index("clean" if condition == MOODY else condition)


def cross_validate(material: Material) -> list[Told]:
    """Return what was told in each fold of speakers; two folds at a time."""
    everybody = collection(material)
    conditions(material)
    folds = speaker_folds(everybody.recordings, material.settings()["folds"])
    return run_all(material, [Task(frozenset(fold)) for fold in folds])


def across_corpora(material: Material) -> list[Told]:
    """Return what readers trained without a corpus say about it, for each corpus of people."""
    everybody = collection(material)
    people = everybody.where(everybody.emotions != NOBODY)
    tasks = [Task(frozenset(people.speakers[people.corpora == corpus])) for corpus in np.unique(people.corpora)]
    return run_all(material, tasks if len(tasks) > 1 else [])


def run_all(material: Material, tasks: list[Task]) -> list[Told]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return list(pool.map(run, [material] * len(tasks), tasks))


def calibrated(folds: list[Told], condition: str, known: int, calm: bool = False) -> Result:
    """Return all folds' answers as probabilities, each fold at the temperature that the other folds ask for.

    With ``calm``, calm speech is asked about too and counts as neutral.
    """
    parts = []
    for number, fold in enumerate(folds):
        others = [other for place, other in enumerate(folds) if place != number]
        degree = temperature(others or folds, known)
        parts += [_result(fold, answers, degree, calm) for answers in fold.answers[condition, known]]
    return Result(*(np.concatenate([getattr(part, name) for part in parts]) for name in Result.__slots__))


def temperature(folds: list[Told], known: int) -> float:
    """Return the temperature that fits ``folds``, each corpus weighing the same, clean and at 10 dB."""
    logits, truth, weight = [], [], []
    for name in ("clean", "10 dB"):
        for fold in folds:
            meant, corpora = _truth(fold), np.array([recording.corpus for recording in fold.recordings])
            for answers in fold.answers[name, known if (name, known) in fold.answers else 5]:
                keep = (meant >= 0) & answers.asked
                _, index, counts = np.unique(corpora[keep], return_inverse=True, return_counts=True)
                logits.append(answers.logits[keep])
                truth.append(meant[keep])
                weight.append(1 / counts[index])
    return fit_temperature(np.concatenate(logits), np.concatenate(truth), np.concatenate(weight))


def _result(fold: Told, answers: Answers, temperature: float, calm: bool) -> Result:
    truth = _truth(fold, calm)
    keep = (truth >= 0) & answers.asked
    probabilities = softmax(answers.logits[keep].astype(np.float64), temperature)
    people = [recording for recording, kept in zip(fold.recordings, keep, strict=True) if kept]
    return Result(
        truth[keep],
        probabilities,
        probabilities.max(axis=1),
        placed(probabilities)[:, 0],
        np.array([person.speaker for person in people]),
        np.array([person.gender for person in people]),
        np.array([person.corpus for person in people]),
    )


def _truth(fold: Told, calm: bool = False) -> NDArray[np.int64]:
    """Return the index into ``MOODS`` of each recording, -1 for what is no mood."""
    meant = ["neutral" if calm and r.emotion == "calm" else r.emotion for r in fold.recordings]
    return np.array([MOODS.index(emotion) if emotion in MOODS else -1 for emotion in meant])
