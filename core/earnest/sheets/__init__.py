"""Sheets: what people say and what is said to them, in YAML, one file a language.

    words/en.yaml ─ reading ─▶ Sheet ─┬─ phrases, choices ─▶ Skills
    words/de.yaml ─ held against it   └─ replies, cues ────▶ Talk

A plugin's sheets lie in ``words/`` beside its ``__init__.py``; the house's own in ``spoken/<language>/``.
"""

from __future__ import annotations

from earnest.sheets.sheet import NO_SHEET, Sheet

__all__ = ["NO_SHEET", "Sheet"]
