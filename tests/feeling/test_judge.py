"""The judge of danger: heard in the words of strangers, seldom in vain, and never outright on an ordinary day."""

from __future__ import annotations

from functools import cache
from itertools import cycle
from pathlib import Path

import numpy as np
import pytest

from earnest.config import Config
from earnest.feeling import Distress, distress
from earnest.feeling.comfort import answer_distress
from earnest.feeling.danger import AGREES, ASKS, CERTAIN, ruling
from earnest.feeling.danger.judge import Suspicion, judge_of, read_judge
from earnest.feeling.danger.looking import Look
from earnest.feeling.danger.rules import Found
from earnest.text import plain
from training.danger.sentences import HERE, KINDS, NAMES, Sentence, sheets, unseen
from training.sheets import read_sheet

UNSEEN = unseen()
MOST = {"household_answers_h1": 0.07}
"""What may be asked about in vain at most, where that is worse than elsewhere."""
EVERYDAY = [one for one in UNSEEN if one.source.startswith("household_everyday")]
LOTS = sorted({one.source for one in UNSEEN})


@cache
def told(one: Sentence) -> Distress | None:
    return distress(one.said, one.asked)


def lots(danger: bool) -> list[str]:
    return [lot for lot in LOTS if any((one.kind > 0) == danger for one in UNSEEN if one.source == lot)]


@pytest.mark.parametrize("lot", lots(danger=True))
def test_most_danger_in_the_words_of_strangers_is_heard(lot: str) -> None:
    danger = [one for one in UNSEEN if one.source == lot and one.kind]
    heard = [(found, one) for one in danger if (found := told(one))]
    assert len(heard) >= 0.75 * len(danger)
    assert sum(found.kind == NAMES[one.kind] for found, one in heard) >= 0.9 * len(heard)


@pytest.mark.parametrize("lot", lots(danger=False))
def test_hardly_anything_harmless_is_asked_about(lot: str) -> None:
    harmless = [one for one in UNSEEN if one.source == lot and not one.kind]
    assert sum(told(one) is not None for one in harmless) <= MOST.get(lot, 0.01) * len(harmless)


def test_of_what_strangers_say_in_no_danger_one_in_two_hundred_is_asked_about() -> None:
    harmless = [one for one in UNSEEN if not one.kind and not one.asked]
    assert len(harmless) > 1_800
    assert sum(told(one) is not None for one in harmless) <= len(harmless) / 200


def test_of_everyday_talk_seven_in_a_thousand_are_asked_about_and_none_told_outright() -> None:
    found = [each for one in EVERYDAY if (each := told(one))]
    assert len(found) <= 0.007 * len(EVERYDAY)
    assert not [each for each in found if each.tier == "explicit"]


@pytest.mark.parametrize("stop", [". ", " "], ids=["with stops", "without"])
@pytest.mark.parametrize("behind", [True, False], ids=["behind", "before"])
def test_most_danger_in_the_words_of_strangers_is_heard_beside_ordinary_talk(behind: bool, stop: str) -> None:
    alone = [one.said for one in UNSEEN if one.source == "second" and one.kind and told(one)][::2]
    talk = cycle(one.said for one in EVERYDAY)
    heard = [distress(stop.join((next(talk), said) if behind else (said, next(talk)))) for said in alone]
    assert sum(each is not None for each in heard) >= 0.65 * len(alone)


