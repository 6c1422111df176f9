"""From a voice's name in the config to a voice that speaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from earnest.engines.base import Voice
from earnest.errors import ConfigError, MissingPart
from earnest.speaking.cards import Card, best_card, card_of
from earnest.speaking.respelling import lexicon
from earnest.speaking.text import pieces

if TYPE_CHECKING:
    from earnest.config import Config
    from earnest.engines.registry import Engines

AUTO = "auto"


def load_voice(name: str, config: Config, engines: Engines) -> Voice:
    """The voice called ``name``: a card's, an engine's that needs no card, or for ``auto`` the best one here.

    Raises CardError for a card or file that cannot be used and MissingPart for one that is not there, each with the
    remedy; whoever is speaking now can go on. A voice that can ``learn`` is told the household's own words; what reads
    text aloud is made ready too, so that no reply waits for it.
    """
    voice = _load(name, config, engines)
    card = getattr(voice, "card", None)
    learn = getattr(voice, "learn", None)
    if learn is not None:
        learn(lexicon(config.pronunciations))
    list(pieces("1 kg.", card.language if isinstance(card, Card) else config.language))
    return voice


def saying(config: Config, names: Mapping[str, str]) -> Config:
    """``config`` with people's names and their respellings beside its own words, which go before them."""
    own = {word.casefold() for word in config.pronunciations}
    others = {name: how for name, how in names.items() if name.casefold() not in own}
    return config.model_copy(update={"pronunciations": {**others, **config.pronunciations}})


def _load(name: str, config: Config, engines: Engines) -> Voice:
    wanted, engine = config.model_copy(update={"voice": name}), name
    if name == AUTO or any(each.name == name for each in engines.of("voice")):
        wanted = config.model_copy(update={"voice": AUTO})
    else:
        engine = card_of(name, config).engine
    try:
        voice: Voice = engines.choose("voice", engine, wanted).engine.make(wanted)
    except ConfigError as fault:
        raise MissingPart(f"voice {name}: its engine is not here: {fault}") from None
    return voice


def card_for(config: Config, engine: str) -> Card:
    """The card that one engine is to speak: the config's, or for ``auto`` the best that is whole.

    Raises CardError, and MissingPart when its files are not here.
    """
    if config.voice == AUTO:
        card = best_card(config, engine)
        if card is None:
            raise MissingPart(
                f"no {engine} voice for {config.language} is here; fetch one with: earnest voices add NAME"
            )
        return card
    card = card_of(config.voice, config)
    if card.absent:
        files = ", ".join(file.name for file in card.absent)
        raise MissingPart(
            f"voice {card.name}: {files} not here or not whole; fetch it with: earnest voices add {card.name}"
        )
    return card
