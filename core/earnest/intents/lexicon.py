"""Words as evidence: how much each one says, which ones mean the same, and which ones only sound alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import log, sqrt
from typing import Any

GROUP_WEIGHT = 0.6
"""Of a synonym, against the word itself."""
PAIR_WEIGHT = 0.5
"""Of two words in a row, against one."""
ALIKE_WEIGHT = 0.7
"""Of a word that only sounds like one of ours."""

_SUFFIXES = ("ings", "ing", "edly", "ed", "ies", "es", "ly", "s")
_VOWEL = frozenset("aeiouy")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without its grammar: "reminders" and "reminding" are both "remind"."""
    base = word.removesuffix("'s").removesuffix("'")
    for suffix in _SUFFIXES:
        cut = base.removesuffix(suffix)
        if cut != base and len(cut) >= 3 and not _VOWEL.isdisjoint(cut):
            if suffix == "ies":
                return f"{cut}y"
            if suffix == "s" and cut.endswith(("s", "u", "i")):
                return base
            if suffix in ("ing", "ings", "ed") and cut[-1] == cut[-2] and cut[-1] not in "lsz":
                cut = cut[:-1]
            return cut.removesuffix("e")
    return base.removesuffix("e") if len(base) > 3 else base


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, str]:
    """Each word's group of synonyms, named by its first word."""
    found: dict[str, str] = {}
    for line in files("earnest.intents").joinpath("synonyms.txt").read_text("utf-8").splitlines():
        words = line.partition("#")[0].split()
        for word in words:
            found.setdefault(stem(word), f"~{words[0]}")
    return found


def group_of(base: str) -> str | None:
    """The group of synonyms a stem belongs to."""
    return _groups().get(base)


_SOUNDS = (
    ("^kn|^gn", "n"), ("^wr", "r"), ("^wh", "w"), ("ph", "f"), ("[ct]h", "0"), ("sh|[st]i(?=on)", "x"),
    ("c(?=[iey])|s|z", "s"), ("ck|c|q|k", "k"), ("gh(?!$)|gh|h", ""), ("g|j", "j"), ("d", "t"), ("b", "p"), ("v", "f"),
    ("m", "n"), ("x+", "x"),
)  # fmt: skip


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A rough key of how a word sounds: consonants by kind, one opening vowel; "timer" and "dimer" share theirs."""
    key = word
    for pattern, kind in _SOUNDS:
        key = re.sub(pattern, kind, key)
    return re.sub(r"(.)\1+", r"\1", key[:1] + re.sub("[aeiouyw]", "", key[1:]))


class Lexicon:
    """How much each word says, from how often people use it."""

    def __init__(self, counts: Mapping[str, int], sentences: int) -> None:
        """``counts``: in how many of so many ``sentences`` each stem occurs."""
        most = log(1 + sentences)
        self._weights = {base: log((1 + sentences) / (1 + count)) / most for base, count in counts.items()}

    @staticmethod
    def of(weights: Mapping[str, Any]) -> Lexicon:
        """From the arrays of ``weights/paraphrases.npz``."""
        counts = map(int, weights["stem_counts"])
        return Lexicon(dict(zip(str(weights["stems"]).split(" "), counts, strict=True)), int(weights["sentences"]))

    def weight(self, base: str) -> float:
        """0 (a word of every sentence) to 1 (one never met)."""
        return self._weights.get(base, 1.0)

    def mass(self, bases: Iterable[str]) -> float:
        """What the words say together."""
        return sum(map(self.weight, bases))

    def features(self, bases: Sequence[str]) -> dict[str, float]:
        """Words, their synonyms and pairs in a row, weighted; as a vector of length 1."""
        found: dict[str, float] = {}
        for base in bases:
            weight = self.weight(base)
            found[base] = weight
            group = group_of(base)
            if group is not None:
                found[group] = GROUP_WEIGHT * weight
        for first, second in pairwise(("", *bases)):
            found[f"{first} {second}"] = PAIR_WEIGHT * (self.weight(first) + self.weight(second)) / 2
        length = sqrt(sum(weight * weight for weight in found.values())) or 1.0
        return {feature: weight / length for feature, weight in found.items()}
