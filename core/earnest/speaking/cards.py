"""Voice cards: what a voice is made of, where to get it, and how it takes the tones."""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import Field

from earnest.countries import language_fault
from earnest.errors import CardError, MissingPart
from earnest.nouns import Tone
from earnest.shipped import shipped
from earnest.speaking.tones import Prosody
from earnest.supplies.catalogue import Page, Supply
from earnest.validation import load_page

if TYPE_CHECKING:
    from earnest.config import Config


class ToneOverride(Prosody):
    """How this voice speaks one tone, where that differs from ``tones.yaml``."""

    speaker: str | None = None
    """Of a voice with several: who speaks in this tone."""


class CardPage(Page):
    """What stands in ``voices/NAME.yaml``: a supply, and how it speaks."""

    engine: str
    """Which engine speaks it: ``espeak``, ``piper`` or a plugin's."""
    language: str = Field(pattern="^[a-z]{2,3}([_-][A-Za-z0-9]+)*$")
    speakers: dict[str, int] = Field(default_factory=dict)
    speaker: str | None = None
    """Who speaks unless a tone says otherwise."""
    variant: str | None = None
    """For espeak: its own name of the voice."""
    sample: str = "Hello. I am happy to keep you company."
    """What `earnest voices try` says."""
    tones: dict[str, ToneOverride] = Field(default_factory=dict)


class Card(CardPage, Supply):
    """One voice; its name is the file's without ``.yaml``."""

    def tone(self, tone: Tone) -> Tone:
        """``tone`` as this card would have it."""
        return self.tones[tone.name].over(tone) if tone.name in self.tones else tone

    def speaker_of(self, tone: str) -> int | None:
        """The number of whoever speaks in ``tone``; None in a voice with only one."""
        asked = self.tones[tone].speaker if tone in self.tones else None
        name = asked or self.speaker
        return self.speakers[name] if name is not None else None


def card_names(config: Config) -> list[str]:
    """The names of all voices, those with a broken card too."""
    return [path.stem for path in _paths(config)]


def every_card(config: Config) -> Mapping[str, Card]:
    """Every voice's card by name; a broken one is left out and told of by ``faults``."""
    found: dict[str, Card] = {}
    for path in _paths(config):
        with contextlib.suppress(CardError):
            found[path.stem] = read_card(path, config)
    return MappingProxyType(found)


def faults(config: Config) -> Mapping[str, CardError]:
    """What is wrong with the cards that cannot be used, by name."""
    wrong: dict[str, CardError] = {}
    for path in _paths(config):
        try:
            read_card(path, config)
        except CardError as fault:
            wrong[path.stem] = fault
    return MappingProxyType(wrong)


def card_of(name: str, config: Config) -> Card:
    """One voice's card. Raises CardError for a wrong one and MissingPart when there is none of that name."""
    for path in _paths(config):
        if path.stem == name:
            return read_card(path, config)
    near = difflib.get_close_matches(name, card_names(config), 1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise MissingPart(f"no voice is called {name!r}; {hint}`earnest voices list` shows them all")


def read_card(path: Path, config: Config) -> Card:
    """A card, whose voice lives in the household's folder. Raises CardError with file, line and key."""
    try:
        changed = path.stat().st_mtime_ns
    except OSError as fault:  # a link to a disk that is not there
        raise CardError(f"{path}: cannot be read ({fault.strerror})") from None
    page = _read(path, changed)
    return Card(**dict(page), name=path.stem, folder=own_folder(config) / path.stem)


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int) -> CardPage:
    page, lines = load_page(path, CardPage, CardError)
    wrong = language_fault(page.language)
    if wrong is not None:
        raise CardError(f'{lines.where(("language",))} language: {wrong}, found "{page.language}"')
    for speaker in filter(None, [page.speaker, *(tone.speaker for tone in page.tones.values())]):
        if speaker not in page.speakers:
            known = ", ".join(page.speakers) or "none"
            raise CardError(f"{path}: no speaker is called {speaker!r}; the card's speakers: {known}")
    return page


def best_card(config: Config, engine: str) -> Card | None:
    """The card that ``voice: auto`` means for one engine: in the household's language, with all its files here."""
    ready = [card for card in every_card(config).values() if card.engine == engine and not card.absent]
    near = [(distance, card) for card in ready if (distance := _distance(card.language, config.language)) is not None]
    return min(near, key=lambda each: each[0], default=(None, None))[1]


def own_folder(config: Config) -> Path:
    """Where the household's own cards and every voice's files are."""
    return config.data / "voices"


def _paths(config: Config) -> list[Path]:
    """Every card's file, one a name: the household's own goes before the shipped one."""
    every = [path for folder in (shipped("voices"), own_folder(config)) for path in folder.glob("*.yaml")]
    return sorted({path.stem: path for path in every if path.stem != "tones"}.values(), key=lambda path: path.stem)


def _distance(language: str, wanted: str) -> int | None:
    """0 the same (``en`` means ``en_US``, as the CLDR has it), 1 of another country, None another language."""
    from babel.core import get_global

    likely = str(get_global("likely_subtags").get(wanted, wanted)).replace("-", "_").split("_")
    mine = language.replace("-", "_").split("_")
    return None if mine[0] != likely[0] else int(mine[-1] != likely[-1])
