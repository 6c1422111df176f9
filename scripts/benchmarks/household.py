"""What a household says, to a house that remembers: what changes that should not, and what is set wrongly in silence.

    ./scripts/bench household [--sets tests/data/household] [--only strays|times|dialogues] [--show]

``strays*.txt``: sentences that ask for nothing we offer, a line each; nothing that is kept may change.
``times*.jsonl``: a request, when it was said, and what must be kept after it. ``dialogues*.jsonl``: several turns.
Right: what is kept is what was expected. Asked: the house asked back instead. Declined: it said, at the end or in an
earlier turn, that it cannot, and did nothing: nobody answers, or who changes things ("there is no such timer") changed
none. A turn that answers a question refuses nothing. Silently wrong: none of these.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from earnest.config import Config
from earnest.conversation import Conversation
from earnest.host import Plugins
from earnest.memory import Memory
from earnest.nouns import UNSURE_EMOTION, Intent, Reply, Transcript, Turn
from earnest.recurrence import next_after
from earnest.talk import Due

ROOT = Path(__file__).parents[2]
SETS = ROOT / "tests" / "data" / "household"
LOOKED_AT = 4
"""Times of something that comes again, which are compared."""
FURTHER = 2
"""Telling words that a name may have beside the wanted ones: "MOT's due" for "MOT"."""
KEPT = ("due", "consent", "preferences", "diary")
_IDLE = frozenset(
    {
        "the", "a", "an", "my", "your", "our", "me", "you", "i", "to", "for", "of", "about", "that", "please", "on",
        "in", "at", "up", "it", "is", "'s", "and", "i'm", "you're", "i've", "you've", "it's", "we've", "we're",
    }
)  # fmt: skip


_QUICK = ("/dev/shm",)
"""Where a memory that is written and emptied a thousand times need not wait for a disk."""


class Home:
    """One household, whose memory is emptied between sentences."""

    def __init__(self, country: str | None = "GB") -> None:
        self._folder = tempfile.TemporaryDirectory(dir=next((place for place in _QUICK if Path(place).is_dir()), None))
        config = Config(data=Path(self._folder.name), country=country)
        self.memory = Memory(config.data)
        self._plugins = Plugins(config)
        self._plugins.load()
        self.now = datetime.now().astimezone()
        self._conversation = Conversation(config, self.memory, self._plugins, lambda: self.now)
        self._runner = asyncio.Runner()
        self._turns = 0
        self.ended = ""
        """What the dialogue came to: ``asked`` where it ends with a question, ``declined`` where any turn was."""
        self.refused = False
        """Whether it was said already that something cannot be done."""

    def forget(self) -> None:
        """As new."""
        self.refused = False
        self._runner.run(self._conversation.drop())
        self._conversation.forget_last()
        self.memory.forget(everything=True)

    def hear(self, text: str) -> tuple[str, str]:
        """The reply, and what it is: ``asked``, ``declined`` (it said that it cannot) or ``done``."""
        self._turns += 1
        turn = Turn(self._turns, Transcript(text), UNSURE_EMOTION)
        answering, before = self._conversation.waiting, self.kept()
        answer = self._runner.run(self._conversation.hear(turn, _say))
        refused = answer.intent is None or (self._changes(answer.intent) and not answering and self.kept() == before)
        kind = "asked" if answer.expects_answer else "declined" if refused else "done"
        self.refused = self.refused or kind == "declined"
        self.ended = "declined" if self.refused and kind == "done" else kind
        return answer.reply.text, kind

    def _changes(self, intent: Intent) -> bool:
        skill = self._plugins.skill(intent.plugin, intent.skill)
        return skill is not None and not skill.is_harmless

    def kept(self) -> dict[str, Any]:
        """Everything that lasts."""
        every = self.memory.export()
        return {table: every[table] for table in KEPT}

    def close(self) -> None:
        """Stop everything."""
        self._plugins.close()
        self.memory.close()
        self._runner.close()
        self._folder.cleanup()


async def _say(_reply: Reply) -> None:
    """Interim words are not looked at."""


@dataclass(slots=True)
class Tally:
    """How it went."""

    counts: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def add(self, outcome: str, line: str) -> None:
        self.counts[outcome] += 1
        if outcome not in ("right", "left alone"):
            self.lines.append(f"{outcome}: {line}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=Path, default=SETS)
    parser.add_argument("--only", choices=("strays", "times", "dialogues"))
    parser.add_argument("--show", action="store_true", help="every sentence that did not come out right")
    asked = parser.parse_args()
    kinds = {"strays": (strays, "txt"), "times": (times, "jsonl"), "dialogues": (dialogues, "jsonl")}
    for name, (measure, ending) in kinds.items():
        if asked.only in (None, name):
            for path in sorted(asked.sets.rglob(f"{name}*.{ending}")):
                tally = measure(path)
                told = ", ".join(f"{count} {outcome}" for outcome, count in tally.counts.most_common())
                print(f"{path.relative_to(asked.sets)}: {tally.counts.total()} lines: {told}")
                if asked.show:
                    print(*(f"    {line}" for line in tally.lines), sep="\n")


def strays(path: Path) -> Tally:
    """Each sentence said to a house with things coming, which it must leave alone."""
    tally, home = Tally(), Home()
    _zone("Europe/London")
    home.now = datetime(2026, 11, 25, 14, 10, tzinfo=ZoneInfo("Europe/London"))
    for text in filter(None, map(str.strip, path.read_text("utf-8").splitlines())):
        home.forget()
        for said in _FURNISHED:
            home.hear(said)
        before = home.kept()
        reply, kind = home.hear(text)
        if home.kept() != before:
            consent = home.kept()["consent"] != before["consent"]
            tally.add("consent changed" if consent else "changed", f"{text} → {reply}")
        else:
            tally.add("asked" if kind == "asked" else "left alone", f"{text} → {reply}")
    home.close()
    return tally


_FURNISHED = (
    "set an alarm for seven in the morning",
    "set a timer for twenty minutes",
    "set a pasta timer for eleven minutes",
    "remind me to call my mother at six",
    "remind me every day at nine in the evening to take my pills",
)


def times(path: Path) -> Tally:
    """Each request at its moment."""
    return _all(path, lambda home, row: _heard(home, [row["text"]], row, row["expect"], row.get("also", [])))


def dialogues(path: Path) -> Tally:
    """Each dialogue from its start."""
    return _all(path, _dialogue)


def _dialogue(home: Home, row: dict[str, Any]) -> tuple[str, str]:
    for said in row.get("given", []):
        home.hear(said)
    home.refused = False
    outcome, line = _heard(home, row["turns"], row, row["state"], row.get("also", []))
    wrong = [name for name, value in row.get("other", {}).items() if _other(home, name) != value]
    if outcome == "right" and wrong:
        return ("silently wrong" if home.ended == "done" else home.ended), f"{line} (other: {wrong})"
    return outcome, line


def _other(home: Home, name: str) -> object:
    if name in ("emotion", "diary"):
        return home.memory.consent(name)
    return home.memory.read_preferences("").get(name)


def _all(path: Path, measure: Any) -> Tally:
    tally = Tally()
    homes: dict[str | None, Home] = {}
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        zone = row.get("tz", "Europe/London")
        _zone(zone)
        country = row.get("country", "GB")
        home = homes[country] = homes.get(country) or Home(country)
        home.forget()
        home.now = datetime.fromisoformat(row["now"]).replace(tzinfo=ZoneInfo(zone))
        tally.add(*measure(home, row))
    for home in homes.values():
        home.close()
    return tally


def _heard(home: Home, said: list[str], row: dict[str, Any], expected: Any, also: list[Any]) -> tuple[str, str]:
    replies = [home.hear(text) for text in said]
    told = " / ".join(f"{text} → {reply}" for text, (reply, _) in zip(said, replies, strict=True))
    line = f"[{row['now']}] {told}"
    kept = [*home.memory.list_due(), *_noted(home)]
    if expected == "ask":
        return ("right" if not kept else "silently wrong"), f"{line} (expected: ask)"
    for wanted in (expected, *also):
        if _same(wanted, kept, home):
            return "right", line
    outcome = "silently wrong" if home.ended == "done" else home.ended
    return outcome, f"{line} (expected {json.dumps(expected)}, found {[_told(due, home) for due in kept]})"


def _noted(home: Home) -> list[Due]:
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


def _same(wanted: list[dict[str, Any]], kept: list[Due], home: Home) -> bool:
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
    kind, name, at = _told(due, home)
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


def _told(due: Due, home: Home) -> tuple[str, str, list[datetime]]:
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


def _zone(name: str) -> None:
    os.environ["TZ"] = name
    time.tzset()


if __name__ == "__main__":
    sys.exit(main())
