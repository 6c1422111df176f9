"""Text as it is written → text as it is said."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

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
    "cut",
    [
        "Your alarm for seven tomorrow has been cancelled | and the one for half past eight is where you left it.",
        "I have put the milk and the bread | on the shopping list for tomorrow because none would be left.",
        "The kettle in the kitchen has boiled | but the cups that you asked me to look for are in the other room.",
        "You asked me to turn on the light | in the kitchen but there is no light that I can reach from here today.",
        "I will remind you every day | at nine in the evening to take the pills that the doctor gave you for it.",
        "Hello and welcome back to the house | where everybody is waiting for you with a cup of tea and a biscuit.",
    ],
)
def test_a_long_first_sentence_without_commas_is_begun_before_a_phrase(cut: str) -> None:
    found = list(pieces(cut.replace(" |", "")))
    assert " | ".join(piece.text for piece in found) == cut
    assert [(piece.ends, piece.marked) for piece in found] == [(False, False), (True, True)]


@pytest.mark.parametrize(
    "whole",
    [
        "Alice in Wonderland and Stratford upon Avon by Simon and Garfunkel sound wonderful together today.",
        "It says nine hundred and ninety nine thousand nine hundred and ninety nine point five four three.",
        "Somebody really ought to have looked into almost everything people ever put up with out there.",
        "Nobody seems to want to go to work on time to be able to say why not to anyone at all.",
    ],
)
def test_no_name_number_or_verb_is_cut(whole: str) -> None:
    assert [piece.text for piece in pieces(whole)] == [whole]


def test_a_voice_is_given_as_much_as_it_makes_in_time() -> None:
    """A quick one takes the sentence whole; a slow one is given no more than what is playing leaves time for."""
    long = (
        "Your alarm for seven tomorrow has been cancelled and the one for half past eight is still where you left it "
        "because nobody told me that it should be moved to another day or that anybody wants to sleep in the morning."
    )
    quick, usual, slow = ([len(piece.text) for piece in pieces(long, pace=_always(pace))] for pace in _PACES)
    assert quick == [len(long)]
    assert len(usual) == 2
    assert len(slow) > 2
    assert all(after <= 2 * 1.25 * before for before, after in itertools.pairwise(slow))


_PACES = (2_000.0, 160.0, 30.0)


def _always(pace: float) -> Callable[[], float]:
    return lambda: pace


@pytest.mark.parametrize(
    "text",
    [
        "word " * 4000,
        "the word and the other " * 900,
        "because " * 2500,
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
    began = time.process_time()
    first = next(pieces(text), None)
    assert time.process_time() - began < 2.0
    assert first is None or len(first.text) <= 2_000
