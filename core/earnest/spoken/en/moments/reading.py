"""A sentence, and the moment said in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from earnest.spoken.en.moments import closed
from earnest.spoken.en.moments.coming import Here
from earnest.spoken.en.moments.doubting import astray, stray
from earnest.spoken.en.moments.finding import Span, is_title, of_task, runs, spans
from earnest.spoken.en.moments.groups import Group, other_days, split
from earnest.spoken.en.moments.pieces import (
    Calendar,
    Clock,
    Clocks,
    Dates,
    Every,
    Except,
    Impossible,
    Lasting,
    Piece,
    within_reach,
)
from earnest.spoken.en.moments.said import Said, add
from earnest.spoken.en.moments.settling import settle
from earnest.spoken.en.moments.stating import sort_out
from earnest.spoken.en.moments.tokens import Token, tokens
from earnest.spoken.moment import Reading


@dataclass
class _Sentence:
    """A sentence with its stretches about time: those of the moments, of the task, and those that fit neither."""

    text: str
    tokens: tuple[Token, ...]
    groups: list[Group] = field(default_factory=lambda: [Group()])
    task: list[Span] = field(default_factory=list)
    doubtful: list[Span] = field(default_factory=list)
    told: list[Span] = field(default_factory=list)
    """Of those of the task the ones that say when something else is."""
    mended: list[tuple[int, int]] = field(default_factory=list)
    """Stretches that were taken back: "at six, no," of "at six, no, seven thirty"."""


def read(text: str, now: datetime, country: str | None = "GB") -> Reading:
    """The first moment said in ``text``, the other words, and what of its words about time was not understood."""
    here = Here(now, country)
    sentence = _Sentence(text, tokens(text))
    try:
        _gather(sentence, here, whole=False)
        return _settled(sentence, sentence.groups[0], here, alone=True)
    except Impossible as impossible:
        spoken = [span for group in sentence.groups for span in group.spans]
        return Reading(None, _rest(sentence, spoken), (), str(impossible))


def read_all(text: str, now: datetime, country: str | None = "GB") -> tuple[Reading, ...]:
    """Every moment said in ``text``, in order: two for "at six and at seven". The rest is that of all."""
    here = Here(now, country)
    sentence = _Sentence(text, tokens(text))
    try:
        _gather(sentence, here, whole=False)
    except Impossible as impossible:
        return (Reading(None, _rest(sentence, ()), (), str(impossible)),)
    readings = []
    for group in split(sentence.groups, here):
        try:
            readings.append(_settled(sentence, group, here, alone=False))
        except Impossible as impossible:
            readings.append(Reading(None, _rest(sentence, ()), (), str(impossible)))
    return tuple(readings)


def read_whole(text: str, now: datetime, country: str | None = "GB") -> Reading:
    """The moment that ``text`` is to be, as the answer to "when?"; ``rest`` is what of it was not understood."""
    here = Here(now, country)
    sentence = _Sentence(text, tokens(text))
    try:
        _gather(sentence, here, whole=True)
        reading = _settled(sentence, sentence.groups[0], here, alone=True)
    except Impossible as impossible:
        return Reading(None, "", (), str(impossible))
    return reading._replace(rest=_bare(reading.rest))


def _bare(rest: str) -> str:
    """Without the words that people put around an answer: "um, maybe six please"."""
    said = [token for token in tokens(rest) if token.word not in closed.OPENING | closed.CLOSING]
    return rest[said[0].start : said[-1].end] if said else ""


# --- gathering --------------------------------------------------------------------------------------------------


@within_reach()
def _gather(sentence: _Sentence, here: Here, whole: bool) -> None:
    """Put each stretch about time where it belongs."""
    said = sentence.tokens
    refused: list[Span] = []
    found = spans(said, here.country, here.now.year, whole)
    sentence.mended += [(span.start, span.end) for span in found if not span.pieces]
    titles = [span for span in found if is_title(span, found, said)]
    sentence.task += titles
    if not whole:
        found, sentence.told, cut = sort_out(sentence.text, said, found)
        sentence.task += sentence.told
        sentence.mended += cut
    for run in runs([span for span in found if span.pieces and span not in titles], said):
        owned = 0 if whole else of_task(run, said)
        if owned and run[0].lead in ("for", "to"):
            refused += run[:owned]
        else:
            sentence.task += run[:owned]
        _place(sentence, run[owned:], here)
    for group in sentence.groups:
        if group.said.count and group.said.count.number == len(group.said.clocks) and not group.said.every:
            group.said = group.said.without("count")
    moments = [span for group in sentence.groups for span in group.spans]
    lasting = [span for span in refused if isinstance(span.pieces[0], Lasting) and span.pieces[0].length.days]
    sentence.doubtful += lasting if moments else refused
    if not moments and refused:
        _place(sentence, refused, here)
    sentence.task += [span for span in refused if span not in sentence.doubtful]


def _place(sentence: _Sentence, run: Sequence[Span], here: Here) -> None:
    """Add a run to the moment that is being said; where it contradicts that, correct it or begin another.

    Raises Impossible where the run contradicts itself: "at eight in the evening in the morning".
    """
    group = sentence.groups[-1]
    for place, span in enumerate(run):
        merged = _merged(group.said, span.pieces, here)
        if merged is None and (mending := _mending(sentence, span)) is not None:
            span = _take_back(sentence, group, span, mending, here)
            merged = _merged(group.said, span.pieces, here)
        if merged is None:
            earlier = [each for each in run[:place] if each in group.spans]
            if len(earlier) < len(group.spans) and not _lists(span, earlier):
                group.spans = [each for each in group.spans if each not in earlier]
                group.said = _joined(group.spans, here)
                group = Group(_joined(earlier, here), earlier)
            else:
                group = Group()
            merged = _merged(group.said, span.pieces, here)
            if merged is None or (earlier and not group.spans and not _lists(span, earlier)):
                raise Impossible(_contradiction(sentence, run[place - 1], span))
            sentence.groups.append(group)
        group.said = merged
        group.spans.append(span)


def _take_back(sentence: _Sentence, group: Group, span: Span, mending: int, here: Here) -> Span:
    """Forget what ``span`` corrects, and the words from token ``mending`` by which it does.

    A day alone stays in the month that was said: "on the fifth of May, no, the sixth".
    """
    replaced = [each for each in group.spans if _kinds(each) & _kinds(span)]
    group.spans = [each for each in group.spans if each not in replaced]
    sentence.mended += [(each.start, each.end) for each in replaced] + [(mending, span.start)]
    group.said = _joined(group.spans, here)
    months = [piece.month for each in replaced for piece in each.pieces if isinstance(piece, Calendar) and piece.month]
    clocks = [piece.times[0] for each in replaced for piece in each.pieces if isinstance(piece, Clocks)]
    pieces = (
        Clocks((_of_hour(clocks[0], piece.times[0].minute),))
        if clocks and isinstance(piece, Clocks) and piece.times[0].hour is None
        else replace(piece, month=months[0])
        if months and isinstance(piece, Calendar) and not piece.month
        else piece
        for piece in span.pieces
    )
    return replace(span, pieces=tuple(pieces))


def _of_hour(clock: Clock, minute: int) -> Clock:
    """Minutes of the hour that was said before: "eight, no, *ten past*"; "ten to" is before it."""
    hour = clock.hour if clock.hour is None or minute <= 30 else (clock.hour - 1) % 24
    return replace(clock, hour=hour, minute=minute)


def _lists(span: Span, earlier: Sequence[Span]) -> bool:
    """Whether a clock time follows clock times, which is too much but no contradiction."""
    clocks = isinstance(span.pieces[0], Clocks)
    return clocks and any(isinstance(each.pieces[0], Clocks) for each in earlier)


def _contradiction(sentence: _Sentence, first: Span, second: Span) -> str:
    words = [
        sentence.text[sentence.tokens[each.start].start : sentence.tokens[each.end - 1].end] for each in (first, second)
    ]
    return f"{words[0]}, or {words[1]}?"


def _merged(said: Said, pieces: Iterable[Piece], here: Here) -> Said | None:
    found: Said | None = said
    for piece in pieces:
        found = add(found, piece, here.now, here.country) if found is not None else None
    return found


def _joined(parts: Sequence[Span], here: Here) -> Said:
    said = Said()
    for span in parts:
        said = _merged(said, span.pieces, here) or said
    return said


def _mending(sentence: _Sentence, span: Span) -> int | None:
    """Where the words begin by which somebody corrects what they have just said; None where there are none."""
    said = sentence.tokens
    at = span.start
    while at > 0 and span.start - at < 4:
        word = said[at - 1].word
        before = said[at - 2].word if at > 1 else ""
        if word in closed.MENDING or (word == "no" and (before in (",", ".") or said[at].word in (",", "wait"))):
            while at > 1 and said[at - 2].word in (*closed.MENDING, "no", "i", ",", "."):
                at -= 1
            return at - 1
        if word not in (",", ".", "that", "it", "i", "at", "to", "for"):
            return None
        at -= 1
    return None


# --- settling ---------------------------------------------------------------------------------------------------


@within_reach()
def _settled(sentence: _Sentence, group: Group, here: Here, alone: bool) -> Reading:
    """The moment of one group; ``alone`` where every other is a doubt."""
    doubtful = list(sentence.doubtful)
    others = [each for other in sentence.groups if other is not group for each in other.spans] if alone else []
    moment, unused = settle(group.said, here)
    if moment is not None:
        moment = replace(moment, named=group.said.without(*unused).named)
    sentence.task += [span for span in group.spans if _kinds(span) <= unused and _is_brief(span)]
    used = [span for span in group.spans if not _kinds(span) <= unused]
    doubtful += other_days(sentence.told, group.said, moment, here) if alone else []
    doubtful += others + [span for span in group.spans if span not in used and span not in sentence.task]
    if alone and moment is not None and moment.recurrence is None and len(group.said.clocks) > 1:
        doubtful += [span for span in used if isinstance(span.pieces[0], Clocks)]
    if alone and isinstance(group.said.day, Dates):
        doubtful += [span for span in used if isinstance(span.pieces[0], Dates)]
    taken = used if alone else [span for each in sentence.groups for span in each.spans]
    stretches = [(span.start, span.end) for span in doubtful]
    settled = [(span.start, span.end) for span in (*taken, *sentence.task)] + sentence.mended
    recurs = moment is not None and moment.recurrence is not None
    stretches += stray(sentence.tokens, [*settled, *stretches], [(span.start, span.end) for span in taken], recurs)
    stretches += astray(sentence.tokens, [(span.start, span.end) for span in taken] + sentence.mended)
    if not sentence.task and not taken and moment is None and not stretches:
        return Reading(None, sentence.text.strip())
    return Reading(moment, _rest(sentence, taken), tuple(_said(sentence, stretches)))


def _is_brief(span: Span) -> bool:
    """Whether it tells how long the task takes: "revise for an hour"."""
    piece = span.pieces[0]
    return isinstance(piece, Lasting) and not (piece.length.days or piece.length.months)


def _kinds(span: Span) -> set[str]:
    """The kinds of pieces of a span, by the names they have in ``Said``."""
    empty = Said()
    found = set()
    for piece in span.pieces:
        if isinstance(piece, Every):
            found |= {"every", "among"}
        elif isinstance(piece, Except):
            found.add("excepts")
        else:
            name = type(piece).__name__.lower()
            found.add(name if hasattr(empty, name) else "day")
    return found - {"among"}


def _said(sentence: _Sentence, stretches: Iterable[tuple[int, int]]) -> list[str]:
    """Stretches of tokens as they were said, in order, those that touch as one."""
    joined: list[list[int]] = []
    for start, end in sorted(set(stretches)):
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    return [sentence.text[sentence.tokens[start].start : sentence.tokens[end - 1].end] for start, end in joined]


def _rest(sentence: _Sentence, used: Iterable[Span]) -> str:
    """The words around what was used, as said, in order."""
    cut = sorted([(span.start, span.end) for span in used] + sentence.mended)
    words, at = [], 0
    for start, end in cut:
        words.append(sentence.text[at : sentence.tokens[start].start])
        at = max(at, sentence.tokens[end - 1].end)
    words.append(sentence.text[at:])
    kept = [each.strip(" ,;:–—") for each in words]
    return " ".join(" ".join(each for each in kept if each.strip(".!?…")).split())
