"""The network in training: what it hears of loudness, what its batches hold. Needs SpeechBrain, as training does."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from earnest.feeling.features import DESCRIPTION_SIZE, MELS, PROSODY
from earnest.feeling.people import at_rest

torch = pytest.importorskip("torch", reason="torch is not installed; `./scripts/train-emotion` brings it")
pytest.importorskip("speechbrain", reason="speechbrain is not installed; `./scripts/train-emotion` brings it")

from training.emotion.asking import Knowing, Questioned  # noqa: E402
from training.emotion.augmentation import RATE, coloured  # noqa: E402
from training.emotion.bank import Heard  # noqa: E402
from training.emotion.batches import Batches, Collection, Population, Settings  # noqa: E402
from training.emotion.corpora import EMOTIONS, MOODS, Recording  # noqa: E402
from training.emotion.departure import Beside, Departure, fit_departure  # noqa: E402
from training.emotion.export import LARGEST_BYTES, export  # noqa: E402
from training.emotion.reader import Ensemble, Reader  # noqa: E402
from training.emotion.training import train_reader  # noqa: E402

LOUDNESS = 2 * MELS + PROSODY.index("loudness")


def heard(random: np.random.Generator, louder: float = 0.0) -> Heard:
    """Numbers where an utterance's would be, all of them ``louder`` by so many dB."""
    frames = random.normal(size=(80, MELS + 2)).astype(np.float16)
    description = random.normal(size=DESCRIPTION_SIZE).astype(np.float32)
    frames[:, :MELS] += np.float16(louder)
    description[[*range(MELS), LOUDNESS]] += louder
    return Heard(frames, description)


def collection(speakers: int = 3, each: int = 9, louder: float = 0.0) -> Collection:
    random = np.random.default_rng(0)
    recordings = [
        Recording(Path(f"{who}-{one}.wav"), "one", f"one_{who}", "female", EMOTIONS[one % 5], "en")
        for who in range(speakers)
        for one in range(each)
    ]
    return Collection(recordings, [[heard(random, louder), heard(random, louder)] for _ in recordings])


def departure(seed: int = 0) -> Departure:
    """One that says something, and never the same of two descriptions."""
    random = np.random.default_rng(seed)
    return Departure(
        random.normal(size=(DESCRIPTION_SIZE, 4)).astype(np.float32), random.normal(size=4).astype(np.float32)
    )


def recipe(loudness: list[int]) -> dict[str, object]:
    losses = {"smoothing": 0.1, "emotion_loss": 0.3, "plane_loss": 0.3, "mixup": 0.2}
    hidden = {"hidden_frames": 5, "hidden_mels": 4}
    training = {"epochs": 2, "rate": 1e-3, "decay": 0.01, **losses, **hidden}
    return {"reader": Reader, "loudness": loudness, "batches": Settings(), "training": training}


@pytest.mark.parametrize("loudness", [False, True])
def test_only_a_reader_of_loudness_hears_that_everything_is_louder(loudness: bool) -> None:
    torch.manual_seed(0)
    reader = Reader(loudness=loudness).eval()
    quiet, loud = (
        Questioned([reader], collection(louder=louder), departure()).answer(Knowing()) for louder in (0.0, 12.0)
    )
    assert np.allclose(quiet.logits, loud.logits, atol=1e-2) is not loudness


def test_the_level_is_not_in_the_population_of_those_who_do_not_hear_it() -> None:
    deaf, hearing = (Population.of(collection(louder=12.0), Reader(loudness=loudness)) for loudness in (False, True))
    assert deaf.mean[LOUDNESS] == 0
    assert hearing.mean[LOUDNESS] > 10
    assert abs(deaf.mean[:MELS].mean()) < 1 < 10 < hearing.mean[:MELS].mean()


def test_the_seeds_of_the_recipe_say_who_hears_loudness() -> None:
    everybody = collection()
    assert [train_reader(everybody, recipe([2]), seed).loudness for seed in (1, 2)] == [False, True]


def test_the_same_seed_trains_the_same_reader() -> None:
    everybody = collection()
    one, same, other = (train_reader(everybody, recipe([]), seed).state_dict() for seed in (1, 1, 2))
    assert all(torch.equal(one[name], same[name]) for name in one)
    assert not torch.equal(one["mood.weight"], other["mood.weight"])


@pytest.mark.parametrize("each", [1, 3, 4, 5, 9, 12, 13, 24])
def test_an_epoch_is_as_long_as_it_says(each: int) -> None:
    batches = Batches(collection(speakers=8, each=each), Settings(), seed=0)
    assert [len(batches), len(batches)] == [len(list(batches)), len(list(batches))]


def test_asking_how_long_an_epoch_is_changes_nothing_in_it() -> None:
    one, other = (Batches(collection(), Settings(speakers=2), seed=0) for _ in range(2))
    len(other)
    assert all(torch.equal(a.frames, b.frames) for a, b in zip(one, other, strict=True))


def test_nobody_is_known_by_others_or_by_what_is_asked() -> None:
    batches = Batches(collection(speakers=4), Settings(nobody=0.0), seed=0)
    for batch in batches:
        known = batch.company.sum(dim=1)
        assert torch.all((known < 1e-6) | (abs(known - 1) < 1e-6))
        assert torch.all(batch.company.diagonal() == 0)


