"""A word ends soon; a sentence waits; somebody who pauses is waited for."""

from __future__ import annotations

from earnest.listening.pauses import Pauses

STEP = 0.032


def rhythm(pauses: Pauses, *stretches: tuple[bool, float]) -> list[bool]:
    """Feed stretches of (voiced, seconds); after each, whether the speaker has finished by then."""
    finished = []
    for voiced, seconds in stretches:
        over = False
        for _ in range(round(seconds / STEP)):
            pauses.hear(voiced, STEP)
            over = over or pauses.over
        finished.append(over)
    return finished


def test_a_word_needs_less_silence_than_a_sentence() -> None:
    assert rhythm(Pauses(0.7), (True, 0.35), (False, 0.5))[-1]
    assert not rhythm(Pauses(0.7), (True, 1.5), (False, 0.5))[-1]


def test_a_pause_in_mid_sentence_does_not_cut_off() -> None:
    assert rhythm(Pauses(0.7), (True, 1.0), (False, 0.6), (True, 1.0), (False, 1.2)) == [False, False, False, True]


def test_a_slow_speaker_is_given_more_time() -> None:
    slow = Pauses(0.7)
    rhythm(slow, (True, 1.0), (False, 0.64), (True, 1.0))
    assert slow.needed > 0.7


def test_nobody_is_waited_for_more_than_twice_the_setting() -> None:
    slow = Pauses(0.7)
    for _ in range(10):
        slow.hear(True, 1.0)
        slow.hear(False, 5.0)
    slow.hear(True, 1.0)
    assert slow.needed == 1.4
