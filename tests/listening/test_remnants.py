"""What is left of the wake word goes; what was said stays."""

from __future__ import annotations

import pytest

from earnest.listening import strip_wake_word
from earnest.nouns import Transcript, Wake


@pytest.mark.parametrize(
    ("text", "word", "left"),
    [
        ("okay nabu what time is it", "okay_nabu", "what time is it"),
        ("okay now boo what time is it", "okay_nabu", "what time is it"),
        ("nabu tell me a joke", "okay_nabu", "tell me a joke"),
        ("hey jarvis stop", "hey_jarvis", "stop"),
        ("what time is it", "okay_nabu", "what time is it"),
        ("okay stop", "okay_nabu", "okay stop"),
        ("", "alexa", ""),
    ],
)
def test_strips_only_the_wake_word(text: str, word: str, left: str) -> None:
    assert strip_wake_word(Transcript(text), Wake(word, 0.9)).text == left


def test_a_follow_up_keeps_every_word() -> None:
    assert strip_wake_word(Transcript("okay nabu"), None).text == "okay nabu"
