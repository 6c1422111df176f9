"""Moments in English: one grammar, from the tokens of a sentence to the time it means.

``tokens.py`` → rules, in the notation of ``notation.py``: ``amounts.py``, ``clocks.py``, ``parts.py``, ``days.py``,
``monthdays.py``, ``rows.py``, ``repetitions.py``, ``limits.py`` → pieces (``pieces.py``) → which of them belong to the
moment (``finding.py``), which only say when something else is (``stating.py``), and what is left of them
(``doubting.py``) → when they come (``coming.py`` once, ``recurring.py`` again and again, morning or evening by
``halves.py``) → said back (``saying.py``).
"""

from __future__ import annotations

from earnest.spoken.en.moments import amounts, clocks, days, limits, monthdays, parts, repetitions, rows
from earnest.spoken.en.moments.halves import waking
from earnest.spoken.en.moments.lasting import find_duration, read_duration
from earnest.spoken.en.moments.reading import read, read_all, read_whole
from earnest.spoken.en.moments.saying import say

RULES = (amounts, clocks, parts, days, monthdays, rows, repetitions, limits)
"""The modules that add their rules to the grammar when they are imported."""

__all__ = ["RULES", "find_duration", "read", "read_all", "read_duration", "read_whole", "say", "waking"]
