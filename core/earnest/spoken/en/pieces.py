"""The pieces that a moment is said in: a day, a time of day, a part of the day, a repetition, a while from now.

Number words are text2num's, calendar arithmetic and changes of the clock dateutil's (``coming.py``). The grammar
between them is our own: of ``dateparser``, ``parsedatetime`` and ``recurrent``, none understands "half past six" in
words, and all take a wrong guess ("at six" is June) where a person should be asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from earnest.spoken.en.clock import Clock, read_clock
from earnest.spoken.en.dates import Day, read_date, read_recurrence
from earnest.spoken.en.durations import read_duration

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta


@dataclass(frozen=True, slots=True)
class Pieces:
    """What has been read of a moment so far."""

    day: Day | None = None
    clock: Clock | None = None
    part: str | None = None
    rule: str | None = None
    ahead: timedelta | relativedelta | None = None
    """A while from now; months and years as dateutil's ``relativedelta``."""


def read_pieces(text: str, today: date) -> Pieces | None:
    """The pieces that plain ``text`` consists of; None when a word is left over or a piece comes twice."""
    pieces, rest = Pieces(), text
    while rest:
        step = _next_piece(rest, today, pieces)
        if step is None:
            return None
        pieces, used = step
        rest = rest[used:].lstrip()
    return pieces if pieces != Pieces() else None


_LINK = re.compile(r"(?:at|by|around|about|from|starting|for|on|and)? ?(?:at |about |around )?")
_PART = re.compile(
    r"(?:(?P<this>this|later this)|in the|during the|at|on the)? ?(?P<part>morning|afternoon|evening|night)(?= |$)"
)
_TONIGHT = re.compile(r"(?:later )?tonight(?= |$)")
_AHEAD = re.compile(
    r"(?:in (?P<length>.+?)(?P<time> time)?|(?P<later>.+?) (?:from now|later|from today))(?=$| at | on )"
)
_CALENDAR = re.compile(r"(?P<count>\d+|an?) (?P<unit>month|year)s?")


def _next_piece(text: str, today: date, pieces: Pieces) -> tuple[Pieces, int] | None:
    if pieces.ahead is None and (match := _AHEAD.match(text)):
        length = match["length"] or match["later"]
        if (ahead := _read_ahead(length)) is not None:
            return replace(pieces, ahead=ahead), match.end()
    if pieces.rule is None and (found := read_recurrence(text)):
        return replace(pieces, rule=found[0], part=found[1] or pieces.part), found[2]
    if pieces.day is None and (match := _TONIGHT.match(text)):
        return replace(pieces, day=Day(today), part="night"), match.end()
    if pieces.part is None and (match := _PART.match(text)):
        day = Day(today) if match["this"] else pieces.day
        return replace(pieces, day=day, part=match["part"]), match.end()
    link = _LINK.match(text)
    skipped = link.end() if link else 0
    for start in dict.fromkeys((0, skipped)):
        if pieces.day is None and (dated := read_date(text[start:], today)):
            return replace(pieces, day=dated[0]), start + dated[1]
        if pieces.clock is None and (timed := read_clock(text[start:])):
            return replace(pieces, clock=timed[0]), start + timed[1]
    if skipped and (rest := text[skipped:]) and pieces.part is None and (match := _PART.match(rest)):
        return replace(pieces, part=match["part"]), skipped + match.end()
    return None


def _read_ahead(length: str) -> timedelta | relativedelta | None:
    match = _CALENDAR.fullmatch(length)
    if match is None:
        return read_duration(length)
    from dateutil.relativedelta import relativedelta

    count = int(match["count"]) if match["count"].isdigit() else 1
    return relativedelta(months=count) if match["unit"] == "month" else relativedelta(years=count)
