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
import json
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.dialogue.expected import is_same, noted, told
from benchmarks.dialogue.home import Home

ROOT = Path(__file__).parents[2]
SETS = ROOT / "tests" / "data" / "household"


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
                outcomes = ", ".join(f"{count} {outcome}" for outcome, count in tally.counts.most_common())
                print(f"{path.relative_to(asked.sets)}: {tally.counts.total()} lines: {outcomes}")
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
    dialogue = " / ".join(f"{text} → {reply}" for text, (reply, _) in zip(said, replies, strict=True))
    line = f"[{row['now']}] {dialogue}"
    kept = [*home.memory.list_due(), *noted(home)]
    if expected == "ask":
        return ("right" if not kept else "silently wrong"), f"{line} (expected: ask)"
    for wanted in (expected, *also):
        if is_same(wanted, kept, home):
            return "right", line
    outcome = "silently wrong" if home.ended == "done" else home.ended
    return outcome, f"{line} (expected {json.dumps(expected)}, found {[told(due, home) for due in kept]})"


def _zone(name: str) -> None:
    os.environ["TZ"] = name
    time.tzset()


if __name__ == "__main__":
    sys.exit(main())
