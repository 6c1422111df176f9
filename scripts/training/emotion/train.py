"""``./scripts/train-emotion``: from a folder of recordings to the shipped reader, its figures and its model card."""

import argparse
import json
import logging
import time
from pathlib import Path

import torch

from earnest.feeling.network import WEIGHTS

from .card import write_card
from .export import export, parameters
from .figures import Result, figures
from .shipped import footprint, labels_without_mood
from .validation import (
    ASKED,
    Material,
    Task,
    Told,
    across_corpora,
    calibrated,
    collection,
    cross_validate,
    departure,
    temperature,
    train_final,
)

HERE = Path(__file__).parent


def main() -> None:
    """Train, measure, export and describe."""
    parser = argparse.ArgumentParser(prog="train-emotion", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.csv, or with corpora inside")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the reader goes (default: into the package)")
    parser.add_argument(
        "--work", type=Path, default=Path("out/train-emotion"), help="where features are kept between runs"
    )
    parser.add_argument("--recipe", type=Path, default=HERE / "recipe.yaml")
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    logging.getLogger("speechbrain").setLevel(logging.WARNING)
    make(Material(chosen.data, chosen.work, chosen.recipe), chosen.out)


def make(material: Material, out: Path) -> None:
    """Write the reader trained on everybody and the figures of those who were held out."""
    started = time.monotonic()
    say(started, f"features of {len(collection(material).recordings)} sounds are ready")
    strange = across_corpora(material)
    say(started, f"{len(strange)} corpora are measured by readers that never heard them")
    readers = train_final(material)
    say(started, f"{len(readers)} readers are trained on everybody")
    folds = cross_validate(material)
    say(started, f"{len(folds)} folds of speakers are measured")
    recipe = material.settings()
    notes = {
        "name": recipe["name"],
        "floor": recipe["floor"],
        "temperatures": [round(temperature(strange or folds, known), 4) for known in (0, 5)],
    }
    apart = departure(material, Task(frozenset()))
    export(readers, apart, notes, out)
    found = measured(folds, strange)
    numbers = sum(map(parameters, readers)) + sum(table.numel() for table in apart.buffers())
    found |= {"parameters": numbers, "readers": len(readers), "folds": len(folds)}
    found["hearing loudness"] = sum(reader.loudness for reader in readers)
    found["validated"] = min(recipe["validated"], len(readers))
    found |= footprint(out, material.data) | labels_without_mood(out, material.data, material.work)
    (out / "figures.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    write_card(found, notes, collection(material), out / "MODEL_CARD.md")
    say(started, f"wrote {out}")


def measured(folds: list[Told], strange: list[Told]) -> dict[str, object]:
    """Return the figures of held-out speakers: together, by corpus, by knowledge, by condition; of unseen corpora."""
    names = sorted({str(corpus) for corpus in calibrated(folds, "clean", 0).corpora})
    return {
        "corpora": names,
        "held out": {
            f"{name}, {known} known": by_corpus(calibrated(folds, name, known), names) for name, known in ASKED
        },
        "calm as neutral": {
            f"clean, {known} known": by_corpus(calibrated(folds, "clean", known, calm=True), names) for known in (0, 5)
        },
        "unseen corpus": {
            f"clean, {known} known": by_corpus(calibrated(strange, "clean", known), names)
            for known in (0, 5)
            if strange
        },
    }


def by_corpus(result: Result, names: list[str]) -> dict[str, object]:
    """Return the figures of each corpus, and of all."""
    parts = {name: figures(result.where(result.corpora == name)) for name in names if name in result.corpora}
    return {"all": figures(result)} | parts


def say(started: float, what: str) -> None:
    print(f"{(time.monotonic() - started) / 60:5.1f} min  {what}", flush=True)


if __name__ == "__main__":
    main()
