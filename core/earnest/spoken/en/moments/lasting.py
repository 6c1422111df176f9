"""How long: durations, heard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from earnest.spoken.en.moments import closed
from earnest.spoken.en.moments.english import GRAMMAR
from earnest.spoken.en.moments.notation import Chart
from earnest.spoken.en.moments.pieces import Length
from earnest.spoken.en.moments.tokens import Token, tokens


def read_duration(text: str) -> timedelta | None:
    """The duration that ``text`` is ("an hour and a half", "90 secs"); None for anything else."""
    said = tokens(text)
    chart = Chart(GRAMMAR, said)
    for start in range(len(said)):
        for end, length in chart.read("length", start):
            if all(token.word in closed.CLOSING for token in said[end:]):
                return _delta(length)
        if said[start].word not in closed.OPENING and said[start].word != ",":
            return None
    return None


def find_duration(text: str) -> tuple[timedelta | None, str]:
    """The first duration said in ``text`` and the words around it; None and all the words when there is none.

    One that is corrected counts as corrected: "ten minutes, no, make that fifteen".
    """
    said = tokens(text)
    chart = Chart(GRAMMAR, said)
    found = _first(chart, said, 0)
    if found is None:
        return None, text.strip()
    start, end, length = found
    if _is_between(said, start):
        return None, text.strip()
    mended = _mended(chart, said, end, length)
    last, length = mended or (end, length)
    if start and said[start - 1].word in ("for", "of", "in"):
        start -= 1
    if mended is None:
        words = text[: said[start].start] + " " + text[said[end - 1].end :]
    else:
        words = text[: said[start].start] + " " + text[said[last - 1].end :]
    return _delta(length), " ".join(words.split()).strip(" ,.;:")


def _is_between(said: Sequence[Token], start: int) -> bool:
    """Whether it is the end of "five to ten minutes", which is no one duration."""
    first = GRAMMAR.first("whole")
    joined = start > 1 and said[start - 1].word in ("to", "or")
    return joined and (said[start - 2].kind != "#word" or said[start - 2].word in first)


def _first(chart: Chart, said: Sequence[Token], begin: int) -> tuple[int, int, Length] | None:
    for start in range(begin, len(said)):
        found = chart.read("length", start)
        if found and not (start and said[start - 1].word in ("every", "each")):
            return start, found[0].end, found[0].meaning
    return None


def _mended(chart: Chart, said: Sequence[Token], end: int, length: Length) -> tuple[int, Length] | None:
    """What the duration that ends at ``end`` was corrected to, and where that ends."""
    for place in range(end, len(said)):
        word = said[place].word
        if word not in closed.MENDING and not (word == "no" and said[place - 1].word in (",", ".")):
            continue
        for start in range(place + 1, min(place + 5, len(said))):
            for last, other in chart.read("length", start):
                return last, other
            for last, count in chart.read("amount", start):
                after = said[last].word if last < len(said) else ""
                if not after or after in closed.FUNCTION:
                    return last, _in_units_of(length, count)
    return None


def _in_units_of(length: Length, count: float) -> Length:
    """So many of what ``length`` was counted in: fifteen after "ten minutes" is fifteen minutes."""
    if length.days:
        return Length(days=round(count * (7 if length.days % 7 == 0 else 1)))
    unit = next(each for each in (3600, 60, 1) if length.seconds % each == 0)
    return Length(seconds=count * unit)


def _delta(length: Length) -> timedelta | None:
    """As seconds that pass; None for months, which are of no certain length, and for nothing at all."""
    if length.months or not (length.seconds or length.days):
        return None
    try:
        return timedelta(days=length.days, seconds=length.seconds)
    except OverflowError:
        return None
