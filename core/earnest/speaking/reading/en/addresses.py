"""Telephone numbers, addresses of the net, hashtags and handles."""

from __future__ import annotations

import re

from earnest.speaking.reading.en.letters import letters, spoken_part
from earnest.speaking.reading.en.numbers import cardinal, digits
from earnest.speaking.reading.en.sheet import any_of, sheet
from earnest.speaking.reading.kinds import Found, Kind, after, before, kind, word_after

_LONGEST = 60
"""Characters of an address that anybody would listen to; of a longer one the host is named."""
_NAMES = {
    ".": "dot",
    "_": "underscore",
    "-": "dash",
    "@": "at",
    "/": "slash",
    ":": "colon",
    "+": "plus",
    "~": "tilde",
    "?": "question mark",
    "=": "equals",
    "&": "and",
    "#": "hash",
    "%": "percent",
}
_SHAPES = frozenset(
    {
        (3, 3),
        (3, 4),
        (3, 3, 4),
        (3, 3, 3),
        (4, 3, 3),
        (4, 3, 4),
        (4, 4),
        (4, 6),
        (5, 6),
        (5, 3, 3),
        (3, 4, 4),
        (2, 2, 2),
        (4, 4, 4, 4),
        (1, 3, 3, 4),
        (1, 3, 4),
        (4, 3, 2),
    }
)
"""Groups of figures that nobody writes but for telephone numbers, sort codes and cards."""
_PHONE = r"(?P<plus>\+)?\(?\d{1,5}\)?(?:[ .-]?\(?\d{1,5}\)?){1,6}(?![\w]|[.,:/]\d|-\w)"


def kinds() -> list[Kind]:
    """Before everything else that has dots, figures or slashes in it."""
    domain, ending = any_of(sheet().domains), any_of(sheet().endings)
    host = rf"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+{domain}(?![\w])"
    path = r"(?:[/?#][^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’])?/?"
    return [
        kind("e-mail", r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", lambda found: address(found[0])),
        kind(
            "web address", rf"(?:https?|ftp)://[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’]|www\.{host}{path}|{host}{path}", _web
        ),
        kind("file", rf"[\w-]+(?:\.[\w-]+)*\.{ending}(?!\w)", lambda found: address(found[0])),
        kind("path", r"(?<!\S)(?:~|\.{1,2})?/[a-z][\w.-]*(?:/[\w.-]*\w)*/?", lambda found: address(found[0])),
        kind("hashtag", r"#(?=[A-Za-z])(\w+)", lambda found: f"hashtag {words(found[1])}"),
        kind("handle", r"(?<!\w)@([A-Za-z]\w*)", lambda found: f"at {words(found[1])}"),
        kind("telephone number", _PHONE, _phone),
        kind("one group", r"(?<![\w.,:/£€$-])(\d{3,6})(?![\w°%]|[.,:/]\d|-\d)", _short_number),
    ]


def words(tag: str) -> str:
    """``WeLoveTea_2026`` → We Love Tea twenty …: cut where capitals and figures begin."""
    parts = re.findall(r"[A-Z]{2,}(?![a-z])|[^\W\d_]?[^\W\d_A-Z]+|[^\W\d_]|\d+", tag)
    return " ".join(cardinal(part) if part.isdecimal() and part.isascii() else spoken_part(part) for part in parts)


def address(written: str) -> str:
    """``bob@example.org`` → bob at example dot org."""
    parts = re.findall(r"[A-Za-z]+|\d+|.", written)
    said = [_part(part, parts[place - 1] if place else "") for place, part in enumerate(parts)]
    return " ".join(filter(None, said))


def _part(part: str, behind: str) -> str:
    if part.isdigit():
        return cardinal(part) if len(part) < 3 and part[0] != "0" else digits(part)
    if not part.isascii() or not part.isalpha():
        return _NAMES.get(part, "")
    known = part in {"com", "org", "net", "info", "www"}
    short = behind == "." and len(part) < 4 and not known and part in sheet().domains | sheet().endings and part != "co"
    if (short and part not in {"biz", "app", "dev", "gov", "mil", "doc", "log", "zip", "bin"}) or part == "www":
        return letters(part)
    return spoken_part(part)


def _web(found: Found) -> str:
    plain = re.sub(r"^\w+://", "", found[0])
    plain = re.sub(r"^www\.", "", plain).rstrip("/")
    if len(plain) > _LONGEST:
        plain = re.split(r"[/?#]", plain)[0][:_LONGEST]
    return address(plain)


def _phone(found: Found) -> str | None:
    """By digits, with a pause after every group: how it was written is how it is remembered."""
    groups = re.findall(r"\d+", found[0])
    if not _is_phone(found, groups):
        return None
    said = ", ".join(map(digits, groups))
    return f"plus {said}" if found["plus"] else said


def _is_phone(found: Found, groups: list[str]) -> bool:
    count, written = sum(map(len, groups)), found[0]
    if count > 2 and all(len(group) == 1 for group in groups):
        return _rings(found)
    if re.search(r"[\w.,/:£€$]$|\d\s?[-–]$", before(found)) or not 5 <= count <= 16:
        return False
    if found["plus"] or re.match(r"\(\d+\)", written):
        return count >= 7
    if len(groups) == 1:
        return written[0] == "0" and count >= 5
    if len(set(re.findall(r"[ .-]", written))) > 1 or re.match(r"\s?[%°]", after(found)):
        return bool(_rings(found)) and count >= 6
    if written.count("-") > 2 and count > 7:
        return True
    if re.fullmatch(r"\d\d?([.-])(?:0?[1-9]|1[0-2])\1(?:\d\d|\d{4})", written) and not _rings(found):
        return False
    shaped = tuple(map(len, groups)) in _SHAPES
    if re.fullmatch(r"(?:19|20)\d\d", groups[0]) or re.search(r"\s?[=+×*/]\s?$", before(found)):
        return _rings(found)
    if re.fullmatch(r"\d{1,3}(?: \d{3})* 000", written) or re.match(r"\s?=", after(found)):
        return False
    leads = (written[0] == "0" and len(groups[0]) > 1) or (
        groups[0] in {"1", "800", "1800", "116"} and len(groups) > 1 and count >= 6
    )
    return leads or shaped or (_rings(found) and count >= 5)


def _rings(found: Found) -> bool:
    near = re.findall(r"[a-z]+", before(found).lower())[-5:]
    return any(word in sheet().rings for word in near)


def _short_number(found: Found) -> str | None:
    """911 is said by digits where one rings it, and where nothing is counted."""
    figures, ahead = found[1], word_after(found)
    counts = (
        re.match(r"\s", after(found)) and re.search(r"(?:[^s]s|people|men|women|children)$", ahead) and ahead.islower()
    )
    helps = re.search(r"ambulance|police|helpline|emergency|crisis|samaritans|fire brigade", after(found).lower())
    if counts or (len(figures) > 4 and not _rings(found) and figures[0] != "0"):
        return None
    if _rings(found) or figures in sheet().emergency - {"111", "101", "116"} or (helps and len(figures) == 3):
        return digits(figures).replace(" ", ", ")
    return None
