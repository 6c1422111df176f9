"""The page about emotion: whole in itself, drawn from the figures."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import numpy as np
import pytest

from earnest.memory import DiaryEntry
from training.emotion.corpora import MOODS
from training.emotion.figures import Result, figures
from training.emotion.plots import bars, heat
from training.emotion.report import page


def result(right: float, seed: int) -> Result:
    """Answers of which a share ``right`` are, by two women and two men."""
    random = np.random.default_rng(seed)
    truth = np.tile(np.arange(4), 50)
    heard = np.where(random.random(200) < right, truth, (truth + 1) % 4)
    probabilities = np.full((200, 4), 0.1)
    probabilities[np.arange(200), heard] = 0.7
    speakers = np.repeat(list("abcd"), 50)
    genders = np.repeat(["female", "female", "male", "male"], 50)
    return Result(
        truth, probabilities, random.random(200), random.uniform(-1, 1, 200), speakers, genders, np.full(200, "ravdess")
    )


@pytest.fixture(scope="module")
def found() -> dict[str, object]:
    parts = {corpus: figures(result(0.8, seed)) for seed, corpus in enumerate(("all", "ravdess"))}
    conditions = [f"clean, {known} known" for known in (0, 1, 3, 5, 10)]
    conditions += [f"{name}, {known} known" for name in ("20 dB", "10 dB", "5 dB", "8 kHz") for known in (0, 5)]
    return {
        "corpora": ["ravdess"],
        "held out": dict.fromkeys(conditions, parts),
        "unseen corpus": {"clean, 0 known": parts},
    }


def in_words(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


DIARY = [
    DiaryEntry(datetime(2026, 11, 27, 8, 30, tzinfo=UTC), "happy", 0.8, 0.5, 0.6),
    DiaryEntry(datetime(2026, 11, 27, 21, 0, tzinfo=UTC), "sad", 0.7, -0.4, -0.5),
    DiaryEntry(datetime(2026, 11, 28, 12, 0, tzinfo=UTC), "happy", 0.9, 0.5, 0.6),
]


def test_the_page_begins_with_what_a_household_understands(found: dict[str, object]) -> None:
    lead, folded = page(found).split("<details>")
    assert "Of ten guesses about a stranger that it is sure of" in in_words(lead)
    assert "UAR" not in in_words(lead)
    assert lead.count("<svg") == 1
    assert "UAR" in in_words(folded)


def test_a_sure_guess_counts_and_a_doubtful_one_does_not() -> None:
    """Forty sure ones, thirty of them right, and sixty doubtful ones that are all wrong."""
    sure = {"count": 40, "confidence": 0.8, "right": 0.75}
    doubtful = {"count": 60, "confidence": 0.4, "right": 0.0}
    one = {"reliability": [doubtful, sure], "recordings": 100, "uar": 30.0}
    parts = {"all": figures(result(0.8, 0)) | one}
    conditions = dict.fromkeys([f"clean, {known} known" for known in (0, 1, 3, 5, 10)], parts)
    text = in_words(page({"corpora": [], "held out": conditions, "unseen corpus": {}, "people": {"Anna": one}}))
    assert "sure of, 8 are right" in text
    assert "of Anna&#x27;s, 8" in text or "of Anna's, 8" in text
    assert "sure of 4 utterances in ten" in text


def test_the_diary_is_drawn_day_by_day(found: dict[str, object]) -> None:
    assert "diary" not in page(found)
    lead = page(found, DIARY).split("<details>")[0]
    days = re.findall(r">(\w{3} \d\d \w{3})<", lead)
    assert days == ["Fri 27 Nov", "Sat 28 Nov"]
    dots = re.findall(r'<circle cx="([\d.]+)" cy="(\d+)" r="7"', lead)
    assert len(dots) == 3
    assert float(dots[0][0]) < float(dots[1][0])
    assert dots[0][1] == dots[1][1] != dots[2][1]


def test_the_page_needs_nothing_from_elsewhere(found: dict[str, object]) -> None:
    text = page(found)
    assert not re.search(r"(src|href)\s*=|@import|url\(", text)


def test_the_page_shows_every_view(found: dict[str, object]) -> None:
    text = page(found)
    for view in (
        "taken for what",
        "Reliability",
        "accuracy against coverage",
        "Noise",
        "Women and men",
        "Knowing somebody",
    ):
        assert view in text
    assert text.count("<svg") >= 9


def test_the_page_is_well_formed(found: dict[str, object]) -> None:
    class Balance(HTMLParser):
        void = frozenset({"meta", "rect", "circle", "polyline", "line"})
        open: list[str]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
            self.open += [tag] if tag not in self.void else []

        def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            pass

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    balance = Balance()
    balance.open = []
    balance.feed(page(found, DIARY))
    assert balance.open == []


def test_a_confusion_matrix_shows_shares_of_each_row() -> None:
    drawn = heat(np.array([[9, 1, 0, 0], [0, 4, 0, 0], [0, 0, 1, 1], [0, 0, 0, 5]]), MOODS)
    assert re.findall(r">(\d+)</text>", drawn) == [
        str(share) for share in (90, 10, 0, 0, 0, 100, 0, 0, 0, 0, 50, 50, 0, 0, 0, 100)
    ]


def test_a_bar_is_as_long_as_its_value() -> None:
    drawn = bars({"a": 50.0, "b": 100.0}, "UAR")
    short, long = (float(width) for width in re.findall(r'<rect[^>]* width="([\d.]+)"', drawn))
    assert long == pytest.approx(2 * short)
