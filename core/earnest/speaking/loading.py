"""From a voice's name in the config to a voice that speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earnest.engines.base import Voice
from earnest.errors import ConfigError, MissingPart
from earnest.speaking.cards import Card, best_card, card_of

if TYPE_CHECKING:
    from earnest.config import Config
    from earnest.engines.registry import Engines

AUTO = "auto"


def load_voice(name: str, config: Config, engines: Engines) -> Voice:
    """The voice called ``name``: a card's, an engine's that needs no card, or for ``auto`` the best one here.

    Raises CardError for a card or file that cannot be used and MissingPart for one that is not there, each with the
    remedy; whoever is speaking now can go on.
    """
    config = config.model_copy(update={"voice": name})
    if name == AUTO or any(engine.name == name for engine in engines.of("voice")):
        choice = engines.choose("voice", name, config.model_copy(update={"voice": AUTO}))
        voice: Voice = choice.engine.make(config.model_copy(update={"voice": AUTO}))
        return voice
    card = card_of(name, config)
    try:
        voice = engines.choose("voice", card.engine, config).engine.make(config)
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
