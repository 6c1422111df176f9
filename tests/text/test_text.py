"""Text as small models read it."""

from __future__ import annotations

import numpy as np
import pytest

from earnest.text import in_a_row, letter_groups, plain, restored, row_of, squeezed, within_negation


def test_plain_text_opens_contractions_and_drops_punctuation() -> None:
    assert plain("I can't go on, Bob's right!") == "i can not go on bob s right"


def test_groups_of_letters_know_the_edges_of_a_word() -> None:
    assert letter_groups("kill", (3, 4)) == ["<ki", "kil", "ill", "ll>", "<kil", "kill", "ill>"]
    assert letter_groups("", (3,)) == ["<>"]


def test_words_in_a_row_follow_each_other() -> None:
    assert list(in_a_row(["one", "two", "three"], 2)) == ["one two", "two three"]
    assert not list(in_a_row(["one"], 2))


def test_a_feature_has_the_same_row_on_every_machine() -> None:
    assert row_of("not_happy", 2**17) == 116289


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("i am not happy today", "happy today"),
        ("not happy but glad", "happy but"),
        ("not a very happy man today", "a very happy man"),
    ],
)
def test_a_negation_reaches_some_words_of_its_own_clause(text: str, reached: str) -> None:
    words = text.split()
    flags = within_negation(words, 2, frozenset({"a", "very"}))
    assert " ".join(word for word, flag in zip(words, flags, strict=True) if flag) == reached


def test_a_table_in_eight_bits_is_the_table_to_within_half_a_step() -> None:
    table = np.random.default_rng(1).normal(size=(50, 3)).astype(np.float32)
    small, scale = squeezed(table)
    assert small.dtype == np.int8
    assert np.abs(restored(small, scale) - table).max() <= scale / 2 + 1e-6
