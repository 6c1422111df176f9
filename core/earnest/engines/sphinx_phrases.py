"""A small language model of what the skills listen for, its ``{wildcards}`` left open.

A trigram model with backoff. Where a phrase has a wildcard, probability flows to the backoff, and from there to
any common word; after such a word the phrase may go on. Moments, durations and numbers are put in for every
wildcard, because that is what people say there.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

START, END, OPEN = "<s>", "</s>", "{}"

_SHARES = (0.2, 0.3, 0.5)
"""Of the unigrams: words of phrases, words that follow a wildcard, common English words."""
_DISCOUNT = {2: 0.5, 3: 0.3}
"""Counts set aside for what was not seen, per different word that was (Witten and Bell, 1991, at a lower weight)."""
_LEAST = 1e-9

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_TEENS = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty"]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_SAID = """
at half past seven, at quarter past nine, at a quarter to nine, at noon, at midnight, in an hour, in half an hour
in a quarter of an hour, in two hours and a half, for an hour and a half, tomorrow, tomorrow morning, tomorrow at noon
this evening, tonight, today, this afternoon, in the morning, in the afternoon, in the evening, at night, next week
every day at eight, every morning at nine, every weekday at seven, on the weekend, in three days, in two weeks
a m, p m
"""


def _moments() -> Iterator[str]:
    """How people say moments, durations and numbers."""
    yield from (part.strip() for line in _SAID.strip().splitlines() for part in line.split(","))
    for day in _DAYS:
        yield from (f"on {day}", f"next {day}", f"every {day}", f"on {day} morning")
    for hour in _ONES:
        yield from (f"at {hour}", f"at {hour} o'clock", f"at {hour} thirty", f"at half past {hour}")
        yield from (f"at {hour} in the morning", f"at {hour} p m", f"in {hour} hours", f"for {hour} hours")
    for number in (*_ONES, *_TEENS, *_TENS, *(f"{ten} {one}" for ten in _TENS for one in _ONES[:9])):
        yield from (f"in {number} minutes", f"for {number} minutes", f"{number} seconds")


class PhraseModel:
    """Trigrams of phrases; ``arpa`` writes them in the form every recogniser reads."""

    def __init__(self, phrases: Iterable[str], common: Mapping[str, float], knows: Callable[[str], bool]) -> None:
        """``common`` are the words that may fill a wildcard, with probabilities; words not known become wildcards."""
        sentences = [[START, *_words(phrase, knows), END] for phrase in phrases]
        fragments = [_words(moment, knows) for moment in _moments()]
        counts = _count([*sentences, *fragments])
        after_wildcard = _after_wildcards(sentences, fragments)
        self.one = _unigrams(counts[1], after_wildcard, common)
        self.two, self.back_one = _higher(counts[2], {(): self.one}, 2)
        below: dict[tuple[str, ...], dict[str, float]] = self.two
        self.three, self.back_two = _higher(counts[3], below, 3)

    def arpa(self) -> str:
        """The model as text, in Doug Paul's ARPA form: log10 probabilities and backoff weights."""
        two = [(history, word, p) for history, words in self.two.items() for word, p in words.items()]
        three = [(history, word, p) for history, words in self.three.items() for word, p in words.items()]
        lines = ["\\data\\", f"ngram 1={len(self.one) + 1}", f"ngram 2={len(two)}", f"ngram 3={len(three)}", ""]
        lines += ["\\1-grams:", f"-99 {START} {_log(self.back_one.get((START,), 1.0))}"]
        lines += [f"{_log(p)} {word} {_log(self.back_one.get((word,), 1.0))}" for word, p in self.one.items()]
        lines += ["", "\\2-grams:"]
        lines += [f"{_log(p)} {h[0]} {word} {_log(self.back_two.get((*h, word), 1.0))}" for h, word, p in two]
        lines += ["", "\\3-grams:", *(f"{_log(p)} {h[0]} {h[1]} {word}" for h, word, p in three)]
        return "\n".join([*lines, "", "\\end\\", ""])


_Counts = dict[tuple[str, ...], Counter[str]]


def _words(phrase: str, knows: Callable[[str], bool]) -> list[str]:
    words = [word if knows(word) else OPEN for word in re.findall(r"\{[^}]*\}|[a-z']+", phrase.lower())]
    return [word for word, before in zip(words, ["", *words], strict=False) if word != OPEN or before != OPEN]


def _count(sentences: Iterable[list[str]]) -> dict[int, _Counts]:
    """How often each word follows each history of one, two and no words; a history with a wildcard says nothing."""
    counts: dict[int, _Counts] = {order: defaultdict(Counter) for order in (1, 2, 3)}
    for sentence in sentences:
        for place, word in enumerate(sentence):
            for order in (1, 2, 3):
                history = tuple(sentence[max(0, place - order + 1) : place])
                if len(history) == order - 1 and OPEN not in history:
                    counts[order][history][word] += 1
    return counts


def _after_wildcards(sentences: list[list[str]], fragments: list[list[str]]) -> Counter[str]:
    """The words a phrase goes on with after a wildcard; a moment may always come."""
    follow = Counter(
        word
        for sentence in sentences
        for before, word in itertools.pairwise(sentence)
        if before == OPEN and word != OPEN
    )
    return follow + Counter(fragment[0] for fragment in fragments if fragment)


def _unigrams(counts: _Counts, following: Counter[str], common: Mapping[str, float]) -> dict[str, float]:
    said = Counter({word: count for word, count in counts[()].items() if word not in (START, OPEN)})
    said.setdefault(END, 1)
    sources = [
        (share, source, sum(source.values()) or 1)
        for share, source in zip(_SHARES, (said, following, common), strict=True)
    ]
    words = {word for _, source, _ in sources for word in source if word != OPEN}
    raw = {
        word: _LEAST + sum(share * source.get(word, 0) / total for share, source, total in sources) for word in words
    }
    whole = sum(raw.values())
    return {word: p / whole for word, p in raw.items()}


def _higher(
    counts: _Counts, below: Mapping[tuple[str, ...], Mapping[str, float]], order: int
) -> tuple[dict[tuple[str, ...], dict[str, float]], dict[tuple[str, ...], float]]:
    """Probabilities of one order, and the backoff weight of each of its histories."""
    probabilities: dict[tuple[str, ...], dict[str, float]] = {}
    backoff: dict[tuple[str, ...], float] = {}
    for history, words in counts.items():
        lower = below.get(history[1:], {})
        seen = {word: count for word, count in words.items() if word in lower}
        if not seen:
            continue
        total = sum(words.values()) + _DISCOUNT[order] * len(seen)
        probabilities[history] = {word: count / total for word, count in seen.items()}
        left = 1.0 - sum(probabilities[history].values())
        free = 1.0 - sum(lower[word] for word in seen)
        backoff[history] = max(left, _LEAST) / max(free, 1e-6)
    return probabilities, backoff


def _log(probability: float) -> str:
    return f"{max(math.log10(max(probability, _LEAST)), -9.0):.4f}"
