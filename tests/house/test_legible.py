"""Text that may be shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from earnest.legible import all_legible, legible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("tea", "tea"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b2Jgone", "gone"),
        ("\x1b]0;title\x07text\x1b]8;;http://x\x1b\\link", "textlink"),
        ("\x1bP1$r0m\x1b\\dcs\x1bcreset\x1b(B", "dcsreset"),
        ("bell\x07 back\x08 return\r\n", "bell back return\n"),
        ("\u202eright\u202c \u2066isolate\u2069 \u200bwide\ufeff", "right isolate wide"),
        ("half \ud800 line\u2028", "half  line"),
        ("👩\u200d🚒 नि\u200dि naïve 😀 ٠", "👩\u200d🚒 नि\u200dि naïve 😀 ٠"),
        ("unfinished \x1b[", "unfinished "),
    ],
)
def test_what_is_no_text_is_left_out(text: str, shown: str) -> None:
    assert legible(text) == shown


@given(some.text())
def test_nothing_that_is_left_is_a_control(text: str) -> None:
    shown = legible(text)
    assert all(each in "\n\t" or unicodedata.category(each) != "Cc" for each in shown)
    assert legible(shown) == shown


def test_what_json_holds_is_gone_through() -> None:
    assert all_legible({"a\x07": ["\x1b[1mb", {"c": "d\x00"}], "n": 1}) == {"a": ["b", {"c": "d"}], "n": 1}
