"""Settings that would do nothing: those that must be a mistake are refused, the others are told once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from earnest.engines.registry import SETTINGS, Objection
from earnest.errors import ConfigError
from earnest.feeling import helpline_for
from earnest.speaking import card_names, every_card
from earnest.validation import suggest

if TYPE_CHECKING:
    from earnest.config import Config
    from earnest.engines.registry import Engine, Engines, Kind

AUTO = "auto"
_QUICK: tuple[Kind, ...] = ("wake", "emotion")
"""The kinds of which it is known what ``auto`` takes without opening a sound card."""


def check_settings(config: Config, engines: Engines) -> list[str]:
    """What has no effect, a line each with its place. Raises ConfigError, all at once, for what must be mended."""
    found = [*_names(config, engines), *_in_use(config, engines), *_together(config)]
    lines = [f"{config.place(*each.key)}: {each.what}" for each in found]
    grave = [line for line, each in zip(lines, found, strict=True) if each.grave]
    if grave:
        raise ConfigError("\n".join(grave))
    return lines


def wanted(config: Config, kind: Kind) -> str:
    """The engine, or for ``voice`` the voice, that the config names; ``auto`` where it leaves the choice."""
    value: object = config
    for part in SETTINGS.get(kind, ()):
        value = getattr(value, part)
    return str(value) if kind in SETTINGS else AUTO


def _names(config: Config, engines: Engines) -> Iterator[Objection]:
    """Engines and voices that nobody offers."""
    for kind, key in SETTINGS.items():
        name, every = wanted(config, kind), [AUTO, *(engine.name for engine in engines.of(kind))]
        if kind == "voice" and name not in [*every, *card_names(config)]:
            near = suggest(name, card_names(config)).partition("choose from")[0]
            yield Objection(key, f"no voice is called {name!r}; {near or '`earnest voices list` shows them all'}")
        elif kind != "voice" and name not in every:
            yield Objection(key, f"no {kind} engine is called {name!r}; {suggest(name, every)}")


def _in_use(config: Config, engines: Engines) -> Iterator[Objection]:
    """What the engines in use can do nothing with."""
    for kind in _QUICK:
        engine = _used(kind, config, engines)
        if engine is not None:
            yield from engine.objections(config)


def _used(kind: Kind, config: Config, engines: Engines) -> Engine | None:
    name = wanted(config, kind)
    usable = (engine for engine in engines.of(kind) if engine.missing(config) is None)
    named = (engine for engine in engines.of(kind) if engine.name == name)
    return next(usable if name == AUTO else named, None)


def _together(config: Config) -> Iterator[Objection]:
    """What another setting leaves without effect."""
    if config.country is not None and helpline_for(config) is None:
        what = "no helplines are known for it, so the local emergency number is named; write yours under helplines"
        yield Objection(("country",), f"{what}.{config.country}", grave=False)
    for country in config.helplines:
        if config.country is None or country.upper() != config.country.upper():
            instead = f"country is {config.country}" if config.country else f"set country: {country}"
            yield Objection(("helplines", country), f"has no effect: {instead}", grave=False)
    if config.emotion.consent == "no" and config.diary != "no":
        yield Objection(("diary",), "has no effect: emotion.consent is no, so no mood is known to keep", grave=False)
    if config.speaker.engine == "silent" and config.speaker.device is not None:
        yield Objection(("speaker", "device"), "has no effect: speaker.engine is silent", grave=False)
    if config.ringing.sound is not None and not config.ringing.sound.is_file():
        what = f"there is no file {config.ringing.sound}; name a WAV, FLAC, OGG or MP3, or leave it out"
        yield Objection(("ringing", "sound"), what)
    if config.plugins.folder is not None and not config.plugins.folder.is_dir():
        what = f"there is no folder {config.plugins.folder}, so no plugin is taken from it"
        yield Objection(("plugins", "folder"), what, grave=False)
    card = every_card(config).get(config.voice) if config.voice != AUTO else None
    if card is not None and card.language.replace("-", "_").split("_")[0] != config.language_code:
        what = f"{card.name} speaks {card.language}, and language is {config.language}: it will sound foreign"
        yield Objection(("voice",), what, grave=False)
