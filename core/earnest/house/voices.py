"""Which voice speaks: the config's, or another that somebody asked for while the house runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from earnest.engines.base import unheard
from earnest.errors import MemoryFault, MissingPart
from earnest.memory.names import pronunciations
from earnest.speaking import Speaking, every_card, load_voice
from earnest.speaking.loading import AUTO, saying

if TYPE_CHECKING:
    from earnest.config import Config
    from earnest.host import Plugins
    from earnest.memory import Memory

CHOSEN = "voice"
"""The household's preference that holds a voice asked for aloud, with the config's voice it stands in for."""


class Voices:
    """The house's mouth, and how it changes. Whatever fails, the voice that speaks goes on speaking."""

    def __init__(self, config: Config, memory: Memory, plugins: Plugins) -> None:
        """Raises CardError, MissingPart when the config's voice cannot be used."""
        self._config = config
        self._memory = memory
        self._plugins = plugins
        voice = load_voice(self._wanted(), self._named(config), plugins.engines)
        self.speaking = Speaking(voice, plugins.tones, config.tone_strength)

    def swap(self, name: str) -> None:
        """Speak with another voice from the next reply on: a card's name, part of one, or ``other``.

        Raises CardError, MissingPart.
        """
        name = self._other() if name == "other" else self._meant(name)
        self.speaking.swap(load_voice(name, self._named(self._config), self._plugins.engines))
        self._memory.write_preference(None, CHOSEN, [name, self._config.voice])

    def follow(self, config: Config) -> None:
        """Take over an edited config: a voice that was changed there speaks next. Raises CardError, MissingPart."""
        if config.voice != self._config.voice or config.pronunciations != self._config.pronunciations:
            self.speaking.swap(load_voice(config.voice, self._named(config), self._plugins.engines))
        self._config = config

    def _named(self, config: Config) -> Config:
        """With people's names as they want them said; what the config says of a word goes before."""
        try:
            return saying(config, pronunciations(self._memory))
        except MemoryFault:
            return config

    def why(self) -> str:
        """Why this voice speaks, and which parts of a tone are not heard with it."""
        lost = ", ".join(sorted(unheard(self.speaking.voice)))
        return f"{self._reason()}; it cannot do {lost}" if lost else self._reason()

    def _reason(self) -> str:
        if self._wanted() != self._config.voice:
            return "somebody asked for it"
        if self._config.voice != AUTO:
            return "the config names it"
        return self._plugins.engines.choose("voice", AUTO, self._config).why

    def ready(self) -> list[str]:
        """The voices in the household's language that can speak now, by name."""
        language = self._config.language.split("_")[0]
        usable = {engine.name for engine in self._plugins.engines.of("voice") if engine.missing(self._config) is None}
        return [
            name
            for name, card in every_card(self._config).items()
            if card.language.split("_")[0] == language and not card.absent and (card.engine in usable or card.files)
        ]

    def _wanted(self) -> str:
        """What was asked for aloud, as long as the config has not changed since and it is still here."""
        chosen = self._memory.read_preferences(None).get(CHOSEN)
        if chosen and chosen[1] == self._config.voice and chosen[0] in self.ready():
            return str(chosen[0])
        return self._config.voice

    def _other(self) -> str:
        names = self.ready()
        now = self.speaking.voice.name
        if not [name for name in names if name != now]:
            raise MissingPart("there is no other voice here; fetch one with: earnest voices add NAME")
        return names[(names.index(now) + 1) % len(names)] if now in names else names[0]

    def _meant(self, spoken: str) -> str:
        """A card's name from what somebody says: "amy" is ``en_US-amy-medium``."""
        words = spoken.lower().split()
        near = [name for name in self.ready() if all(word in name.lower() for word in words)]
        return near[0] if near else spoken
