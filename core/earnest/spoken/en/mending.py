"""A slip put right within the same breath: "call the bank, *no*, the building society, at three".

What comes behind the cue takes the place of the words before it that are of its kind: from the last "the" for
"the …", from the last number for a number, from the same word for the same word; a lone word takes the place of a lone
word. Words of time behind what is replaced stay. Where none of that tells which words were wrong,
nothing is put right, and one has to ask.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from earnest.spoken.en.kinds import is_count
from earnest.spoken.en.remarks import ALONE
from earnest.spoken.repair import Slip

_FIRM = (
    "no,? wait|wait,? no|no,? sorry|sorry,? no|no,? (?:i mean|i meant)|(?:sorry,? )?i mean|(?:sorry,? )?i meant|"
    "scratch that|or rather|no,? (?:make|let's make) (?:it|that)|wait,? make (?:it|that)|no,? actually|actually,? no|"
    "no,? hang on|no,? hold on|no,? not that"
)
"""Cues that are nothing else, whatever stands around them."""
_SOFT = f"{_FIRM}|no|nope|sorry|wait|hang on|hold on|actually|rather|correction|oops|(?:make|let's make) (?:it|that)"
"""Cues where a pause was made before them."""
_GAP = r"[\s,.;:!–—-]+"
_PAUSE = r"(?:\s*[,;:–—]+\s*|[.…]+\s+|\s+-+\s+)"
_SLIP = re.compile(
    rf"(?P<before>.+?)(?P<cue>{_PAUSE}(?:(?:{_SOFT})(?:{_GAP}|$))+|\s+(?:(?:{_FIRM}){_GAP}(?:(?:{_SOFT}){_GAP})*))"
    r"(?P<after>.+)",
    re.IGNORECASE,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DETERMINERS = _words("a an the my our your his her their this that some")
_OPEN = _DETERMINERS | _words("to for at on in of with from about by and or me called")
"""Who stops behind one of these has not finished what they were saying: what follows goes on with it."""
_BEGINNING = ALONE | _words("can could will would you i want to need like let me let's and but that that's not a")
"""Words alone before which nothing was said yet: "*oh no*, wait, cancel that"."""
_ENDS_HEAD = _words("at on in to for from with by tonight today tomorrow every when and before after please")
_LONGEST = 4
"""Words of a time that are looked at together."""


def find_slip(text: str) -> Slip | None:
    """Where ``text`` puts itself right; None where it does not."""
    said = " ".join(text.replace("’", "'").split())
    found = _SLIP.fullmatch(said)
    if found is None or {_bare(word) for word in found["before"].split()} <= _BEGINNING:
        return None
    before, after = found["before"].rstrip(" ,.;:-–—"), found["after"].strip()
    return Slip(before, found["cue"].strip(" ,.;:-–—!"), after)


def mended(slip: Slip, is_time: Callable[[str], bool]) -> Iterator[str]:
    """What may have been meant by all of it, the likeliest first; nothing where nobody can tell."""
    before, after = slip.before.split(), slip.after.split()
    if _bare(before[-1]) in _OPEN or (is_time(slip.after) and not _has_time(before, is_time)):
        yield " ".join([*before, *after])
        return
    end = _end_of_task(before, is_time) if not _has_time(after, is_time) else len(before)
    tail = before[end:]
    begin = _anchor(before[:end], _bare(after[0]))
    head = next((at for at, word in enumerate(after) if at and _bare(word) in _ENDS_HEAD), len(after))
    head = next((at + 1 for at, word in enumerate(after[:head]) if word.endswith(",")), head)
    if begin is not None:
        yield " ".join([*before[:begin], *after, *tail])
    yield slip.after
    if begin is None and head == 1 and end > 1:
        yield " ".join([*before[: end - 1], after[0].rstrip(","), *after[1:], *tail])


def _anchor(words: Sequence[str], first: str) -> int | None:
    """The last of ``words`` whose place ``first`` may take."""
    kin = [at for at, word in enumerate(words) if at and _is_kin(_bare(word), first)]
    return kin[-1] if kin else None


def _is_kin(word: str, first: str) -> bool:
    if first in _DETERMINERS:
        return word in _DETERMINERS
    return word == first or (is_count(first) and is_count(word))


def _end_of_task(words: Sequence[str], is_time: Callable[[str], bool]) -> int:
    """Where words of time begin that ``words`` end with; their number where they do not."""
    return next((at for at in range(1, len(words)) if is_time(" ".join(words[at:]))), len(words))


def _has_time(words: Sequence[str], is_time: Callable[[str], bool]) -> bool:
    stretches = ((first, first + length) for first in range(len(words)) for length in range(1, _LONGEST + 1))
    return any(is_time(" ".join(words[first:last])) for first, last in stretches)


def _bare(word: str) -> str:
    return word.strip(",.!?").lower()
