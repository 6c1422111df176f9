"""What this plugin keeps: how a thing due is worded, and how it is told."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from earnest import Due, Moment, Talk, Unanswered

REMINDER, TIMER, ALARM = "reminder", "timer", "alarm"
_NEAR = timedelta(hours=6)
"""How long after what was set in the same breath a time is still in its half of the day."""


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
    label: dict[str, object] = {"kind": ring.kind, "name": ring.name, "set": talk.now.isoformat()}
    if ring.length is not None:
        label["length"] = ring.length.total_seconds()
    if ring.urgent:
        label["urgent"] = True
    rings = ring.urgent or ring.kind != REMINDER
    if isinstance(when, Moment) and when.recurrence:
        return talk.every(when, ring.heard(talk), rings=rings, **label)
    return talk.later(when, ring.heard(talk), rings=rings, **label)


def in_step(talk: Talk, when: Moment) -> Moment:
    """``when`` near what was set in the same breath: "wake me at half five and remind me *at quarter to six*".

    So is a time that leaves morning or evening open, where one of the two comes within hours of the other request's;
    and so are mere minutes, "at twenty past", of its hour.
    """
    beside = [due for due in talk.due if due.slots.get("set") == talk.now.isoformat() and due.recurrence is None]
    joined = not talk.cues("joins").keys().isdisjoint(talk.text.lower().split())
    if not (beside and joined) or ("minute" not in when.named and when.other is None):
        return when
    last = max(beside, key=lambda due: due.id).at
    if "minute" in when.named:
        near = [last.replace(minute=when.at.minute, second=0) + timedelta(hours=hours) for hours in (0, 1)]
    elif "day" in when.named or when.other is None:
        return when
    else:
        near = [half.at for half in (when, when.other)]
    at = min((each for each in near if timedelta(0) < each - last < _NEAR), default=None)
    return when if at is None else replace(when, at=at, other=None)


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
