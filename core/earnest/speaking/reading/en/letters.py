"""Capitals, letters with figures, Roman numerals: what is spelled, and what is a word."""

from __future__ import annotations

import re

from earnest.speaking.reading.en.numbers import cardinal, digits, ordinal
from earnest.speaking.reading.en.sheet import sheet
from earnest.speaking.reading.kinds import Found, Kind, after, before, begins_sentence, kind, word_before

_ONSET = (
    r"(?:S[CKLMNPQTW]|SCR|SPL|SPR|STR|SHR|THR|[BCFGKP]L|[BCDFGKPT]R|CH|SH|TH|WH|PH|KN|WR|QU|TW|DW|GH"
    r"|[BCDFGHJKLMNPRSTVWXYZ])"
)
_CODA = (
    r"(?:[LNR]?(?:CH|TCH|SH|TH|CK|NG|NK|MP|NT|ND|FT|CT|PT|ST|SK|SP|LT|LD|LK|LM|LP|LF|RT|RD|RK|RM|RN|RL|RP|SS|LL|FF"
    r"|ZZ|TT|GG|GHT|[BCDFGKLMNPRSTVWXZ])(?:S|ED)?)"
)
_SOUNDED = re.compile(rf"(?:{_ONSET}?[AEIOUY]{{1,2}}{_CODA}?)+")
"""A word that English could have, by its beginnings and ends of syllables."""
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_TITLES = r"\b(?:King|Queen|Pope|Emperor|Empress|Tsar|Kaiser|Prince|Sultan)$"
_LAST_CAPITALS = re.compile(r"\b([A-Z]{2,})[\s,'’-]+$")
_NEXT_CAPITALS = re.compile(r"[\s,!'’-]+([A-Z]{2,})\b")


def letters(word: str) -> str:
    """``Bbc`` → B B C. A lone A would be the article to every engine; with a hyphen it is the letter."""
    return " ".join("A-" if each in "Aa" else each.upper() for each in word)


def kinds() -> list[Kind]:
    """Of capitals and figures mixed; Roman numerals come before the capitals they are made of."""
    return [
        kind(
            "century",
            r"([IVX]{1,5})(?:th)?(?= [Cc]entur)",
            lambda found: ordinal(roman(found[1])) if roman(found[1]) else None,
        ),
        kind("Roman numeral", r"[IVXLCDM]+\b(?!-[A-Za-z]|['’](?!s\b)|\.[A-Z])", _roman),
        kind(
            "letters with a hyphen and figures",
            r"([A-Z]{1,6})-(\d{1,4})(?![\w.])",
            lambda found: f"{spoken_part(found[1])} {_figures(found[2])}",
        ),
        kind("letters and figures", r"(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]+", lambda found: mixed(found[0])),
        kind("capitals", r"([A-Z]{2,})(s|['’]s|['’]d)?(?!\w)", _capitals),
        kind("letter a", r"A(?![\w'’.,;:!?-]|\s+[A-Z]|\s+[.,;:!?])", _letter_a),
        kind("letters without a vowel", r"[b-df-hj-np-tv-xz]{2,5}(?![\w'’])", _unsounded),
    ]


def roman(written: str) -> int:
    """The value; 0 when it is no Roman numeral."""
    if not written or not _ROMAN.fullmatch(written):
        return 0
    values = [_VALUES[each] for each in written]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))


def mixed(written: str) -> str:
    """``MP3`` → M P three; ``iPhone15`` → iPhone fifteen."""
    parts = re.findall(r"[A-Za-z]+|\d+", written)
    return " ".join(_figures(part) if part.isdigit() else spoken_part(part) for part in parts)


def spoken_part(part: str) -> str:
    """Letters beside figures or dots: spelled when they are few, capitals or cannot be sounded."""
    spelled = part.isupper() and len(part) < 4 and part not in sheet().as_words
    if spelled or len(part) == 1 or (not part.isupper() and not re.search(r"[aeiouyAEIOUY]", part)):
        return letters(part)
    return spoken_capitals(part) if part.isupper() else part


def spoken_capitals(word: str) -> str:
    """``BBC`` → B B C, ``NASA`` → Nasa, ``STOP`` → stop."""
    if word in sheet().as_words:
        return word.capitalize()
    if word in sheet().short_words or (word not in sheet().spelled and len(word) > 3 and _SOUNDED.fullmatch(word)):
        return word.lower()
    return letters(word)


def _figures(figures: str) -> str:
    """Beside letters: M25, A4 are numbers, BA287 and 007 are read by digits."""
    return cardinal(figures) if (len(figures) < 3 and figures[0] != "0") or figures[1:] == "00" else digits(figures)


def _roman(found: Found) -> str | None:
    written, value, behind = found[0], roman(found[0]), word_before(found)
    if not value or not re.search(r"\w\.?\s$" if behind in sheet().numbered else r"\w\s$", before(found)):
        return None
    single = len(written) == 1
    if single and re.match(r"\s[A-Z]\b(?!['’])", after(found)):
        return None
    if behind in sheet().numbered:
        return cardinal(str(value))
    if behind in sheet().regnal:
        titled = re.search(_TITLES, before(found).rpartition(behind)[0].rstrip())
        return None if (written == "I" and not titled) or value > 30 else f"the {ordinal(value)}"
    named = behind[:1].isupper() and not behind.isupper()
    return cardinal(str(value)) if named and not single and value < 40 and written not in {"XL", "XX"} else None


def _capitals(found: Found) -> str:
    word, ending = found[1], found[2] or ""
    ending = {"s": "'s", "’s": "'s", "’d": "'d"}.get(ending, ending)
    if word not in sheet().spelled and word not in sheet().as_words and _shouted(found):
        return word.lower() + ending
    said = spoken_capitals(word)
    return said + (ending if " " in said or (ending.startswith("'") and found[2] != "s") else ending.lstrip("'"))


def _shouted(found: Found) -> bool:
    """Words in capitals beside words in capitals are emphasis, not names."""
    if not re.search(r"[AEIOUY]", found[1]):
        return False
    near = [hit[1] for hit in (_LAST_CAPITALS.search(before(found)), _NEXT_CAPITALS.match(after(found))) if hit]
    lone = re.search(r"\bI $", before(found)) or re.match(r" [AI] [A-Z]{2}", after(found))
    return bool(lone) or any(word not in sheet().spelled and re.search(r"[AEIOUY]", word) for word in near)


def _letter_a(found: Found) -> str | None:
    """A capital A within a sentence is the letter: vitamin A, plan A."""
    if begins_sentence(found):
        return None
    loud = re.search(r"[A-Z]{2,}\W*$", before(found)) and re.match(r"\W*[A-Z]{2}", after(found))
    return None if loud or re.search(r"[\w'’]$", before(found)) else "A-"


def _unsounded(found: Found) -> str | None:
    if found[0] in sheet().interjections:
        return None
    return letters(found[0])
