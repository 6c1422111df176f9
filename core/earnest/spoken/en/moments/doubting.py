"""Words about time that no piece accounts for."""

from __future__ import annotations

from collections.abc import Sequence

from earnest.spoken.en.moments import closed
from earnest.spoken.en.moments.english import GRAMMAR
from earnest.spoken.en.moments.tokens import Token

_FURTHER = 4
"""Words that are quoted after one like "until" whose end was not understood."""
_CLOSING = (",", ".", "to", "and", "please")
"""Words that end what is quoted."""
_QUOTED = {"or": 1, "and": 1, "to": 1, "on": 1, "the": 1, "every": 1, "each": 1, "dont": 1, "never": 1, "of": 2}
"""How many words after each of these are quoted with it."""
Stretch = tuple[int, int]


def stray(tokens: Sequence[Token], settled: Sequence[Stretch], taken: Sequence[Stretch], recurs: bool) -> list[Stretch]:
    """The stretches of ``tokens`` that are about time and neither ``settled`` already nor part of the task.

    ``taken`` are those of the moment, and ``recurs`` is whether it comes again: only then can it have an end that was
    not understood, or an exception.
    """
    free = [not any(start <= place < end for start, end in settled) for place in range(len(tokens))]
    ends, starts = {end for _, end in taken}, {start for start, _ in taken}
    found = []
    for place, token in enumerate(tokens):
        if free[place] and _is_doubtful(tokens, place, starts, ends, recurs):
            found.append((_from(tokens, place, free), _until(tokens, place, free, token.word in closed.ENDING)))
    return found


def astray(tokens: Sequence[Token], taken: Sequence[Stretch]) -> list[Stretch]:
    """Words amid those of the moment of which nobody knows what they say: "remind me sunday *arvo* to swim"."""
    places = {place for start, end in taken for place in range(start, end)}
    begins = next((at + 2 for at, token in enumerate(tokens) if token.word in closed.REMINDING), 0)
    if (tokens[begins - 1 : begins] and tokens[begins - 1].word not in ("me", "us")) or (
        not begins and 0 not in places
    ):
        return []
    task = next((at for at in range(begins, len(tokens)) if tokens[at].word == "to" and at not in places), begins)
    last = max((at for at in range(begins, task) if at in places), default=begins)
    free = [at for at in range(begins, last) if at not in places and tokens[at].word not in closed.BESIDE]
    leads = any(tokens[at].word in ("about", "that", "of") for at in free)
    return [] if leads else [(at, at + 1) for at in free]


def _is_doubtful(tokens: Sequence[Token], place: int, starts: set[int], ends: set[int], recurs: bool) -> bool:
    token = tokens[place]
    before = tokens[place - 1].word if place else ""
    after = tokens[place + 1].word if place + 1 < len(tokens) else ""
    if token.word in closed.SHADES or token.word in ("not", "never"):
        return place + 1 in starts or (place in ends and token.word in closed.SHADES)
    if token.word == "of":
        return place in ends or place + 1 in starts
    if token.word in ("birthday", "anniversary"):
        return any(each.word == "on" for each in tokens[max(0, place - 3) : place])
    if token.word in _ZONES or token.word == "time":
        near = place in ends or (token.word == "time" and bool({place - 1, place - 2} & ends))
        return near and before not in ("any", "this", "the", "first")
    if token.word in ("dont", "never") and starts and after in _RINGING:
        return not any(each.word == "until" for each in tokens)
    if token.word in ("on", "the") and place + 2 in starts and not _is_small(after):
        return token.word == "on" or tokens[place + 2].word in ("bank", "public")
    if place in ends and (token.kind != "#word" or token.word in GRAMMAR.first("hour")):
        return after not in closed.MEASURES and not _counts(after)
    if token.word == "or" and place + 1 in starts:
        return True
    if token.word in ("before", "after") and place + 1 in starts:
        return True
    if token.word == "between":
        return place + 1 < len(tokens) and _is_timely(tokens[place + 1])
    if token.word in ("or", "and", "to") and place in ends and place + 1 < len(tokens):
        return _is_timely(tokens[place + 1]) and (not _is_number(tokens[place + 1]) or _alone(tokens, place + 2))
    if token.word in closed.ENDING:
        return recurs
    if token.word in ("day", "eve", "holiday") and _is_named(tokens, place):
        return True
    if token.word in ("every", "each"):
        return after in closed.OFTEN or (place + 1 < len(tokens) and _is_number(tokens[place + 1]))
    if token.word in closed.UNITS:
        introduced = {each.word for each in tokens[max(0, place - 2) : place]} & closed.INTRODUCING
        return bool(introduced) and before not in ("my", "our", "his", "her", "their")
    if token.word in closed.MONTHS_ALONE:
        return before in closed.LEADS or before in ("of", "this", "next", "last", "early", "late", "mid")
    return token.word in closed.NAMES and (place in ends or not _of_task(before, after))


