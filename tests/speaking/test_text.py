"""Text as it is written → text as it is said."""

from __future__ import annotations

import time

import pytest

from earnest.speaking.text import pieces


def said(text: str, language: str = "en_US") -> str:
    return " ".join(piece.text for piece in pieces(text, language))


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("It is 6:05.", "It is six oh five."),
        ("At 18:30 today.", "At eighteen thirty today."),
        ("At 6:00.", "At six o'clock."),
        ("At 6:00 pm.", "At six P M."),
        ("It is 21 °C.", "It is twenty one degrees Celsius."),
        ("It is -3°C.", "It is minus three degrees Celsius."),
        ("Run 3.5 km.", "Run three point five kilometers."),
        ("Run 1 km.", "Run one kilometer."),
        ("20% off", "twenty percent off"),
        ("It costs $3.", "It costs three dollars."),
        ("The 1st of 22nd", "The first of twenty second"),
        ("In 1999 and 2026.", "In nineteen ninety nine and twenty twenty six."),
        ("1,234 things", "one thousand two hundred and thirty four things"),
        ("Call 08001234.", "Call zero eight zero zero one two three four."),
        ("On 2026-11-22.", "On November twenty second, twenty twenty six."),
        ("Dr. Smith & Mrs. Jones", "Doctor Smith and Missis Jones"),
        ("v1.2.3", "Version one point two point three"),
    ],
)
def test_english_is_read_out(written: str, spoken: str) -> None:
    assert said(written) == spoken


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        (
            "de_DE",
            "Es ist 18:30 Uhr, z. B. 21,5 °C.",
            "Es ist achtzehn Uhr dreißig, zum Beispiel einundzwanzig Komma fünf Grad Celsius.",
        ),
        ("fr_FR", "Il est 18:30.", "Il est dix-huit heures trente."),
        ("es_ES", "3 km", "tres kilómetros"),
    ],
)
def test_other_languages_are_read_their_own_way(language: str, written: str, spoken: str) -> None:
    assert said(written, language) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Hello <break time='3s'/> there", "Hello there"),
        ("<speak>Hi</speak>", "Hi"),
        ("5 < 6", "five less than six"),
        ("[[həlo]] there", "həlo there"),
        ("**bold** and `code` 🙂👍🏽", "bold and code"),
        ("a [link](https://example.org/x)", "a link"),
        ("nul\0 and bell\a", "nul and bell"),
        ("🙂", ""),
        ("", ""),
        ("...", ""),
    ],
)
def test_what_cannot_be_said_is_left_out(written: str, spoken: str) -> None:
    assert said(written) == spoken


def test_sentences_come_one_by_one() -> None:
    found = [piece.text for piece in pieces("Dr. Smith came. He sat down! Did he? Yes.")]
    assert found == ["Doctor Smith came.", "He sat down!", "Did he?", "Yes."]


def test_a_long_first_sentence_begins_with_its_first_clause() -> None:
    long = "When the kettle has boiled and the cups are warm, I will tell you that your tea is ready to be poured."
    first, rest = pieces(long)
    assert first.text == "When the kettle has boiled and the cups are warm,"
    assert not first.ends
    assert rest.ends


def test_a_short_first_sentence_is_left_whole() -> None:
    assert [piece.text for piece in pieces("Yes, of course, my dear.")] == ["Yes, of course, my dear."]


@pytest.mark.parametrize(
    "text",
    [
        "word " * 4000,
        "x" * 20_000,
        "<<a" * 7000,
        "1.2," * 5000,
        "[a" * 10_000,
        "1" * 20_000,
        "." * 20_000,
        "a, " * 7000,
        "9:" * 9999,
    ],
)
def test_twenty_thousand_characters_of_anything_begin_at_once(text: str) -> None:
    list(pieces("1 kg warms it up."))
    began = time.perf_counter()
    first = next(pieces(text), None)
    assert time.perf_counter() - began < 2.0
    assert first is None or len(first.text) <= 2_000
