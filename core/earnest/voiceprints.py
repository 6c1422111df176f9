"""The nouns of who speaks: what a voice is like, in numbers; whose voice is known; and who it was.

    Utterance ─ SpeakerReader ─▶ Voiceprint ─ beside every KnownVoice ─▶ Who

Numbers only, never sound. A voiceprint is personal all the same: it is kept of those who agreed, and of nobody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Voiceprint:
    """What one utterance says of the voice that spoke it."""

    reader: str
    """Whose numbers these are; another reader can do nothing with them."""
    numbers: tuple[float, ...]
    """A direction in the reader's space, of length 1."""
    seconds: float
    """Of speech that it rests on."""


@dataclass(frozen=True, slots=True)
class KnownVoice:
    """How one person's voice is, over several utterances."""

    person: str
    reader: str
    utterances: int
    seconds: float
    """Of speech that it rests on."""
    numbers: tuple[float, ...]
    """The mean of their voiceprints, weighted by seconds; shorter than 1, the more so the more they differ."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who spoke: somebody the household knows, or somebody else; and how surely."""

    name: str | None
    """None for somebody else, and where it is not sure."""
    confidence: float
    """0 to 1, calibrated: that it is this person, or where nobody is named, that it is nobody who is known."""
    shares: Mapping[str, float] = field(default_factory=dict)
    """The probability of each person who is known; what they lack to 1 is somebody else's."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "shares", MappingProxyType(dict(self.shares)))

    def as_json(self) -> dict[str, object]:
        """The shape that the command line promises."""
        return {"name": self.name, "confidence": round(self.confidence, 4)}


NOBODY_KNOWN = Who(None, 1.0)
"""Where no voice is known, whoever speaks is somebody else."""
