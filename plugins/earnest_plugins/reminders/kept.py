"""What this plugin keeps: how a thing due is worded, found again by what somebody calls it, and told."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from earnest import Due, Moment, Talk

REMINDER, TIMER, ALARM = "reminder", "timer", "alarm"

_YOURS = {
    "my": "your", "me": "you", "i": "you", "myself": "yourself", "mine": "yours", "i'm": "you're", "i've": "you've",
    "am": "are", "im": "you're",
}  # fmt: skip
_HALF_A_DAY = timedelta(hours=12)
_CLOSE = 0.8
"""How alike two words are (difflib) to count as the same one misheard."""
_PLAIN = frozenset(
    [
        "the",
        "a",
        "an",
        "my",
        "your",
        "our",
        "to",
        "for",
        "of",
        "about",
        "that",
        "it",
        "one",
        "and",
        "reminder",
        "timer",
        "alarm",
        "please",
        "at",
        "on",
        "in",
    ]
)


@dataclass(frozen=True)
class Ring:
    """What is said when something falls due, and what it is about."""

    kind: str
    name: str = ""
    """A task ("water the plants"), a topic, a timer's name; empty for a plain timer or alarm."""

    def __str__(self) -> str:
        if self.kind == TIMER:
            return f"Your {self.name} timer is done." if self.name else "Your timer is done."
        if self.kind == ALARM:
            return f"This is your alarm: {self.name}." if self.name else "This is your alarm."
        return f"Here is your reminder: {self.name}."

    @staticmethod
    def read(text: str) -> Ring | None:
        """The ring that ``text`` is, or ends with; None when it is none."""
        for kind, pattern in _RINGS:
            if match := pattern.search(text):
                return Ring(kind, match["name"] or "")
        return None


_RINGS = (
    (TIMER, re.compile(r"Your (?:(?P<name>.+) )?timer is done\.$")),
    (ALARM, re.compile(r"This is your alarm(?:: (?P<name>.+))?\.$")),
    (REMINDER, re.compile(r"Here is your reminder: (?P<name>.+)\.$")),
)


def keep(talk: Talk, when: Moment | datetime | timedelta, ring: Ring) -> Due:
    """Let ``ring`` be heard at ``when``, each time it comes."""
    label = {"kind": ring.kind, "name": ring.name}
    if isinstance(when, Moment) and when.recurrence:
        return talk.every(when, str(ring), **label)
    return talk.later(when, str(ring), **label)


def kept(talk: Talk, kind: str) -> list[Due]:
    """What is kept of this kind, soonest first."""
    return [due for due in talk.due if due.slots.get("kind") == kind]


def called(dues: Iterable[Due], words: str) -> list[Due]:
    """Those that ``words`` may mean: most of the words are in its name, or sound like one that is."""
    wanted = _telling(words)
    return [due for due in dues if wanted and _overlap(wanted, _telling(name_of(due))) >= 0.5]


def name_of(due: Due) -> str:
    """What it is about; empty for a plain timer or alarm."""
    return str(due.slots.get("name", ""))


def when_of(talk: Talk, due: Due) -> Moment:
    """When it comes, as it is said now."""
    return Moment(due.at, due.recurrence, talk.now)


async def choose(talk: Talk, dues: Sequence[Due], verb: str) -> Due:
    """The one that somebody means, asking when there are several. Raises Unanswered."""
    if len(dues) == 1:
        return dues[0]
    choices: dict[str, Due] = {}
    for due in dues:
        choices.setdefault(name_of(due) or f"the one {when_of(talk, due)}", due)
    question = f"Which one should I {verb}: {listed(list(choices), 'or')}?"
    return choices[await talk.ask(question, expecting=tuple(choices))]


def other_half(talk: Talk, when: Moment) -> Moment | None:
    """The same clock time in the other half of the day, where the words leave it open; None where they do not."""
    part = "morning" if when.at.hour >= 12 else "evening"
    words = talk.text.split()
    for first in range(len(words)):
        other = Moment.hear(f"{' '.join(words[first:])} in the {part}", talk.now)
        if other and abs(other.at - when.at) == _HALF_A_DAY:
            return other
    return None


def listed(words: Sequence[str], link: str = "and") -> str:
    """Words in a row: "a", "a and b", "a, b, and c"."""
    if len(words) < 3:
        return f" {link} ".join(words)
    return f"{', '.join(words[:-1])}, {link} {words[-1]}"


def yours(text: str) -> str:
    """What somebody said of themselves, said back to them: "call my mum" is "call your mum"."""
    return " ".join(_YOURS.get(word.lower(), word) for word in text.split())


def _telling(text: str) -> list[str]:
    return [word for word in re.findall(r"[\w']+", yours(text.lower())) if word not in _PLAIN]


def _overlap(wanted: list[str], there: list[str]) -> float:
    found = [word for word in wanted if difflib.get_close_matches(word, there, 1, _CLOSE)]
    return len(found) / len(wanted)
