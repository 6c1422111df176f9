"""What the household keeps: one SQLite file, every write on disk before the call returns."""

from __future__ import annotations

from earnest.memory.memory import DiaryEntry, Memory

__all__ = ["DiaryEntry", "Memory"]
