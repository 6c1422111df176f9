"""A moment said somewhere in a longer sentence."""

from __future__ import annotations

import re
from datetime import datetime

from earnest.spoken.en.coming import Coming, read_coming
from earnest.spoken.en.dates import WEEKDAYS
from earnest.spoken.en.pieces import read_pieces
from earnest.spoken.en.plain import plain

_OPENS = re.compile(
    r"(?:at|by|around|about|on|in|this|next|every|each|tomorrow|today|tonight|daily|weekly|later|the day after"
    rf"|the \d+(?:st|nd|rd|th)|{'|'.join(WEEKDAYS)}|.* from now|half past .*|.* (?:am|pm|oclock))\b.*"
)
_CLINGS = re.compile("the|an?|of|about|until|till|since|from|to|than|before|after|my|our|his|her|their|last")
"""A time that follows one of these belongs to the task: "read the sunday paper"."""
_LONGEST = 13
"""Words of the longest moment looked for: "on friday the third of december at half past six in the evening" is 13."""


def find_coming(text: str, now: datetime) -> tuple[Coming | None, str]:
    """The longest moment in ``text`` and the words around it; None and all the words when there is none."""
    words = text.split()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length, -1, -1):
            end = start + length
            coming = _coming(words, start, end, now)
            if coming:
                before = words[:start]
                if before and before[-1].lower() in ("for", "that", "to") and end == len(words):
                    before = before[:-1]
                return coming, " ".join(before + words[end:])
    return None, " ".join(words)


def _coming(words: list[str], start: int, end: int, now: datetime) -> Coming | None:
    said = plain(" ".join(words[start:end]))
    before = words[start - 1].lower() if start else ""
    if not _OPENS.fullmatch(said) or _CLINGS.fullmatch(before):
        return None
    if before == "for":
        pieces = read_pieces(said, now.date())
        if pieces is None or pieces.clock is None:
            return None
    return read_coming(said, now)
