"""Who is speaking: what a voice is like, whose voice that is, and how surely.

Utterance ─ SpeakerReader ─▶ Voiceprint ─ evidence for each KnownVoice ─┐
who spoke in the turns before ─────────────────────────────────────────┴ Company ─▶ Who
"""

from __future__ import annotations

from earnest.knowing.company import Company
from earnest.knowing.learning import known_voice_of, learned, learned_from_turn, one_voice

__all__ = ["Company", "known_voice_of", "learned", "learned_from_turn", "one_voice"]
