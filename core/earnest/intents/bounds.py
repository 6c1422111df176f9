"""What keeps matching in time: hassil tries every place where a slot could end, inside words too.

"two plus two plus two …" with forty twos took three seconds, a word of two hundred letters x minutes and all memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from earnest.intents.templates import Template
    from earnest.spoken import Wording

MOST_LETTERS = 40
"""Letters of a word that may be one of a template's."""
MOST_CUTS = 64_000
"""Ways to part an utterance into slots that are tried: forty words into four, or 250 into three."""
_VEIL = "\ue000"
"""A letter that no template has."""


def matchable(wording: Wording) -> str:
    """The canonical text, in which words too long for any template are letters of none, as many as they have."""
    return " ".join(_VEIL * len(word) if len(word) > MOST_LETTERS else word for word in wording.words)


def is_cut_in_time(template: Template, words: int) -> bool:
    """Whether an utterance of so many words can be parted into the template's slots in time."""
    return bool(words ** max(0, len(template.kinds) - 1) <= MOST_CUTS)


def is_whole(text: str, span: tuple[int, int]) -> bool:
    """Whether a stretch begins and ends between words: a playlist is not a "{which} list"."""
    return all(at in (0, len(text)) or " " in text[at - 1 : at + 1] for at in span)
