"""The torch-free parts of training: who is trained on and who is asked, readers of corpora, figures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from training.emotion.corpora import MOODS, NOBODY, Recording, read_folder, read_noises
from training.emotion.figures import Result, figures
from training.emotion.folds import speaker_folds
from training.emotion.music import compose
from training.figures import fit_temperature, softmax


def written(path: Path) -> Path:
    """A tenth of a second of nothing at ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.zeros(1_600, dtype=np.float32), 16_000)
    return path


def people(corpus: str, women: int, men: int) -> list[Recording]:
    return [
        Recording(Path(f"{corpus}{number}{mood}.wav"), corpus, f"{corpus}_{number:02d}", gender, mood, "en")
        for number, gender in enumerate(["female"] * women + ["male"] * men)
        for mood in MOODS
    ]


def told(folder: Path) -> set[tuple[str, str, str, str]]:
    """Corpus, speaker, gender and emotion of everything in ``folder``."""
    return {(r.corpus, r.speaker, r.gender, r.emotion) for r in read_folder(folder)}


@pytest.mark.parametrize("count", [2, 5, 6])
def test_no_speaker_is_both_trained_on_and_asked(count: int) -> None:
    recordings = people("one", 9, 9) + people("two", 4, 2)
    folds = speaker_folds(recordings, count)
    for number, fold in enumerate(folds):
        trained_on = set().union(*(other for place, other in enumerate(folds) if place != number))
        assert fold
        assert not fold & trained_on
    assert set().union(*folds) == {r.speaker for r in recordings}


def test_the_shipped_figures_come_from_disjoint_speakers(shared_data: Path) -> None:
    recordings = read_folder(shared_data)
    folds = speaker_folds(recordings, 6)
    assert sum(len(fold) for fold in folds) == len(set().union(*folds)) == len({r.speaker for r in recordings})
    for fold in folds:
        corpora = [r.corpus for r in recordings if r.speaker in fold]
        assert set(corpora) == {r.corpus for r in recordings}


def test_every_fold_hears_women_and_men() -> None:
    recordings = people("one", 9, 9)
    gender = {r.speaker: r.gender for r in recordings}
    for fold in speaker_folds(recordings, 6):
        assert {gender[speaker] for speaker in fold} == {"female", "male"}


def test_too_few_speakers_are_refused() -> None:
    with pytest.raises(ValueError, match="3 folds need as many people, found 2"):
        speaker_folds(people("one", 1, 1), 3)


def test_crema_d(tmp_path: Path) -> None:
    written(tmp_path / "AudioWAV" / "1001_DFA_ANG_XX.wav")
    written(tmp_path / "AudioWAV" / "1002_IEO_HAP_HI.wav")
    (tmp_path / "VideoDemographics.csv").write_text("ActorID,Age,Sex\n1001,51,Male\n1002,21,Female\n")
    assert told(tmp_path) == {
        ("cremad", "cremad_1001", "male", "angry"),
        ("cremad", "cremad_1002", "female", "happy"),
    }


def test_emo_db_leaves_boredom_out(tmp_path: Path) -> None:
    for name in ("03a01Fa.wav", "08b02Tb.wav", "10a05La.wav", "14a04Wc.wav"):
        written(tmp_path / "wav" / name)
    assert told(tmp_path) == {
        ("emodb", "emodb_03", "male", "happy"),
        ("emodb", "emodb_08", "female", "sad"),
        ("emodb", "emodb_14", "female", "angry"),
    }


def test_tess(tmp_path: Path) -> None:
    written(tmp_path / "OAF_Fear" / "OAF_back_fear.wav")
    written(tmp_path / "YAF_pleasant_surprised" / "YAF_bar_ps.wav")
    written(tmp_path / "OAF_Sad" / "OA_bite_sad.wav")
    assert told(tmp_path) == {
        ("tess", "tess_OAF", "female", "fearful"),
        ("tess", "tess_YAF", "female", "surprised"),
        ("tess", "tess_OAF", "female", "sad"),
    }


