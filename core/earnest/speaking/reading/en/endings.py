"""Whether the full stop of an abbreviation ends the sentence too."""

from __future__ import annotations

import re

from earnest.speaking.reading.en.sheet import sheet
from earnest.speaking.reading.kinds import Found, after, word_after


def stop_after(found: Found) -> str:
    """``.`` where the sentence ends after what was found, else nothing."""
    rest = after(found)
    if not rest.strip("\"”’') "):
        return "."
    ahead = word_after(found)
    dated = {
        *sheet().days,
        *sheet().days.values(),
        *sheet().months,
        *sheet().months.values(),
        "GMT",
        "UTC",
        "EST",
        "PST",
    }
    return "." if re.match(r"[\"”’)]*\s+[\"“‘(]?[A-Z]", rest) and ahead not in dated else ""


def stop_after_name(found: Found) -> str:
    """The same after what often stands before a name (U.S., J.): a capital alone does not tell."""
    rest = after(found)
    if not rest.strip("\"”’') "):
        return "."
    return "." if word_after(found) in sheet().starters and re.match(r"[\"”’)]*\s", rest) else ""
