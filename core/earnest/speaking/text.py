"""Text as it is written → text as it is said, cut where a voice may draw breath."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from earnest.speaking.reading import Reading, reading_of

PACE = 160.0
"""Characters a second that a voice is taken to make until it has been heard: the small Piper voice on two cores."""
SPOKEN = 15.0
"""Characters a second of plain speech: as long as a piece sounds, the next one may be in the making."""
_FIRST_SOUND = 0.25
"""Seconds after which the first sound is wanted: a first sentence that takes longer is begun after its first phrase."""
_CLAUSE = 20
"""Characters a clause has at least, so that its melody has room."""
_COMMA = 1.25
"""A comma may come this much later than a place without one: it is where a voice rests anyway."""
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
    marked: bool = True
    """Whether a comma or full stop stands where it ends; a phrase that was cut off ends without one."""

    @property
    def phrases(self) -> int:
        """Commas and the like inside it, each a place for a pause."""
        return len(_BREAK.findall(self.text[:-1]))


def pieces(text: str, language: str = "en", pace: Callable[[], float] = lambda: PACE) -> Iterator[Piece]:
    """``text`` sentence by sentence, in words and punctuation alone; what would be late or is endless by the phrase.

    Digits, signs, units and abbreviations are written out; markup, emoji and control characters are left out. Text of
    any length and kind is taken, and no more of it is read than has been asked for. ``language``: ``en``, ``de_DE`` …
    ``pace``: characters a second that the voice makes, asked before each piece.
    """
    reading = reading_of(language)
    longest = pace() * _FIRST_SOUND
    for line in filter(None, map(str.strip, plain(text).splitlines())):
        for sentence in reading.sentences(line):
            said = _clean(sentence)
            if any(map(str.isalnum, said)):
                for piece in _cut(said, longest, reading, pace):
                    yield piece
                    longest = _longest(piece, pace)


def _longest(playing: Piece, pace: Callable[[], float]) -> float:
    """Characters of the next piece that are made while one is playing."""
    return len(playing.text) / SPOKEN * pace()


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


def _cut(sentence: str, longest: float, reading: Reading, pace: Callable[[], float]) -> Iterator[Piece]:
    while len(sentence) > (limit := round(min(max(longest, _CLAUSE), _LONGEST))):
        place = _place(sentence, limit, reading)
        if place is None:
            break
        said = sentence[:place].strip()
        piece = Piece(said, ends=False, marked=not said[-1].isalnum())
        yield piece
        sentence, longest = sentence[place:].strip(), _longest(piece, pace)
    yield Piece(sentence)


def _place(sentence: str, limit: int, reading: Reading) -> int | None:
    """Where to cut: at a comma, else before the plainest phrase, else where one must; None to leave it whole."""
    room = range(_CLAUSE, len(sentence) - _CLAUSE + 1)
    commas = [found.end() for found in _BREAK.finditer(sentence) if found.end() in room]
    phrases = [(plainness, place) for place, plainness in reading.openings(sentence) if place in room]
    at_commas = [place for place in commas if place <= min(limit * _COMMA, _LONGEST)]
    in_time = [each for each in phrases if each[1] <= limit]
    if at_commas:
        return at_commas[-1]
    if in_time:
        return max(in_time)[1]
    later = [place for place in (*commas, *(place for _, place in phrases)) if place <= _LONGEST]
    if later or len(sentence) <= _LONGEST:
        return min(later, default=None)
    space = sentence.rfind(" ", _CLAUSE, _LONGEST)
    return space if space > 0 else _LONGEST


def _speakable(char: str) -> bool:
    return char in _SAID or unicodedata.category(char)[0] in "LMNZ"
