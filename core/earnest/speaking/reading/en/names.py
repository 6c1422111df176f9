"""Abbreviations by what stands around them, and initials."""

from __future__ import annotations

import re
from collections.abc import Iterable

from earnest.speaking.reading.en.endings import stop_after, stop_after_name
from earnest.speaking.reading.en.letters import letters
from earnest.speaking.reading.en.sheet import any_of, sheet
from earnest.speaking.reading.kinds import Found, Kind, after, before, begins_sentence, kind, word_after, word_before

_LAST = frozenset({"etc.", "&c.", "al.", "max.", "min.", "misc.", "temp.", "est."})
"""Abbreviations that a sentence may end with."""
_BEFORE_NAMES = frozenset({"by", "says", "said", "from", "to", "and", "of", "with", "for", "as", "called", "named"})
_NUMBERED = frozenset({"at", "to", "of", "in", "from", "house", "room", "flat", "bus", "gate", "platform", "track"})
_SMALL = {"the", "a", "an", "of", "in", "on", "at", "to", "and", "for", "from", "by", "with"}


def kinds() -> list[Kind]:
    """Those with more to look at first."""
    words, short = sheet(), sheet().abbreviations
    return [
        kind("named", rf"({any_of(words.named)})(?!\w)", _named),
        kind("before figures", rf"({any_of(words.before_figures)})\s?(?=\d)", _before_figures),
        kind("British number", r"No\s(?=\d)", lambda found: "number " if word_before(found) in _NUMBERED else None),
        kind("before a Roman numeral", r"(Vol|Ch|Pt|Sec|Fig)\.\s(?=[IVXLC]+\b)", _before_roman),
        kind("place", rf"({any_of(words.places)})(?P<stop>\.?)(?![\w'’&])", _place),
        kind("title", rf"({any_of(words.titles)})\.?\s+(?=[A-Z])|(Mr|Mrs|Ms)\.?\s+", _title),
        kind("after a name", rf"({any_of(words.after_names)})(?P<stop>\.?)(?![\w'’])", _after_name),
        kind("abbreviation", rf"({_stopped(short)})|({any_of(short)})(?!\w)", _abbreviation),
        kind("with full stops", r"(?:[A-Za-z]\.){2,}(?P<plural>s)?(?!\w)|(?:[A-Za-z]\.)+[A-Z](?![\w.])", _dotted),
        kind("initial", r"([A-Z])\.(?=\s?[A-Z][\w.'’])", _initial),
    ]


def _stopped(abbreviations: Iterable[str]) -> str:
    """Those with a full stop, also with a capital: E.g."""
    small = [written for written in abbreviations if written.endswith(".")]
    return any_of({*small, *(written[0].upper() + written[1:] for written in small)})


def _named(found: Found) -> str:
    return sheet().named[found[1]]


def _before_figures(found: Found) -> str | None:
    written = found[1]
    if written == "v" and before(found)[-1:].isalnum():
        return None
    said = sheet().before_figures[written]
    return f"{said.capitalize() if begins_sentence(found) and written[0].isalpha() else said} "


def _before_roman(found: Found) -> str:
    return {"Vol": "Volume", "Ch": "Chapter", "Pt": "Part", "Sec": "Section", "Fig": "Figure"}[found[1]] + " "


def _place(found: Found) -> str | None:
    """A street follows its name, a saint goes before one; "Bury St Edmunds" is no street."""
    written, behind, ahead = found[1], word_before(found), word_after(found)
    name = re.search(r"(?:[A-Z][\w'’]*|\d(?:st|nd|rd|th))\s$", before(found))
    if not name or behind in sheet().starters or (behind in sheet().titles) or behind.lower() in _SMALL:
        return None
    if not found["stop"] and written in {"Pl", "Ct", "Av", "Ter", "Sq"} and not re.search(r"\d", before(found)):
        return None
    if written in sheet().titles and ahead[:1].isupper() and re.match(r"\s", after(found)):
        begun = _one_capital_before(found)
        if (written == "St" and ahead.removesuffix("'s").removesuffix("’s") in sheet().saints) or (
            begun and ahead not in sheet().starters
        ):
            return None
        if written != "St" and ahead not in sheet().starters and not found["stop"]:
            return None
    return sheet().places[written] + (stop_after(found) if found["stop"] else "")


def _one_capital_before(found: Found) -> bool:
    """Whether the one word before begins the sentence, so that its capital tells nothing."""
    return re.search(r"(?:^|[.!?:]\s+)[\"“]?[A-Z][\w'’]*\s$", before(found)) is not None


def _title(found: Found) -> str:
    return f"{sheet().titles[found[1] or found[2]]} "


def _after_name(found: Found) -> str | None:
    written, stop = found[1], found["stop"]
    if not re.search(r"[A-Z&][\w'’]*,?\s$", before(found)):
        return None
    if not stop and written in {"Co"}:
        return None
    return sheet().after_names[written] + (stop_after_name(found) if stop else "")


def _abbreviation(found: Found) -> str | None:
    written = found[1] or found[2]
    said = sheet().abbreviations.get(written)
    if said is None:
        said = sheet().abbreviations[written[0].lower() + written[1:]].capitalize()
    if written in {"v.", "al.", "ed."} and not re.search(r"\w\s$", before(found)):
        return None
    return said + (stop_after(found) if written in _LAST else "")


def _dotted(found: Found) -> str:
    said = letters(re.sub(r"[^A-Za-z]", "", found[0].removesuffix("s") if found["plural"] else found[0]))
    stop = stop_after_name(found) if found[0].endswith(".") else ""
    said = said.removesuffix("-") if stop else said
    return said + ("'s" if found["plural"] else "") + stop


def _initial(found: Found) -> str | None:
    """J. K. Rowling, George W. Bush; a sentence that ends in a letter ("Plan B.") goes on with a small word."""
    ahead, behind = word_after(found), word_before(found)
    led = begins_sentence(found) or behind[:1].isupper() or behind.isdigit() or behind in _BEFORE_NAMES
    named = led or re.match(r"\s?[A-Z]\.", after(found))
    if not named or (ahead in sheet().starters and len(ahead) > 1):
        return None
    return letters(found[1]) + (" " if not after(found)[:1].isspace() else "")
