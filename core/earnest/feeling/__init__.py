"""How somebody feels: from the voice, from the words, both together; and what to do with it.

voice ─ EmotionReader ─▶ Emotion ─┐
                                  ├─ fuse ─▶ Emotion ─ explain ─▶ "I thought you seemed sad …"
words ─ read_words ─────▶ Emotion ─┘
words, after a question ─ distress ─▶ Distress ─ answer_distress ─▶ Reply, before any skill
"""

from __future__ import annotations

from earnest.feeling.comfort import answer_distress, helpline_for, stays
from earnest.feeling.consent import (
    ask_consent,
    introduce,
    may_read,
    must_ask,
    notice,
    refuse_deployment,
    thank_for_consent,
)
from earnest.feeling.danger import Distress, danger_languages, distress
from earnest.feeling.explanation import explain
from earnest.feeling.fusion import fuse
from earnest.feeling.words import read_words

__all__ = [
    "Distress",
    "answer_distress",
    "ask_consent",
    "danger_languages",
    "distress",
    "explain",
    "fuse",
    "helpline_for",
    "introduce",
    "may_read",
    "must_ask",
    "notice",
    "read_words",
    "refuse_deployment",
    "stays",
    "thank_for_consent",
]