def _is_named(tokens: Sequence[Token], place: int) -> bool:
    """Whether it ends the name of a day that nobody here knows: "on dave day"."""
    before = [each.word for each in tokens[max(0, place - 3) : place]]
    lead = max((at for at, word in enumerate(before) if word in ("on", "by")), default=None)
    return lead is not None and lead < len(before) - 1 and not set(before[lead:]) & closed.DETERMINERS


_RINGING = frozenset(("wake", "ring", "remind", "disturb", "call", "start"))


def _is_small(word: str) -> bool:
    """Whether it belongs to no name: "on the", "on my"."""
    return not word or word in closed.FUNCTION or word in closed.DETERMINERS or word in ",."


def _counts(after: str) -> bool:
    """Whether the word after a number is what it counts: "at six 2 eggs"."""
    return bool(after) and after not in closed.FUNCTION


_ZONES = frozenset(("utc", "gmt", "bst", "est", "edt", "pst", "pdt", "cet", "eastern", "pacific", "zulu"))
"""After a time of day these move it to where nobody here is."""


def _is_timely(token: Token) -> bool:
    parts = ("morning", "afternoon", "evening", "night", "am", "pm")
    return (
        _is_number(token) or token.word in closed.NAMES or token.word in GRAMMAR.first("month") or token.word in parts
    )


def _is_number(token: Token) -> bool:
    return token.kind in ("#number", "#time", "#ordinal", "#decimal") or token.word in GRAMMAR.first("hour")


def _alone(tokens: Sequence[Token], place: int) -> bool:
    after = tokens[place].word if place < len(tokens) else ""
    return not after or (after in closed.FUNCTION and after not in closed.COUNTED)


def _of_task(before: str, after: str) -> bool:
    """The rules of ``finding.py``, for a single word."""
    if before in closed.DETERMINERS or before in closed.TOPICS:
        return True
    content = bool(before) and before not in closed.REQUEST and before not in closed.FUNCTION
    return content and bool(after) and after not in closed.FUNCTION


def _from(tokens: Sequence[Token], place: int, free: Sequence[bool]) -> int:
    """With the preposition or conjunction before it."""
    named = tokens[place].word in ("day", "eve", "holiday")
    while place and free[place - 1] and (tokens[place - 1].word in _LEADING or named):
        place -= 1
        named = named and tokens[place].word not in closed.LEADS
    return place


_LEADING = closed.LEADS | frozenset(
    ("but", "not", "except", "or", "this", "next", "last", "only", "the", "within", "until", "starting")
)


def _until(tokens: Sequence[Token], place: int, free: Sequence[bool], far: bool) -> int:
    end = place + 1
    further = _FURTHER if far else _QUOTED.get(tokens[place].word, 0)
    if further:
        limit = place + 1 + further
        also = tokens[place].word == "of"
        while end < min(limit, len(tokens)) and (also or free[end]) and tokens[end].word not in _CLOSING:
            end += 1
    return end
