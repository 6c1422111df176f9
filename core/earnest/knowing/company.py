"""Whose voice it was: what was heard, weighed against who is at home and who spoke before (Bayes)."""

from __future__ import annotations

import math
from collections.abc import Mapping

from earnest.voiceprints import NOBODY_KNOWN, Who

STRANGER = 0.2
"""The share of somebody else before anything was heard: a guest now and then, children, the television."""
ANSWERS, GOES_ON = 0.8, 0.3
"""How likely the one who spoke last is the one who answers a question that was asked back, and the one who wakes the
house again at once; beyond that, whoever is at home may have spoken. Set, not measured: nobody has recorded homes."""
FORGOTTEN_IN = 30.0
"""Seconds in which ``GOES_ON`` falls to a third."""
LARGEST = 30.0
"""Evidence beyond this, natural logarithm, is as good as this."""


class Company:
    """Who has been speaking. One conversation's worth; nothing of it is kept."""

    def __init__(self, floor: float) -> None:
        """``floor``: the probability below which nobody is named."""
        self._floor = floor
        self._last: Who | None = None
        self._last_at = 0.0

    def who(self, evidence: Mapping[str, float], at: float, *, answers: bool = False) -> Who:
        """Who spoke at ``at`` (seconds on any clock that only runs).

        ``evidence``: for each person who is known how much likelier they made what was heard than somebody else
        did, the natural logarithm of the ratio. ``answers``: whether it follows a question of the house.
        """
        if not evidence:
            return NOBODY_KNOWN
        prior = self._expected(list(evidence), at, answers=answers)
        odds = {name: prior[name] * math.exp(_bounded(value)) for name, value in evidence.items()}
        whole = sum(odds.values()) + max(0.0, 1.0 - sum(prior.values()))
        return self._named({name: value / whole for name, value in odds.items()})

    def note(self, who: Who, at: float) -> None:
        """It was ``who`` that spoke at ``at``; what may have been all and was not is never noted."""
        self._last, self._last_at = who, at

    def _expected(self, people: list[str], at: float, *, answers: bool) -> dict[str, float]:
        """Each person's probability before anything is heard."""
        each = (1.0 - STRANGER) / len(people)
        if self._last is None:
            return dict.fromkeys(people, each)
        same = ANSWERS if answers else GOES_ON * math.exp(-max(0.0, at - self._last_at) / FORGOTTEN_IN)
        return {name: same * self._last.shares.get(name, 0.0) + (1.0 - same) * each for name in people}

    def _named(self, shares: Mapping[str, float]) -> Who:
        name, share = max(shares.items(), key=lambda each: each[1])
        if share >= self._floor:
            return Who(name, share, shares)
        return Who(None, 1.0 - sum(shares.values()), shares)


def _bounded(evidence: float) -> float:
    return min(max(evidence, -LARGEST), LARGEST)
