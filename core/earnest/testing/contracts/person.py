"""What every ``SpeakerReader`` must do. Subclass, provide the reader, get the tests:

class TestMyReader(SpeakerReaderContract):
    @pytest.fixture
    def person_reader(self) -> SpeakerReader:
        return MyReader()
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from earnest.knowing import known_voice_of
from earnest.nouns import Sound, Utterance
from earnest.testing.recordings import odd_sounds, speech
from earnest.voiceprints import KnownVoice, Voiceprint

if TYPE_CHECKING:
    from earnest.engines.base import SpeakerReader

SENTENCES = (
    "The bus to the market leaves at nine in the morning.",
    "There were three small birds in the garden yesterday.",
    "We have plenty of bread and milk, but hardly any apples.",
)
ASKED = "What do I have to do today, and what is on the list?"
SPEAKERS = ("slt", "rms", "awb")


class SpeakerReaderContract:
    """The promises of ``earnest.engines.base.SpeakerReader``."""

    @pytest.fixture
    def person_reader(self) -> SpeakerReader:
        """The reader under test."""
        pytest.fail("a subclass of SpeakerReaderContract provides the fixture `person_reader`")

    def test_knows_a_voice_by_other_sentences(self, person_reader: SpeakerReader) -> None:
        known = [_learned(person_reader, speaker) for speaker in SPEAKERS]
        for place, speaker in enumerate(SPEAKERS):
            heard = _print(person_reader, ASKED, speaker)
            evidence = [person_reader.evidence(heard, each) for each in known]
            assert evidence[place] > 0
            assert all(other < evidence[place] for each, other in enumerate(evidence) if each != place)

    def test_a_voice_that_nobody_learned_is_somebody_elses(self, person_reader: SpeakerReader) -> None:
        heard = _print(person_reader, ASKED, "rms")
        assert person_reader.evidence(heard, _learned(person_reader, "slt")) < 0

    @pytest.mark.parametrize("oddity", odd_sounds())
    def test_never_raises_on_odd_sound(self, person_reader: SpeakerReader, oddity: str) -> None:
        heard = person_reader.listen(Utterance(odd_sounds()[oddity]))
        assert heard is None or abs(float(np.linalg.norm(heard.numbers)) - 1.0) < 1e-2

    @pytest.mark.parametrize("oddity", ["nothing", "one sample", "a click", "silence"])
    def test_hears_nobody_where_nobody_speaks(self, person_reader: SpeakerReader, oddity: str) -> None:
        assert person_reader.listen(Utterance(odd_sounds()[oddity])) is None

    def test_how_loud_it_is_does_not_matter(self, person_reader: SpeakerReader) -> None:
        loud = speech(ASKED, "rms")
        known = _learned(person_reader, "rms")
        softly = person_reader.listen(Utterance(Sound((loud.samples // 8).astype(np.int16))))
        assert softly is not None
        assert person_reader.evidence(softly, known) > 0

    def test_hears_for_several_at_once(self, person_reader: SpeakerReader) -> None:
        utterance = Utterance(speech(ASKED, "rms"))
        alone = person_reader.listen(utterance)
        with ThreadPoolExecutor(4) as pool:
            assert all(heard == alone for heard in pool.map(person_reader.listen, [utterance] * 4))

    def test_numbers_of_another_reader_say_nothing(self, person_reader: SpeakerReader) -> None:
        heard = _print(person_reader, ASKED, "rms")
        strange = KnownVoice("Ada", "a reader that nobody wrote", 5, 10.0, heard.numbers)
        assert person_reader.evidence(heard, strange) == 0.0


def _print(reader: SpeakerReader, text: str, speaker: str) -> Voiceprint:
    heard = reader.listen(Utterance(speech(text, speaker)))
    assert heard is not None
    assert heard.reader == reader.name
    assert heard.seconds > 1.0
    return heard


def _learned(reader: SpeakerReader, speaker: str) -> KnownVoice:
    return known_voice_of(speaker, [_print(reader, sentence, speaker) for sentence in SENTENCES])
