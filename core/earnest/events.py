"""The events of a running assistant, in the shape that ``earnest run --json`` promises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from earnest.nouns import Emotion, Intent, Reply, Transcript, Utterance, Wake
from earnest.spoken import Moment
from earnest.talk import Due
from earnest.voiceprints import Who

Event = dict[str, Any]
Emit = Callable[[Event], None]
"""Takes each event as it happens."""


def wake_event(wake: Wake) -> Event:
    """A wake word was heard."""
    return {"event": "wake", "word": wake.word, "score": round(wake.score, 4)}


def utterance_event(utterance: Utterance) -> Event:
    """Somebody finished speaking, or never began."""
    seconds = 0.0 if utterance.ended_by == "no-speech" else utterance.sound.seconds
    return {"event": "utterance", "seconds": round(seconds, 3), "ended_by": utterance.ended_by}


def transcript_event(transcript: Transcript) -> Event:
    """The words are known."""
    confidence = round(transcript.confidence, 4)
    return {"event": "transcript", "text": transcript.text, "confidence": confidence, "engine": transcript.engine}


def partial_event(transcript: Transcript) -> Event:
    """The words so far, while somebody may still be speaking; the transcript follows."""
    return {"event": "partial", "text": transcript.text, "engine": transcript.engine}


def emotion_event(emotion: Emotion) -> Event:
    """How it was said is known."""
    return {"event": "emotion", **emotion.as_json()}


def speaker_event(who: Who) -> Event:
    """Who spoke is known; or that it was nobody who is."""
    return {"event": "speaker", **who.as_json()}


def intent_event(intent: Intent | None) -> Event:
    """Who answers; nulls when nobody does."""
    return {"event": "intent", **intent_as_json(intent)}


def reply_event(reply: Reply, tone: str) -> Event:
    """What will be said, and in which tone."""
    return {"event": "reply", "text": reply.text, "tone": tone}


def ringing_event(due: Due, ended_by: str | None = None) -> Event:
    """Something begins to ring; with ``ended_by``, it has stopped."""
    told = {"event": "ringing", "name": str(due.slots.get("name") or ""), "kind": str(due.slots.get("kind") or "due")}
    return told if ended_by is None else {**told, "ended_by": ended_by}


def muted_event(on: bool) -> Event:
    """The microphone was closed, or opened again."""
    return {"event": "muted", "microphone": on}


def error_event(where: str, what: str) -> Event:
    """Something failed; the assistant goes on."""
    return {"event": "error", "where": where, "what": what}


def recovered_event(where: str) -> Event:
    """What failed works again."""
    return {"event": "recovered", "where": where}


def intent_as_json(intent: Intent | None) -> Event:
    """``plugin``, ``skill``, ``slots`` and ``score``; nulls when there is none."""
    if intent is None:
        return {"plugin": None, "skill": None, "slots": None, "score": None}
    score = round(intent.score, 4)
    return {"plugin": intent.plugin, "skill": intent.skill, "slots": slots_as_json(intent.slots), "score": score}


def slots_as_json(slots: Mapping[str, object]) -> Event:
    """Times as ISO 8601, durations as seconds, everything else as it is."""
    return {name: _plain(value) for name, value in slots.items()}


def _plain(value: object) -> object:
    if isinstance(value, Moment):
        return value.at.isoformat()
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value
