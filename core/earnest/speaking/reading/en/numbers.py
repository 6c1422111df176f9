"""Figures → words. The words are unicode-rbnf's, which has them from the Unicode CLDR."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from earnest.speaking.reading.en.sheet import any_of, sheet
from earnest.speaking.reading.kinds import Found, Kind, after, before, kind, word_after, word_before

if TYPE_CHECKING:
    from unicode_rbnf import RbnfEngine

FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})* 000(?! ?\d)|\d+(?:\.\d+)?|\.\d+)"
"""An amount without its sign: 1,234.5 or 12 000 or .5."""
SIGN = r"(?:(?<![\w)\].,])[-−])?"
"""A minus, where nothing that could be subtracted from stands before it."""
_LONGEST = 15
"""Digits that are still an amount; the words end with quadrillions."""
_AS_A_NAME = 8
"""Digits in a row, without commas, from which on nobody reads an amount."""
_AMOUNT_BEFORE = re.compile(r"\d\s?(?:%|°\s?[CF]?|[ap]\.?m\.?|[^\W\d_]{1,3})?$", re.IGNORECASE)
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 12, 16, 32, 64})
_OUT_OF = frozenset({10, 20, 100})


def cardinal(figure: str) -> str:
    """``1,234.5`` → one thousand two hundred and thirty four point five. A minus is said; too long: by digits."""
    plain = figure.replace(",", "").replace(" ", "").replace("−", "-")
    minus, plain = ("minus ", plain[1:]) if plain.startswith("-") else ("", plain)
    whole, point, rest = plain.partition(".")
    said = _whole(whole or "0")
    return f"{minus}{said} point {digits(rest)}" if point and rest else minus + said


def ordinal(value: int) -> str:
    """21 → twenty first."""
    return _words(value, "ORDINAL") if len(str(value)) <= _LONGEST else digits(str(value))


def year(value: int) -> str:
    """1999 → nineteen ninety nine; 2005 → two thousand and five; 1906 → nineteen oh six."""
    hundreds, rest = divmod(value, 100)
    if not 1010 <= value < 2000 and not 2010 <= value < 2100:
        return _words(value, "CARDINAL")
    tail = "hundred" if not rest else f"oh {_words(rest, 'CARDINAL')}" if rest < 10 else _words(rest, "CARDINAL")
    return f"{_words(hundreds, 'CARDINAL')} {tail}"


def digits(figures: str) -> str:
    """911 → nine one one."""
    return " ".join(_words(int(each), "CARDINAL") for each in figures if each.isdigit())


def plural(said: str) -> str:
    """The words for a number, several of it: twenty → twenties, third → thirds."""
    return said[:-1] + "ies" if said.endswith("y") else said + ("es" if said.endswith("x") else "s")


def fraction(above: str, below: str) -> str:
    """3, 4 → three quarters."""
    over, under = int(above), int(below)
    part = {2: "half", 4: "quarter"}.get(under) or ordinal(under)
    if over != 1:
        part = "halves" if under == 2 else plural(part)
    return f"{cardinal(above)} {part}"


def _whole(figures: str) -> str:
    if len(figures.lstrip("0")) > _LONGEST or (len(figures) > 1 and figures[0] == "0"):
        return digits(figures)
    return _words(int(figures), "CARDINAL")


@lru_cache(maxsize=2048)
def _words(value: int, purpose: str) -> str:
    from unicode_rbnf import FormatPurpose

    said = _engine().format_number(value, FormatPurpose[purpose]).text.replace("-", " ")
    said = re.sub(r"hundred (?!thousand|million|billion|trillion|quadrillion|and\b)(?=\w)", "hundred and ", said)
    # "one thousand and five", and "one million and fifty", as "one hundred and five"
    last = re.fullmatch(r"(.* (?:thousand|million|billion|trillion|quadrillion)) ([^ ]+(?: [^ ]+)?)", said)
    return f"{last[1]} and {last[2]}" if last and value % 1000 and value % 1000 < 100 else said


@cache
def _engine() -> RbnfEngine:
    from unicode_rbnf import RbnfEngine

    return RbnfEngine.for_language("en")


def before_units() -> list[Kind]:
    """Figures with letters that might be a unit's."""
    return [
        kind("ordinal", r"(\d{1,3}(?:,\d{3})+|\d{1,15})(?:st|nd|rd|th|ST|ND|RD|TH)\b", _ordinal),
        kind("decade", r"(?<![\w.,])['’‘]?(\d\d|1[1-9]\d0|20\d0)['’]?s\b(?!\w)", _decade),
    ]