def test_of_ordinary_talk_in_one_breath_hardly_anything_is_asked_about() -> None:
    pairs = [(EVERYDAY[at].said, EVERYDAY[-1 - at].said) for at in range(0, len(EVERYDAY) // 2, 3)]
    found = [each for pair in pairs for stop in (". ", " ") if (each := distress(stop.join(pair)))]
    assert len(found) <= 0.02 * 2 * len(pairs)
    assert not [each for each in found if each.tier == "explicit"]


@pytest.mark.parametrize("count", [3, 12, 200])
@pytest.mark.parametrize("item", ["thing{}", "row {}", "0x{}ff", "candle {} and soap", "daddy", "la", "ich möchte {}"])
def test_long_lists_and_what_is_said_over_and_over_are_no_danger(item: str, count: int) -> None:
    listed = [item.format(number) for number in range(count)]
    assert distress(f"add {', '.join(listed)}") is None
    assert distress(" ".join(listed)) is None


def test_what_is_measured_is_not_trained_on() -> None:
    taught = {one.said for one in (*sheets("sentences"), *sheets("answers"))}
    assert len(UNSEEN) > 2_500
    assert not taught & {one.said for one in UNSEEN}


def test_rules_and_judge_together_are_outright_and_a_judge_alone_asks() -> None:
    def after(probability: float, *rules: str) -> Distress | None:
        return ruling(Suspicion("abuse", probability), Found(frozenset(rules)))  # type: ignore[arg-type]

    assert after(ASKS - 0.01, "abuse") is None
    assert after(AGREES, "abuse") == Distress("abuse")
    assert after(AGREES, "emergency") == Distress("abuse", "passive")
    assert after(AGREES) == Distress("abuse", "passive")
    assert after((ASKS + AGREES) / 2, "abuse") == Distress("abuse", "passive")
    assert after((CERTAIN + 1) / 2) == Distress("abuse")
    of_a_film = ruling(Suspicion("abuse", (CERTAIN + 1) / 2), Found(told=frozenset({"story"})))
    assert of_a_film == Distress("abuse", "passive")


def test_the_question_changes_what_an_answer_means() -> None:
    def likely(asked: str) -> float:
        return judge_of("en").suspicion("i have taken my pills", plain(asked), ()).probability

    assert likely("Here is your reminder: take your pills.") < 0.5 * likely("")


def test_what_is_cut_from_a_speech_answers_a_question_on_its_topic_alone() -> None:
    def answers(said: str, before: str = "", asked: str = "shall i take your pills off the list") -> bool:
        return Look(said, f"{before}{said}", outright=True).answers(asked)

    assert not answers("i want to kill myself", "we went to town and ")
    assert answers("i want to kill myself")
    assert answers("i have taken all my pills", "oh hello there yes ")


def test_both_votes_count() -> None:
    judge = judge_of("en")
    said = "he keeps my bank card and i have to ask for every penny"
    weighed, read = judge.weighed(said, "", ()), judge.read(said, "")
    assert weighed.shape == read.shape == (len(KINDS),)
    together = np.exp((weighed + read) / judge.temperature)
    assert judge.suspicion(said, "", ()).probability == pytest.approx(together.sum() / (1 + together.sum()))


def test_the_judge_is_small(root: Path) -> None:
    assert (root / "core/earnest/feeling/danger/en/judge.npz").stat().st_size <= 1_500_000


@pytest.mark.parametrize("text", ["", "   ", "?!", "yes", "no", "ünïcödé 愛", "a" * 5_000, "no " * 2_000])
def test_next_to_nothing_is_no_danger(text: str) -> None:
    assert distress(text) is None


def test_a_suspected_emergency_names_the_number_and_asks() -> None:
    text = answer_distress(Distress("emergency", "passive"), Config(country="GB")).text
    assert "nine, nine, nine" in text.split("?")[0]
    assert "Does somebody need help right now?" in text


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.tsv"
    sheet.write_text("harmless\tgood morning\nangry\ti am cross\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"sheet\.tsv, line 2: 'angry\\ti am cross'; expected one of harmless"):
        list(read_sheet(sheet, NAMES))


def test_files_of_sentences_are_named_once() -> None:
    names = [path.stem for path in HERE.glob("*/*.tsv")]
    assert len(names) == len(set(names))


def test_the_weigher_learns_what_it_is_shown() -> None:
    from training.danger.weighing import weigh, weigher

    taught = [Sentence(f"{text} {filler}", kind, "me") for text, kind in SHOWN for filler in ("now", "here", "today")]
    weights, bias = weigher(taught * 60)
    votes = weigh(weights, bias, [Sentence(text, kind, "me") for text, kind in SHOWN])
    assert [int(row.argmax()) + 1 if row.max() > 0 else 0 for row in votes] == [kind for _, kind in SHOWN]


SHOWN = [("the blue door", 0), ("a burning house", 1), ("this grey life", 2), ("that heavy hand", 3)]


def test_the_network_reads_as_it_learned(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="torch is not installed; `./scripts/train-danger` brings it")
    from training.danger.network import SIZE, Net, arrays_of, votes

    torch.manual_seed(1)
    words = ["the", "blue", "door", "is", "open", "and", "how", "was", "your", "day"]
    net = Net(words, np.random.default_rng(1).normal(size=(len(words), SIZE))).eval()
    rest = {"weights": np.zeros((1, 3), np.int8), "scale": 1.0, "bias": np.zeros(3), "temperature": 1.0}
    np.savez(tmp_path / "judge.npz", **arrays_of(net), **rest)
    with (tmp_path / "judge.npz").open("rb") as shelf:
        judge = read_judge(shelf)
    some = [("the blue door is unlocked", ""), ("open", "how was your day"), ("a " * 60, "the door is open " * 9)]
    expected = votes(net, [Sentence(said, 0, "me", asked=asked) for said, asked in some])
    found = [judge.read(said, asked) for said, asked in some]
    assert np.allclose(found, expected, atol=0.01)
