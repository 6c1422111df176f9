"""Clauses that say when something happens, beside a request: "*the bank shuts at five*, remind me at four".

A clause is such a statement when a subject and a verb of its own stand in it before its time, and no word of a request.
What its time is good for is one table:

| the request says                         | the time of the statement is                                    |
|------------------------------------------|-----------------------------------------------------------------|
| a time of its own                        | of the statement, which is left out, or kept where it is a task |
| only a while before: "ten minutes before"| what that is before                                             |
| a time of "that day", or "then"          | its day, or the time that is meant                              |
| none, and the statement leads            | the request's: "the film is at eight, remind me"                |
| none, and it follows, or is a reason     | none of the request's, which is asked for                       |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from earnest.spoken.en.moments import closed
from earnest.spoken.en.moments.finding import Span
from earnest.spoken.en.moments.pieces import Ahead, Between, Clocks, Earlier, Every, Part, Vague
from earnest.spoken.en.moments.tokens import Token


class Sorted(NamedTuple):
    """The stretches of a sentence about time, by what they are for."""

    moment: list[Span]
    task: list[Span]
    """Those that only say when something else is."""
    cut: list[tuple[int, int]]
    """Stretches of tokens that are neither moment nor task."""


def sort_out(text: str, tokens: Sequence[Token], spans: Sequence[Span]) -> Sorted:
    """``spans``, those of ``text``, without the ones that only say when something else happens."""
    sentence = _Sentence(text, tokens, spans)
    clauses = list(sentence.clauses())
    told = [clause for clause in clauses if sentence.states(clause)]
    if not told:
        return Sorted(list(spans), [], [])
    asking = [clause for clause in clauses if clause not in told and sentence.asks(clause)]
    owner = {span: clause for span in spans for clause in told if clause.start <= span.start < clause.end}
    outside = [span for span in spans if span not in owner]
    timed = any(_is_time(span) for span in outside)
    if asking and any(isinstance(piece, Earlier) for span in outside for piece in span.pieces):
        ours = [span for span in spans if span not in owner or not (timed and _is_time(span))]
        return Sorted(ours, [span for span in spans if span not in ours], sentence.besides(told, asking, ours))
    if asking and timed:
        day = [span for span in owner if sentence.points_back(asking, closed.SAME_DAY) and not _is_time(span)]
        ours = [span for span in spans if span in outside or span in day]
        return Sorted(ours, [span for span in spans if span not in ours], sentence.besides(told, asking, ours))
    if asking and sentence.points_back(asking, closed.SAME_TIME):
        return Sorted(list(spans), [], sentence.besides(told, asking, spans, closed.SAME_TIME))
    others = [
        span
        for span, clause in owner.items()
        if clause.link in closed.REASONS or (asking and clause.start > asking[0].start)
    ]
    return Sorted([span for span in spans if span not in others], others, [])


def _is_time(span: Span) -> bool:
    """Whether it says at what time, not only on which day."""
    return any(isinstance(piece, Clocks | Ahead | Between | Every | Part | Vague) for piece in span.pieces)


class _Clause(NamedTuple):
    start: int
    end: int
    link: str
    """The word that ties it to what stands before it: "because"; "" for none."""


@dataclass(frozen=True)
class _Sentence:
    text: str
    tokens: Sequence[Token]
    spans: Sequence[Span]

    @cached_property
    def words(self) -> list[str]:
        """As said, in lower case, with their apostrophes: "it's" is not "its"."""
        return [self.text[token.start : token.end].lower().replace("’", "'") for token in self.tokens]

    @cached_property
    def timely(self) -> frozenset[int]:
        """The places of words about time."""
        return _places(self.spans)

    def clauses(self) -> Iterator[_Clause]:
        """As far as pauses, links and the words that open a request tell them apart."""
        ends = {span.end for span in self.spans}
        start, link = 0, ""
        for at, word in enumerate(self.words):
            if at in self.timely and at - 1 in self.timely and at not in ends:
                continue
            opens = self._opens(at, ends)
            if opens or self.tokens[at].word in (",", "."):
                if at > start:
                    yield _Clause(start, at, link)
                linked = word in closed.LINKS
                start, link = (at if opens and not linked else at + 1), word if linked else ""
        if start < len(self.words):
            yield _Clause(start, len(self.words), link)

    def states(self, clause: _Clause) -> bool:
        """Whether it says when something happens."""
        places = list(range(clause.start, clause.end))
        while places and self.words[places[0]] in closed.OPENERS:
            places = places[1:]
        first = next((at for at, place in enumerate(places) if place in self.timely), len(places))
        if not first or self.asks(clause):
            return False
        if first == len(places):
            return self.words[places[0]].partition("'")[0] in closed.PRONOUNS and first > 1
        words = [self.words[place] for place in places[:first]]
        if clause.link == "before":
            return True
        if clause.link in closed.REASONS:
            return len(words) > 1
        head, _, contracted = words[0].partition("'")
        if head in ("it", "that") and (contracted == "s" or words[1:2] in (["is"], ["was"])):
            return len(words) > 2 - bool(contracted)
        if head in closed.PRONOUNS:
            return len(words) > 1
        return any(_is_verb(words, at) for at in range(len(words)))

    def asks(self, clause: _Clause) -> bool:
        """Whether a word of a request stands in it."""
        places = range(clause.start, clause.end)
        return any(self.words[at] in closed.ASKING or self._requests(at) for at in places)

    def points_back(self, asking: Sequence[_Clause], words: frozenset[str]) -> bool:
        """Whether a request speaks of the day, or the time, of what was said before it."""
        return any(not words.isdisjoint(self.words[each.start : each.end]) for each in asking)

    def besides(
        self,
        told: Sequence[_Clause],
        asking: Sequence[_Clause],
        used: Sequence[Span],
        more: frozenset[str] = frozenset(),
    ) -> list[tuple[int, int]]:
        """The words of the statements but for ``used``; none where they are all that the request can be about."""
        taken = _places(used)
        asked = [at for each in asking for at in range(each.start, each.end) if at not in taken]
        little = closed.FUNCTION | closed.REQUEST | closed.ASKED_FOR | closed.ASKING | closed.POLITE
        alarm = any(self.words[at] in closed.WAKING for at in asked)
        if not alarm and all(self.tokens[at].word in little for at in asked):
            return []
        cut = {at for each in told for at in range(each.start - bool(each.link), each.end)} - taken
        cut |= {each.start - 1 for each in asking if each.link and each.start - 1 not in taken}
        cut |= {at for at in asked if self.words[at] in more}
        return [(at, at + 1) for at in sorted(cut)]

    def _opens(self, at: int, ends: set[int]) -> bool:
        """Whether a clause begins at this word."""
        word, after = self.words[at], self.words[at + 1] if at + 1 < len(self.words) else ""
        before = self.words[at - 1] if at else ""
        subject = after.partition("'")[0] in closed.PRONOUNS or after in closed.DETERMINERS
        if word in closed.REASONS:
            return subject or word not in closed.SOMETIMES_REASONS
        if word in closed.LINKS:
            return (subject and after not in closed.DETERMINERS) or self._requests(at + 1)
        if self._requests(at):
            return before not in closed.LEADING_ON | closed.LINKS | closed.POLITE
        return at in ends and word.partition("'")[0] in closed.PRONOUNS and word != "that"

    def _requests(self, at: int) -> bool:
        """Whether a request begins there: "remind me", "please could you wake us", "set an alarm"."""
        words = self.words[at:]
        while words and words[0] in closed.POLITE:
            words = words[1:]
        return words[:1] != [] and words[0] in closed.VERBS and words[1:2] in _OBJECTS


_OBJECTS = [["me"], ["us"], ["a"], ["an"], ["my"], ["one"], ["another"], ["two"]]


def _places(spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(place for span in spans for place in range(span.start, span.end))


def _is_verb(words: Sequence[str], at: int) -> bool:
    """Whether the word at ``at`` says what those before it do, or is: "the taxi's booked", "the shops shut"."""
    if words[at].endswith("'s"):
        return at + 1 == len(words) or words[at + 1] in closed.AFTER_IS
    plural = at > 0 and words[at - 1].endswith("s")
    return at > 0 and (words[at] in closed.HAPPENS or (plural and f"{words[at]}s" in closed.HAPPENS))
