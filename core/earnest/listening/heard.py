"""What the ears tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from earnest.engines.base import Spotted
from earnest.nouns import Utterance, Wake


@dataclass(frozen=True, slots=True, eq=False)
class Pause:
    """Somebody may have finished: what they said so far, which is what they said when no voice comes any more."""

    utterance: Utterance

    def said_all(self, utterance: Utterance) -> bool:
        """Whether nothing was said in ``utterance`` that is not in here."""
        return (self.utterance.started, self.utterance.voiced) == (utterance.started, utterance.voiced)


Heard: TypeAlias = Wake | Pause | Utterance | Spotted
