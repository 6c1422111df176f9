"""Tokens: what the rules of moments are written over, each with the letters of the sentence that it covers."""

from __future__ import annotations

import re
from typing import NamedTuple

from earnest.spoken.en.moments.vocabulary import DIGITS, MONTHS, SHORT_DAYS, TEENS


class Token(NamedTuple):
    """A word, a figure or a pause of a sentence."""

    word: str
    """In lower case, without apostrophes; ``,`` for a pause and ``.`` for the end of a sentence."""
    kind: str
    """``#word``, ``#number``, ``#ordinal``, ``#time``, ``#decimal``, ``#fraction``, ``#iso``, ``#slash``; ``#elapsed``
    for hours, minutes and seconds."""
    start: int
    end: int


_TOKEN = re.compile(
    r"""
      (?P<iso>\d{4}-\d\d?-\d\d?)(?![\d-])
    | (?P<slash>\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d\d))?(?![\d/]) | \d{1,2}\.\d{1,2}\.\d{4}
        | (?:(?<=on[ ])|(?<=until[ ])|(?<=from[ ]))\d{1,2}\.\d{1,2}\.(?!\d))
    | (?P<elapsed>\d{1,2}:\d\d:\d\d(?!\d))
    | (?P<time>\d{1,2}:\d\d(?!\d))
    | (?P<decimal>\d+\.\d+)
    | (?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)
    | (?P<number>\d{1,3}(?:,\d{3})+(?!\d) | \d+)
    | (?P<fraction>[½¼¾])
    | (?P<half>[ap]\.\ ?m\b\.?)
    | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*['’]?)
    | (?P<at>@)
    | (?P<stop>[.!?…]+)
    | (?P<pause>[,;:()—–-])
    """,
    re.VERBOSE,
)
_OWNER = re.compile(r"(?:\w+day|today|tomorrow|tonight|yesterday|evening|morning|week|month|year)['’]s")
"""Whose: "friday's class" is no Friday, and keeps its apostrophe; "valentine's" loses it."""
_HESITATIONS = frozenset(("um", "uh", "er", "erm", "uhm", "umm", "hmm", "ah", "eh", "uhh", "err", "hm", "mm", "mmm"))
_HEDGES = frozenset((
    "like", "just", "exactly", "precisely", "roughly", "approximately", "approx", "about", "around", "maybe",
    "say", "circa",
))  # fmt: skip
_BEFORE_HEDGES = frozenset(("at", "by", "in", "for", "every", "on", "until", "till", "before", "after"))
"""Between one of these and a time, a hedge adds nothing: "in about ten minutes", "at like six"."""
_FUSED = {"midday": "noon", "till": "until", "til": "until", "&": "and"}
_SPLIT = {"everyday": 5, "everynight": 5, "eachday": 4}
"""Words written together, by the letters of the first."""


_SHORT = frozenset({*(name[:3] for name in MONTHS), "sept", *SHORT_DAYS}) - {"may"}
"""Names that are written short, with a full stop behind that ends nothing: "Oct. 23"."""
_HOURS = frozenset((*DIGITS, *TEENS, "noon", "midnight", "thirty", "fifteen"))


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of ``text`` in order; hesitations and hedges that add nothing are left out."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        token = _token(match, text)
        if token is None or token.word in _HESITATIONS:
            continue
        if token.word in _HEDGES and found and found[-1].word in _BEFORE_HEDGES:
            continue
        if token.word == "." and found and found[-1].end == token.start and found[-1].word in _SHORT:
            continue
        if token.word == "," and found and found[-1].word == ",":
            continue
        found.extend(_parted(token))
    return tuple(found)


def _parted(token: Token) -> tuple[Token, ...]:
    """The token, or the two that were written together: "everyday"."""
    letters = _SPLIT.get(token.word)
    if letters is None:
        return (token,)
    middle = token.start + letters
    return (
        Token(token.word[:letters], token.kind, token.start, middle),
        Token(token.word[letters:], token.kind, middle, token.end),
    )


def _token(match: re.Match[str], text: str) -> Token | None:
    kind, said = match.lastgroup or "", match[0]
    start, end = match.span()
    if kind == "word":
        word = said.lower().replace("’", "'").rstrip("'")
        word = word.removesuffix("ish") if word.removesuffix("ish") in _HOURS else word
        word = word if _OWNER.fullmatch(word) else word.replace("'", "")
        return Token(_FUSED.get(word, word), "#word", start, end)
    if kind == "half":
        return Token(said[0].lower() + "m", "#word", start, end)
    if kind == "at":
        return Token("at", "#word", start, end)
    if kind == "stop":
        return Token(".", "#word", start, end)
    if kind == "pause":
        return _pause(said, text, start, end)
    return Token(said.replace(",", "").lower(), f"#{kind}", start, end)


def _pause(said: str, text: str, start: int, end: int) -> Token | None:
    """A comma; "to" for the dash of "9-5" and "mon-fri"; nothing for a hyphen as in "five-minute"."""
    if said not in "-–—" or text[start - 1 : start].isspace() or text[end : end + 1].isspace():
        return Token(",", "#word", start, end)
    before, after = text[:start].lower(), text[end:].lower()
    days = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?"
    if re.search(r"\d(?:am|pm)?$", before) and re.match(r"\d", after):
        return Token("to", "#word", start, end)
    if re.search(rf"\b{days}$", before) and re.match(rf"{days}\b", after):
        return Token("to", "#word", start, end)
    return None
