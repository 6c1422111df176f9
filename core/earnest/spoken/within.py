"""A moment said somewhere in a longer sentence."""

from __future__ import annotations

import re
from datetime import datetime

from earnest.spoken.clock import Clock
from earnest.spoken.dates import WEEKDAYS
from earnest.spoken.moments import Moment, Pieces, parse_moment, read_pieces
from earnest.spoken.plain import plain

_OPENS = re.compile(
    r"(?:at|by|around|about|on|in|this|next|every|each|tomorrow|today|tonight|daily|weekly|later|the day after"
    rf"|the \d+(?:st|nd|rd|th)|{'|'.join(WEEKDAYS)}|.* from now|half past .*|.* (?:am|pm|oclock))\b.*"
)
_CLINGS = re.compile("the|an?|of|about|until|till|since|from|to|than|before|after|my|our|his|her|their|last")
"""A time that follows one of these belongs to the task: "read the sunday paper"."""
_LONGEST = 13
"""Words of the longest moment looked for: "on friday the third of december at half past six in the evening" is 13."""


def find_moment(text: str, now: datetime) -> tuple[Moment | None, str]:
    """The longest moment in ``text`` and the words around it; None and all the words when there is none."""
    words = text.split()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length, -1, -1):
            end = start + length
            moment = _moment(words, start, end, now)
            if moment:
                before = words[:start]
                if before and before[-1].lower() in ("for", "that", "to") and end == len(words):
                    before = before[:-1]
                return moment, " ".join(before + words[end:])
    return None, " ".join(words)


def _moment(words: list[str], start: int, end: int, now: datetime) -> Moment | None:
    said = plain(" ".join(words[start:end]))
    before = words[start - 1].lower() if start else ""
    if not _OPENS.fullmatch(said) or _CLINGS.fullmatch(before):
        return None
    pieces = read_pieces(said, now.date())
    if pieces is None and not said.startswith("in ") and "from now" not in said:
        return None
    if before == "for" and not _timed(pieces):
        return None
    return parse_moment(said, now)


def _timed(pieces: Pieces | None) -> bool:
    return pieces is not None and isinstance(pieces.clock, Clock)
