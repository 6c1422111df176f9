"""A table of moments, by kinds, and what belongs to the task and not to the moment."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from earnest.spoken.en.moments import read, read_whole

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 25, 14, 10, tzinfo=LONDON)
"""A Wednesday afternoon."""
TABLE = yaml.safe_load((Path(__file__).parent / "moments.yaml").read_text("utf-8"))
PAIRS = [pytest.param(text, wanted, id=text) for kind in TABLE.values() for text, wanted in kind.items()]


def _at(wanted: str) -> datetime:
    day, clock = wanted.split(" ")[:2]
    date = {2: f"2026-11-{day}", 5: f"2026-{day}", 10: day}[len(day)]
    return datetime.fromisoformat(f"{date}T{clock}").replace(tzinfo=LONDON)


@pytest.mark.parametrize("where", ["alone", "in a sentence"])
@pytest.mark.parametrize(("text", "wanted"), PAIRS)
def test_the_table(text: str, wanted: str, where: str) -> None:
    reading = read_whole(text, NOW) if where == "alone" else read(f"remind me to feed the cat {text}", NOW)
    if wanted == "?":
        assert reading.why or reading.doubts or reading.moment is None, reading
        return
    assert (reading.doubts, reading.why) == ((), None)
    assert reading.rest == ("" if where == "alone" else "remind me to feed the cat")
    assert reading.moment is not None
    assert reading.moment.at == _at(wanted)
    rule = " ".join(wanted.split(" ")[2:]) or None
    assert reading.moment.recurrence == (rule and rule.replace(" ", "\n"))
