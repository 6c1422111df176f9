"""``./scripts/report-emotion``: one page of the figures that training left, or of any folder of recordings."""

import argparse
import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from earnest.feeling.network import WEIGHTS, VoiceReader
from earnest.memory import DiaryEntry, Memory

from .corpora import MOODS, read_folder
from .figures import figures
from .plots import bars, days, heat, lines, of_ten
from .shipped import ask

__all__ = ["main", "page"]

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
body { color: #222; background: #fff }
h1 { font-size: 1.6rem }
h2 { font-size: 1.2rem; margin-top: 2.5rem }
figure { display: inline-block; margin: 0 1.5rem 1rem 0 }
figcaption { font-size: .9rem; color: #555; max-width: 24rem }
svg text { font: 12px system-ui, sans-serif }
table { border-collapse: collapse }
td, th { padding: .2rem .8rem; text-align: right; border-bottom: 1px solid #ddd }
td:first-child, th:first-child { text-align: left }
summary { cursor: pointer; margin: 2.5rem 0 1rem }
"""
KNOWN_MEASURED = (0, 1, 3, 5, 10)
WELL_KNOWN = 5
SURE = 0.6
"""Confidence of a guess that counts as sure here: the bin above the floor."""
NAMED = 8
"""People at most, of whom each is told; of more only all together."""
LISTENER = 5.5
"""Of ten moods that one human listener hears right in acted speech, with four to choose from: votes of CREMA-D (Cao et
al. 2014), limited to these four."""


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(prog="report-emotion", description=__doc__)
    parser.add_argument(
        "--data", type=Path, help="measure the shipped reader on this folder (speakers it never heard!)"
    )
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--diary", type=Path, help="draw the moods that the household whose data lies here has kept")
    parser.add_argument("--out", type=Path, default=Path("out/emotion-report.html"))
    chosen = parser.parse_args()
    if chosen.data:
        found = measured(chosen.weights, chosen.data)
    else:
        found = json.loads((chosen.weights / "figures.json").read_text(encoding="utf-8"))
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    diary = read_diary(chosen.diary) if chosen.diary else []
    chosen.out.write_text(page(found, diary), encoding="utf-8")
    print(f"wrote {chosen.out}")


def read_diary(folder: Path) -> list[DiaryEntry]:
    """Return what was kept, oldest first; exits where no household's data lies in ``folder``."""
    if not (folder / "earnest.sqlite3").is_file():
        raise SystemExit(f"report-emotion: {folder}: no household's data is here; expected the folder of --data")
    memory = Memory(folder)
    try:
        return memory.read_moods()
    finally:
        memory.close()


def measured(weights: Path, data: Path) -> dict[str, Any]:
    """Return the figures of the shipped reader on ``data``; what served to know a speaker is not asked about."""
    reader, recordings = VoiceReader(weights), read_folder(data)
    held_out: dict[str, Any] = {}
    known_people: dict[str, Any] = {}
    for known in KNOWN_MEASURED:
        result, _ = ask(reader, recordings, known)
        names = sorted({str(corpus) for corpus in result.corpora})
        parts = {name: figures(result.where(result.corpora == name)) for name in names}
        held_out[f"clean, {known} known"] = {"all": figures(result)} | parts
        people = {str(one): figures(result.where(result.speakers == one)) for one in np.unique(result.speakers)}
        known_people = people if known == WELL_KNOWN and len(people) <= NAMED else known_people
    found = {"corpora": names, "held out": held_out, "unseen corpus": {}, "measured on": data.name}
    return found | {"people": known_people}


def page(found: dict[str, Any], diary: Sequence[DiaryEntry] = ()) -> str:
    """Return the whole page, with nothing to load from elsewhere: in short, the diary, and folded below all figures."""
    origin = (
        f"The shipped reader on the folder {found['measured on']}."
        if "measured on" in found
        else ("Cross-validation: every figure is of speakers that the reader who answered was not trained on.")
    )
    sections = [
        "<h1>How Earnest hears people feel</h1>" + _in_short(found) + _diary(diary),
        f"<details><summary>All figures</summary><p>{origin} Accuracy and recall in per cent; UAR is the mean recall "
        "of the four moods; <em>known</em> says how many utterances of the speaker the reader had met before.</p>",
        _summary(found["held out"] | _calm(found)),
        _confusions(found["held out"]),
        _confidence(found["held out"]),
        _noise(found["held out"]),
        _people(found),
        _strange(found["unseen corpus"]) + "</details>",
    ]
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Earnest: emotion report</title><style>{STYLE}</style>\n" + "\n".join(sections) + "\n</html>\n"
    )


def _in_short(found: dict[str, Any]) -> str:
    """Return three sentences and one drawing that need no explanation."""
    stranger, known = (found["held out"][f"clean, {count} known"]["all"] for count in (0, WELL_KNOWN))
    people = {name: _when_sure(one)[1] for name, one in found.get("people", {}).items()}
    told = {"a stranger": _when_sure(stranger)[1], f"known by {WELL_KNOWN} sentences": _when_sure(known)[1], **people}
    of_people = "".join(f"; of {escape(name)}'s, {right / 10:.0f}" for name, right in people.items())
    first = (
        f"Of ten guesses about a stranger that it is sure of, {told['a stranger'] / 10:.0f} are right; about somebody "
        f"who said {WELL_KNOWN} plain sentences before, {_when_sure(known)[1] / 10:.0f}{of_people}."
    )
    second = f"It is sure of {_when_sure(known)[0] / 10:.0f} utterances in ten, and of the others it says nothing."
    unseen = found["unseen corpus"].get("clean, 0 known", {}).get("all")
    third = (
        f"Of ten utterances by people in recordings unlike any that it learnt from, it hears {unseen['uar'] / 10:.1f} "
        f"right, sure or not; one human listener hears about {LISTENER}."
        if unseen
        else f"Sure or not, it hears {stranger['uar'] / 10:.1f} in ten right; one human listener about {LISTENER}."
    )
    drawing = _figure(of_ten(told), "Right, of ten guesses that it is sure of.")
    return f"<p>{first}</p><p>{second}</p><p>{third}</p>{drawing}"


def _when_sure(one: dict[str, Any]) -> tuple[float, float]:
    """Return how many guesses are sure, and how many of those are right, per cent."""
    sure = [bin_ for bin_ in one["reliability"] if bin_["confidence"] >= SURE]
    count = sum(bin_["count"] for bin_ in sure)
    right = sum(bin_["count"] * bin_["right"] for bin_ in sure)
    return 100 * count / one["recordings"], 100 * right / max(1, count)


def _diary(entries: Sequence[DiaryEntry]) -> str:
    if not entries:
        return ""
    moments = [(f"{e.at:%a %d %b}", e.at.hour + e.at.minute / 60, e.label) for e in entries]
    return "<h2>The diary</h2>" + _figure(days(moments), "Each dot is a moment at which it was sure of a mood.")


def _calm(found: dict[str, Any]) -> dict[str, Any]:
    """Return the figures in which calm speech counts as neutral; elsewhere it is left out."""
    return {f"calm as neutral, {name}": parts for name, parts in found.get("calm as neutral", {}).items()}


def _summary(held_out: dict[str, Any]) -> str:
    rows = [
        f"<tr><td>{condition}</td><td>{corpus}</td><td>{one['uar']:.1f}</td><td>{one['uar_interval'][0]:.0f}–"
        f"{one['uar_interval'][1]:.0f}</td><td>{one['arousal']:.1f}</td><td>{one['ece']:.3f}</td>"
        f"<td>{one['recordings']}</td><td>{one['speakers']}</td></tr>"
        for condition, corpora in held_out.items()
        for corpus, one in corpora.items()
    ]
    head = "<tr><th>condition</th><th>corpus</th><th>UAR</th><th>95 %</th><th>arousal</th><th>ECE</th><th>answers</th>"
    return f"<h2>All figures</h2><table>{head}<th>speakers</th></tr>{''.join(rows)}</table>"


def _confusions(held_out: dict[str, Any]) -> str:
    figures_ = [
        _figure(heat(np.array(one["confusion"]), MOODS), f"{corpus}, {condition}. Rows were meant, columns were heard.")
        for condition in ("clean, 0 known", "clean, 5 known")
        for corpus, one in held_out[condition].items()
    ]
    return "<h2>What is taken for what</h2>" + "".join(figures_)


def _confidence(held_out: dict[str, Any]) -> str:
    chosen = {condition: held_out[condition]["all"] for condition in ("clean, 0 known", "clean, 5 known")}
    right = {
        condition: [(100 * point["confidence"], 100 * point["right"]) for point in one["reliability"]]
        for condition, one in chosen.items()
    }
    kept = {condition: [(p["coverage"], p["accuracy"]) for p in one["coverage"]] for condition, one in chosen.items()}
    return (
        "<h2>How far its confidence can be trusted</h2>"
        + _figure(lines({"perfect": [(0, 0), (100, 100)], **right}, "confidence", "right"), "Reliability in ten bins.")
        + _figure(lines(kept, "share answered", "accuracy"), "Answering only when surest: accuracy against coverage.")
    )


def _noise(held_out: dict[str, Any]) -> str:
    series: dict[str, list[tuple[float, float]]] = {}
    for known in (0, 5):
        points = [
            (snr, held_out.get(f"{name}, {known} known")) for snr, name in ((5, "5 dB"), (10, "10 dB"), (20, "20 dB"))
        ]
        points.append((40, held_out[f"clean, {known} known"]))
        for corpus in held_out[f"clean, {known} known"]:
            series[f"{corpus}, {known} known"] = [(snr, one[corpus]["uar"]) for snr, one in points if one]
    drawn = lines(series, "signal-to-noise ratio in dB (40: clean)", "UAR", lowest=5, highest=40)
    return "<h2>Noise</h2>" + _figure(drawn, "Household sounds, babble, pink and white noise over the utterance.")


def _people(found: dict[str, Any]) -> str:
    held_out = found["held out"]
    genders = {
        f"{corpus}, {gender}, {known}": one["gender"][gender]
        for known in (0, 5)
        for corpus, one in held_out[f"clean, {known} known"].items()
        for gender in ("female", "male")
        if gender in one["gender"]
    }
    series = {
        corpus: [(known, held_out[f"clean, {known} known"][corpus]["uar"]) for known in KNOWN_MEASURED]
        for corpus in ["all", *found["corpora"]]
    }
    return (
        "<h2>Who is heard, and how well they are known</h2>"
        + _figure(bars(genders, "UAR"), "Women and men; the number says how many utterances are known.")
        + _figure(lines(series, "known utterances", "UAR", lowest=0, highest=10), "Knowing somebody.")
    )


def _strange(unseen: dict[str, Any]) -> str:
    values = {
        f"{corpus}, {condition}": one["uar"] for condition, part in unseen.items() for corpus, one in part.items()
    }
    if not values:
        return ""
    drawn = _figure(
        bars(values, "UAR"), "Trained without this corpus: another language, other microphones. Chance is 25."
    )
    return "<h2>A corpus it never heard</h2>" + drawn


def _figure(drawing: str, caption: str) -> str:
    return f"<figure>{drawing}<figcaption>{caption}</figcaption></figure>"


if __name__ == "__main__":
    main()
