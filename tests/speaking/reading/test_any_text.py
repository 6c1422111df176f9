"""Whatever the text: nothing is raised, nothing is left that a voice would spell, and said again it is the same."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earnest.speaking.reading import reading_of
from earnest.speaking.text import pieces
from speaking.reading.test_english import PAIRS, said

_BITS = st.sampled_from(
    [
        *(
            "0",
            "1",
            "7",
            "12",
            "007",
            "1999",
            "1,234",
            "3.14",
            "-5",
            "−2.5",
            "½",
            "²",
            "$",
            "£",
            "%",
            "°C",
            "kg",
            "km/h",
        ),
        *("ft", "in.", "am", "p.m.", "7.30", "19:05", "5'10\"", "Dr.", "St.", "Main", "Mary", "e.g.", "etc.", "No."),
        *("U.S.", "J.", "BBC", "NASA", "II", "IV", "Henry", "Chapter", "I", "A", "a", "The", "call", "is", "I'm", "A4"),
        *("a@b.com", "#Tea", "\n", "\t", " ", "  ", "\u00a0", "\u0301", "\u200d", "\0", "🙂", "é", "ß", "я", "東", "ع"),
        *"٣αµ@#&+=/\\-–—….,;:!?()[]{}<>|_*~^'’\"“”",
    ]
)
ANY = st.one_of(st.text(max_size=80), st.lists(_BITS, max_size=14).map("".join))
_WRITTEN = st.sampled_from([str(param.values[0]) for param in PAIRS])
SAYABLE = re.compile(r"(?:[^\W\d_]|[ '’.,;:!?…()\"“”„«»‘–—-])*")


@settings(max_examples=400, deadline=None, derandomize=True)
@given(ANY)
def test_only_words_and_punctuation_are_left(text: str) -> None:
    assert SAYABLE.fullmatch(said(text)), said(text)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.one_of(st.text(max_size=80), st.lists(_WRITTEN, max_size=5).map(", ".join)))
def test_what_is_said_is_read_as_it_is(text: str) -> None:
    once = said(text)
    assert said(once) == once


@pytest.mark.parametrize("language", ["de_DE", "fr_FR", "es_ES", "ja_JP", "xx", "en_GB"])
@settings(max_examples=60, deadline=None, derandomize=True)
@given(text=ANY)
def test_no_text_is_too_much_for_any_language(language: str, text: str) -> None:
    made = list(pieces(text, language))
    assert all(piece.text.strip() for piece in made)


_WORDS = st.sampled_from(
    [
        *(
            "kettle",
            "sunny",
            "walking",
            "a",
            "the",
            "and",
            "because",
            "my",
            "sister's",
            "quickly",
            "I'm",
            "Anna",
            "who",
        ),
        *("Friday", "May", "well-known", "minute", "half", "past", "quarter", "may", "sat", "sun", "mar", "no", "in"),
        *("am", "is", "it", "us", "can", "led", "pin", "march", "reading", "second", "garden", "London"),
    ]
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(_WORDS, min_size=2, max_size=12), st.sampled_from(["kettle.", "garden?", "walking!", "reading…"]))
def test_a_plain_sentence_stays_as_it_is(words: list[str], end: str) -> None:
    sentence = " ".join(["So", *words, end])
    assert said(sentence) == sentence


def test_each_pair_is_said_in_a_sentence_too() -> None:
    """What a kind says does not depend on being alone."""
    written = [str(param.values[0]) for param in PAIRS]
    strays = [each for each in written if re.search(r"\d", said(f"So, {each} is that."))]
    assert not strays


def test_a_sentence_of_twenty_words_takes_less_than_a_millisecond() -> None:
    sentence = (
        "Dr. Smith arrives on Fri 27 Nov at 7.30 p.m. with 2.5 kg of apples for $3.50, "
        "and the BBC comes after 19:05 then."
    )
    reading = reading_of("en_US")
    list(reading.sentences(sentence))

    def once() -> float:
        began = time.process_time()
        for _ in range(20):
            list(reading.sentences(sentence))
        return (time.process_time() - began) / 20

    assert min(once() for _ in range(5)) < 0.001
