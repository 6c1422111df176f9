"""What this plugin keeps: how a thing due is worded, found again by what somebody calls it, and told."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from earnest import Due, Moment, Talk

REMINDER, TIMER, ALARM = "reminder", "timer", "alarm"

_HALF_A_DAY = timedelta(hours=12)
_CLOSE = 0.8
"""How alike two words are (difflib) to count as the same one misheard."""


@dataclass(frozen=True)
class Ring:
    """What is said when something falls due, and what it is about."""

    kind: str
    name: str = ""
    """A task ("water the plants"), a topic, a timer's name; empty for a plain timer or alarm."""

    def heard(self, talk: Talk) -> str:
        """What is said when its time has come."""
        if self.name:
            return talk.words(f"{self.kind}_rings_named", name=self.name)
        return talk.words(f"{self.kind}_rings")

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
    label = {"kind": ring.kind, "name": ring.name}
    if isinstance(when, Moment) and when.recurrence:
        return talk.every(when, ring.heard(talk), **label)
    return talk.later(when, ring.heard(talk), **label)


def kept(talk: Talk, kind: str) -> list[Due]:
    """What is kept of this kind, soonest first."""
    return [due for due in talk.due if due.slots.get("kind") == kind]


def called(talk: Talk, dues: Iterable[Due], words: str) -> list[Due]:
    """Those that ``words`` may mean: most of the words are in its name, or sound like one that is."""
    wanted = _telling(talk, words)
    return [due for due in dues if wanted and _overlap(wanted, _telling(talk, name_of(due))) >= 0.5]


def name_of(due: Due) -> str:
    """What it is about; empty for a plain timer or alarm."""
    return str(due.slots.get("name", ""))


def when_of(talk: Talk, due: Due) -> Moment:
    """When it comes, as it is said now."""
    return Moment(due.at, due.recurrence, talk.now, language=talk.language)


async def choose(talk: Talk, dues: Sequence[Due], verb: str) -> Due:
    """The one that somebody means, asking which to ``verb`` when there are several. Raises Unanswered."""
    if len(dues) == 1:
        return dues[0]
    choices: dict[str, Due] = {}
    for due in dues:
        choices.setdefault(name_of(due) or talk.words("the_one", when=when_of(talk, due)), due)
    question = talk.words(f"which_{verb}", these=list(choices))
    return choices[await talk.ask(question, expecting=tuple(choices))]


def other_half(talk: Talk, when: Moment) -> Moment | None:
    """The same clock time in the other half of the day, where the words leave it open; None where they do not."""
    part = "in_the_morning" if when.at.hour >= 12 else "in_the_evening"
    words = talk.text.split()
    for first in range(len(words)):
        other = Moment.hear(talk.words(part, when=" ".join(words[first:])), talk.now, talk.language)
        if other and abs(other.at - when.at) == _HALF_A_DAY:
            return other
    return None


def yours(talk: Talk, text: str) -> str:
    """What somebody said of themselves, said back to them: "call my mum" is "call your mum"."""
    becomes = talk.cues("yours")
    return " ".join(becomes.get(word.lower(), word) for word in text.split())


def _telling(talk: Talk, text: str) -> list[str]:
    return [word for word in re.findall(r"[\w']+", yours(talk, text.lower())) if word not in talk.cues("plain")]


def _overlap(wanted: list[str], there: list[str]) -> float:
    found = [word for word in wanted if difflib.get_close_matches(word, there, 1, _CLOSE)]
    return len(found) / len(wanted)
