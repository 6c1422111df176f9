"""What a recogniser wrote down → the value it means, by rules that know nothing of how we read."""

from __future__ import annotations

import re

from text_to_num import alpha2digit

_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_SCALES = {None: 1.0, " mn": 1e6, " bn": 1e9}
_CURRENCY = r"(?:dollars?|pounds?|euros?|\$|£|€)"


def value(kind: str, heard: str) -> object:
    """The number, amount of money, time (hour, minute), date (ISO) or figures in ``heard``; None when there is none."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", heard.lower().replace("-quarter", " quarter"))
    text = re.sub(r"(?<=\d) (million|billion)", lambda found: f" {found[1][0]}n", text)
    return _READERS[kind](alpha2digit(text, "en"))


def _number(text: str) -> float | None:
    text = re.sub(r"\bone and a\b", "1 and a", text)
    part = re.search(r"(\d+) and (?:a|1) (half|quarter)|(\d+)[ -](\d)/(\d)|(?<!\d)(\d)/(\d)(?!\d)", text)
    if part and part[2]:
        return int(part[1]) + {"half": 0.5, "quarter": 0.25}[part[2]]
    if part:
        return int(part[3] or 0) + int(part[4] or part[6]) / int(part[5] or part[7])
    roman = re.search(r"\b(?:war|chapter) ([ivx]+)\b", text)
    if roman:
        return {"ii": 2.0, "iv": 4.0}.get(roman[1])
    quarters = re.search(r"(\d+) quarters?", text)
    if quarters:
        return int(quarters[1]) / 4
    found = re.search(r"(minus |negative |[-−])?(\d+(?:\.\d+)?)(?: and (\d+))?( mn| bn)?", text)
    if found is None:
        return None
    return (float(found[2]) + int(found[3] or 0)) * _SCALES[found[4]] * (-1 if found[1] else 1)


def _money(text: str) -> float | None:
    found = re.search(
        rf"{_CURRENCY}?\s*(\d+(?:\.\d+)?)( mn| bn)?\s*{_CURRENCY}?(?:,? (?:and )?(\d+) ?(?:cents?|pence|p))?", text
    )
    if found is None:
        return None
    small = re.match(r"\s*(?:cents|pence|p\b|¢)", text[found.end(1) :])
    return round(float(found[1]) / (100 if small else 1) * _SCALES[found[2]] + int(found[3] or 0) / 100, 2)


def _time(text: str) -> tuple[int, int] | None:
    text = re.sub(r"(\d) (?:oh|o|0) (\d)\b", r"\1:0\2", text)
    found = re.search(r"(?<!\d)(\d{1,2}?)[:.\s-]?(\d\d)?(?!\d)\s*(?:o'clock|hundred)?\s*(?:([ap])\.?\s?m\b)?", text)
    if found is None:
        return None
    hour = int(found[1])
    return (hour % 12 + 12 * (found[3] == "p") if found[3] else hour), int(found[2] or 0)


def _date(text: str) -> str | None:
    text = text.replace("first", "1st").replace("second", "2nd")
    first = rf"({_MONTH})\D*?(\d{{1,2}})(?:st|nd|rd|th)?\D+(\d{{4}})"
    last = rf"(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTH})\D+(\d{{4}})"
    found = re.search(f"{first}|{last}", text)
    if found is None:
        return None
    month, day, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    return f"{year}-{_MONTH.split('|').index(month) + 1:02}-{int(day):02}"


def _figures(text: str) -> str:
    return re.sub(r"\D", "", text)


_READERS = {"number": _number, "money": _money, "time": _time, "date": _date, "figures": _figures}
