"""Processes that this one started, told apart from those that have ended and were not buried."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

_elders: set[int] = set()
"""Descendants that were there before the test began: a sound server that other tests share."""


def begin() -> None:
    """Whatever was started until now is of no concern to the test."""
    _elders.clear()
    _elders.update(pid for pid, _ in _descendants(os.getpid()))


def family(of: int | None = None) -> list[int]:
    """Every living descendant that was started since ``begin``."""
    return [pid for pid, state in _descendants(of or os.getpid()) if state != "Z" and pid not in _elders]


def zombies(of: int | None = None) -> list[int]:
    """Every descendant started since ``begin`` that has ended and was not buried."""
    return [pid for pid, state in _descendants(of or os.getpid()) if state == "Z" and pid not in _elders]


def settle(calm: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait until ``calm``; burials take a moment. Raises AssertionError when it does not come to that."""
    until = time.monotonic() + seconds
    while not calm():
        assert time.monotonic() < until, f"alive: {family()}, unburied: {zombies()}"
        time.sleep(0.02)


def _descendants(of: int) -> list[tuple[int, str]]:
    parents: dict[int, list[tuple[int, str]]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            parents.setdefault(int(parent), []).append((int(entry.name), state))
    found, waiting = [], [of]
    while waiting:
        for child, state in parents.get(waiting.pop(), []):
            found.append((child, state))
            waiting.append(child)
    return found
