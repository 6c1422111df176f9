"""English as it is written → English as it is said.

Everything that is written otherwise than it is said is of a kind (``kinds()``); the order of the kinds is the only
precedence there is. The words that are data stand in ``sheet.yaml``. What comes out holds letters, punctuation and
nothing else, its full stops end sentences, and reading it again changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property

from earnest.speaking.reading.kinds import Kind, read

_AT_ONCE = 1_000
"""Characters that are read before anything is said, however long the text is and whatever it is made of."""
_PLAIN = re.compile(
    r"(?:(?!(?:etc|approx|aka|mins|secs|tbsp|tsp)\b)(?=[^\Waeiouy]*[aeiouy])[a-z]++(?:['’][a-z]++)?(?=[\s,;!?)]|$)"
    r"|[,;]|\s+(?![x×]\s?\d)(?=[^\W_]))+"
)
"""Most of any text: small words with a vowel, followed by nothing that could belong to them."""
_SURE = re.compile(r"(\b[A-Z]\w{0,2}-?\.[\"’”)]*)\s+(?=[\"“‘(]?[A-Z])")
"""A full stop that the cutter of sentences takes for an abbreviation's; none is left of those."""


class English:
    """The reading of English; ``language`` tells how 3/4/2026 is meant."""

    def __init__(self, language: str = "en") -> None:
        self._month_first = language.replace("-", "_").lower() in {"en", "en_us", "en_ph", "en_ca"}

    def sentences(self, line: str) -> Iterator[str]:
        """The sentences of a line, in words and punctuation."""
        from sentence_stream import stream_to_sentences

        for sentence in stream_to_sentences(map(self._words, _parts(line))):
            said = re.sub(r"\s+", " ", sentence).lstrip(" –—,;:").rstrip()
            if said:
                yield said

    def openings(self, sentence: str) -> Iterator[tuple[int, int]]:
        """Places where a phrase begins without a comma, in order, each with how plainly."""
        from earnest.speaking.reading.en.phrasing import openings

        return openings(sentence)

    def _words(self, part: str) -> str:
        return _SURE.sub("\\1\n\n", "".join(read(latin(part), self._kinds, _PLAIN)))

    @cached_property
    def _kinds(self) -> list[Kind]:
        from earnest.speaking.reading.en import addresses, amounts, letters, names, numbers, signs, times

        first = (*addresses.kinds(), *names.kinds(), *times.kinds(self._month_first), *numbers.before_units())
        return [signs.item(), *first, *amounts.kinds(), *numbers.kinds(), *letters.kinds(), *signs.kinds()]


def _parts(line: str) -> Iterator[str]:
    """A long line in parts, cut after a sentence, else between words, else where one must."""
    while len(line) > _AT_ONCE:
        ends = [found.end() for found in re.finditer(r"[a-z]{3}[.!?]\s+(?=[A-Z])", line[:_AT_ONCE])]
        place = ends[-1] if ends else line.rfind(" ", _AT_ONCE // 2, _AT_ONCE) + 1 or _AT_ONCE
        yield line[:place]
        line = line[place:]
    yield line


def latin(text: str) -> str:
    """``text`` with the letters of other scripts written in ours, and all figures as 0 to 9.

    A lone Greek letter is its name. Marks that stand on no letter of ours are left out.
    """
    if text.isascii():
        return text
    text = re.sub(r"[\u0370-\u03ff](?![^\W\d_])", _greek, text)
    return "".join(char if char < "\u02b0" else _one(char) for char in text)


def _greek(found: re.Match[str]) -> str:
    named = unicodedata.name(found[0], "").split(" LETTER ")
    lone = not re.search(r"[^\W\d_]$", found.string[: found.start()][-1:])
    measure = found[0] in "μΩ" and found.start() and found.string[found.start() - 1] in " 0123456789"
    return found[0] if measure or not lone or len(named) < 2 else named[1].split(" ")[0].lower()


def _one(char: str) -> str:
    from anyascii import anyascii

    sort = unicodedata.category(char)
    if sort == "Nd":
        return str(unicodedata.decimal(char))
    if sort[0] == "L" and char not in "μΩ":
        # capitals within a word would be spelled
        written = str(anyascii(char))
        return written if char.isupper() else written.lower()
    return char if sort[0] in "PSZ" or char in "μΩ" else ""
