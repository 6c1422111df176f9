"""People told apart on the command line, by the real encoder and by none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import Earnest
from earnest.engines.speaker_readers import FILE, SUPPLY

Say = Callable[..., Path]
SENTENCES = (
    "the bus to the market leaves at nine in the morning",
    "there were three small birds in the garden yesterday",
)
ASKED = "what do i have to do today and what is on the list"


@pytest.fixture
def data(encoder: Path, tmp_path: Path) -> Path:
    """A household's folder into which the encoder was fetched."""
    place = tmp_path / "data" / "models" / SUPPLY
    place.mkdir(parents=True)
    (place / FILE).symlink_to(encoder)
    return tmp_path / "data"


def test_people_are_learned_told_apart_and_forgotten(earnest: Earnest, flite: Say, data: Path) -> None:
    for name, voice in (("Susan", "slt"), ("Robert", "rms")):
        assert earnest("--data", data, "people", "learn", name, *(flite(each, voice) for each in SENTENCES)).code == 0
    listed = earnest("--data", data, "people", "list", "--json").objects
    assert [(each["person"], each["voice"]["utterances"]) for each in listed] == [("Robert", 2), ("Susan", 2)]

    def told() -> list[str | None]:
        files = [flite(ASKED, voice) for voice in ("slt", "rms", "awb")]
        ran = earnest("--data", data, "hear", "--only", "speaker", "--json", *files)
        assert ran.code == 0
        assert {tuple(sorted(heard)) for heard in ran.objects} == {("file", "seconds", "speaker")}
        assert all(0.0 <= heard["speaker"]["confidence"] <= 1.0 for heard in ran.objects)
        return [heard["speaker"]["name"] for heard in ran.objects]

    assert told() == ["Susan", "Robert", None]
    assert earnest("--data", data, "people", "forget", "Susan").code == 0
    assert told() == [None, "Robert", None]


def test_who_was_learned_is_forgotten_with_everything(earnest: Earnest, flite: Say, data: Path) -> None:
    assert earnest("--data", data, "people", "learn", "Susan", flite(SENTENCES[0])).code == 0
    assert "by what voices are told apart" in earnest("--data", data, "privacy", "show").out
    assert earnest("--data", data, "privacy", "forget", "--yes").code == 0
    assert earnest("--data", data, "people", "list", "--json").objects == []


def test_without_an_encoder_it_is_said_what_is_missing(earnest: Earnest, flite: Say, tmp_path: Path) -> None:
    (tmp_path / "earnest.yaml").write_text("person: none\n")
    ran = earnest("--config", tmp_path / "earnest.yaml", "hear", "--only", "speaker", flite(ASKED))
    assert (ran.code, ran.out) == (2, "")
    assert "nothing here tells voices apart" in ran.err


def test_an_engine_that_nobody_offers_is_named(earnest: Earnest, flite: Say, tmp_path: Path) -> None:
    (tmp_path / "earnest.yaml").write_text("person: {engine: dvectors}\n")
    ran = earnest("--config", tmp_path / "earnest.yaml", "hear", "--only", "speaker", flite(ASKED))
    assert ran.code == 2
    assert "person.engine: no person engine is called 'dvectors'" in ran.err
    assert "dvector" in ran.err
