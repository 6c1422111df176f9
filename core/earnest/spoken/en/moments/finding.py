"""Pieces of a moment in a sentence: which stretches of it are about time, and which of those belong to the task.

A time belongs to the task, and not to the moment, when

1. a determiner stands before it: "the sunday paper", "my six o'clock meeting" (but not "a six thirty alarm"),
2. a preposition of topic does: "about monday", "of tomorrow",
3. "for" or "to" does, after a word that is no word of the request: "a table for friday", "go to 6 pm mass",
4. it is a bare name between two words of the task: "watch monday night football",
5. it is a mere number that neither "at" nor another piece of a moment makes a time: "buy 6 eggs".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from earnest.spoken.en.moments import closed
from earnest.spoken.en.moments.english import GRAMMAR
from earnest.spoken.en.moments.festivals import public_names
from earnest.spoken.en.moments.notation import Chart
from earnest.spoken.en.moments.pieces import (
    Ahead,
    Between,
    Clocks,
    Count,
    Day,
    Earlier,
    Every,
    Festival,
    Lasting,
    Part,
    Piece,
    Slashed,
    Vague,
)
from earnest.spoken.en.moments.tokens import Token


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of tokens and the pieces it says."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    weak: bool
    """Whether it is about time only beside another."""
    lead: str
    """The preposition it begins with, if any."""


def spans(tokens: Sequence[Token], country: str | None, year: int, whole: bool) -> list[Span]:
    """The stretches of ``tokens`` that are about time, in order: the reading that explains most words in fewest pieces.

    ``whole`` is for a text that is nothing but a moment, where even a mere number is a time.
    Raises Impossible for a time that does not exist: "7:75".
    """
    chart = Chart(GRAMMAR, tokens)
    found = list(_candidates(chart, whole))
    found += _public(tokens, country, year)
    recurs = any(isinstance(piece, Every) for each in found for piece in each.pieces)
    found = [each for each in found if recurs or tokens[each.start].word not in ("starts", "start", "begin")]
    firm = [each for each in found if not each.weak]
    starts, ends = {each.start for each in firm}, {each.end for each in firm}
    kept = [each for each in found if not each.weak or whole or _anchored(each, tokens, starts, ends)]
    return _best(kept, len(tokens))


def _candidates(chart: Chart, whole: bool) -> Iterator[Span]:
    tokens = chart.tokens
    for start in range(len(tokens)):
        for end, pieces in chart.read("piece", start):
            lead = tokens[start].word if tokens[start].word in closed.LEADS else ""
            if _counts(pieces, tokens, end) or _is_cut_short(pieces, tokens, end):
                continue
            yield Span(start, end, pieces, _is_weak(pieces, lead, tokens[start:end]), lead)
        if whole:
            for end, length in chart.read("length", start):
                yield Span(start, end, (Ahead(length),), True, "")


def _counts(pieces: tuple[Piece, ...], tokens: Sequence[Token], end: int) -> bool:
    """Whether the last number is no time: "one at seven", "six thirty and one" of "six thirty and one at seven"."""
    after = tokens[end].word if end < len(tokens) else ""
    if end and tokens[end - 1].word == "one" and after in ("at", "for"):
        return True
    listed = [piece.times for piece in pieces if isinstance(piece, Clocks) and len(piece.times) > 1]
    return bool(listed) and listed[0][-1].plain and after in closed.COUNTED


def _is_cut_short(pieces: tuple[Piece, ...], tokens: Sequence[Token], end: int) -> bool:
    """Whether the word after it makes it something else: "at 200 degrees", "an hour before bed"."""
    after = tokens[end].word if end < len(tokens) else ""
    last = pieces[0] if pieces else None
    if tokens[end - 1].word == "to" and tokens[end - 2].word != "quarter":
        return after not in ("", ",", ".")
    unitless = isinstance(last, Ahead) and (tokens[end - 1].kind == "#number" or tokens[end - 1].word in _NUMBERS)
    if isinstance(last, Earlier) or unitless:
        return bool(after) and after not in closed.FUNCTION and after not in ",."
    return (
        isinstance(last, Clocks)
        and after in closed.MEASURES
        and tokens[end - 1].word in GRAMMAR.first("hour") | {token.word for token in tokens if token.kind == "#number"}
    )


_NUMBERS = GRAMMAR.first("whole")


def _is_weak(pieces: tuple[Piece, ...], lead: str, tokens: Sequence[Token]) -> bool:
    piece = pieces[0] if pieces else None
    match piece:
        case Clocks((first, *_)):
            if first.hour is None:
                return lead != "at" and tokens[0].word != "on"
            return first.plain and not first.shift and lead in ("", "for", "to", "past")
        case Part():
            return len(tokens) == 1
        case Vague():
            return lead in ("before", "after")
        case Count():
            return True
        case Slashed():
            return not lead
        case Every():
            return len(tokens) == 1 and tokens[0].word in ("mornings", "afternoons", "evenings", "nights")
    bare = len(tokens) == 1
    return bare and (tokens[0].word in closed.DOUBLE or tokens[0].kind == "#ordinal" or tokens[0].word == "epiphany")


def _public(tokens: Sequence[Token], country: str | None, year: int) -> list[Span]:
    """Public holidays of the country that the grammar does not know by name."""
    if not any(_may_be_holiday(tokens, place) for place in range(len(tokens))):
        return []
    found = []
    for words, name in public_names(country, year).items():
        for start in range(len(tokens) - len(words) + 1):
            if all(token.word == word for token, word in zip(tokens[start:], words, strict=False)):
                lead = start > 0 and tokens[start - 1].word in ("on", "by", "for", "at")
                at = start - lead
                found.append(Span(at, start + len(words), (Festival(name),), False, tokens[at].word if lead else ""))
    return found


_HOLIDAY = frozenset((
    "day", "eve", "holiday", "festival", "birthday", "juneteenth", "diwali", "eid", "holi", "hanukkah",
    "passover", "night",
))  # fmt: skip
_COMMON = frozenset((
    "every", "each", "a", "the", "one", "all", "per", "next", "other", "last", "this", "same", "any", "that",
    "some", "school", "working", "week", "at",
))  # fmt: skip


def _may_be_holiday(tokens: Sequence[Token], place: int) -> bool:
    before = tokens[place - 1].word if place else ""
    return tokens[place].word in _HOLIDAY and before not in _COMMON


def _anchored(span: Span, tokens: Sequence[Token], starts: set[int], ends: set[int]) -> bool:
    """Whether something beside a mere number, or a bare part of the day, makes it a time."""
    before = tokens[span.start - 1].word if span.start else ""
    after = tokens[span.end].word if span.end < len(tokens) else ""
    touches_before = span.start in ends or (before == "," and span.start - 1 in ends)
    if isinstance(span.pieces[0], Part):
        return touches_before
    if isinstance(span.pieces[0], Vague):
        return touches_before or before in closed.REQUEST or not before
    if isinstance(span.pieces[0], Count):
        paused = after == "," and span.end + 1 in starts
        return touches_before or span.end in starts or paused or before in closed.REQUEST
    if isinstance(span.pieces[0], Every):
        return touches_before or before in closed.REQUEST or before in ("", ",", ".") or span.end in starts
    counted = after in closed.COUNTED and span.end - span.start == 1 and not touches_before
    counted = counted and isinstance(span.pieces[0], Clocks)
    counted = counted and (before not in closed.REQUEST or after in closed.ASKED_FOR_MANY)
    if after in closed.MEASURES or counted or before in closed.NUMBERED:
        return False
    if touches_before or span.end in starts or (after == "," and span.end + 1 in starts):
        return before not in closed.DETERMINERS or after in closed.ASKED_FOR
    asked_for = after in closed.ASKED_FOR
    if before in closed.MENDING or before == "no":
        return True
    ended = not after or after in closed.FUNCTION or asked_for
    return ended and (
        before in closed.REQUEST or before in ("", ",", ".") or (before in closed.DETERMINERS and asked_for)
    )


def _best(found: list[Span], length: int) -> list[Span]:
    """The spans that together cover most tokens with fewest spans."""
    starting: dict[int, list[Span]] = {}
    for each in found:
        starting.setdefault(each.start, []).append(each)
    score = [0] * (length + 1)
    choice: list[Span | None] = [None] * (length + 1)
    for at in range(length - 1, -1, -1):
        score[at] = score[at + 1]
        for span in starting.get(at, ()):
            worth = 10 * (span.end - at) - 4 - span.weak + _is_range(span) + score[span.end]
            if worth > score[at]:
                score[at], choice[at] = worth, span
    chosen, at = [], 0
    while at < length:
        best = choice[at]
        if best is not None:
            chosen.append(best)
        at = best.end if best is not None else at + 1
    return chosen


def _is_range(span: Span) -> bool:
    """ "From five to six" is rather a range than from five minutes to six, and "in a sec" rather soon than in one."""
    return isinstance(span.pieces[0], Between | Vague) if span.pieces else False


# --- moment or task ---------------------------------------------------------------------------------------------


def runs(chosen: Sequence[Span], tokens: Sequence[Token]) -> list[list[Span]]:
    """Spans that touch, or have nothing but a pause between them, together."""
    grouped: list[list[Span]] = []
    for span in chosen:
        last = grouped[-1][-1].end if grouped else -1
        if grouped and (span.start == last or (span.start == last + 1 and tokens[last].word == ",")):
            grouped[-1].append(span)
        else:
            grouped.append([span])
    return grouped


def of_task(run: Sequence[Span], tokens: Sequence[Token]) -> int:
    """How many of the spans of ``run``, from its first, belong to the task."""
    first, last = run[0], run[-1]
    before = tokens[first.start - 1].word if first.start else ""
    after = tokens[last.end].word if last.end < len(tokens) else ""
    if not before or before in ",.":
        return 0
    bare = next((place for place, span in enumerate(run) if span.lead or _is_second_day(run, place)), len(run))
    if before in closed.DETERMINERS and after not in closed.ASKED_FOR:
        return bare
    if before in closed.TOPICS:
        return bare
    content = before not in closed.REQUEST and before not in closed.FUNCTION
    spread = len(run) > 1 and isinstance(first.pieces[0], Lasting)
    if first.lead in ("for", "to") and not spread and (content or before in ("go", "get")):
        leading = (n for n, span in enumerate(run) if n and span.lead)
        return next((n for n in leading if first.lead == "to" or _is_second_day(run, n)), len(run))
    if after in closed.STATING and not last.lead:
        return bare
    if content and after and after not in closed.FUNCTION and after not in closed.ASKED_FOR:
        return bare if _is_name(first) else 0
    return 0


def is_title(span: Span, found: Sequence[Span], tokens: Sequence[Token]) -> bool:
    """Whether it is what a reminder is called, whose time is another: "*bedtime* reminder at seven"."""
    after = tokens[span.end].word if span.end < len(tokens) else ""
    if span.lead or after not in closed.ASKED_FOR or not span.pieces or not isinstance(span.pieces[0], Clocks | Vague):
        return False
    hours = GRAMMAR.first("hour")
    worded = all(token.kind == "#word" and token.word not in hours for token in tokens[span.start : span.end])
    return worded and any(each is not span and each.pieces and isinstance(each.pieces[0], Clocks) for each in found)


def _is_second_day(run: Sequence[Span], place: int) -> bool:
    """Whether another day was said before it: "about christmas tomorrow" is tomorrow."""
    return place > 0 and _is_day(run[place]) and any(_is_day(span) for span in run[:place])


def _is_day(span: Span) -> bool:
    return bool(span.pieces) and isinstance(span.pieces[0], Day)


def _is_name(span: Span) -> bool:
    """A bare time that may as well describe the word after it."""
    return not span.lead and not isinstance(span.pieces[0], Ahead | Vague)
