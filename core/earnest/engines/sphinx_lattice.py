"""Choosing words from lattices: every word that two searches considered, scored by both language models together.

A lattice is read as a bag of word hypotheses (a word, where it begins and ends, how well it sounds). Hypotheses of
several searches go into one bag, so that the path may take "remind me to" from one and "water the plants" from the
other.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

LOG = math.log(1.0001)
"""Pocketsphinx counts log probabilities in this base."""
LANGUAGE_WEIGHT = 9.5
"""Weight of the language model against the sound: pocketsphinx's own for lattices (``bestpathlw``)."""
_WORD = math.log(0.65) / LOG
"""Penalty per word: pocketsphinx's ``wip``."""
_SILENCE = math.log(0.005) / LOG
"""Penalty of a silence: pocketsphinx's ``silprob``."""
_FILLER = math.log(1e-8) / LOG
"""Penalty of a breath or a noise: pocketsphinx's ``fillprob``."""
_IMPOSSIBLE = -400_000_000
BEAM = 20
"""Histories kept at a frame."""

LanguageModel = Callable[[str, str, str], float]
"""Natural log probability of a word after the one before and the one before that ("" when there is none)."""
_History = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lattice:
    """What one search considered."""

    words: dict[tuple[str, int, int], float]
    """(word, first frame, last frame) → how well it sounds, in pocketsphinx's log."""
    end: int
    """Frame at which the sentence may end."""
    frames: int


def read_lattice(text: str) -> Lattice:
    """A lattice as pocketsphinx writes it. Raises ValueError when it is none."""
    sections = re.split(r"^(Frames|Nodes|Edges|Initial|Final|BestSegAscr|End)\b", text, flags=re.MULTILINE)
    parts = dict(zip(sections[1::2], sections[2::2], strict=False))
    if not {"Frames", "Nodes", "Edges", "Final"} <= parts.keys():
        raise ValueError("no lattice: it lacks its frames, nodes, edges or final node")
    nodes = {number: (word, int(start)) for number, word, start, *_ in _rows(parts["Nodes"])}
    words: dict[tuple[str, int, int], float] = {}
    for source, target, score in _rows(parts["Edges"]):
        word, start = nodes[source]
        key = (word, start, nodes[target][1] - 1)
        if int(score) > _IMPOSSIBLE:
            words[key] = max(float(score), words.get(key, -math.inf))
    return Lattice(words, nodes[parts["Final"].split()[0]][1], int(parts["Frames"].split()[0]))


def best_words(lattices: Iterable[Lattice], model: LanguageModel) -> list[str]:
    """The likeliest words through all lattices together; none when no path leads to an end."""
    lattices = list(lattices)
    starting = _by_start(lattices)
    ends = _ends(lattices)
    paths: dict[int, dict[_History, _Step]] = defaultdict(dict)
    paths[0]["<s>", ""] = _Step(0.0, None, "")
    best: tuple[float, _Step] | None = None
    for frame in range(max(ends, default=-1) + 1):
        reached = sorted(paths.pop(frame, {}).items(), key=lambda item: -item[1].score)[:BEAM]
        for history, step in reached:
            if frame in ends:
                score = step.score + ends[frame] + LANGUAGE_WEIGHT * model("</s>", *history) / LOG
                best = max(best or (score, step), (score, step), key=lambda found: found[0])
            for word, last, sound in starting.get(frame, ()):
                _extend(paths[last + 1], history, step, (word, sound), model)
    return best[1].words() if best else []


@dataclass(frozen=True, slots=True)
class _Step:
    """The best way to a history at a frame."""

    score: float
    before: _Step | None
    word: str

    def words(self) -> list[str]:
        step: _Step | None = self
        said = []
        while step is not None:
            if step.word:
                said.append(step.word)
            step = step.before
        return said[::-1]


def _extend(
    paths: dict[_History, _Step], history: _History, step: _Step, heard: tuple[str, float], model: LanguageModel
) -> None:
    word, sound = heard
    if word == "<sil>":
        following = _Step(step.score + sound + _SILENCE, step, "")
    elif word == "<s>":
        following = _Step(step.score + sound, step, "")
    elif word[0] in "[<+":
        following = _Step(step.score + sound + _FILLER, step, "")
    else:
        language = LANGUAGE_WEIGHT * model(word, *history) / LOG
        following, history = _Step(step.score + sound + language + _WORD, step, word), (word, history[0])
    known = paths.get(history)
    if known is None or known.score < following.score:
        paths[history] = following


def _by_start(lattices: list[Lattice]) -> dict[int, list[tuple[str, int, float]]]:
    """Each word hypothesis once, by its first frame; variants of pronunciation are the same word."""
    bag: dict[tuple[str, int, int], float] = {}
    for lattice in lattices:
        for (variant, start, last), sound in lattice.words.items():
            key = (re.sub(r"\(\d+\)$", "", variant), start, last)
            bag[key] = max(sound, bag.get(key, -math.inf))
    starting = defaultdict(list)
    for (word, start, last), sound in bag.items():
        if word != "</s>" and (word != "<s>" or start == 0):
            starting[start].append((word, last, sound))
    return starting


def _ends(lattices: list[Lattice]) -> dict[int, float]:
    """Where a sentence may end, and how the silence from there to the last frame sounds."""
    silences = [
        sound / (last - start + 1)
        for lattice in lattices
        for (word, start, last), sound in lattice.words.items()
        if word == "<sil>" and last >= start
    ]
    pace = sum(silences) / len(silences) if silences else 0.0
    return {lattice.end: pace * (lattice.frames - lattice.end) for lattice in lattices}


def _rows(section: str) -> Iterable[list[str]]:
    """The rows below a section's own line."""
    return (line.split() for line in section.splitlines()[1:] if line.strip() and not line.startswith("#"))
