"""A moment said somewhere in a sentence, and the words around it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from earnest.spoken import Moment

NOW = datetime(2026, 11, 18, 15, 20, tzinfo=ZoneInfo("Europe/Berlin"))

SENTENCES = {
    "water the plants at six": ("at six", "water the plants"),
    "at six to water the plants": ("at six", "to water the plants"),
    "call mum at six about the party": ("at six", "call mum about the party"),
    "buy two apples in twenty minutes": ("in twenty minutes", "buy two apples"),
    "call the dentist tomorrow morning at half past eight": ("tomorrow morning at half past eight", "call the dentist"),
    "every weekday at seven to take my pills": ("every weekday at seven", "to take my pills"),
    "go to the gym on mondays": ("on mondays", "go to the gym"),
    "meet anna at the station at noon": ("at noon", "meet anna at the station"),
    "call mum monday": ("monday", "call mum"),
    "the meeting for friday at ten": ("friday at ten", "the meeting"),
    "turn off the oven an hour from now": ("an hour from now", "turn off the oven"),
    "drink water every two hours": ("every two hours", "drink water"),
    "take the bins out tonight": ("tonight", "take the bins out"),
    "pick up the kids at quarter past three p m": ("quarter past three pm", "pick up the kids"),
    "send three letters 6 pm": ("6 pm", "send three letters"),
    "on friday the fourth of december at half past six in the evening to go out": (
        "friday the fourth of december at half past six in the evening",
        "to go out",
    ),
}

WITHOUT = (
    "read the sunday paper", "run for twenty minutes", "buy bread",
    "look in the oven", "", "finish by hand", "every plant on the shelf",
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "moment", "rest"), [(text, *parts) for text, parts in SENTENCES.items()])
def test_moment_and_rest(sentence: str, moment: str, rest: str) -> None:
    expected = Moment.hear(moment, NOW)
    assert expected is not None
    assert Moment.within(sentence, NOW)[:2] == (expected, rest)


@pytest.mark.parametrize("sentence", WITHOUT)
def test_no_moment_leaves_all_the_words(sentence: str) -> None:
    assert Moment.within(sentence, NOW)[:2] == (None, sentence)
