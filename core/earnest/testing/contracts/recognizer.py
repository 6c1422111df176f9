"""What every ``Recognizer`` must do. Subclass and provide the fixtures ``recognizer`` and ``command``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from earnest.nouns import RATE, Sound, Utterance

if TYPE_CHECKING:
    from earnest.engines.base import Recognizer


class RecognizerContract:
    """The promises of ``earnest.engines.base.Recognizer``."""

    @pytest.fixture
    def recognizer(self) -> Recognizer:
        """The recogniser under test."""
        pytest.fail("a subclass of RecognizerContract provides the fixture `recognizer`")

    @pytest.fixture
    def command(self) -> tuple[str, Sound]:
        """What is said, in lower case without punctuation, and somebody saying it at 16 kHz."""
        pytest.fail("a subclass of RecognizerContract provides the fixture `command`")

    def test_writes_down_what_was_said(self, recognizer: Recognizer, command: tuple[str, Sound]) -> None:
        words, sound = command
        transcript = recognizer.transcribe(Utterance(sound))
        assert transcript.text.lower().strip(" .!?") == words
        assert 0.0 < transcript.confidence <= 1.0
        assert transcript.engine == recognizer.name

    def test_leaning_towards_other_phrases_excludes_nothing(
        self, recognizer: Recognizer, command: tuple[str, Sound]
    ) -> None:
        recognizer.expect(["open the {window} in the attic", "call {somebody}"])
        assert recognizer.transcribe(Utterance(command[1])).text.lower().strip(" .!?") == command[0]
        recognizer.expect([])
        assert recognizer.transcribe(Utterance(command[1])).text.lower().strip(" .!?") == command[0]

    def test_no_sound_at_all_is_no_words(self, recognizer: Recognizer) -> None:
        transcript = recognizer.transcribe(Utterance(Sound(np.zeros(0, np.int16)), "no-speech"))
        assert transcript.text == ""
        assert 0.0 <= transcript.confidence <= 1.0

    @pytest.mark.parametrize("seconds", [0.01, 0.1, 1.0])
    def test_odd_sound_does_not_make_it_fail(self, recognizer: Recognizer, seconds: float) -> None:
        noise = np.random.default_rng(2).normal(0, 3_000, round(seconds * RATE)).clip(-32_767, 32_767)
        transcript = recognizer.transcribe(Utterance(Sound(noise.astype(np.int16))))
        assert 0.0 <= transcript.confidence <= 1.0
