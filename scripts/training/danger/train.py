"""``./scripts/train-danger``: from sentences to the judge of danger, its figures and its card."""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch

from earnest.feeling.danger.judge import read_judge
from earnest.text import squeezed
from training.danger import network, weighing
from training.danger.figures import card, chosen, likelihood
from training.danger.sentences import Sentence, after_something, gather
from training.figures import fit_temperature
from training.folds import dealt

GROUPS = 4
"""Of writers; each is held out once."""
WORK = Path(".venv-train/danger")
OUT = Path(__file__).parents[3] / "core/earnest/feeling/danger/en"


def main() -> None:
    """Judges without some writers, the temperature that makes them honest; the judge of all, its card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds text_emotion and intent")
    parser.add_argument("--out", type=Path, default=OUT, help="folder that holds rules.yaml")
    parser.add_argument("--workers", type=int, default=2, help="how many judges learn at the same time")
    parser.add_argument("--work", type=Path, default=WORK, help="folder for what was learned on the way")
    parser.add_argument("--again", action="store_true", help="measure what is in --work again: thresholds have changed")
    asked = parser.parse_args()
    material = gather(asked.data)
    folds = dealt({one.source for one in (*material.written, *material.answers)}, GROUPS)
    if asked.again:
        votes, arrays = (dict(np.load(asked.work / f"{name}.npz")) for name in ("votes", "arrays"))
    else:
        with ProcessPoolExecutor(asked.workers, mp_context=get_context("spawn")) as pool:
            without = [pool.submit(held_out, asked.data, fold) for fold in folds]
            whole = pool.submit(learned, asked.data)
            votes = {source: told for fold in without for source, told in fold.result().items()}
            arrays = whole.result()
        asked.work.mkdir(parents=True, exist_ok=True)
        np.savez(asked.work / "votes.npz", **votes)
        np.savez(asked.work / "arrays.npz", **arrays)
    everyone = [one for source in votes for one in (*material.written, *material.answers) if one.source == source]
    together = np.vstack(list(votes.values()))
    temperature = _temperature(everyone, together)
    print(f"temperature {temperature:.2f}\n{chosen(everyone, likelihood(together, temperature))}")
    shelf = asked.out / "judge.npz"
    np.savez_compressed(shelf, temperature=np.float32(temperature), **arrays)
    lines = len((asked.out / "rules.yaml").read_text(encoding="utf-8").splitlines())
    with shelf.open("rb") as saved:
        text = card(material, votes, read_judge(saved), {"weights": shelf.stat().st_size, "rules": lines}, GROUPS)
    (asked.out / "judge.md").write_text(text, encoding="utf-8")
    print(text)


def held_out(data: Path, held: list[str]) -> dict[str, np.ndarray]:
    """What a judge that was not trained on these writers votes on their sentences, by writer."""
    torch.set_num_threads(1)
    material = gather(data)
    taught = after_something([one for one in material.taught if one.source not in held])
    weights, bias = weighing.weigher(taught)
    net = network.train(taught)
    found = {}
    for source in held:
        theirs = [one for one in (*material.written, *material.answers) if one.source == source]
        found[source] = weighing.weigh(weights, bias, theirs) + network.votes(net, theirs)
    return found


def learned(data: Path) -> dict[str, np.ndarray]:
    """The arrays of a judge trained on everybody, but for its temperature."""
    torch.set_num_threads(1)
    taught = after_something(gather(data).taught)
    weights, bias = weighing.weigher(taught)
    small, scale = squeezed(weights)
    return {"weights": small, "scale": scale, "bias": bias} | network.arrays_of(network.train(taught))


def _temperature(sentences: list[Sentence], votes: np.ndarray) -> float:
    truth = np.array([one.kind for one in sentences])
    weight = np.array([one.weight for one in sentences])
    return fit_temperature(np.hstack([np.zeros((len(votes), 1)), votes]), truth, weight)


if __name__ == "__main__":
    main()
