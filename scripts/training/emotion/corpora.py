"""Readers of emotional speech corpora: every corpus becomes a list of ``Recording``.

``manifest.csv`` folders (``../shared/data``), CREMA-D, EMO-DB, TESS and IEMOCAP, each as its authors lay it out.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from earnest.nouns import MOODS

__all__ = ["EMOTIONS", "MOODS", "NOBODY", "Recording", "read_corpus", "read_folder", "read_noises", "read_ordinary"]

NOBODY = "nobody"
"""The emotion of a sound in which nobody speaks: a noise, music."""
EMOTIONS = (*MOODS, "calm", "fearful", "disgusted", "surprised")
"""What a corpus may hold; those that are no mood teach the reader what it does not know."""

_SAME = {
    "happiness": "happy",
    "sadness": "sad",
    "anger": "angry",
    "fear": "fearful",
    "disgust": "disgusted",
    "surprise": "surprised",
}


@dataclass(frozen=True, slots=True)
class Recording:
    """One utterance of one speaker."""

    path: Path
    corpus: str
    speaker: str
    """Unique over all corpora: ``emodb_03``."""
    gender: str
    """``female``, ``male`` or empty when unknown."""
    emotion: str
    """One of ``EMOTIONS``, or ``NOBODY``."""
    language: str


def read_folder(folder: Path) -> list[Recording]:
    """Return the recordings of every corpus of a data folder: of its ``manifest.csv``, and of the folders in it.

    A folder without a manifest is read as its corpus's authors lay it out. Raises FileNotFoundError when no corpus is
    recognised.
    """
    recordings = _read_one(folder)
    for inside in sorted(path for path in folder.iterdir() if path.is_dir()):
        recordings += _read_one(inside)
    if not recordings:
        raise FileNotFoundError(
            f"{folder}: expected manifest.csv, CREMA-D, EMO-DB, TESS or IEMOCAP, found none of them"
        )
    return recordings


def _read_one(folder: Path) -> list[Recording]:
    return read_manifest(folder) if (folder / "manifest.csv").exists() else read_corpus(folder)


def read_manifest(folder: Path) -> list[Recording]:
    """Return the emotional recordings that ``manifest.csv`` lists."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["emotion"] and row["speaker"]]
    return [
        Recording(folder / row["file"], row["corpus"], row["speaker"], row["gender"], emotion, row["language"])
        for row in rows
        if (emotion := _SAME.get(row["emotion"], row["emotion"])) in EMOTIONS
    ]


def read_noises(folder: Path, held_out: bool) -> list[Recording]:
    """Return the sounds in ``folder / "noise"`` in which nobody speaks: every fourth one, or all the others."""
    paths = sorted((folder / "noise").rglob("*.flac"))
    chosen = [path for number, path in enumerate(paths) if (number % 4 == 3) == held_out and "kitchen" not in path.name]
    return [Recording(path, "noise", f"{NOBODY} {path.stem}", "", NOBODY, "") for path in chosen]


def read_ordinary(folder: Path) -> list[Path]:
    """Return the recordings in ``folder`` of people who read or ask for something and act no emotion."""
    return sorted(path for name in ("speech", "wakeword") for path in (folder / name).rglob("*.flac"))


def read_corpus(folder: Path) -> list[Recording]:
    """Return the recordings of the one corpus that ``folder`` is; empty when it is none that is known."""
    return next((found for reader in (cremad, emodb, tess, iemocap) if (found := list(reader(folder)))), [])


def cremad(folder: Path) -> Iterator[Recording]:
    """CREMA-D: ``AudioWAV/1001_DFA_ANG_XX.wav``, genders in ``VideoDemographics.csv``. ODbL."""
    names = {"ANG": "angry", "HAP": "happy", "SAD": "sad", "NEU": "neutral", "FEA": "fearful", "DIS": "disgusted"}
    demographics = folder / "VideoDemographics.csv"
    genders: dict[str, str] = {}
    if demographics.exists():
        with demographics.open(encoding="utf-8", newline="") as lines:
            genders = {row["ActorID"]: row["Sex"].lower() for row in csv.DictReader(lines)}
    for path, match in _matching(folder / "AudioWAV", r"(\d{4})_[A-Z]{3}_([A-Z]{3})_[A-Z]{2}\.wav"):
        actor, code = match.groups()
        if code in names:
            yield Recording(path, "cremad", f"cremad_{actor}", genders.get(actor, ""), names[code], "en")


def emodb(folder: Path) -> Iterator[Recording]:
    """EMO-DB: ``wav/03a01Fa.wav``: speaker, text, emotion by its German initial, version. Boredom is left out. CC0."""
    names = {"W": "angry", "F": "happy", "T": "sad", "N": "neutral", "A": "fearful", "E": "disgusted"}
    men = {"03", "10", "11", "12", "15"}
    for path, match in _matching(folder / "wav", r"(\d\d)[ab]\d\d([A-Z])[a-z]?\.wav"):
        speaker, code = match.groups()
        if code in names:
            gender = "male" if speaker in men else "female"
            yield Recording(path, "emodb", f"emodb_{speaker}", gender, names[code], "de")


def tess(folder: Path) -> Iterator[Recording]:
    """TESS: ``OAF_back_angry.wav`` in any folder below; two women, one older (OAF), one younger (YAF). CC BY-NC-ND."""
    names = {name: name for name in ("angry", "happy", "sad", "neutral")}
    names |= {"fear": "fearful", "disgust": "disgusted", "ps": "surprised"}
    for path, match in _matching(folder, r"(OAF|OA|YAF)_[a-z]+_([a-z]+)\.wav"):
        speaker, emotion = match.groups()
        if emotion in names:
            yield Recording(path, "tess", f"tess_{speaker[:2]}F", "female", names[emotion], "en")


def iemocap(folder: Path) -> Iterator[Recording]:
    """IEMOCAP: labels in ``Session1/dialog/EmoEvaluation/*.txt``, sound in ``sentences/wav``; excited is happy."""
    names = {"ang": "angry", "hap": "happy", "exc": "happy", "sad": "sad", "neu": "neutral"}
    names |= {"fea": "fearful", "dis": "disgusted", "sur": "surprised"}
    line = re.compile(r"^\[[\d. -]+\]\t(Ses\d\d([FM])_\w+?_([FM])\d{3})\t(\w{3})\t", re.MULTILINE)
    for labels in sorted(folder.glob("Session*/dialog/EmoEvaluation/*.txt")):
        session = labels.parents[2]
        for name, _, speaker, code in line.findall(labels.read_text(encoding="utf-8", errors="replace")):
            path = session / "sentences" / "wav" / name.rsplit("_", 1)[0] / f"{name}.wav"
            if code in names and path.exists():
                gender = "female" if speaker == "F" else "male"
                yield Recording(path, "iemocap", f"iemocap_{name[3:5]}{speaker}", gender, names[code], "en")


def _matching(folder: Path, pattern: str) -> Iterator[tuple[Path, re.Match[str]]]:
    """Yield every wav below ``folder`` whose name fits, sorted."""
    fits: Callable[[str], re.Match[str] | None] = re.compile(pattern).fullmatch
    for path in sorted(folder.rglob("*.wav")) if folder.is_dir() else []:
        if match := fits(path.name):
            yield path, match
