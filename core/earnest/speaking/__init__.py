"""Reply → Tone → sound. ``Speaking`` is the room's door; ``load_voice`` opens a voice by its card's name."""

from earnest.speaking.cards import Card, card_of, cards
from earnest.speaking.loading import load_voice
from earnest.speaking.stream import Speaking
from earnest.speaking.tones import Tones, load_tones

__all__ = ["Card", "Speaking", "Tones", "card_of", "cards", "load_tones", "load_voice"]
