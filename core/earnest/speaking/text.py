"""Text as it is written → text as it is said, cut where a voice may draw breath."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from earnest.speaking.reading import reading_of

_FIRST = 80
"""Characters: a first sentence longer than this (about 5 s) is begun after its first long clause."""
_CLAUSE = 24
"""Characters a clause has at least, so that its melody has room."""
_LONGEST = 240
"""Characters of a piece: nobody should wait 15 s for a sentence without an end."""
_MARKUP = re.compile(r"<!--.*?-->|</?[A-Za-z!?][^<>@]{0,400}>", re.DOTALL)
_LINE_MARKUP = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+|>+[ \t]*|[-*•+][ \t]+(?=\S)|(?:[-*_=|:][ \t]*){3,}$|```.*$)", re.MULTILINE
)
_EMPHASIS = re.compile(r"\*{2,}|_{2,}|~~|`+|(?<![\w*])[*_](?=[^\s*_])|(?<=[^\s*_])[*_](?![\w*])")
_VULGAR = re.compile(r"[¼½¾⅐-⅞↉]")
_RAISED = re.compile(r"(?<=\w)[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?![ᵃ-ᶻ])")
_UNSAID = {ord(char): None for char in "™®©\u20e3\ufe0e\ufe0f\u200d"} | {ord("º"): "°", ord("№"): "#"}
"""Signs that nobody says, and two that NFKC would make letters of."""
_LINK = re.compile(r"!?\[([^\[\]\n]{1,200})\]\([^()\s]{1,500}\)")
_BREAK = re.compile(r"[,;:，、；：](?=\s)|\s[–—]\s|[，、；：]")
_SAID = frozenset("'’.,;:!?…-–—()\"“”„«»。！？、，；：؟।")


@dataclass(frozen=True, slots=True)
class Piece:
    """What is synthesised in one go."""

    text: str
    ends: bool = True
    """Whether a sentence ends here; a clause that was cut off does not."""

    @property
    def phrases(self) -> int:
        """Commas and the like inside it, each a place for a pause."""
        return len(_BREAK.findall(self.text[:-1]))


def pieces(text: str, language: str = "en") -> Iterator[Piece]:
    """``text`` sentence by sentence, in words and punctuation alone; long first and endless sentences by the clause.

    Digits, signs, units and abbreviations are written out; markup, emoji and control characters are left out. Text of
    any length and kind is taken, and no more of it is read than has been asked for. ``language``: ``en``, ``de_DE`` …
    """
    reading = reading_of(language)
    longest = _FIRST
    for line in filter(None, map(str.strip, plain(text).splitlines())):
        for sentence in reading.sentences(line):
            said = _clean(sentence)
            if any(map(str.isalnum, said)):
                yield from _cut(said, longest)
                longest = _LONGEST


def plain(text: str) -> str:
    """``text`` without markup, and every character in its plainest form (NFKC): ½ is 1/2, ² is ^2, ﬁ is fi."""
    text = _LINK.sub(r"\1", _MARKUP.sub(" ", text))
    text = _EMPHASIS.sub("", _LINE_MARKUP.sub("", text)).translate(_UNSAID)
    text = _RAISED.sub(_power, _VULGAR.sub(_fraction, text))
    return unicodedata.normalize("NFKC", text)


def _fraction(found: re.Match[str]) -> str:
    """A space before it keeps 1½ from being eleven halves."""
    return f" {unicodedata.normalize('NFKC', found[0]).replace('⁄', '/')} "


def _power(found: re.Match[str]) -> str:
    return f"^{unicodedata.normalize('NFKC', found[0]).replace('−', '-')}"


def _clean(said: str) -> str:
    kept = "".join(char if _speakable(char) else " " for char in said)
    tight = re.sub(r" +([,.;:!?…])", r"\1", re.sub(r"\s+", " ", kept)).strip()
    return re.sub(r"\.{2,}", "…", tight)


def _cut(sentence: str, longest: int) -> Iterator[Piece]:
    while len(sentence) > longest:
        place = _place(sentence)
        if place is None:
            break
        yield Piece(sentence[:place].strip(), ends=False)
        sentence, longest = sentence[place:].strip(), _LONGEST
    yield Piece(sentence)


def _place(sentence: str) -> int | None:
    """Where to cut: after the first clause long enough, or where one must, before a word; None to leave it whole."""
    for found in _BREAK.finditer(sentence, _CLAUSE):
        if found.end() > _LONGEST:
            break
        if len(sentence) - found.end() >= _CLAUSE:
            return found.end()
    if len(sentence) <= _LONGEST:
        return None
    space = sentence.rfind(" ", _CLAUSE, _LONGEST)
    return space if space > 0 else _LONGEST


def _speakable(char: str) -> bool:
    return char in _SAID or unicodedata.category(char)[0] in "LMNZ"
