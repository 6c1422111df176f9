"""English as it is written → as it is said."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from earnest.speaking.text import pieces

PAIRS = [
    pytest.param(written, spoken, id=f"{kind}: {written}")
    for kind, pairs in yaml.safe_load((Path(__file__).parent / "en.yaml").read_text(encoding="utf-8")).items()
    for written, spoken in pairs.items()
]


def said(text: str, language: str = "en_US") -> str:
    return " ".join(piece.text for piece in pieces(text, language))


@pytest.mark.parametrize(("written", "spoken"), PAIRS)
def test_what_is_written_is_said(written: str, spoken: str) -> None:
    assert said(written) == spoken


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Dr. Smith arrives at 7.30 p.m. on Main St. Bring 2.5 kg.",
            ["Doctor Smith arrives at seven thirty P M on Main Street.", "Bring two point five kilograms."],
        ),
        ("I saw Sam. He left at 9 a.m. It rained.", ["I saw Sam.", "He left at nine A- M.", "It rained."]),
        ("The U.S. Army came. See fig. 3, p. 4.", ["The U S Army came.", "See figure three, page four."]),
        ("Is it 5? No. 5 is too many.", ["Is it five?", "Number five is too many."]),
        ("Take vitamin C. It helps, says J. K. Lee.", ["Take vitamin C.", "It helps, says J K Lee."]),
    ],
)
def test_a_full_stop_ends_a_sentence_or_an_abbreviation(text: str, sentences: list[str]) -> None:
    assert [piece.text for piece in pieces(text, "en_US")] == sentences


def test_a_day_is_read_the_way_of_the_country() -> None:
    assert said("on 3/4/2026", "en_US") == "on March fourth, twenty twenty six"
    assert said("on 3/4/2026", "en_GB") == "on the third of April, twenty twenty six"


def test_the_table_is_broad() -> None:
    assert len(PAIRS) >= 220
