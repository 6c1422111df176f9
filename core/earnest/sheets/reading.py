"""From files to a sheet: the plugin's own, the household's over it, held against the English one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from earnest.errors import SheetError
from earnest.sheets.page import SECTIONS, Draft, read_draft
from earnest.sheets.sheet import Entry, Sheet
from earnest.spoken import ENGLISH
from earnest.validation import suggest


@dataclass(frozen=True, slots=True)
class Places:
    """Where the sheets of one plugin may lie."""

    own: Path | None = None
    """The folder ``words`` beside its ``__init__.py``."""
    household: Path | None = None
    """The household's folder of sheets for it, which go before the plugin's own."""

    def languages(self) -> list[str]:
        """The codes of the languages there is a sheet of its own for."""
        return sorted(path.stem for path in self.own.glob("*.yaml")) if self.own is not None else []

    def files(self, code: str) -> list[Path]:
        """The sheets of one language, the household's last."""
        folders = (folder for folder in (self.own, self.household) if folder is not None)
        return [file for folder in folders if (file := folder / f"{code}.yaml").is_file()]


def read_sheet(places: Places, code: str = ENGLISH) -> Sheet:
    """The plugin's words in one language; an empty sheet for a plugin that has none in any.

    Raises SheetError, a line for each thing that is wrong, and for a plugin whose sheets are all in other languages.
    """
    drafts = [read_draft(file) for file in places.files(code)]
    if not drafts:
        if places.own is not None and (others := places.languages()):
            raise SheetError(f"it speaks {', '.join(others)}, and not {code}; write {places.own / code}.yaml")
        return Sheet(code)
    return fitted(code, drafts, _reference(places, code, drafts))


def fitted(code: str, drafts: list[Draft], reference: Draft | None) -> Sheet:
    """The drafts as one sheet, a later one before an earlier. Raises SheetError where they do not fit the reference."""
    faults = [fault for draft in drafts for fault in draft.faults]
    if reference is not None:
        faults += [fault for draft in drafts if draft is not reference for fault in _strays(draft, reference)]
        faults += _gaps(drafts, reference)
    if faults:
        raise SheetError("\n".join(dict.fromkeys(faults)))
    return _merged(code, drafts, reference)


def left_out(places: Places, code: str) -> list[str]:
    """Slots that the English sheet says and this language's does not, a line each."""
    drafts = [read_draft(file) for file in places.files(code)]
    reference = _reference(places, code, drafts)
    return [
        draft.page.fault(("replies", name), f"{{{slot}}} is left out")
        for draft in drafts
        if reference is not None
        for name, entry in draft.replies.items()
        for slot in sorted(reference.replies.get(name, entry).slots - entry.slots)
    ]


def _reference(places: Places, code: str, drafts: list[Draft]) -> Draft | None:
    """The sheet that the others are held against: English, or the only one; None for a household's alone."""
    if places.own is None:
        return None
    english = places.own / f"{ENGLISH}.yaml"
    if code != ENGLISH and english.is_file():
        return read_draft(english)
    own = places.own / f"{code}.yaml"
    return next((draft for draft in drafts if draft.page.path == own), None)


def _strays(draft: Draft, reference: Draft) -> Iterator[str]:
    """What the sheet has and the reference has not."""
    other = reference.page.path.name
    for section in SECTIONS:
        known = _known(reference, section)
        for name in getattr(draft, section):
            if name not in known:
                yield draft.page.fault((section, name), f"{other} has no such name; {suggest(name, known)}")
    for name, entry in draft.replies.items():
        allowed = reference.replies.get(name, entry).slots
        for slot in sorted(entry.slots - allowed):
            has = ", ".join(sorted(allowed)) or "none"
            yield draft.page.fault(("replies", name), f"{{{slot}}}: {other} has no such slot here; it has {has}")
    for name, choice in draft.choices.items():
        meant = list(reference.choices.get(name, choice).values())
        for said, value in choice.items():
            if meant != list(reference.choices.get(name, {})) and value not in meant:
                yield draft.page.unlike(("choices", name, said), f"one of {', '.join(map(str, dict.fromkeys(meant)))}")


def _gaps(drafts: list[Draft], reference: Draft) -> Iterator[str]:
    """What the reference has and the sheets have not."""
    for section in SECTIONS:
        there = {name for draft in drafts for name in getattr(draft, section)}
        missing = [name for name in _known(reference, section) if name not in there]
        if section == "about" and any(draft is reference for draft in drafts):
            continue
        if missing and not any(draft.faults for draft in drafts):
            other = reference.page.path.name
            yield drafts[0].page.fault((section,), f"{_what(section)} in {other} and not here: {', '.join(missing)}")


def _what(section: str) -> str:
    return "these skills are" if section == "about" else "these are"


def _known(reference: Draft, section: str) -> list[str]:
    """The names that a sheet is to have. Every skill with phrases has something said about it, by its docstring too."""
    names = list(getattr(reference, section))
    return list(dict.fromkeys([*names, *reference.phrases])) if section == "about" else names


def _merged(code: str, drafts: list[Draft], reference: Draft | None) -> Sheet:
    sections: dict[str, dict[str, Any]] = {
        section: {name: value for draft in drafts for name, value in getattr(draft, section).items()}
        for section in SECTIONS
    }
    known: Mapping[str, Entry] = reference.replies if reference is not None else {}
    replies = {
        name: replace(entry, slots=known[name].slots if name in known else entry.slots)
        for name, entry in sections["replies"].items()
    }
    places = {
        name: [draft.page.fault(("phrases", name, number), "").removesuffix(": ") for number in range(len(phrases))]
        for draft in drafts
        for name, phrases in draft.phrases.items()
    }
    file = drafts[0].page.where(()).rpartition(":")[0]
    return Sheet(code, file, **{**sections, "replies": replies, "places": places})
