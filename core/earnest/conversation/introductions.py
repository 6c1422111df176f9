"""Voices that are being learned by ear: sentence by sentence, kept only when somebody asks for it at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from earnest.knowing import known_voice_of, one_voice

if TYPE_CHECKING:
    from earnest.conversation.journal import TakeBack
    from earnest.engines.base import SpeakerReader
    from earnest.memory import Memory
    from earnest.nouns import Utterance
    from earnest.voiceprints import Voiceprint


class Introductions:
    """What skills may do about voices. Nothing that is heard lasts before ``keep``."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._heard: dict[str, list[Voiceprint]] = {}
        self.utterance: Utterance | None = None
        """What is being answered; None when it was typed."""
        self.reader: Callable[[], SpeakerReader | None] = lambda: None
        """What tells voices apart; None where nothing does."""

    def possible(self) -> bool:
        """Whether voices can be told apart here."""
        reader = self.reader()
        return reader is not None and reader.name != "none"

    def known(self) -> list[str]:
        """Whose voices are known."""
        return [known.person for known in self._memory.known_voices()]

    def hear(self, person: object) -> TakeBack:
        """What was just said is ``person``'s voice. Raises ValueError where too little was spoken, or nothing."""
        reader = self.reader()
        heard = reader.listen(self.utterance) if reader is not None and self.utterance is not None else None
        if heard is None:
            raise ValueError("too little was spoken to learn a voice from")
        name = _named(person)
        self._heard.setdefault(name, []).append(heard)
        return lambda: self._heard.pop(name, None)

    def keep(self, person: object) -> TakeBack:
        """Keep what was heard of ``person``. Raises ValueError where nothing was, or several people spoke."""
        name, reader = _named(person), self.reader()
        heard = self._heard.pop(name, [])
        if not heard or reader is None:
            raise ValueError(f"nothing was heard of {name}")
        if not one_voice(heard, reader):
            raise ValueError("more than one voice was heard")
        before = next((known for known in self._memory.known_voices() if known.person == name), None)
        self._memory.keep_voice(known_voice_of(name, heard))
        return lambda: self._memory.keep_voice(before) if before else self._memory.forget_voice(name)

    def forget(self, person: object) -> None:
        """Forget ``person``'s voice, for good. Raises ValueError for somebody whose voice is not known."""
        name = _named(person)
        self._heard.pop(name, None)
        if not self._memory.forget_voice(name):
            raise ValueError(f"no voice is known of {name}")


def _named(person: object) -> str:
    name = str(person).strip()
    if not name:
        raise ValueError("a voice needs a name")
    return name
