"""The page about emotion: whole in itself, drawn from the figures."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import numpy as np
import pytest

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
        void = frozenset({"meta", "rect", "circle", "polyline"})
        open: list[str]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
            self.open += [tag] if tag not in self.void else []

        def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            pass

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    balance = Balance()
    balance.open = []
    balance.feed(page(found))
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