def kinds() -> list[Kind]:
    """Numbers that stand for themselves: the last of the kinds with digits."""
    return [
        kind("scientific", rf"{SIGN}{FIGURE}[eE][-+]?\d{{1,3}}(?!\w)", _scientific),
        kind("mixed fraction", r"(\d{1,3})[ -](\d{1,2})/(\d{1,2})(?![\d/])", _mixed),
        kind("fraction", rf"({SIGN})(\d{{1,3}})/(\d{{1,3}})(?:rds?|ths?|nds?)?(?![\w/])", _fraction),
        kind("version", r"[vV]?(\d+(?:\.\d+){2,})(?!\w)", lambda found: _dotted(found[1])),
        kind(
            "ratio",
            r"(\d{1,3}):(\d{1,3}(?:\.\d+)?)(?![\d:])",
            lambda found: f"{cardinal(found[1])} to {cardinal(found[2])}",
        ),
        kind("year", r"(?<![\w.,£€$])(\d{4})(?![\d,]\d|\.\d|\w)", _year),
        kind("by", r"(?<=\d)\s?[x×]\s?(?=\d)", _by),
        kind("to", r"(?:\s?[–—]\s?|[-−]|\s[-−]\s)(?=[£€$]?\.?\d)", _to),
        kind("multiple", rf"({FIGURE})[x×](?!\w)", lambda found: f"{cardinal(found[1])} times"),
        kind("scale", rf"({SIGN}{FIGURE})\s?({any_of(('bn', 'mn', 'mln', 'tn'))}|M(?= [a-z]))(?!\w)", _scaled),
        kind("amount", rf"{SIGN}{FIGURE}(?![\d]|[.,]\d)", _amount),
        kind("figures", r"\d+", lambda found: cardinal(found[0]) if len(found[0]) < _AS_A_NAME else _grouped(found[0])),
    ]


def _amount(found: Found) -> str:
    plain = found[0]
    if plain.isdigit() and len(plain) >= _AS_A_NAME and not plain.endswith("0000"):
        return _grouped(plain)
    return cardinal(plain)


def _grouped(figures: str) -> str:
    """A long code by threes, with pauses: nobody follows ten digits in one breath."""
    if len(figures) <= _AS_A_NAME:
        return digits(figures)
    return ", ".join(digits(figures[place : place + 3]) for place in range(0, len(figures), 3))


def _scientific(found: Found) -> str:
    figure, _, power = found[0].lower().partition("e")
    return f"{cardinal(figure)} times ten to the {cardinal(power.lstrip('+'))}"


def _mixed(found: Found) -> str | None:
    whole, above, below = found.groups()
    if not 0 < int(above) < int(below) or int(below) > 64:
        return None
    part = fraction(above, below)
    part = re.sub(r"^one (half|quarter|third)$", r"a \1", part)
    return f"{cardinal(whole)} and {part}"


def _fraction(found: Found) -> str:
    minus, above, below = "minus " if found[1] else "", found[2], found[3]
    over, under = int(above), int(below)
    if 0 < over < under and under in _DENOMINATORS:
        return minus + fraction(above, below)
    if under in _OUT_OF and over <= under and not minus:
        return f"{cardinal(above)} out of {cardinal(below)}"
    return f"{minus}{cardinal(above)} {'' if over == under else 'over '}{cardinal(below)}"


def _ordinal(found: Found) -> str:
    return ordinal(int(found[1].replace(",", "")))


def _decade(found: Found) -> str | None:
    figures = found[1]
    if len(figures) == 4:
        value = int(figures)
        return plural("two thousand" if value == 2000 else year(value))
    if not figures.endswith("0") or figures == "00":
        return None
    named = re.search(
        r"\b(?:the|in|early|late|mid|his|her|their|my|our|your|low|high|upper|lower)[ -]$", before(found).lower()
    )
    return plural(cardinal(figures)) if found[0][0] in "'’‘" or named else None


def _dotted(figures: str) -> str:
    parts = figures.split(".")
    if len(parts) == 4:
        return " dot ".join(digits(part) for part in parts)
    return " point ".join(cardinal(part) for part in parts)


def _year(found: Found) -> str | None:
    """Four digits are a year where a year is spoken of, or where they are of this age and count nothing."""
    value, ahead, behind = int(found[1]), word_after(found), word_before(found)
    if not 1000 < value < 2100 or re.match(rf"\s?{any_of(sheet().units)}(?!\w)", after(found)):
        return None
    spoken_of = (
        behind in sheet().before_year
        or ahead in sheet().after_year
        or re.match(r"\s?[-–]\s?(?:\d{4}|\d\d)(?!\d)", after(found))
        or re.search(r"(?:\d{4}\s?[-–]\s?|\($)$", before(found))
    )
    counts = ahead in sheet().amounts or (ahead.islower() and len(ahead) > 3 and re.search(r"[^su]s$", ahead))
    if counts and behind not in {"the", "this", "that"} and re.match(r" ", after(found)):
        return None
    return year(value) if spoken_of or value >= 1900 else None


def _by(found: Found) -> str:
    return " times " if "=" in after(found)[:20] or "equals" in after(found)[:20] else " by "


def _to(found: Found) -> str | None:
    """Between two amounts; a minus where the result follows."""
    if not _AMOUNT_BEFORE.search(before(found)):
        return None
    subtracts = " " in found[0] and "–" not in found[0] and re.match(r"[\d.,\s+×*/x-]{1,20}=", after(found))
    return " minus " if subtracts or "−" in found[0] else " to "


def _scaled(found: Found) -> str:
    return f"{cardinal(found[1])} {sheet().scales[found[2]]}"
