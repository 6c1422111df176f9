"""What is kept after a dialogue, compared with what its writer expected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from benchmarks.dialogue.home import Home
from earnest.recurrence import next_after
from earnest.talk import Due

FURTHER = 2
"""Telling words that a name may have beside the wanted ones: "MOT's due" for "MOT"."""
_IDLE = frozenset(
    {
        "the", "a", "an", "my", "your", "our", "me", "you", "i", "to", "for", "of", "about", "that", "please", "on",
        "in", "at", "up", "it", "is", "'s", "and", "i'm", "you're", "i've", "you've", "it's", "we've", "we're",
    }
)  # fmt: skip


def noted(home: Home) -> list[Due]:
    """What is kept as a note, as if it were due: lists with something on them, and timers that stand still."""
    lists = home.memory.read_notes("lists").items()
    things = {name.removeprefix("list "): kept for name, kept in lists if name.startswith("list ") and kept}
    still = home.memory.read_notes("reminders").get("paused") or []
    return [
        *(
            Due("lists", home.now, None, slots={"kind": "list", "name": name, "items": kept})
            for name, kept in things.items()
        ),
        *(Due("reminders", home.now, None, slots={**each, "kind": "timer", "paused": True}) for each in still),
    ]


def is_same(wanted: list[dict[str, Any]], kept: list[Due], home: Home) -> bool:
    """Whether that is kept and no more; lists and what stands still only where any is wanted."""
    noted = any(each["kind"] == "list" for each in wanted), any(each.get("paused") for each in wanted)
    left = [due for due in kept if noted[0] or due.slots.get("kind") != "list"]
    left = [due for due in left if noted[1] or not due.slots.get("paused")]
    wanted = [each for each in wanted if each.get("items") != []]
    for each in wanted:
        found = next((due for due in left if _fits(each, due, home)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def _fits(wanted: dict[str, Any], due: Due, home: Home) -> bool:
    kind, name, at = told(due, home)
    if wanted["kind"] == "list":
        there = [str(thing).lower() for thing in due.slots.get("items", [])]
        return (
            kind == "list" and _is_named(wanted["name"], name, kind) and there == [t.lower() for t in wanted["items"]]
        )
    if wanted.get("paused") or due.slots.get("paused"):
        alike = bool(wanted.get("paused")) == bool(due.slots.get("paused")) and kind == wanted["kind"]
        return (
            alike
            and round(due.slots.get("left", 0)) == wanted["left"]
            and _is_named(wanted.get("name") or "", name, kind)
        )
    moments = [datetime.fromisoformat(each) for each in wanted["at"]]
    whole = bool(due.recurrence) == wanted.get("recurs", False) or (not due.recurrence and len(moments) == 1)
    names = _is_named(wanted.get("name") or "", name, kind)
    return kind == wanted["kind"] and whole and names and at[: len(moments)] == moments


def _is_named(wanted: str, found: str, kind: str) -> bool:
    """Every telling word of the wanted name, and few others; a timer or alarm that needs no name may have one."""
    if kind in ("timer", "alarm") and not wanted:
        return True
    further = _telling(found) - _telling(wanted)
    return _telling(wanted) <= _telling(found) and len(further) <= FURTHER


def told(due: Due, home: Home) -> tuple[str, str, list[datetime]]:
    """Its kind, its name, and when it comes next, eight times at most, on the wall."""
    return str(due.slots.get("kind")), str(due.slots.get("name", "")), list(_coming(due, home))


def _coming(due: Due, home: Home) -> Iterator[datetime]:
    zone = home.now.tzinfo
    at = due.at.astimezone(zone)
    for _ in range(8):
        yield at.replace(tzinfo=None, microsecond=0)
        following = next_after(due.recurrence, due.at, at + timedelta(seconds=1), zone) if due.recurrence else None
        if following is None:
            return
        at = following.astimezone(zone)


def _telling(name: str) -> frozenset[str]:
    return frozenset(re.sub(r"'?s$", "", word) for word in re.findall(r"[a-z0-9']+", name.lower()) if word not in _IDLE)
