"""One sheet's file, read: phrases, choices, cues and replies, and a line for each thing that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from earnest.errors import SheetError
from earnest.sheets.saying import MANNERS
from earnest.sheets.sheet import COUNT, OTHER, SLOT, Entry, Variant
from earnest.validation import Page, read_page, suggest

SECTIONS = ("phrases", "about", "subjects", "choices", "cues", "replies")
FORMS = ("zero", "one", "two", "few", "many", OTHER)
"""Plural forms, as the Unicode CLDR names them."""
Key = tuple[str | int, ...]
LARGEST = 300_000
"""Bytes; all that a plugin says and listens for crosses to its process in one message."""


@dataclass
class Draft:
    """What stands in one file, before it is held against another language's."""

    page: Page
    phrases: dict[str, list[str]] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, dict[str, Any]] = field(default_factory=dict)
    cues: dict[str, dict[str, str]] = field(default_factory=dict)
    replies: dict[str, Entry] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_draft(path: Path) -> Draft:
    """The sheet in ``path``. Raises SheetError for a file that cannot be read; other faults are kept in the draft."""
    page = read_page(path, SheetError)
    draft = Draft(page)
    if path.stat().st_size > LARGEST:
        draft.faults.append(f"{page.where(())} a sheet has at most {LARGEST // 1000} kB")
        return draft
    for section, content in page.content.items():
        if section not in SECTIONS:
            draft.faults.append(page.fault((str(section),), f"no such section; {suggest(str(section), SECTIONS)}"))
        elif content is not None and not isinstance(content, dict):
            draft.faults.append(page.unlike((section,), f"names of {section} with what belongs to them"))
        else:
            for name in content or {}:
                draft.faults += _READERS[section](draft, str(name))
    return draft


def _phrases(draft: Draft, name: str) -> Iterator[str]:
    key = ("phrases", name)
    found = draft.page.found(key)
    if not isinstance(found, list) or not found:
        yield draft.page.unlike(key, "a list of phrases")
        return
    draft.phrases[name] = [phrase for phrase in found if isinstance(phrase, str)]
    for number, phrase in enumerate(found):
        if not isinstance(phrase, str):
            yield draft.page.unlike((*key, number), "a phrase")


def _about(draft: Draft, name: str) -> Iterator[str]:
    found = draft.page.found(("about", name))
    if isinstance(found, str):
        draft.about[name] = found
    else:
        yield draft.page.unlike(("about", name), "what the skill does")


def _subjects(draft: Draft, name: str) -> Iterator[str]:
    found = draft.page.found(("subjects", name))
    if found and _is_texts(found):
        draft.subjects[name] = found
    else:
        yield draft.page.unlike(("subjects", name), "a list of words")


def _choices(draft: Draft, name: str) -> Iterator[str]:
    key = ("choices", name)
    found = draft.page.found(key)
    if isinstance(found, list) and found and all(isinstance(each, str) for each in found):
        draft.choices[name] = {each: each for each in found}
    elif isinstance(found, dict) and found and all(isinstance(each, str | int | float) for each in found.values()):
        draft.choices[name] = {str(said): meant for said, meant in found.items()}
    else:
        yield draft.page.unlike(key, "a list of words, or words with what each means")


def _cues(draft: Draft, name: str) -> Iterator[str]:
    key = ("cues", name)
    found = draft.page.found(key)
    pairs = dict(zip(found, found, strict=True)) if _is_texts(found) else found
    if isinstance(pairs, dict) and _is_texts(list(pairs.values())):
        draft.cues[name] = {str(said): becomes for said, becomes in pairs.items()}
    else:
        yield draft.page.unlike(key, "a list of words, or words with what each becomes")


def _is_texts(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(each, str) for each in found)


def _replies(draft: Draft, name: str) -> Iterator[str]:
    page, key = draft.page, ("replies", name)
    found = page.found(key)
    tone, texts = None, found
    place: Key = key
    if isinstance(found, dict) and not found.keys() & set(FORMS):
        tone, texts, place = found.get("tone"), found.get("text"), (*key, "text")
        for other in found.keys() - {"text", "tone"}:
            yield page.fault((*key, str(other)), f"no such key; {suggest(str(other), ('text', 'tone', *FORMS))}")
        if tone is not None and not isinstance(tone, str):
            yield page.unlike((*key, "tone"), "the name of a tone")
    keys: list[Key] = [place]
    if isinstance(texts, list):
        keys = [(*place, number) for number in range(len(texts))]
        if not keys:
            yield page.unlike(place, "a reply, or several that take turns")
    variants: list[Variant] = []
    slots: set[str] = set()
    for each in keys:
        forms = _forms(page.found(each))
        if forms is None:
            yield page.unlike(each, f"text, or texts for one and for {OTHER}")
            continue
        yield from _in_forms(page, each, forms)
        slots |= {slot[1] for text in forms.values() for slot in SLOT.finditer(text)}
        slots |= {COUNT} if len(forms) > 1 else set()
        variants.append(Variant(forms, tone if isinstance(tone, str) else None))
    if variants:
        draft.replies[name] = Entry(tuple(variants), frozenset(slots))


def _forms(found: object) -> dict[str, str] | None:
    """A text by plural form; None for what is no text."""
    forms = {OTHER: found} if isinstance(found, str) else found
    if not isinstance(forms, dict) or OTHER not in forms or not _is_texts(list(forms.values())):
        return None
    return {str(form): " ".join(text.split()) for form, text in forms.items()}


def _in_forms(page: Page, key: Key, forms: Mapping[str, str]) -> Iterator[str]:
    for form, text in forms.items():
        place = key if isinstance(page.found(key), str) else (*key, form)
        if form not in FORMS:
            yield page.fault(place, f"no such plural form; {suggest(form, FORMS)}")
        yield from _slots(page, place, text)


def _slots(page: Page, key: Key, text: str) -> Iterator[str]:
    rest = SLOT.sub("", text)
    if "{" in rest or "}" in rest:
        yield page.unlike(key, "slots written {name} or {name:manner}")
    for slot in SLOT.finditer(text):
        if slot[2] and slot[2] not in MANNERS:
            yield page.fault(key, f"slot {slot[0]}: no such manner; {suggest(slot[2], MANNERS)}")


_READERS: Mapping[str, Any] = dict(zip(SECTIONS, (_phrases, _about, _subjects, _choices, _cues, _replies), strict=True))
