"""Everything that can go wrong, as a tree.

    EarnestError
    ├── UserFault              the person's to mend: one clear line, exit code 2, never a traceback
    │   ├── ConfigError        a setting, with file, line and key
    │   ├── CardError          a voice card or tones.yaml, likewise
    │   ├── SheetError         a sheet of words, likewise
    │   ├── SoundError         a recording that cannot be read
    │   ├── MissingPart        a model, voice, device or system package that is not there
    │   │   └── NotFetched     one that did not arrive, and may the next time
    │   ├── MemoryFault        the household's memory cannot be written or read just now
    │   └── PluginRefused      a plugin that cannot be loaded, by name
    ├── EngineError            an engine failed at its work; the assistant goes on
    ├── SkillFault             a skill raised, hung or answered with the wrong thing; its plugin is named
    └── Unanswered             nobody answered a question that a skill asked (skills catch it)
        ├── NeverMind          the person said to drop it
        └── Skipped            the person wanted the next one

A message says what was found, where, what was expected and what to do.
"""

from __future__ import annotations


class EarnestError(Exception):
    """Root of all of Earnest's own errors."""


class UserFault(EarnestError):
    """Something a person can mend; the message is all they need."""


class ConfigError(UserFault):
    """A setting that cannot be used."""


class CardError(UserFault):
    """A voice card or ``tones.yaml`` that cannot be used."""


class SheetError(UserFault):
    """A sheet of words that cannot be used."""


class SoundError(UserFault):
    """A recording that cannot be read."""


class MissingPart(UserFault):
    """A model, voice, device or system package that is not there."""


class NotFetched(MissingPart):
    """Something that did not arrive from the network, and may the next time."""

    def __init__(self, cause: str, remedy: str) -> None:
        super().__init__(f"{cause}; {remedy}")
        self.cause = cause
        """Without what a person could do: for whoever asks again by themselves."""


class MemoryFault(UserFault):
    """The household's memory cannot be written or read."""


class PluginRefused(UserFault):
    """A plugin that cannot be loaded."""


class EngineError(EarnestError):
    """An engine failed at its work."""


class SkillFault(EarnestError):
    """A skill did not keep its side of the bargain."""

    def __init__(self, plugin: str, what: str) -> None:
        super().__init__(f"{plugin}: {what}")
        self.plugin = plugin
        self.what = what
        self.excused = False
        """Whether the house could keep nothing for it, so that its plugin is not to blame."""


class Unanswered(EarnestError):
    """Nobody answered the question."""


class NeverMind(Unanswered):
    """The person said to drop it."""


class Skipped(Unanswered):
    """In a session, the person said "next" to a question."""
