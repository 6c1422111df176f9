"""The house's own sheets: what it says by itself, one folder a language in ``spoken/``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from earnest import spoken
from earnest.errors import SheetError
from earnest.sheets.page import read_draft
from earnest.sheets.reading import fitted
from earnest.sheets.sheet import Sheet
from earnest.spoken import ENGLISH

PAGES = ("house", "feeling", "comfort", "checks")
"""What the house says and listens for; of feelings; to somebody in danger; sentences that a voice is checked with."""


@cache
def house_words(code: str, page: str = "house") -> Sheet:
    """One of the house's own sheets in one language, held against the English one.

    Raises SheetError for one that is not there or does not fit.
    """
    place = find_page(code, page)
    if place is None:
        raise SheetError(f"the house has no {page}.yaml in {code}; write it in spoken/{code}/")
    draft = read_draft(place)
    english = find_page(ENGLISH, page)
    reference = read_draft(english) if english is not None and english != place else draft
    return fitted(code, [draft], reference)


def hold_words(code: str) -> None:
    """Raises SheetError where something that the house may have to say is not there: before it is needed."""
    for page in PAGES:
        if page != "checks":
            house_words(code, page)


def find_page(code: str, page: str) -> Path | None:
    """Where a sheet of the house lies; None where that language has none."""
    places = (Path(folder) / code / f"{page}.yaml" for folder in spoken.__path__)
    return next((place for place in places if place.is_file()), None)
