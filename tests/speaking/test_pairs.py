"""Which is gentler? The page asks it, and the machine counts what people heard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from earnest.cli import _exit_code
from earnest.engines.base import Voice
from earnest.errors import UserFault
from earnest.speaking import Tones
from earnest.speaking.checking.pairs import ASKED, KEPT, keep_answers, pairs, score_of, write_pairs


def test_every_tone_is_asked_for_against_neutral_and_its_opposite(tones: Tones) -> None:
    asked = pairs(7, "en_US", tones)
    assert sorted(pair.tone for pair in asked) == sorted(2 * list(ASKED))
    assert all("neutral" in {pair.other for pair in asked if pair.tone == tone} for tone in ASKED)
    assert asked == pairs(7, "en_US", tones) != pairs(8, "en_US", tones)
    firsts = [pair.first for seed in range(50) for pair in pairs(seed, "en_US", tones)]
    assert 0.4 < sum(firsts) / len(firsts) < 0.6


def test_the_page_has_both_of_each_pair_and_not_the_answers(tiny: Voice, tones: Tones, tmp_path: Path) -> None:
    page = tmp_path / "pairs.html"
    write_pairs(tiny, tones, 7, page)
    text = page.read_text(encoding="utf-8")
    assert text.count("<audio") == 2 * len(pairs(7, "en_US", tones))
    assert not re.findall(r'(?:src|href)="(?!data:)', text), "the page needs nothing else"
    plain = re.sub(r"data:[^\"]*", "", text)
    assert '"tiny:7:"' in plain
    assert not re.search(r"\b(?:warm|calm|bright|neutral)\b", plain)


def test_what_was_heard_as_meant_is_counted_and_a_page_answered_twice_counts_once(tones: Tones, tmp_path: Path) -> None:
    asked = pairs(7, "en_US", tones)
    right = "".join("A" if pair.first else "B" for pair in asked)
    wrong = right.translate(str.maketrans("AB", "BA"))
    assert keep_answers(f"tiny:7:{wrong}", tones, "en_US", tmp_path).share == 0.0
    assert keep_answers(f"tiny:7:{right}", tones, "en_US", tmp_path).share == 1.0
    assert keep_answers(f"other:7:{'-' * len(asked)}", tones, "en_US", tmp_path).share == 0.0
    assert sum(score_of("tiny", tones, "en_US", tmp_path).asked.values()) == len(asked)
    assert len((tmp_path / KEPT).read_text().splitlines()) == 3


@pytest.mark.parametrize(
    "line", ["", "tiny", "tiny:7:AB", "tiny:x:ABABABABAB", "a b:7:ABABABABAB", "tiny:7:ABABABABAC"]
)
def test_a_line_that_no_page_told_is_refused(tones: Tones, tmp_path: Path, line: str) -> None:
    with pytest.raises(UserFault, match="is not what a page of pairs tells"):
        keep_answers(line, tones, "en_US", tmp_path)
    assert not (tmp_path / KEPT).exists()


def test_from_the_page_to_the_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data", str(tmp_path / "data")]
    page = tmp_path / "pairs.html"
    assert _exit_code(["voices", "pairs", "espeak-en-us", "--seed", "7", "--page", str(page), *data]) == 0
    assert page.stat().st_size > 100_000
    assert _exit_code(["voices", "answers", "espeak-en-us:7:ABABABABAB", *data]) == 0
    assert "by guessing it would be 50 %" in capsys.readouterr().out
    assert _exit_code(["voices", "answers", "espeak-en-us:7:AB", *data]) == 2
