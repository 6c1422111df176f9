"""Text as what a small model reads: plain words, groups of letters, words in a row, reaches of a "not", small tables.

The reader of feelings in words (``feeling/words.py``), the judge of danger (``feeling/danger``) and the matcher of
paraphrases (``intents/encoder.py``) are built of these pieces; so is their training.
"""

from __future__ import annotations

from earnest.text.features import in_a_row, letter_groups, row_of
from earnest.text.negation import BOUNDARIES, NEGATIONS, within_negation
from earnest.text.plain import plain
from earnest.text.tables import restored, squeezed

__all__ = [
    "BOUNDARIES",
    "NEGATIONS",
    "in_a_row",
    "letter_groups",
    "plain",
    "restored",
    "row_of",
    "squeezed",
    "within_negation",
]
