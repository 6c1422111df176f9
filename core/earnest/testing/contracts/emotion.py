"""What every ``EmotionReader`` must do. Subclass, provide the reader, get the tests:

class TestMyReader(EmotionReaderContract):
    @pytest.fixture
    def reader(self) -> EmotionReader:
        return MyReader()
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from earnest.nouns import MOODS, Emotion, Sound, UsualVoice, Utterance
from earnest.testing.recordings import odd_sounds, speech

if TYPE_CHECKING:
    from earnest.engines.base import EmotionReader

SENTENCE = "I have been waiting for you all day, and now you are here."
TOLERANCE = 1e-6


def check(emotion: Emotion) -> None:
    """Raises AssertionError unless every number of the emotion is in its range."""
    assert set(emotion.probabilities) == set(MOODS)
    assert all(0.0 <= value <= 1.0 for value in emotion.probabilities.values())
    assert abs(sum(emotion.probabilities.values()) - 1.0) < TOLERANCE
    assert -1.0 <= emotion.arousal <= 1.0
    assert -1.0 <= emotion.valence <= 1.0
    assert 0.0 <= emotion.confidence <= 1.0
    assert emotion.source == "voice"


def same(one: Emotion, other: Emotion) -> bool:
    """Whether two readings agree."""
    numbers = [(one.probabilities[mood], other.probabilities[mood]) for mood in MOODS]
    numbers += [(one.arousal, other.arousal), (one.valence, other.valence), (one.confidence, other.confidence)]
    return all(abs(first - second) < TOLERANCE for first, second in numbers)


class EmotionReaderContract:
    """The promises of ``earnest.engines.base.EmotionReader``."""

    @pytest.fixture
    def reader(self) -> EmotionReader:
        """The reader under test."""
        pytest.fail("a subclass of EmotionReaderContract provides the fixture `reader`")

    @pytest.fixture
    def utterance(self) -> Utterance:
        """A plain sentence, generated."""
        return Utterance(speech(SENTENCE))

    def test_has_a_name(self, reader: EmotionReader) -> None:
        assert reader.name

    @pytest.mark.parametrize("speaker", ["slt", "rms", "awb"])
    def test_reads_numbers_in_their_ranges(self, reader: EmotionReader, speaker: str) -> None:
        check(reader.read(Utterance(speech(SENTENCE, speaker))))

    @pytest.mark.parametrize("oddity", odd_sounds())
    def test_never_raises_on_odd_sound(self, reader: EmotionReader, oddity: str) -> None:
        check(reader.read(Utterance(odd_sounds()[oddity])))

    @pytest.mark.parametrize("oddity", ["nothing", "one sample", "silence"])
    def test_is_unsure_where_nobody_speaks(self, reader: EmotionReader, oddity: str) -> None:
        assert reader.read(Utterance(odd_sounds()[oddity])).label == "unsure"

    def test_reads_the_same_twice(self, reader: EmotionReader, utterance: Utterance) -> None:
        assert same(reader.read(utterance), reader.read(utterance))

    def test_keeps_nothing_from_one_utterance_to_the_next(self, reader: EmotionReader, utterance: Utterance) -> None:
        alone = reader.read(utterance)
        reader.read(Utterance(odd_sounds()["loud noise"]))
        assert same(alone, reader.read(utterance))

    def test_leaves_the_sound_as_it_is(self, reader: EmotionReader, utterance: Utterance) -> None:
        before = utterance.sound.samples.copy()
        reader.read(utterance)
        assert (utterance.sound.samples == before).all()

    def test_ignores_a_usual_voice_of_another_reader(self, reader: EmotionReader, utterance: Utterance) -> None:
        strange = UsualVoice("Ada", 20, (0.5,) * 3, (0.1,) * 3, reader="a reader that nobody wrote")
        assert same(reader.read(utterance, strange), reader.read(utterance))

    def test_reads_for_several_at_once(self, reader: EmotionReader, utterance: Utterance) -> None:
        alone = reader.read(utterance)
        with ThreadPoolExecutor(4) as pool:
            assert all(same(alone, other) for other in pool.map(reader.read, [utterance] * 8))

    def test_a_moment_is_enough(self, reader: EmotionReader, utterance: Utterance) -> None:
        check(reader.read(Utterance(Sound(utterance.sound.samples[:8000]))))
