"""The notation that the grammar of moments is written in, and the reader of it.

A rule is a name, one or more patterns, and a function that makes the meaning of what was found:

    @rule("clock", "half [past] {hour}")
    def half_past(hour: int) -> Clock: ...

A pattern is written like a skill's phrase: plain words, ``[what may be missing]``, ``(one|or|another)``, and
``{name}`` or ``{name:kind}`` for something of a kind, which is handed to the function under its name. A kind is another
rule, a table of words, or a figure (``{number:#number}``). A function that returns None says: this is not one after
all.

Reading is by chart: whatever kind is looked for at a place is looked for once, and every way to read it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from earnest.spoken.en.moments.tokens import Token


class Slot(NamedTuple):
    """Something of a kind, under the name that the rule's function knows it by."""

    name: str
    kind: str


Element = frozenset[str] | Slot
"""One place of a pattern: one of some words, or a slot."""


class Line(NamedTuple):
    """A pattern without options or alternatives, and what it means."""

    elements: tuple[Element, ...]
    meaning: Callable[..., Any]


class Found(NamedTuple):
    """A reading: the place after its last token, and its meaning."""

    end: int
    meaning: Any


@dataclass
class Grammar:
    """Rules by the kind of thing they read."""

    lines: dict[str, list[Line]] = field(default_factory=dict)
    tables: dict[str, Mapping[str, Hashable]] = field(default_factory=dict)
    _first: dict[str, frozenset[str]] = field(default_factory=dict)
    _by_first: dict[str, dict[str, tuple[Line, ...]]] = field(default_factory=dict)

    def rule(self, kind: str, *patterns: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Add a rule: what it makes of what its patterns find is the function below it."""

        def add(meaning: Callable[..., Any]) -> Callable[..., Any]:
            for pattern in patterns:
                self.lines.setdefault(kind, []).extend(Line(line, meaning) for line in _expand(pattern))
            return meaning

        return add

    def table(self, kind: str, words: Mapping[str, Hashable]) -> None:
        """Add a kind that is one word of a table, and means what the table says."""
        self.tables[kind] = words

    def first(self, kind: str) -> frozenset[str]:
        """Words and figures that something of ``kind`` may begin with."""
        if kind not in self._first:
            self._first[kind] = frozenset()
            found = {kind} if kind.startswith("#") else set(self.tables.get(kind, ()))
            for line in self.lines.get(kind, ()):
                found |= self._first_of(line)
            self._first[kind] = frozenset(found)
        return self._first[kind]

    def lines_at(self, kind: str, token: Token) -> Iterator[Line]:
        """The lines of ``kind`` that can begin with ``token``."""
        if kind not in self._by_first:
            index: dict[str, list[Line]] = {}
            for line in self.lines.get(kind, ()):
                for word in self._first_of(line):
                    index.setdefault(word, []).append(line)
            self._by_first[kind] = {word: tuple(lines) for word, lines in index.items()}
        yield from self._by_first[kind].get(token.word, ())
        if token.kind != "#word":
            yield from self._by_first[kind].get(token.kind, ())

    def _first_of(self, line: Line) -> frozenset[str]:
        start = line.elements[0]
        return self.first(start.kind) if isinstance(start, Slot) else start


class Chart:
    """One text being read by a grammar."""

    def __init__(self, grammar: Grammar, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self._grammar = grammar
        self._found: dict[tuple[str, int], list[Found]] = {}

    def read(self, kind: str, at: int) -> list[Found]:
        """Every way to read something of ``kind`` that begins at token ``at``, the longest first."""
        place = (kind, at)
        if place not in self._found:
            self._found[place] = []
            self._found[place] = self._read(kind, at) if at < len(self.tokens) else []
        return self._found[place]

    def _read(self, kind: str, at: int) -> list[Found]:
        token = self.tokens[at]
        if kind.startswith("#"):
            return [Found(at + 1, token.word)] if token.kind == kind else []
        found: list[Found] = []
        table = self._grammar.tables.get(kind)
        if table is not None and token.word in table:
            found.append(Found(at + 1, table[token.word]))
        for line in self._grammar.lines_at(kind, token):
            for end, slots in self._match(line.elements, 0, at):
                meaning = line.meaning(**slots)
                if meaning is not None and Found(end, meaning) not in found:
                    found.append(Found(end, meaning))
        found.sort(key=lambda each: -each.end)
        return found

    def _match(self, elements: tuple[Element, ...], done: int, at: int) -> Iterator[tuple[int, dict[str, Any]]]:
        if done == len(elements):
            yield at, {}
            return
        if at >= len(self.tokens):
            return
        element = elements[done]
        if isinstance(element, Slot):
            for end, meaning in self.read(element.kind, at):
                for last, slots in self._match(elements, done + 1, end):
                    yield last, {element.name: meaning, **slots}
        elif self.tokens[at].word in element:
            yield from self._match(elements, done + 1, at + 1)


_PART = re.compile(r"\[|\]|\(|\)|\||\{\w+(?::[#\w]+)?\}|[^\s\[\](){}|]+")


def _expand(pattern: str) -> list[tuple[Element, ...]]:
    """The lines that ``pattern`` stands for, one for each choice of its options and alternatives."""
    parts = _PART.findall(pattern)
    lines, used = _alternatives(parts, 0)
    if used != len(parts) or any(not line for line in lines):
        raise ValueError(f"pattern {pattern!r}: expected brackets in pairs and at least one word")
    return list(dict.fromkeys(lines))


def _alternatives(parts: list[str], at: int) -> tuple[list[tuple[Element, ...]], int]:
    """The lines of ``a b|c``, up to a closing bracket; alternatives of one word each become one element."""
    choices: list[list[tuple[Element, ...]]] = [[()]]
    while at < len(parts) and parts[at] not in ")]":
        part = parts[at]
        if part == "|":
            choices.append([()])
            at += 1
            continue
        if part in "([":
            inner, at = _alternatives(parts, at + 1)
            added = [*inner, ()] if part == "[" else inner
        else:
            added = [(_element(part),)]
        at += 1
        choices[-1] = [line + more for line in choices[-1] for more in added]
    lines = [line for choice in choices for line in choice]
    words = [line[0] for line in lines if len(line) == 1 and isinstance(line[0], frozenset)]
    if len(words) > 1:
        others = [line for line in lines if not (len(line) == 1 and isinstance(line[0], frozenset))]
        lines = [(frozenset().union(*words),), *others]
    return lines, at


def _element(part: str) -> Element:
    if part.startswith("{"):
        name, _, kind = part[1:-1].partition(":")
        return Slot(name, kind or name)
    return frozenset((part,))
