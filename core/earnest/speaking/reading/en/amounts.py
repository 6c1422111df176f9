"""Money and measures: units by Babel, from the CLDR; those it lacks, and what people say for money, by the sheet."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from earnest.speaking.reading.en.letters import letters
from earnest.speaking.reading.en.numbers import FIGURE, SIGN, cardinal, fraction
from earnest.speaking.reading.en.sheet import any_of, sheet
from earnest.speaking.reading.kinds import Found, Kind, after, before, kind, word_after

_SCALE = r"(?:\s?(?P<scale>k|K|mn?|mln|M|bn?|B|tn|T|million|billion|trillion|thousand|hundred)(?!\w))?"
_ONLY_TIGHT = frozenset({"st", "p"})
"""Apart from the figure they are a street, or a letter."""
_LINES = frozenset({"240", "360", "480", "720"})
"""Of a picture: 720p."""
_LASTS = frozenset({"left", "ago", "later", "remaining", "timer", "more"})
"""After 5m these make minutes of metres."""
_RANGE = r"(?:\s?[-–—]\s?"


def kinds() -> list[Kind]:
    """Before plain numbers, which they begin with."""
    return [*_money(), *_measures()]


def _money() -> list[Kind]:
    sign, code = any_of(sheet().money), any_of(sheet().codes)
    return [
        kind(
            "price",
            rf"(?P<sign>{SIGN})(?P<money>{sign})\s?(?P<figure>{FIGURE})"
            + _RANGE
            + rf"(?P=money)?(?P<upto>{FIGURE}))?{_SCALE}(?![\d])",
            _price,
        ),
        kind(
            "price after",
            rf"(?P<sign>{SIGN})(?P<figure>{FIGURE})(?P<upto>){_SCALE}\s?(?P<money>{sign})(?!\d)",
            _price,
        ),
        kind("currency", rf"(?P<code>{code})\s?(?P<figure>{SIGN}{FIGURE}){_SCALE}(?!\w)", _currency),
        kind("currency after", rf"(?P<figure>{SIGN}{FIGURE}){_SCALE}\s?(?P<code>{code})(?!\w)", _currency),
    ]


def _measures() -> list[Kind]:
    unit = any_of(_units())
    half = r"(?:(?P<whole>\d{1,3})[ -])?(?P<above>\d{1,2})/(?P<below>\d{1,2})"
    return [
        kind("feet and inches", r"(\d{1,2})\s?(?:['’′]|ft)\s?(\d{1,2}(?:\.\d)?)\s?(?:[\"”″]|''|in\b)", _feet),
        kind(
            "feet",
            r"(\d{1,3})(?:′(?!\w)|['’](?= (?:tall|high|wide|long|deep|by|x)\b))",
            lambda found: f"{cardinal(found[1])} feet",
        ),
        kind("inches", rf"({FIGURE})(?:[\"″]|'')(?!\w)", _inches),
        kind(
            "hours and minutes",
            r"(\d{1,2})\s?h(?:rs?)?\s?(\d{1,2})\s?m(?:ins?)?(?:\s?(\d{1,2})\s?s(?:ecs?)?)?\b",
            _lasting,
        ),
        kind("fraction of a unit", rf"{half}\s?(?P<unit>{unit})(?![\w/^])", _part),
        kind(
            "measure",
            rf"(?P<figure>{SIGN}{FIGURE})(?P<gap>[\s-]?)(?P<unit>{unit})(?P<stop>\.(?=\s+[a-z0-9,]))?(?![\w^])",
            _measure,
        ),
        kind("per", rf"\s?/\s?(?P<unit>{any_of(sheet().per)})(?![\w/])", _per),
        kind(
            "figures and a letter",
            r"(\d{1,4})([A-Za-wyz])(?!\w)",
            lambda found: f"{cardinal(found[1])} {letters(found[2])}",
        ),
        kind(
            "unit alone",
            r"(?:km/h|km|kg|cm|mm|ml|mph|kWh|MHz|GHz|kHz|Hz|GB|MB|TB|°C|°F|mg|lbs|hrs|mins|secs)(?!\w)",
            _alone,
        ),
    ]


@cache
def _units() -> dict[str, str | tuple[str, str]]:
    """As the text has them: characters that mean the same are one (NFKC), and two letters may be capitals."""
    plain = {unicodedata.normalize("NFKC", written): meant for written, meant in sheet().units.items()}
    loud = {written.upper(): meant for written, meant in plain.items() if len(written) > 1 and written.isalpha()}
    return (
        loud
        | {written.capitalize(): meant for written, meant in plain.items() if len(written) == 2 and written.isalpha()}
        | plain
    )


@cache
def _names(unit: str) -> tuple[str, str]:
    """One of it and many of it, in words."""
    from babel.units import format_unit

    meant = _units()[unit]
    if not isinstance(meant, str):
        return meant
    one, many = (str(format_unit(count, meant, "long", locale="en")).split(" ", 1)[1] for count in (1, 2))
    return one.replace("-", " "), many.replace("-", " ")


def named(figure: str, unit: str) -> str:
    """5, kg → five kilograms."""
    one, many = _names(unit)
    return f"{cardinal(figure)} {one if figure.lstrip('-−') == '1' else many}"


def _measure(found: Found) -> str | None:
    """A unit, unless its letters more likely mean something else there."""
    unit, figure, gap = found["unit"], found["figure"], found["gap"]
    if gap == "-" and len(unit) == 1 and unit not in "gm":
        return None
    if gap == " " and unit in _ONLY_TIGHT:
        return None
    if unit == "p" and (len(figure) > 3 or figure in _LINES):
        return None
    if unit == "m" and word_after(found) in _LASTS:
        return named(figure, "min")
    return _said(found)


def _said(found: Found) -> str:
    attributive = found["gap"] == "-"
    one, _ = _names(found["unit"])
    return f"{cardinal(found['figure'])} {one}" if attributive else named(found["figure"], found["unit"])


def _part(found: Found) -> str | None:
    whole, above, below = found["whole"], found["above"], found["below"]
    if not 0 < int(above) < int(below) or int(below) > 64:
        return None
    one, many = _names(found["unit"])
    if whole:
        return (
            re.sub(r"\band one (half|quarter|third)", r"and a \1", f"{cardinal(whole)} and {fraction(above, below)}")
            + f" {many}"
        )
    return f"{fraction(above, below)} of {'an' if one[0] in 'aeio' or one == 'hour' else 'a'} {one}"


def _price(found: Found) -> str | None:
    one, many, cent, cents = sheet().money[found["money"]]
    figure, scale, upto = found["figure"], found["scale"], found["upto"]
    minus = "minus " if found["sign"] else ""
    if scale:
        until = f" to {cardinal(upto)}" if upto else ""
        return f"{minus}{cardinal(figure)}{until} {sheet().scales[scale]} {many}"
    if upto:
        return f"{minus}{cardinal(figure)} to {cardinal(upto)} {many}"
    parts = re.fullmatch(r"([\d,]*)\.(\d\d)", figure)
    if not parts:
        return f"{minus}{cardinal(figure)} {one if figure == '1' else many}"
    whole, rest = parts[1] or "0", parts[2]
    small = f"{cardinal(rest.lstrip('0'))} {cent if rest == '01' else cents}" if rest != "00" else ""
    large = f"{cardinal(whole)} {one if whole == '1' else many}" if whole.strip("0") or not small else ""
    return minus + " and ".join(filter(None, (large, small)))


def _currency(found: Found) -> str:
    from babel.numbers import get_currency_name

    figure, scale = found["figure"], found["scale"]
    name = get_currency_name(found["code"], 1 if figure == "1" and not scale else 2, locale="en")
    return f"{cardinal(figure)} {sheet().scales[scale] + ' ' if scale else ''}{re.sub(r'^US ', 'U S ', str(name))}"


def _feet(found: Found) -> str:
    (foot, feet), (inch, inches) = _names("ft"), _names("inch")
    said = f"{cardinal(found[1])} {foot if found[1] == '1' else feet}"
    return f"{said} {cardinal(found[2])} {inch if found[2] == '1' else inches}"


def _inches(found: Found) -> str | None:
    """A quotation mark after a figure closes a quotation that is open."""
    if found[0].endswith('"') and len(re.findall(r'(?<!\d)"', found.string[: found.start()])) % 2:
        return None
    return f"{cardinal(found[1])} {'inch' if found[1] == '1' else 'inches'}"


def _lasting(found: Found) -> str:
    lasting = zip(found.groups(), ("h", "min", "s"), strict=True)
    return " ".join(named(figure, unit) for figure, unit in lasting if figure)


def _per(found: Found) -> str | None:
    """A slash after an amount: £5/month, 10 mg/kg."""
    counted = re.search(r"(?:\d|[€£$%])[\w.,°^]*(?:\s?[^\W\d_]{1,12})?$", before(found))
    if not counted:
        return None
    return f" per {sheet().per[found['unit']]}" if found["unit"] != "each" else " each"


def _alone(found: Found) -> str | None:
    return None if after(found)[:1] in {"-", "/"} or before(found)[-1:] in {"-", "'"} else _names(found[0])[1]
