"""Signs between words, brackets, what is left of markup, and whatever else is no word."""

from __future__ import annotations

import re

from earnest.speaking.reading.en.numbers import cardinal
from earnest.speaking.reading.en.sheet import any_of, sheet
from earnest.speaking.reading.kinds import Found, Kind, after, before, kind

_POWERS = {"2": "squared", "3": "cubed"}


def kinds() -> list[Kind]:
    """The last of all kinds; the very last takes any character."""
    return [
        kind("note", r"\[\d{1,3}\](?!\()", lambda found: ""),  # noqa: ARG005
        kind("emoticon", r"(?<!\S)(?:[:;=8][-o']?[)(\]\[DPpO/\\|*3]|<3|\^_?\^|[xX]D)(?!\w)", lambda found: ""),  # noqa: ARG005
        kind("power", r"\s?\^\s?[({]?([-−]?\d{1,3})[)}]?", _power),
        kind("more than", r"(?<=\d)\+(?=\s|$|[.,;:!?)])", lambda found: " plus"),  # noqa: ARG005
        kind("times", r"(?<=\d)\s?\*\s?(?=\d)|(?<=[\w)])\s\*\s(?=[\w(])", lambda found: " times "),  # noqa: ARG005
        kind("slash of words", r"\s?/\s?(?=\w)", _slash),
        kind("dash", r"\s?(?:—|–|--+)\s?|\s[-−]\s", _dash),
        kind("minus", r"[-−](?=[.\d√(])", lambda found: "minus " if not re.search(r"[\w)]$", before(found)) else "-"),
        kind("about", r"[~≈]\s?(?=\d)", lambda found: "about "),  # noqa: ARG005
        kind(
            "hyphen",
            r"-",
            lambda found: (
                "-"
                if re.search(r"\w$", before(found))
                and re.match(r"[\s\w.,;:!?]|$", after(found))
                and after(found)[:1] != "_"
                else " "
            ),
        ),
        kind("apostrophe", r"['’](?=\w)|(?<=\w)['’]", lambda found: found[0]),
        kind("bar", r"\s?[|•·¦]+\s?", _bar),
        kind("full stop against a word", r"\.(?=[^\W\d_])", _inner_stop),
        kind("points", r"\.{2,}", lambda found: "…"),  # noqa: ARG005
        kind("comparison", r"(?!(?<!\d)\s<3(?![\w.]))\s?[<>]\s?(?=[\w-])", _compared),
        kind("equals", r"\s?[=]\s?(?=[\w-])", lambda found: " equals " if re.search(r"[\w)]$", before(found)) else " "),
        kind("sign", any_of(written for written, said in sheet().signs.items() if written not in "<>="), _sign),
        kind("word", r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda found: found[0]),
        kind("kept", r"[\s.,;:!?…()\"“”„«»‘]", lambda found: found[0]),
        kind("left out", r"[\s\S]", lambda found: " "),  # noqa: ARG005
    ]


def item() -> Kind:
    """The number of an item of a list, before any other number."""
    return kind("item", r"(?<!.)(\d{1,2})[.)]\s+(?=\w)", lambda found: f"{cardinal(found[1])}, ")


def _power(found: Found) -> str | None:
    if not re.search(r"[\w)]$", before(found)):
        return None
    figure = found[1].replace("−", "-")
    return f" {_POWERS[figure]}" if figure in _POWERS else f" to the power of {cardinal(figure)}"


def _inner_stop(found: Found) -> str:
    """foo.bar is a name; a sentence that begins at once is one all the same."""
    name = re.search(r"[a-z]$", before(found)) and re.match(r"[a-z]", after(found))
    initials = re.search(r"[A-Z]$", before(found)) and re.match(r"[A-Z](?![a-z])", after(found))
    return " dot " if name else " " if initials else ". "


def _slash(found: Found) -> str:
    """he/she is a choice; A/B is not."""
    small = re.search(r"[a-z]$", before(found)) and re.match(r"[a-z]", after(found))
    amounts = re.search(r"\d$", before(found)) and re.match(r"\d", after(found))
    return " or " if small else " over " if amounts else " "


def _dash(found: Found) -> str:
    tight = found[0].strip() == found[0]
    words = re.search(r"\w$", before(found)) and re.match(r"\w", after(found))
    return "-" if tight and words and found[0] == "–" else " – " if before(found).strip() else " "


def _bar(found: Found) -> str:
    return ", " if re.search(r"\w\s?$", before(found)) and re.search(r"\w", after(found)) else " "


def _compared(found: Found) -> str:
    return f" {sheet().signs[found[0].strip()]} " if re.search(r"[\w)%]\s?$", before(found)) else " "


def _sign(found: Found) -> str:
    """Said where something stands on one side of it at least."""
    beside = re.search(r"\w\)?\s?$", before(found)) or re.match(r"\s?[\w(]", after(found))
    return f" {sheet().signs[found[0]]} " if beside else " "
