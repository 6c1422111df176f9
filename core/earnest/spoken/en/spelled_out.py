"""What a request leaves to the words around it, spelled out: "*two alarms*, one at six and one at seven"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_COUNTS = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4}
_COUNTED = re.compile(
    rf"(?P<verb>.*?)\b(?P<count>{'|'.join(_COUNTS)}) (?P<noun>timer|alarm|reminder)s\b(?P<shared>[^,.:;–—]*?)"
    r"[,.:;–—\s]+(?P<each>(?:one|the first)\b.*)",
    re.IGNORECASE,
)
_FURTHER = "another|the other|a second|the second|the third"
_EACH = re.compile(rf"(?:[,;.]\s*|\s+)(?:and )?(?=(?:one|{_FURTHER})\b)", re.IGNORECASE)
_ONE = re.compile(rf"(?:one|the first|{_FURTHER})\b(?: one\b)?\s*", re.IGNORECASE)
_UNIT = re.compile(r"\b(?:second|minute|hour)s?\b", re.IGNORECASE)
_BARE = re.compile(r"^(?:for )?[\w-]+", re.IGNORECASE)
"""A number that counts what the first one did: "one for eight minutes and one *for twenty*"."""
_OF_AN_HOUR = re.compile(r"\b(?:past|to)$", re.IGNORECASE)
"""Minutes of the hour that was said before, and so of its day."""
_NAMED = re.compile(
    r"(?:it's|its|it is|that's|thats|this is|this one's) (for (?:the|my|our|a|an|some) [\w' ]+)", re.IGNORECASE
)


def spelled_out(text: str) -> Iterator[str]:
    """Each of those that were counted as a request of its own: "set an alarm at six and set an alarm at seven"."""
    found = _COUNTED.fullmatch(text.strip())
    if found is None:
        return
    each = [part for part in _EACH.split(found["each"]) if part.strip()]
    if len(each) != _COUNTS[found["count"].lower()] or not all(_ONE.match(part) for part in each):
        return
    verb, article = found["verb"].strip() or "set", "an" if found["noun"].lower() == "alarm" else "a"
    unit = next(iter(_UNIT.findall(found["each"])), "")
    said = [_ONE.sub("", part, count=1).strip(" ,.") for part in each]
    said = [part if _UNIT.search(part) or not unit else _BARE.sub(rf"\g<0> {unit}", part, count=1) for part in said]
    shared = ["" if _OF_AN_HOUR.search(part) else found["shared"] for part in said]
    yield " and ".join(
        f"{verb} {article} {found['noun']}{more} {part}" for more, part in zip(shared, said, strict=True)
    )


def named_behind(request: str, remarks: Sequence[str]) -> str | None:
    """``request`` with the name that is told behind it: "a timer for an hour, *it's for the washing*"; or None."""
    if not re.search(r"\b(?:timer|alarm)\b", request, re.IGNORECASE):
        return None
    named = next(filter(None, (_NAMED.fullmatch(remark.strip(" .!")) for remark in remarks)), None)
    return f"{request.strip(' .')} {named[1]}" if named else None