def test_iemocap_counts_excited_as_happy_and_leaves_frustration_out(tmp_path: Path) -> None:
    session = tmp_path / "Session1"
    dialogue = "Ses01F_impro01"
    lines = [
        f"[6.2901 - 8.2357]\t{dialogue}_F000\tneu\t[2.5, 2.5, 2.5]\nC-E2:\tNeutral;\t()\n",
        f"[10.01 - 11.3925]\t{dialogue}_M001\texc\t[2.5, 2.5, 2.5]\n",
        f"[12.01 - 13.3925]\t{dialogue}_M002\tfru\t[2.5, 2.5, 2.5]\n",
    ]
    labels = session / "dialog" / "EmoEvaluation" / f"{dialogue}.txt"
    labels.parent.mkdir(parents=True)
    labels.write_text("% [START_TIME - END_TIME] TURN_NAME EMOTION [V, A, D]\n\n" + "\n".join(lines))
    for turn in ("F000", "M001", "M002"):
        written(session / "sentences" / "wav" / dialogue / f"{dialogue}_{turn}.wav")
    assert told(tmp_path) == {
        ("iemocap", "iemocap_01F", "female", "neutral"),
        ("iemocap", "iemocap_01M", "male", "happy"),
    }


def test_corpora_side_by_side(tmp_path: Path) -> None:
    written(tmp_path / "EMO-DB" / "wav" / "03a01Na.wav")
    written(tmp_path / "TESS" / "OAF_back_angry.wav")
    assert {corpus for corpus, *_ in told(tmp_path)} == {"emodb", "tess"}


def test_manifests_are_read_beside_each_other(tmp_path: Path) -> None:
    """A data folder may hold another one: what lies in it is trained on too."""
    columns = "file,corpus,emotion,speaker,gender,language\n"
    (tmp_path / "more").mkdir()
    (tmp_path / "manifest.csv").write_text(columns + "a.flac,one,happiness,one_1,female,en\nb.flac,one,,,,en\n")
    (tmp_path / "more" / "manifest.csv").write_text(columns + "c.flac,two,sad,two_1,male,de\n")
    assert told(tmp_path) == {("one", "one_1", "female", "happy"), ("two", "two_1", "male", "sad")}
    assert tmp_path / "more" / "c.flac" in {recording.path for recording in read_folder(tmp_path)}


def test_a_folder_without_a_corpus_says_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"expected manifest\.csv, CREMA-D"):
        read_folder(tmp_path)


def test_noises_to_train_with_are_not_those_to_test_with(tmp_path: Path) -> None:
    for number in range(8):
        written(tmp_path / "noise" / f"{number}.flac")
    kept, tested = (read_noises(tmp_path, held_out) for held_out in (False, True))
    assert len(kept) == 6
    assert len(tested) == 2
    assert not {r.path for r in kept} & {r.path for r in tested}
    assert {r.emotion for r in kept} == {NOBODY}


def test_music_is_the_same_for_the_same_seed() -> None:
    one, same, other = (compose(np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one[:1000], other[:1000])


def test_figures_of_answers_that_are_known() -> None:
    truth = np.array([0, 0, 1, 2, 3, 3])
    heard = np.array([0, 1, 1, 2, 3, 1])
    probabilities = np.full((6, 4), 0.1)
    probabilities[np.arange(6), heard] = 0.7
    genders = np.array(["female"] * 3 + ["male"] * 3)
    arousal = np.array([-0.3, 0.1, 0.6, -0.6, 0.8, 0.6])
    speakers, corpora = np.array(list("aabbcc")), np.full(6, "one")
    found = figures(Result(truth, probabilities, np.full(6, 0.7), arousal, speakers, genders, corpora))
    assert found["uar"] == pytest.approx(75.0)
    assert found["arousal"] == pytest.approx(100 * 5 / 6)
    assert found["ece"] == pytest.approx(abs(0.7 - 4 / 6))
    assert found["confusion"] == [[1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 1, 0, 1]]
    assert found["gender"] == pytest.approx({"female": 75.0, "male": 75.0})


def test_temperature_undoes_overconfidence() -> None:
    random = np.random.default_rng(0)
    honest = random.normal(size=(4000, 4)) * 2
    truth = np.array([random.choice(4, p=row) for row in softmax(honest)])
    assert fit_temperature(honest * 3, truth, np.ones(4000)) == pytest.approx(3.0, rel=0.1)
