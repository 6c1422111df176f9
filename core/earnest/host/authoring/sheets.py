"""What an author would want to know of a plugin's sheets, in every language that it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from earnest.config import Config
from earnest.errors import SheetError
from earnest.host.authoring.source import Finding, Source
from earnest.host.discovery.finding import Found, find_at
from earnest.host.discovery.opening import load_tones
from earnest.host.discovery.words import dead_phrases, places_of
from earnest.sheets.reading import left_out, read_sheet
from earnest.spoken import ENGLISH, languages
from earnest.validation import suggest

if TYPE_CHECKING:
    from earnest.host.report import Loaded
    from earnest.sheets import Sheet


def languages_of(path: Path) -> list[str]:
    """The codes of the languages that the plugin at ``path`` has sheets in; none where its words are in Python."""
    found = find_at(path.resolve())
    return _spoken_by(found) if found is not None else []


def opened_in(found: Found) -> str:
    """The language in which the plugin is looked at: English, or one that it speaks and the house too."""
    spoken = _spoken_by(found)
    if not spoken or ENGLISH in spoken:
        return ENGLISH
    return next((code for code in spoken if code in languages()), spoken[0])


def in_sheets(found: Found, source: Source, plugin: Loaded) -> Iterator[Finding]:
    """What is wrong in each of the plugin's sheets, and what its author may have overlooked."""
    places = places_of(found, Config())
    for code in places.languages():
        try:
            sheet = read_sheet(places, code)
        except SheetError as faults:
            yield from (Finding(fault) for fault in str(faults).splitlines())
            continue
        yield from (Finding(told, None, False) for told in left_out(places, code))
        yield from (Finding(fault) for fault in _tones(plugin, sheet))
        if code not in languages():
            what = f"{sheet.file}: houses speak {', '.join(languages())}, so the phrases of {code} were not tried"
            yield Finding(what, None, False)
        elif code != opened_in(found):
            yield from _phrases(source, plugin, sheet)


def _phrases(source: Source, plugin: Loaded, sheet: Sheet) -> Iterator[Finding]:
    """The phrases of another language: whether they can match, and fit the skills' functions."""
    skills = [
        replace(skill, phrases=tuple(said), choices={**skill.choices, **sheet.closed(said)})
        for skill in plugin.skills
        if (said := sheet.phrases.get(skill.name))
    ]
    yield from (Finding(fault) for fault in dead_phrases(sheet, skills))
    for skill in skills:
        yield from source.misfits(skill.name, skill.phrases)


def _tones(plugin: Loaded, sheet: Sheet) -> Iterator[str]:
    """Tones that nobody offers. Those of a plugin that offers some itself are not looked into."""
    if "register_tones" in plugin.hooks:
        return
    known = load_tones()
    names = [tone.name for tone in known]
    for name, entry in sheet.replies.items():
        for tone in {variant.tone for variant in entry.variants if variant.tone and variant.tone not in known}:
            yield f"{sheet.file} replies.{name}.tone: there is no tone {tone!r}; {suggest(tone, names)}"


def _spoken_by(found: Found) -> list[str]:
    return places_of(found, Config()).languages()
