"""Whose voice it was: evidence, who is at home, and who spoke before."""

from __future__ import annotations

import pytest

from earnest.knowing import Company, known_voice_of, learned, learned_from_turn, one_voice
from earnest.knowing.calibration import Calibration
from earnest.knowing.learning import LONGEST_MEMORY
from earnest.voiceprints import KnownVoice, Voiceprint, Who

FLOOR = 0.9


def heard(*numbers: float, seconds: float = 2.0, reader: str = "ears") -> Voiceprint:
    return Voiceprint(reader, numbers, seconds)


def test_a_voice_that_is_surely_somebodys_is_named() -> None:
    who = Company(FLOOR).who({"Anna": 8.0, "Ben": -6.0}, 0.0)
    assert who.name == "Anna"
    assert who.confidence > 0.99
    assert sum(who.shares.values()) < 1.0


def test_below_the_floor_nobody_is_named() -> None:
    who = Company(FLOOR).who({"Anna": 1.0, "Ben": 0.9}, 0.0)
    assert who.name is None
    assert who.confidence == pytest.approx(1.0 - sum(who.shares.values()))


def test_a_stranger_is_somebody_else() -> None:
    who = Company(FLOOR).who({"Anna": -5.0, "Ben": -4.0}, 0.0)
    assert who.name is None
    assert who.confidence > 0.9


def test_where_nobody_is_known_everybody_is_somebody_else() -> None:
    assert Company(FLOOR).who({}, 0.0) == Who(None, 1.0)


def test_confidence_is_what_the_evidence_says() -> None:
    """With one person known and the prior taken away, evidence 0 leaves what was expected: 4 to 1."""
    assert Company(0.5).who({"Anna": 0.0}, 0.0).shares["Anna"] == pytest.approx(0.8)


def test_who_was_asked_something_is_taken_to_answer() -> None:
    """The same doubtful yes, to a question and out of the blue."""
    asked, alone = Company(FLOOR), Company(FLOOR)
    for company in (asked, alone):
        company.note(company.who({"Anna": 9.0, "Ben": -3.0}, 0.0), 0.0)
    assert asked.who({"Anna": 1.2, "Ben": 0.5}, 4.0, answers=True).name == "Anna"
    assert alone.who({"Anna": 1.2, "Ben": 0.5}, 4.0).name is None
    assert asked.who({"Anna": -6.0, "Ben": 5.0}, 8.0, answers=True).name == "Ben"


def test_what_was_long_ago_says_nothing() -> None:
    soon, late, fresh = Company(FLOOR), Company(FLOOR), Company(FLOOR)
    for company in (soon, late):
        company.note(company.who({"Anna": 9.0, "Ben": -3.0}, 0.0), 0.0)
    shares = [soon.who({"Anna": 0.0, "Ben": 0.0}, 5.0), late.who({"Anna": 0.0, "Ben": 0.0}, 3600.0)]
    assert shares[0].shares["Anna"] > shares[1].shares["Anna"]
    assert shares[1].shares["Anna"] == pytest.approx(fresh.who({"Anna": 0.0, "Ben": 0.0}, 0.0).shares["Anna"], abs=1e-6)


def test_a_known_voice_is_the_mean_weighted_by_how_long_was_spoken() -> None:
    known = known_voice_of("Anna", [heard(1.0, 0.0, seconds=3.0), heard(0.0, 1.0, seconds=1.0)])
    assert known == KnownVoice("Anna", "ears", 2, 4.0, (0.75, 0.25))


def test_a_known_voice_goes_on_following_its_owner() -> None:
    known = KnownVoice("Anna", "ears", 100, LONGEST_MEMORY, (1.0, 0.0))
    for _ in range(40):
        known = learned("Anna", heard(0.0, 1.0, seconds=3.0), known)
    assert known.seconds == LONGEST_MEMORY
    assert known.numbers[1] > 0.8


def test_numbers_of_another_reader_are_begun_anew() -> None:
    known = KnownVoice("Anna", "others", 9, 30.0, (1.0, 0.0))
    assert learned("Anna", heard(0.0, 1.0), known) == KnownVoice("Anna", "ears", 1, 2.0, (0.0, 1.0))


@pytest.mark.parametrize(
    ("who", "seconds", "teaches"),
    [
        (Who("Anna", 0.99), 2.0, True),
        (Who("Anna", 0.95), 2.0, False),
        (Who("Anna", 0.99), 0.8, False),
        (Who("Ben", 0.99), 2.0, False),
        (Who(None, 0.99), 2.0, False),
    ],
)
def test_only_a_turn_that_was_surely_theirs_teaches(who: Who, seconds: float, teaches: bool) -> None:
    known = KnownVoice("Anna", "ears", 5, 10.0, (1.0, 0.0))
    assert (learned_from_turn(heard(1.0, 0.0, seconds=seconds), who, known) is not None) is teaches


class _Cosine:
    """Even at 0.5."""

    name = "ears"
    evidence = Calibration((10.0, 0.0), (-5.0, 0.0)).evidence


def test_two_people_are_not_one_voice() -> None:
    reader = _Cosine()
    same = [heard(1.0, 0.0), heard(0.9, 0.436), heard(0.95, 0.312)]
    assert one_voice(same, reader)  # type: ignore[arg-type]
    assert not one_voice([*same, heard(0.0, 1.0)], reader)  # type: ignore[arg-type]


def test_longer_speech_says_more() -> None:
    calibration = Calibration((10.0, 5.0), (-5.0, -2.0))
    known = KnownVoice("Anna", "ears", 5, 10.0, (2.0, 0.0))
    short, long = (calibration.evidence(heard(1.0, 0.0, seconds=seconds), known) for seconds in (0.5, 4.0))
    assert long > short > 0
    assert calibration.evidence(heard(1.0, 0.0, reader="others"), known) == 0.0
