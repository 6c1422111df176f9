"""How many words a recogniser got wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence

from earnest.sheets.house import find_page, house_words
from earnest.speaking.text import pieces


def household_sentences(language: str) -> list[str]:
    """Sentences that are said in a home, in everyday words; empty for a language that has none yet."""
    code = re.split("[-_]", language)[0]
    return list(house_words(code, "checks").cue("sentences")) if find_page(code, "checks") else []


def plain_words(text: str, language: str) -> list[str]:
    """``text`` the way a recogniser writes it: lower case, figures in words, no punctuation."""
    said = " ".join(piece.text for piece in pieces(text, language))
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", said.lower().replace("’", "'"))


def word_errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Words put in, left out or taken for others: Levenshtein's distance."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, 1):
        above, row = row, [number]
        for place, other in enumerate(heard, 1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (word != other)))
    return row[-1]
