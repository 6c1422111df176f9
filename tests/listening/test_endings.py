"""What was said so far decides how long a silence is waited out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from earnest.engines.recording import Recording
from earnest.intents.completeness import Completeness
from earnest.listening import Listening, Pause
from earnest.listening.endings import ENDINGS, UNFINISHED, WHOLE
from earnest.listening.pauses import Pauses
from earnest.nouns import Utterance

Scene = Callable[..., Path]
Listen = Callable[..., Listening]
STEP = 0.032


def test_every_completeness_has_a_row() -> None:
    assert set(ENDINGS) == set(get_args(Completeness))


def spoken(*stretches: float) -> Pauses:
    """Voice and silence in turns, beginning with voice."""
    pauses = Pauses(0.7)
    for place, seconds in enumerate(stretches):
        for _ in range(round(seconds / STEP)):
            pauses.hear(place % 2 == 0, STEP)
    return pauses


@pytest.mark.parametrize(
    ("stretches", "words", "needed"),
    [
        ((1.5,), "open", 0.7),
        ((1.5,), "whole", WHOLE),
        ((1.5,), "unfinished", UNFINISHED),
        ((0.3,), "whole", WHOLE),
        ((1.5,), "strange", UNFINISHED),
        ((0.3,), "nothing", UNFINISHED),
        ((1.5,), "nothing", 0.7),
        ((1.0, 0.5, 1.0), "whole", 0.5 * 1.1),
        ((1.0, 0.64, 1.0), "open", 0.64 * 1.3),
        ((1.0, 0.64, 1.0), "unfinished", UNFINISHED),
    ],
)
def test_the_table(stretches: tuple[float, ...], words: Completeness, needed: float) -> None:
    pauses = spoken(*stretches)
    pauses.words = words
    assert pauses.needed == pytest.approx(needed, abs=0.04)


def test_words_hold_only_until_the_voice_comes_back() -> None:
    pauses = spoken(1.5, 0.3)
    pauses.words = "whole"
    assert pauses.needed == pytest.approx(WHOLE)
    pauses.hear(True, STEP)
    assert pauses.needed == pytest.approx(0.7)


def test_a_pause_in_the_middle_of_a_phrase_makes_nobody_a_slow_speaker() -> None:
    pauses = spoken(1.0, 1.0)
    pauses.words = "unfinished"
    for _ in range(30):
        pauses.hear(True, STEP)
    assert pauses.needed == pytest.approx(0.7)


async def judged(listening: Listening, *words: Completeness) -> tuple[list[Pause], list[Utterance]]:
    """Every pause, judged in turn, and every utterance."""
    pauses: list[Pause] = []
    utterances: list[Utterance] = []
    async with listening:
        async for heard in listening.events():
            if isinstance(heard, Pause):
                pauses.append(heard)
                listening.judge(heard, words[min(len(pauses), len(words)) - 1])
            elif isinstance(heard, Utterance):
                utterances.append(heard)
                listening.tell("finished")
    return pauses, utterances


SPOKEN = (0.5, "okay nabu", 0.4, "set a timer for", 1.0, "twenty minutes", 2.5)


def test_an_unfinished_request_is_waited_for(scene: Scene, listening: Listen) -> None:
    ears = listening(Recording(scene(*SPOKEN)), pauses=True)
    pauses, (utterance,) = asyncio.run(judged(ears, "unfinished", "whole"))
    assert len(pauses) == 2
    assert utterance.sound.seconds > 2.5
    assert pauses[1].said_all(utterance)
    assert not pauses[0].said_all(utterance)


def test_the_same_is_cut_off_where_nobody_knows_the_words(scene: Scene, listening: Listen) -> None:
    _, utterances = asyncio.run(judged(listening(Recording(scene(*SPOKEN)), pauses=True), "open"))
    assert utterances[0].sound.seconds < 2.0


@pytest.mark.parametrize(("words", "silence"), [("whole", WHOLE), ("open", 0.7), ("unfinished", UNFINISHED)])
def test_a_request_is_over_so_much_after_the_last_voice(
    scene: Scene, listening: Listen, words: Completeness, silence: float
) -> None:
    recording = Recording(scene(0.5, "okay nabu", 0.4, "what time is it in the kitchen", 3.0))
    ears = listening(recording, pauses=True)
    over: list[float] = []

    async def live() -> None:
        async with ears:
            async for heard in ears.events():
                if isinstance(heard, Pause):
                    ears.judge(heard, words)
                elif isinstance(heard, Utterance):
                    over.append(ears.now - heard.voiced)
                    ears.tell("finished")

    asyncio.run(live())
    assert over[0] == pytest.approx(silence, abs=0.05)


def test_what_is_said_at_a_pause_is_what_is_said_in_the_end(scene: Scene, listening: Listen) -> None:
    recording = Recording(scene(0.5, "okay nabu", 0.4, "tell me a joke", 1.5))
    (pause,), (utterance,) = asyncio.run(judged(listening(recording, pauses=True), "whole"))
    assert pause.said_all(utterance)
    assert 0.0 <= utterance.sound.seconds - pause.utterance.sound.seconds < 0.15


def test_a_judgement_that_comes_too_late_changes_nothing(scene: Scene, listening: Listen) -> None:
    recording = Recording(scene(0.5, "okay nabu", 0.4, "tell me a joke", 2.5, "okay nabu", 0.4, "and another one", 2.0))

    async def late() -> list[float]:
        lengths: list[float] = []
        ears = listening(recording, pauses=True)
        first: Pause | None = None
        async with ears:
            async for heard in ears.events():
                if isinstance(heard, Pause):
                    first = first or heard
                    ears.judge(heard, "open")
                    ears.judge(first, "unfinished" if first is not heard else "open")
                elif isinstance(heard, Utterance):
                    lengths.append(ears.now - heard.voiced)
                    ears.tell("finished")
        return lengths

    assert all(seconds < 0.9 for seconds in asyncio.run(late()))


def test_without_anybody_who_judges_nothing_is_told_of_pauses(scene: Scene, listening: Listen, hear: Any) -> None:
    heard = asyncio.run(hear(listening(Recording(scene(*SPOKEN)))))
    assert not any(isinstance(each, Pause) for each in heard)
