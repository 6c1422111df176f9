"""How people's names are said, kept with each person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from earnest.memory.memory import Memory

_SAID = "pronunciation"
"""The preference that holds it."""


def pronunciations(memory: Memory) -> dict[str, str]:
    """By name, as ``speaking.respelling`` reads it. Raises MemoryFault."""
    told = {name: memory.read_preferences(name).get(_SAID) for name in memory.people()}
    return {name: how for name, how in told.items() if isinstance(how, str)}


def pronounce(memory: Memory, person: str, respelling: str | None) -> None:
    """Remember how a person's name is said; None says it as it is written. Raises MemoryFault."""
    memory.write_preference(person, _SAID, respelling)
