"""What a house told while it was lived with, against what really happened."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from typing import Any

ON_TIME = 2.0
"""Seconds after its time, or after the house had nothing else to do, in which a thing due is on time."""
WORD = 3.0
"""Seconds after somebody said the wake word in which a wake is theirs: the sound server is late too."""


@dataclass(slots=True)
class Reckoning:
    """Feed it ``calls``, ``due`` and the events; ``lines`` tells. All moments are monotonic seconds."""

    due: dict[str, float] = field(default_factory=dict)
    """When each thing falls due, by the words that it is told in."""
    told: dict[str, float] = field(default_factory=dict)
    """By how many seconds each was late."""
    waited: dict[str, float] = field(default_factory=dict)
    """The same, from the moment at which nothing else was going on."""
    calling: tuple[float, float] = (0.0, 0.0)
    """The last span in which somebody said the wake word."""
    stopping: tuple[float, float] = (0.0, 0.0)
    """The last span in which somebody said "stop"."""
    began: float = 0.0
    calls: int = 0
    woken: int = 0
    false_wakes: list[tuple[float, float]] = field(default_factory=list)
    stops: int = 0
    rings: Counter[str] = field(default_factory=Counter)
    false_stops: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    turns: int = 0
    ringing: bool = False
    _busy: float = 0.0

    def take(self, at: float, event: dict[str, Any]) -> None:
        """One event of the house's, as it came."""
        kind = event["event"]
        if kind == "due":
            self._due(at, event["text"])
        elif kind == "wake":
            self._wake(at, event["score"])
        elif kind == "ringing":
            self._ring(at, event)
        elif kind == "error":
            self.errors[f"{event['where']}: {event['what']}"] += 1
        elif kind == "turn":
            self.turns += 1
        self._busy = max(self._busy, at + event.get("seconds", 0.0) if kind == "speech" else at)

    def _due(self, at: float, text: str) -> None:
        name = next((name for name in self.due if name in text), None)
        if name is None or name in self.told:
            return
        self.told[name] = at - self.due[name]
        self.waited[name] = 0.0 if self.ringing else at - max(self.due[name], min(self._busy, at))

    def _wake(self, at: float, score: float) -> None:
        began, ended = self.calling
        if began <= at <= ended + WORD:
            self.woken += 1
            self.calling = (0.0, 0.0)
        else:
            self.false_wakes.append((at - self.began, score))

    def _ring(self, at: float, event: dict[str, Any]) -> None:
        self.ringing = "ended_by" not in event
        if self.ringing:
            return
        self.rings[event["ended_by"]] += 1
        began, ended = self.stopping
        if event["ended_by"] in ("stop", "snooze") and not began <= at <= ended + WORD:
            self.false_stops += 1

    def lines(self, hours: float) -> list[str]:
        """What came of it in so many hours."""
        lines = [f"   wakes: {self.woken} of {self.calls} calls, {len(self.false_wakes)} false in {hours:.2f} h"]
        if self.due:
            late = sorted(self.told.values()) or [0.0]
            free = [name for name, seconds in self.waited.items() if seconds > ON_TIME]
            lines += [
                f"     due: {len(self.told)} of {len(self.due)} told; late by {median(late):.2f} s in the middle, "
                f"{late[int(0.95 * (len(late) - 1))]:.2f} s in 95 %, {late[-1]:.1f} s at most (it waits its turn)",
                f"          {len(free)} by more than {ON_TIME:.0f} s with nothing else going on",
            ]
        if self.rings:
            ended = ", ".join(f"{count} by {how}" for how, count in self.rings.items())
            lines.append(f"   rings: ended {ended}; “stop” was said {self.stops} times; {self.false_stops} false")
        lines.append(f"   turns: {self.turns}")
        lines += [f"   error: {count} × {what}" for what, count in self.errors.items()]
        lines += [f"   false: at {at / 60:.1f} min, score {score:.2f}" for at, score in self.false_wakes]
        return lines
