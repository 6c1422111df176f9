"""A plugin's words: where its sheets lie, and whether they fit the skills it offers."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from earnest.errors import PluginRefused
from earnest.sheets.reading import Places
from earnest.validation import suggest

if TYPE_CHECKING:
    from earnest.config import Config
    from earnest.host.discovery.finding import Found
    from earnest.sheets import Sheet
    from earnest.skills import Skill

FOLDER = "words"
"""Beside a plugin's ``__init__.py``, and in the household's data folder, there with a folder for each plugin."""


def places_of(found: Found, config: Config) -> Places:
    """Where the plugin's sheets may lie; nothing of it is imported to find out."""
    package = _package(found)
    own = package / FOLDER if package is not None and (package / FOLDER).is_dir() else None
    household = config.data / FOLDER / found.name if config.data != Path() else None
    return Places(own, household)


def vouched_for(found: Found, config: Config) -> bool:
    """Whether a test holds the sheets already: Earnest's own, which every start would pay for checking again."""
    household = places_of(found, config).household
    return found.first_party and (household is None or not household.is_dir())


def check_folder(found: Found, skills: Iterable[Skill]) -> None:
    """Raises PluginRefused for a single file whose words lie beside it, where only a package's are read."""
    single = found.path is not None and found.path.name != "__init__.py"
    if single and found.path and (found.path.parent / FOLDER).is_dir() and not any(skill.phrases for skill in skills):
        raise PluginRefused(
            f"{FOLDER}/ beside a single file is nobody's: make it a package, {found.name}/__init__.py with "
            f"{found.name}/{FOLDER}/ in it"
        )


def check_words(sheet: Sheet, skills: Iterable[Skill]) -> None:
    """Raises PluginRefused for phrases of a skill that is not offered, and for phrases that can never match."""
    offered = {skill.name: skill for skill in skills}
    faults = [
        f"{sheet.places[name][0]}: the plugin offers no such skill; {suggest(name, offered)}"
        for name in sheet.phrases
        if name not in offered
    ]
    faults += dead_phrases(sheet, offered.values())
    if faults:
        raise PluginRefused("; ".join(faults))


def dead_phrases(sheet: Sheet, skills: Iterable[Skill]) -> Iterator[str]:
    """The sheet's phrases that can never match, a line each, with the reason."""
    from earnest.intents.templates import PhraseFault, compile_phrase
    from earnest.spoken import language

    for skill in skills:
        for place, phrase in zip(sheet.places.get(skill.name, ()), sheet.phrases.get(skill.name, ()), strict=True):
            try:
                compile_phrase(skill, phrase, language(sheet.language))
            except PhraseFault as fault:
                yield f'{place}: "{phrase}" can never match: {fault}'


def _package(found: Found) -> Path | None:
    """The folder of a plugin that is a package."""
    if found.path is not None:
        return found.path.parent if found.path.name == "__init__.py" else None
    top, *rest = found.module.split(".")
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return None
    folders = (Path(place, *rest) for place in (spec.submodule_search_locations or () if spec else ()))
    return next((folder for folder in folders if (folder / "__init__.py").is_file()), None)
