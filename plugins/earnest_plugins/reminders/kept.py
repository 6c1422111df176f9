"""What this plugin keeps: how a thing due is worded, and how it is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from earnest import Due, Moment, Talk, Unanswered

REMINDER, TIMER, ALARM = "reminder", "timer", "alarm"


@dataclass(frozen=True)
class Ring:
    """What is said when something falls due, and what it is about."""

    kind: str
    name: str = ""
    """A task ("water the plants"), a topic, a timer's name; empty for a plain timer or alarm."""
    length: timedelta | None = None
    """How long a timer was set for."""
    urgent: bool = False
    """Whether a reminder rings as an alarm does."""

    def heard(self, talk: Talk) -> str:
        """What is said when its time has come."""
        if self.name:
            return talk.words(f"{self.kind}_rings_named", name=self.name)
        return talk.words(f"{self.kind}_rings")

    @staticmethod
    def of(due: Due) -> Ring:
        """What was kept."""
        return Ring(str(due.slots.get("kind")), name_of(due), length_of(due), bool(due.slots.get("urgent")))

    @staticmethod
    def read(talk: Talk, text: str) -> Ring | None:
        """The ring that ``text`` is, or ends with; None when it is none."""
        for kind in (TIMER, ALARM, REMINDER):
            if kind != REMINDER and text.endswith(talk.words(f"{kind}_rings")):
                return Ring(kind)
            before, after = talk.words(f"{kind}_rings_named", name="\0").split("\0")
            if match := re.search(f"{re.escape(before)}(?P<name>.+){re.escape(after)}$", text):
                return Ring(kind, match["name"])
        return None


def keep(talk: Talk, when: Moment | datetime | timedelta, ring: Ring) -> Due:
    """Let ``ring`` be heard at ``when``, each time it comes."""
    label: dict[str, object] = {"kind": ring.kind, "name": ring.name}
    if ring.length is not None:
        label["length"] = ring.length.total_seconds()
    if ring.urgent:
        label["urgent"] = True
    rings = ring.urgent or ring.kind != REMINDER
    if isinstance(when, Moment) and when.recurrence:
        return talk.every(when, ring.heard(talk), rings=rings, **label)
    return talk.later(when, ring.heard(talk), rings=rings, **label)


def kept(talk: Talk, kind: str) -> list[Due]:
    """What is kept of this kind, soonest first; of reminders those of whoever asks, and those of the household."""
    return [due for due in told_to(talk) if due.slots.get("kind") == kind]


def told_to(talk: Talk) -> list[Due]:
    """What is coming that is for whoever asks to hear: timers and alarms are everybody's, reminders their owner's."""
    return [due for due in talk.due if due.slots.get("kind") != REMINDER or due.person in (None, talk.person)]


def name_of(due: Due) -> str:
    """What it is about; empty for a plain timer or alarm."""
    return str(due.slots.get("name", ""))


def length_of(due: Due) -> timedelta | None:
    """How long a timer was set for."""
    seconds = due.slots.get("length")
    return timedelta(seconds=seconds) if isinstance(seconds, int | float) else None


def when_of(talk: Talk, due: Due) -> Moment:
    """When it comes, as it is said now."""
    return Moment(due.at, due.recurrence, talk.now, language=talk.language)


async def is_title(talk: Talk, title: str, when: Moment, asks: str) -> bool:
    """Whether it is what something is called, and no beginning of another request; asked where that is not sure."""
    if talk.cues("no_titles").keys().isdisjoint(title.lower().split()):
        return True
    try:
        return await talk.ask(talk.words(asks, title=title, when=when), expecting=bool)
    except Unanswered:
        return False


def yours(talk: Talk, text: str) -> str:
    """What somebody said of themselves, said back to them: "call my mum" is "call your mum"."""
    becomes = talk.cues("yours")
    return " ".join(becomes.get(word.lower(), word) for word in text.split())
