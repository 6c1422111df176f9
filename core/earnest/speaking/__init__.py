"""Reply → Tone → sound. ``Speaking`` is the room's door; ``load_voice`` opens a voice by its card's name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from earnest.speaking.cards import Card, card_names, card_of, every_card
    from earnest.speaking.loading import load_voice
    from earnest.speaking.stream import Speaking
    from earnest.speaking.tones import Tones, load_tones

__all__ = ["Card", "Speaking", "Tones", "card_names", "card_of", "every_card", "load_tones", "load_voice"]

_ROOMS = {"load_voice": "loading", "Speaking": "stream", "Tones": "tones", "load_tones": "tones"}


def __getattr__(name: str) -> Any:
    """Import late: whoever adds a tone needs no voice."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"earnest.speaking.{_ROOMS.get(name, 'cards')}"), name)