def test_readers_of_both_kinds_vote_as_one() -> None:
    ensemble = Ensemble([Reader(), Reader(loudness=True)]).eval()
    frames, description = torch.randn(1, 50, MELS + 2), torch.randn(1, DESCRIPTION_SIZE)
    usual = torch.randn(1, sum(ensemble.sizes))
    with torch.no_grad():
        moods, embedding = ensemble(frames, description, description, usual, torch.zeros(1, 1))
    assert (moods.shape, embedding.shape) == ((1, 4), usual.shape)


def test_what_is_shipped_votes_as_what_was_measured() -> None:
    """The figures come from readers asked one by one; what is shipped is one network."""
    torch.manual_seed(0)
    readers = [Reader().eval(), Reader(loudness=True).eval()]
    everybody, ensemble = collection(speakers=1), Beside(Ensemble(readers), departure()).eval()
    questioned = Questioned(readers, everybody, departure())
    said = questioned.answer(Knowing(1, emotions=("neutral",)))
    (met,) = np.flatnonzero(~said.asked)
    usual = torch.cat([embedding[met] for embedding, _ in questioned.heard(0)])[None]
    frames, description = (
        torch.from_numpy(np.stack([getattr(heard[0], name) for heard in everybody.bank]).astype(np.float32))
        for name in ("frames", "description")
    )
    with torch.no_grad():
        nobody = torch.zeros(1, len(usual[0])), torch.zeros(1, 1)
        worth = at_rest(ensemble(frames[[met]], description[[met]], description[[met]] * 0, *nobody)[0][0].numpy())
        familiar = torch.tensor([[worth / (worth + 2)]])
        moods, _ = ensemble(frames[:1], description[:1], description[[met]], usual, familiar)
    assert np.allclose(moods, said.logits[0], atol=1e-5)


def test_one_speaker_alone_is_answered_as_among_others() -> None:
    torch.manual_seed(0)
    questioned = Questioned([Reader().eval()], collection(), departure())
    own, nobody = np.flatnonzero(questioned.collection.speakers == "one_1"), np.array([], dtype=np.int64)
    said, evidence = questioned.said(nobody, own)
    assert (evidence, said.shape) == (0.0, (len(own), 4))
    assert np.allclose(said, questioned.answer(Knowing()).logits[own], atol=1e-5)
    among = questioned.answer(Knowing(1, emotions=("neutral",)))
    (met,) = own[~among.asked[own]]
    known, evidence = questioned.said(np.array([met]), own)
    assert evidence > 0
    assert np.allclose(known, among.logits[own], atol=1e-5)
    assert not np.allclose(known, said, atol=1e-3)


@pytest.mark.filterwarnings("ignore")  # of torch's exporter, about itself
def test_four_readers_fit_into_the_file_and_answer_as_before(tmp_path: Path) -> None:
    export([Reader(loudness=loud) for loud in (False, False, True, True)], departure(), {"name": "four"}, tmp_path)
    assert (tmp_path / "voice.onnx").stat().st_size <= LARGEST_BYTES
    assert json.loads((tmp_path / "voice.json").read_text()) == {"name": "four", "embedding": 4 * 64}


def voices(people: int, seed: int) -> Collection:
    """People each of whom sounds unlike the others, far more than a mood sounds unlike another, at any loudness."""
    random, moods = np.random.default_rng(seed), np.random.default_rng(7).normal(size=(4, DESCRIPTION_SIZE))
    recordings, bank = [], []
    for who in range(people):
        own = 20 * random.normal(size=DESCRIPTION_SIZE)
        for mood in np.tile(range(4), 6):
            file = Path(f"{who}-{len(bank)}.wav")
            recordings.append(Recording(file, "one", f"one_{who}", "female", MOODS[mood], "en"))
            said = own + moods[mood] + 0.5 * random.normal(size=DESCRIPTION_SIZE)
            said[[*range(MELS), LOUDNESS]] += 10 * random.normal()
            bank.append([Heard(np.zeros((1, MELS + 2), np.float16), said.astype(np.float32))] * 2)
    return Collection(recordings, bank)


def test_a_departure_is_heard_of_people_whom_nobody_heard_before() -> None:
    """Whatever they sound like, and however loud they are: only the difference from their usual voice is read."""
    apart, unheard = fit_departure(voices(6, seed=1)), voices(3, seed=2)
    descriptions = torch.from_numpy(unheard.descriptions(0))
    right = []
    for speaker in np.unique(unheard.speakers):
        own = unheard.speakers == speaker
        usual = descriptions[own].mean(dim=0, keepdim=True)
        said = apart(descriptions[own], usual, torch.ones(1, 1)).argmax(dim=1)
        right += [MOODS[mood] == meant for mood, meant in zip(said, unheard.emotions[own], strict=True)]
        assert not apart(descriptions[own], usual, torch.zeros(1, 1)).any(), "of a stranger nothing is said"
    assert np.mean(right) > 0.9


def test_a_colour_is_heard_as_its_cosines() -> None:
    noise = np.random.default_rng(0).normal(size=RATE).astype(np.float32)
    heard = np.abs(np.fft.rfft(coloured(noise, (6.0,)))) / np.abs(np.fft.rfft(noise))
    low, high = (20 * np.log10(heard[band].mean()) for band in (slice(1, 100), slice(-100, -1)))
    assert (low, high) == pytest.approx((6.0, -6.0), abs=0.3)
    assert np.allclose(coloured(noise, (0.0, 0.0)), noise, atol=1e-5)
