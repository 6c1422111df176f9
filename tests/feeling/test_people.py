"""Getting to know people: numbers, never sound; learned on usual days; forgotten when asked."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from earnest.cli import main
from earnest.feeling import read_words
from earnest.feeling.people import HERE, is_plain, learned, learned_from_turn, usual_here
from earnest.memory import Memory
from earnest.nouns import RATE, Sound, Transcript, Turn, UsualVoice, Utterance, plain_emotion
from earnest.sound import read

SENTENCES = ("the bus leaves at nine", "we need some bread and milk", "the door is open", "i was in the garden")


@pytest.fixture
def sentences(flite: Callable[..., Path]) -> list[Path]:
    return [flite(sentence, "rms") for sentence in SENTENCES]


@pytest.fixture
def people(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs ``earnest people`` in a house of its own: exit code, stdout, stderr."""

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["--data", str(tmp_path), "people", *map(str, arguments)])
        out, err = capfd.readouterr()
        assert isinstance(left.value.code, int)
        return left.value.code, out, err

    return run


People = Callable[..., tuple[int, str, str]]


def test_each_usual_sentence_adds_to_what_is_known(sentences: list[Path]) -> None:
    usual = None
    for count, file in enumerate(sentences, start=1):
        usual = learned("anna", read(file), usual)
        assert usual is not None
        assert usual.utterances == count
    assert usual is not None
    assert len(usual.mean) == len(usual.spread) > 0


def test_silence_teaches_nothing(sentences: list[Path]) -> None:
    assert learned("anna", Sound(np.zeros(16_000, np.int16))) is None
    assert learned("anna", Sound(np.zeros(0, np.int16)), learned("anna", read(sentences[0]))) is None


def test_statistics_of_another_reader_are_begun_anew(sentences: list[Path]) -> None:
    usual = learned("anna", read(sentences[0]))
    assert usual is not None
    other = replace(usual, reader="somebody-else's", utterances=40)
    anew = learned("anna", read(sentences[1]), other)
    assert anew is not None
    assert anew.utterances == 1


def test_only_a_surely_neutral_turn_teaches(sentences: list[Path]) -> None:
    plain, words = plain_emotion("neutral", 0.9), read_words("what time is it")
    turn = Turn(1, Transcript("what time is it"), plain, "anna", Utterance(read(sentences[0])), (plain, words))
    assert learned_from_turn(turn, None) is not None
    assert learned_from_turn(replace(turn, person=None), None) is None
    for emotion in (plain_emotion("sad", 0.9), plain_emotion("angry", 0.5), plain_emotion("neutral", 0.5)):
        assert learned_from_turn(replace(turn, emotion=emotion, readings=()), None) is None
    assert not is_plain(plain, plain, read_words("i feel so lonely"))
    assert not is_plain(plain, plain_emotion("angry", 0.5), words)


def test_how_people_sound_here_is_the_mean_of_those_who_are_heard_alike() -> None:
    ann, bo, old = (
        UsualVoice(name, 9, mean, (1.0, 1.0), reader, evidence)
        for name, mean, reader, evidence in (
            ("ann", (1.0, 4.0), "new", 9.0),
            ("bo", (3.0, 0.0), "new", 1.0),
            ("old", (70.0, 70.0), "older", 5.0),
        )
    )
    heard = replace(bo, overheard=UsualVoice("bo", 9, (5.0,), (1.0,), "ears", 3.0))
    here = usual_here([ann, heard, old, UsualVoice("new", 0, (90.0, 90.0), (1.0, 1.0), "new")])
    assert here == UsualVoice(
        "", 0, (2.0, 2.0), (1.0, 1.0), "new", HERE, UsualVoice("", 0, (5.0,), (1.0,), "ears", HERE)
    )
    assert usual_here([]) is None
    assert usual_here([UsualVoice("new", 0, (90.0,), (1.0,), "new")]) is None


def test_learn_list_forget(people: People, sentences: list[Path]) -> None:
    code, out, _ = people("learn", "anna", *sentences)
    assert (code, "4 known in all" in out) == (0, True)
    code, out, _ = people("list", "--json")
    known = json.loads(out)
    assert (code, known["person"], known["utterances"]) == (0, "anna", 4)
    assert people("learn", "anna", sentences[0])[1].startswith("anna: 1 learned, 5 known")
    assert people("forget", "anna")[0] == 0
    assert "Nobody is known yet" in people("list")[1]


def test_who_shouts_is_known_less_and_told_so(people: People, shared_data: Path) -> None:
    """The speaker is one the network was trained on: this shows the chain, and no figure."""
    with (shared_data / "manifest.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["speaker"] == "ravdess_08"]
    files = {
        mood: [shared_data / row["file"] for row in rows if row["emotion"] == mood] for mood in ("angry", "neutral")
    }
    _, out, _ = people("learn", "anna", *files["angry"][:4])
    assert "sounded glad or cross" in out
    _, out, _ = people("learn", "bea", *files["neutral"][:4])
    assert "sounded glad or cross" not in out
    anna, bea = (json.loads(line) for line in people("list", "--json")[1].splitlines())
    assert anna["evidence"] < bea["evidence"] / 2
    assert anna["utterances"] == bea["utterances"] == 4


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_learned(
    people: People, tmp_path: Path, sentences: list[Path]
) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"no sound")
    code, out, err = people("learn", "anna", broken, sentences[0], tmp_path / "nothing.wav")
    assert code == 1
    assert "1 known in all" in out
    assert "broken.wav" in err
    assert "nothing.wav" in err
    assert "Traceback" not in err


def test_no_sound_is_kept(people: People, tmp_path: Path, sentences: list[Path]) -> None:
    people("learn", "anna", *sentences)
    memory = Memory(tmp_path)
    usual = memory.usual_voice("anna")
    memory.close()
    assert usual is not None
    assert len(usual.mean) < RATE / 20, "as many numbers as a twentieth of a second of sound has"
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert read(sentences[0]).samples[8000:8100].tobytes() not in kept


def test_a_stranger_cannot_be_forgotten(people: People) -> None:
    code, _, err = people("forget", "bob")
    assert code == 2
    assert "'bob'" in err
    assert len(err.splitlines()) == 1
