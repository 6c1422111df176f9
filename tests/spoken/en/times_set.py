"""A time set, read by the grammar alone: how many moments are right, how many asked about, how many silently wrong.

    python tests/spoken/en/times_set.py SET.jsonl

Each line is a request with its ``now``, ``tz`` and ``country``, and what must be kept: a list of entries
``{"kind", "name", "at", "recurs"}``, or "ask"; ``also`` may hold other lists that are as good. Only the moments are
compared. The kind is guessed from a word ("timer", "alarm"), and two requests are parted at "and"; what skills make of
the sentence is measured elsewhere.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from earnest.recurrence import next_after
from earnest.spoken.en.moments import find_duration, read, read_all, waking
from earnest.spoken.moment import Moment

_FOR_EVER, _AT_MOST = 4, 8


@dataclass
class Score:
    """Lines by how they ended, the wrong ones with what came out."""

    right: int = 0
    asked: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return self.right + len(self.asked) + len(self.silent)


def evaluate(path: Path) -> Score:
    """Read every line of the set at ``path``."""
    score = Score()
    for line in path.read_text("utf-8").splitlines():
        wanted = json.loads(line)
        found, flags = read_line(wanted)
        told = f"{wanted['now']} {wanted['text']} -> {found} {flags}"
        if wanted["expect"] == "ask":
            right = bool(flags) or not found
        else:
            choices = [wanted["expect"], *wanted.get("also", [])]
            right = not flags and any(_times(choice) == found for choice in choices)
        if right:
            score.right += 1
        elif flags or not found:
            score.asked.append(told)
        else:
            score.silent.append(told)
    return score


def read_line(line: dict[str, Any]) -> tuple[list[list[str]], list[str]]:
    """The times that the requests of a line would ring at, and what should be asked about first."""
    zone = ZoneInfo(line["tz"])
    now = datetime.fromisoformat(line["now"]).replace(tzinfo=zone)
    found: list[list[str]] = []
    flags: list[str] = []
    for text in _requests(line["text"]):
        if re.search(r"\btimers?\b|count down", text, re.I):
            length, rest = find_duration(text)
            if length is not None:
                flags += re.findall(r"\bone for \w+", rest)
                found.append([_written(now.astimezone(UTC) + length, zone)])
                continue
        several = read_all(text, now, line["country"]) if re.search(r"\band\b|alarms:", text) else ()
        for reading in several if len(several) > 1 else (read(text, now, line["country"]),):
            flags += [*reading.doubts, *filter(None, [reading.why])]
            moment = reading.moment
            if moment is not None and re.search(r"\balarms?\b|\bwake|\bbe up\b|get me up", text, re.I):
                moment = waking(moment)
                flags += ["morning?"] if moment is None else []
            if moment is not None:
                found.append(list(_comes(moment, zone)))
    return sorted(found), flags


def _requests(text: str) -> list[str]:
    return re.split(r"(?:,)? and (?=(?:set|remind|wake|a [\w-]+ timer|start)\b)", text)


def _comes(moment: Moment, zone: ZoneInfo) -> Iterator[str]:
    """The first times of a moment, as many as a line lists."""
    count = 1 if moment.recurrence is None else _AT_MOST if "UNTIL" in moment.recurrence else _FOR_EVER
    at: datetime | None = moment.at
    while at is not None and count:
        yield _written(at, zone)
        count -= 1
        at = next_after(moment.recurrence, moment.at, at, zone) if moment.recurrence else None


def _written(at: datetime, zone: ZoneInfo) -> str:
    local = (at + timedelta(microseconds=0)).astimezone(zone).replace(tzinfo=None)
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def _times(entries: list[dict[str, Any]]) -> list[list[str]]:
    return sorted(list(entry["at"]) for entry in entries)


def main() -> None:
    """Print the wrong lines and the figures."""
    score = evaluate(Path(sys.argv[1]))
    for kind, lines in (("asked", score.asked), ("SILENT", score.silent)):
        for line in lines:
            print(kind, line)  # noqa: T201
    print(f"{score.lines} lines: {score.right} right, {len(score.asked)} asked, {len(score.silent)} silently wrong")  # noqa: T201


if __name__ == "__main__":
    main()
