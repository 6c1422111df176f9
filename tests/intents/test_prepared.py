"""Phrases are parsed once: what is known of them outlives the process, and a bad file costs time and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hassil import intents as hassil

from earnest.intents import Router
from earnest.intents.prepared import shelf
from intents.conftest import offer

NOW = datetime(2026, 11, 28, 9)
PHRASES = {
    "kettle": ["(put|switch) the kettle on [please]", "boil [some] water"],
    "gossip": ["tell {who} [about it] {when:time}"],
}
Start = Callable[[], Router]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the shelf is kept."""
    return tmp_path / "cache" / "earnest" / "phrases.json"


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, file: Path) -> Iterator[Start]:
    """A new process, as far as phrases go."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(file.parent.parent))

    def start() -> Router:
        shelf.cache_clear()
        return Router(offer(PHRASES))

    yield start
    shelf.cache_clear()


def test_the_second_start_parses_only_what_is_near_to_what_was_said(
    monkeypatch: pytest.MonkeyPatch, start: Start
) -> None:
    first = start()
    parsed: list[str] = []
    parse = hassil.parse_sentence
    monkeypatch.setattr(hassil, "parse_sentence", lambda text, **how: parsed.append(text) or parse(text, **how))
    second = start()
    assert (second.phrases, second.ties) == (first.phrases, first.ties)
    assert len(second.phrases) == 8
    assert parsed == []
    intent = second.route("boil some water", NOW).intent
    assert intent is not None
    assert (intent.skill, intent.exact) == ("kettle", True)
    assert parsed == ["boil [some] water"]


@pytest.mark.parametrize(
    "found",
    ["", "{", "[]", '{"made_by": "x", "phrases": {}}', '{"phrases": 3}', '{"made_by": "x", "phrases": {"a": 1}}'],
)
def test_a_file_that_cannot_be_used_is_written_anew(start: Start, file: Path, found: str) -> None:
    whole = start().phrases
    file.write_text(found)
    assert start().phrases == whole
    assert len(json.loads(file.read_text())["phrases"]) >= 3


def test_what_another_version_prepared_is_not_taken(start: Start, file: Path) -> None:
    whole = start().phrases
    known = json.loads(file.read_text())
    for each in known["phrases"].values():
        each["sentences"] = {most: ["something else"] for most in each["sentences"]}
    file.write_text(json.dumps(known))
    assert start().phrases == ["something else"]
    file.write_text(json.dumps({**known, "made_by": "hassil 0"}))
    assert start().phrases == whole


def test_where_nothing_can_be_written_nothing_is_missing(start: Start, file: Path) -> None:
    file.parent.parent.write_text("a file in the folder's place")
    assert len(start().phrases) == 8
