"""One plugin that was let in: what it offers, and where it runs."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from earnest.engines.registry import Engines
    from earnest.host.discovery.finding import Found
    from earnest.host.report import Loaded
    from earnest.host.running.skill import Given
    from earnest.nouns import Reply, Tone
    from earnest.skills import Skill
    from earnest.talk import Heard, Line

FAULTS = 3
"""So many faults within ``WITHIN`` switch a plugin off."""
WITHIN = 600.0
"""Seconds."""


class Residence(Protocol):
    """Where a plugin's code runs."""

    async def run(self, skill: Skill, line: Line, heard: Heard, given: Given) -> Reply:
        """One turn. Raises SkillFault, Unanswered."""

    def rest(self) -> None:
        """Wait until the turns that are being answered are over."""

    def close(self) -> None:
        """Stop whatever runs. May be called twice."""


@dataclass(slots=True)
class Resident:
    """A plugin in the house."""

    found: Found
    plugin: object
    """What is registered with pluggy: the module, or a stand-in for one that runs outside."""
    residence: Residence
    loaded: Loaded
    engines: Engines
    """The engines it offers."""
    tones: tuple[tuple[Tone, tuple[str, ...]], ...] = ()
    """The tones it offers, and the moods each answers."""
    deaf: set[str] = field(default_factory=set)
    """Observing hooks that are no longer called, because they failed."""
    _faults: deque[float] = field(default_factory=lambda: deque(maxlen=FAULTS))

    def fail(self) -> bool:
        """Count a fault; True when there were too many of late."""
        now = time.monotonic()
        self._faults.append(now)
        return len(self._faults) == FAULTS and now - self._faults[0] <= WITHIN
