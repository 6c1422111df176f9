"""The right one: which of the things kept somebody means, by name, length and time. Half right is not right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from earnest import Due, Moment, Talk
from earnest_plugins.reminders.kept import ALARM, REMINDER, TIMER, kept, length_of, name_of, when_of, yours
from earnest_plugins.reminders.ranking import ranked

_CLOSE = 0.8
"""How alike two words are (difflib) to count as the same one misheard."""
_FIRST_OF = {"morning": 0, "afternoon": 12, "evening": 17}
"""The hour at which each part of a day begins."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody says of the thing they mean; all of it must be true of it."""

    name: str = ""
    length: timedelta | None = None
    """How long a timer was set for."""
    when: Moment | None = None
    rank: str = ""
    """Which of those that fit: "later", "shortest", a place."""

    def fits(self, talk: Talk, due: Due) -> bool:
        """Whether all that was said is true of ``due``."""
        return (
            (not self.name or is_called(talk, due, self.name))
            and (self.length is None or length_of(due) == self.length)
            and (self.when is None or comes_at(when_of(talk, due), self.when))
        )


async def meant(talk: Talk, kind: str, wanted: Wanted, verb: str) -> list[Due]:
    """Those that are meant, asking which to ``verb`` where several fit; none where none does. Raises Unanswered."""
    fitting = [due for due in kept(talk, kind) if wanted.fits(talk, due)]
    fitting = ranked(talk, fitting, wanted.rank) if wanted.rank else fitting
    if not fitting and wanted.name:
        return in_a_row(talk, kept(talk, kind), wanted.name)
    return fitting if is_all(talk, kind) else await chosen(talk, fitting, verb)


async def chosen(talk: Talk, fitting: Sequence[Due], verb: str) -> list[Due]:
    """Those of ``fitting`` that are meant, asking where there are several. Raises Unanswered."""
    if len(fitting) < 2:
        return list(fitting)
    labels = _labels(talk, fitting)
    measured = {_measured(talk, label, due): due for label, due in labels.items()}
    these = await talk.ask_which(talk.words(f"which_{verb}", these=list(labels)), list(measured))
    return [measured[label] for label in these]


def _measured(talk: Talk, label: str, due: Due) -> str:
    """With how long it still runs, for who answers "the longer one"."""
    if due.slots.get("kind") != TIMER or not name_of(due):
        return label
    return talk.words("label_left", label=label, left=due.at - talk.now)


def in_a_row(talk: Talk, there: Sequence[Due], named: str) -> list[Due]:
    """Several of ``there``, named in a row, "the rice and the fish"; none where one is missing, or not alone."""
    joins = "|".join(map(re.escape, talk.cues("joins")))
    names = [name for name in re.split(rf"\s*,\s*|\s+(?:{joins})\s+", named) if name.strip()]
    found = [[due for due in there if is_called(talk, due, name)] for name in names]
    alone = len(names) > 1 and all(len(fitting) == 1 for fitting in found)
    return [fitting[0] for fitting in found] if alone else []


def all_but(talk: Talk, kind: str, spared: Wanted) -> list[Due] | None:
    """All of this kind but what is spared; None where there is nothing like that."""
    there = kept(talk, kind)
    said = replace(spared, name=spared.name if telling(talk, spared.name) else "")
    spares = [due for due in there if said.fits(talk, due)] if said != Wanted() else []
    return [due for due in there if due not in spares] if spares else None


def is_all(talk: Talk, kind: str) -> bool:
    """Whether more than one was spoken of: "my timers", "all", "both"."""
    words = talk.text.lower().split()
    return any(word.strip(".,!?") in talk.cues(f"all_{kind}s") for word in words)


def is_called(talk: Talk, due: Due, name: str) -> bool:
    """Whether every telling word of ``name`` is in its name, or sounds like one that is."""
    wanted, there = telling(talk, name), telling(talk, name_of(due))
    return bool(wanted) and all(difflib.get_close_matches(word, there, 1, _CLOSE) for word in wanted)


def telling(talk: Talk, text: str) -> list[str]:
    """The words of a name by which one thing is told from another."""
    return [word for word in re.findall(r"[\w']+", yours(talk, text.lower())) if word not in talk.cues("plain")]


def comes_at(moment: Moment, wanted: Moment) -> bool:
    """Whether something that comes at ``moment`` is what "the one at six", "tomorrow's" or "the daily one" means."""
    at = moment.at
    if "day" in wanted.named:
        comes = moment.comes_on(wanted.at.date())
        if comes is None:
            return False
        at = comes
    if "minute" in wanted.named and at.minute != wanted.at.minute:
        return False
    if "recurrence" in wanted.named and moment.recurrence is None:
        return False
    if "time" in wanted.named:
        return _same_clock(at.hour, at.minute, wanted)
    return "part" not in wanted.named or _part(at.hour) == _part(wanted.at.hour)


def _same_clock(hour: int, minute: int, wanted: Moment) -> bool:
    """On the wall: "my six o'clock alarm" may ring in the morning or the evening, "the six p.m. one" may not."""
    if minute != wanted.at.minute:
        return False
    return hour == wanted.at.hour or (wanted.other is not None and hour % 12 == wanted.at.hour % 12)


def _part(hour: int) -> str:
    return max((first, part) for part, first in _FIRST_OF.items() if hour >= first)[1]


def _labels(talk: Talk, dues: Sequence[Due]) -> dict[str, Due]:
    """The words that tell them apart."""
    named = [label(talk, due) for due in dues]
    return {
        (talk.words("label_when", label=each, when=when_of(talk, due)) if named.count(each) > 1 else each): due
        for each, due in zip(named, dues, strict=True)
    }


def label(talk: Talk, due: Due) -> str:
    """What it is called: by its name, its length, or its time."""
    kind = str(due.slots.get("kind"))
    if kind == REMINDER:
        return talk.words("told", name=name_of(due), when=when_of(talk, due))
    if kind == ALARM:
        return talk.words("the_one", when=when_of(talk, due))
    name, length = name_of(due), length_of(due)
    if name or length is None:
        return talk.words("the_named_timer", name=name)
    return talk.words("the_long_timer", length=length)
