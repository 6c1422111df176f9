"""Words in canonical form, and back to what was said."""

from __future__ import annotations

import pytest

from earnest.intents.lexicon import sound, stem
from earnest.spoken.en.spelling import SPELLING


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("What's up?", "what is up"),
        ("I CAN'T, won't — don’t!", "i can not will not do not"),
        ("Mom's car", "mom's car"),
        ("at 5:30 p.m. sharp", "at 5:30 pm sharp"),
        ("twenty-five", "twenty five"),
        ("gonna", "going to"),
    ],
)
def test_canonical_words(said: str, text: str) -> None:
    assert SPELLING.read(said).text == text


def test_the_original_words_come_back() -> None:
    wording = SPELLING.read("Don't call Dr. Ng's OFFICE")
    assert wording.words == ("do", "not", "call", "dr", "ng's", "office")
    assert wording.original(3, 6) == "Dr. Ng's OFFICE"
    assert wording.original(0, 1) == "Don't"


def test_politeness_comes_off_bit_by_bit_but_never_all_of_it() -> None:
    texts = [each.text for each in SPELLING.without_fillers(SPELLING.read("Hey, could you please stop, thanks"))]
    assert texts[0] == "hey could you please stop thanks"
    assert texts[-1] == "stop"
    assert [each.text for each in SPELLING.without_fillers(SPELLING.read("please"))] == ["please"]


def test_stems_and_sounds() -> None:
    assert stem("reminds") == stem("reminding") == stem("remind")
    assert stem("tossing") == stem("toss")
    assert stem("this") == "this"
    assert sound("kettle") == sound("kettel")
    assert sound("timer") != sound("joker")
