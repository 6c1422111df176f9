"""Emotion from the words alone: negation, strength, commands, calibration."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from earnest.feeling import read_words
from earnest.feeling.words import features_of, lexicon
from earnest.nouns import MOODS

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("I had such a wonderful afternoon with my sister", "happy"),
        ("i couldn't be prouder of her", "happy"),
        ("thank you so much that helps a lot", "happy"),
        ("i feel so lonely in this house", "sad"),
        ("i'm not having a good day", "sad"),
        ("i'm not happy", "sad"),
        ("i miss him terribly", "sad"),
        ("this is infuriating you stupid thing", "angry"),
        ("i am sick of this shut up", "angry"),
        ("set a timer for ten minutes", "neutral"),
        ("what's the weather in london tomorrow", "neutral"),
        ("play some sad songs", "neutral"),
        ("i'm not angry", "neutral"),
    ],
)
def test_the_mood_of_a_sentence(text: str, mood: str) -> None:
    emotion = read_words(text)
    assert emotion.label == mood
    assert emotion.source == "words"


@pytest.mark.parametrize("word", ["happy", "excited", "proud", "glad"])
def test_negation_turns_the_valence(word: str) -> None:
    assert read_words(f"i am {word}").valence > 0.5
    assert read_words(f"i'm not {word}").valence < 0


@pytest.mark.parametrize(("bad", "denied"), [("that's bad", "not bad"), ("i hate it", "i don't hate it")])
def test_a_denied_complaint_is_a_smaller_one(bad: str, denied: str) -> None:
    assert read_words(denied).valence > read_words(bad).valence + 0.1


def test_a_command_is_no_proof_of_a_neutral_mood() -> None:
    assert read_words("turn on the kitchen light").confidence <= 0.7


def test_no_words_are_unsure() -> None:
    for nothing in ("", "   ", "?!", "…"):
        assert read_words(nothing).label == "unsure"
        assert read_words(nothing).source == "words"


def test_case_and_punctuation_say_nothing() -> None:
    assert read_words("I'm SO happy!!!").probabilities == read_words("i am so happy").probabilities


@pytest.mark.parametrize("text", ["x" * 10_000, "not " * 500, "你好", "\x00", "🙂🙂", "i " * 3000])
def test_odd_text_is_still_an_emotion(text: str) -> None:
    emotion = read_words(text)
    assert sum(emotion.probabilities.values()) == pytest.approx(1)
    assert -1 <= emotion.valence <= 1
    assert -1 <= emotion.arousal <= 1


def test_features_of_a_negated_sentence() -> None:
    features = dict(features_of("i'm not very happy but tired"))
    assert features["not_happy"] > 1
    assert "happy" not in features
    assert "tired" in features


def test_the_shipped_lexicon_is_small() -> None:
    weights = Path(sys.modules["earnest.feeling"].__file__ or "").parent / "weights" / "words.npz"
    assert weights.stat().st_size < 1_000_000
    assert lexicon().weights.shape == (len(lexicon().places), len(MOODS))


def test_figures_of_the_model_card_hold(shared_data: Path) -> None:
    from training.figures import calibration_error
    from training.words.corpora import gather

    data = gather(shared_data)
    emotions = [read_words(example.text) for example in data.test]
    moods = np.array([example.mood for example in data.test])
    right = np.array([MOODS.index(emotion.likeliest) for emotion in emotions]) == moods
    assert np.mean([right[moods == mood].mean() for mood in range(len(MOODS))]) > 0.58
    assert calibration_error(np.array([emotion.confidence for emotion in emotions]), right) < 0.05
    plain = [read_words(text) for text in data.commands]
    assert np.mean([emotion.label in ("neutral", "unsure") for emotion in plain]) > 0.95


def test_sentences_that_were_not_trained_on_are_understood() -> None:
    from training.words.corpora import HERE, written

    sentences = written(HERE / "unseen.tsv")
    trained = {example.text for sheet in (HERE / "sentences").glob("*.tsv") for example in written(sheet)}
    assert not trained & {example.text for example in sentences}
    moods = np.array([example.mood for example in sentences])
    right = np.array([MOODS.index(read_words(example.text).likeliest) for example in sentences]) == moods
    assert min(right[moods == mood].mean() for mood in range(len(MOODS))) > 0.85


def test_training_again_learns_what_it_is_shown(tmp_path: Path) -> None:
    from training.words.corpora import Example
    from training.words.training import calibrated, train, write

    texts = [("the blue door", 0), ("what a merry day", 1), ("a gloomy night", 2), ("this rotten cheat", 3)]
    examples = [Example(f"{text} {filler}", mood) for text, mood in texts for filler in ("now", "here", "today") * 400]
    lexicon_ = calibrated(train(examples, examples), examples, ["the blue door now"])
    assert [int(lexicon_.score(text).argmax()) for text, _ in texts] == [0, 1, 2, 3]
    write(lexicon_, tmp_path / "words.npz")
    assert (tmp_path / "words.npz").stat().st_size > 0
