"""The conversation on the terminal, as it happens, with mood and tone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

    from earnest.events import Event

_MOOD_STYLES: Mapping[str, str] = {"happy": "yellow", "sad": "blue", "angry": "red", "neutral": "green"}
_MARGIN = 10


class Scene:
    """Shows each event that a person would want to see."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def show(self, event: Event) -> None:
        """One event, in a line or two; some have none."""
        for who, what in _LINES.get(event["event"], _nothing)(event):
            line = Text(f"{who:>{_MARGIN}}  ", "dim") + what
            line.rstrip()
            self._console.print(line, soft_wrap=True)


class States:
    """What happens without what was said, for a journal or a pipe: no words, no moods, no slots."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def show(self, event: Event) -> None:
        """A line for each state; some events have none."""
        line = _STATES.get(event["event"], _unsaid)(event)
        if line:
            self._write(line)


def _unsaid(_event: Event) -> str:
    return ""


_WORDLESS = ("microphone", "loudspeaker", "memory", "memory restored", "memory lost", "copies", "scheduler")
"""Where errors are told in the house's own words about its own parts; any other may quote a plugin or a person."""

_STATES: Mapping[str, Callable[[dict[str, Any]], str]] = {
    "ready": lambda event: f"ready: {', '.join(event['engines'].values())}; emotion reading {event['emotion_reading']}",
    "wake": lambda _: "woken",
    "utterance": lambda event: f"heard {event['seconds']:.1f} s ({event['ended_by']})",
    "speech": lambda event: f"spoke {event['seconds']:.1f} s",
    "turn": lambda event: f"answered after {event['ms']['first_audio']:.0f} ms",
    "due": lambda _: "something was due",
    "ringing": lambda event: f"stopped ringing ({event['ended_by']})" if "ended_by" in event else "ringing",
    "error": lambda event: f"trouble: {event['where']}{': ' + event['what'] if event['where'] in _WORDLESS else ''}",
    "muted": lambda event: f"microphone {'closed' if event['microphone'] else 'open'}",
    "recovered": lambda event: f"works again: {event['where']}",
}

_Lines = list[tuple[str, Text]]


def _nothing(_event: Event) -> _Lines:
    return []


def _ready(event: Event) -> _Lines:
    engines = ", ".join(f"{kind} {name}" for kind, name in event["engines"].items())
    lines = [("", Text("")), ("ready", Text(f"{engines}; emotion reading {event['emotion_reading']}", "dim"))]
    for refused in event["refused"]:
        lines.append(("refused", Text(f"{refused['plugin']}: {refused['why']}", "red")))
    return lines


def _wake(event: Event) -> _Lines:
    word = event["word"].replace("_", " ")
    return [("", Text("")), (f"{event['at']:.1f} s", Text(f"woken by “{word}”", "bold"))]


def _utterance(event: Event) -> _Lines:
    return [("", Text("(nobody speaks)", "dim"))] if event["ended_by"] == "no-speech" else []


def _transcript(event: Event) -> _Lines:
    return [("you", Text(event["text"] or "(not understood)"))]


def _emotion(event: Event) -> _Lines:
    label = event["label"]
    if label == "unsure":
        return [("", Text("feels: unsure, so the plain voice answers", "dim"))]
    source = {"both": "voice and words"}.get(event["source"], event["source"])
    return [("", Text(f"feels: {label} ({event['confidence']:.0%} sure, from {source})", _MOOD_STYLES[label]))]


def _speaker(event: Event) -> _Lines:
    who = event["name"] or "somebody else"
    return [("", Text(f"voice: {who} ({event['confidence']:.0%} sure)", "dim"))]


def _intent(event: Event) -> _Lines:
    if event["plugin"] is None:
        return []
    slots = ", ".join(f"{name}={value}" for name, value in event["slots"].items())
    return [("", Text(f"{event['plugin']}.{event['skill']}({slots})", "dim"))]


def _reply(event: Event) -> _Lines:
    return [("earnest", Text(f"{event['text']} ", "bold") + Text(f"[{event['tone']}]", "magenta"))]


def _turn(event: Event) -> _Lines:
    return [("", Text(f"first sound after {event['ms']['first_audio']:.0f} ms", "dim"))]


def _due(event: Event) -> _Lines:
    return [("", Text("")), ("due", Text(event["plugin"], "dim"))]


def _ringing(event: Event) -> _Lines:
    if "ended_by" in event:
        return [("", Text(f"it rings no more ({event['ended_by']})", "dim"))]
    return [("rings", Text(f"{event['name']} {event['kind']}".strip(), "bold"))]


def _muted(event: Event) -> _Lines:
    closed = "closed; open it with a button or: earnest unmute" if event["microphone"] else "open"
    return [("", Text(f"the microphone is {closed}", "bold"))]


def _error(event: Event) -> _Lines:
    return [("trouble", Text(f"{event['where']}: {event['what']}", "red"))]


def _recovered(event: Event) -> _Lines:
    return [("", Text(f"works again: {event['where']}", "green"))]


_LINES: Mapping[str, Callable[[dict[str, Any]], _Lines]] = {
    "ready": _ready,
    "wake": _wake,
    "utterance": _utterance,
    "transcript": _transcript,
    "emotion": _emotion,
    "speaker": _speaker,
    "intent": _intent,
    "reply": _reply,
    "turn": _turn,
    "due": _due,
    "ringing": _ringing,
    "muted": _muted,
    "error": _error,
    "recovered": _recovered,
}
