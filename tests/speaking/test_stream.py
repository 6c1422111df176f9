"""Speech begins with the first sentence, goes on while it plays, and stops when told."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from earnest.engines.base import Voice
from earnest.errors import EngineError
from earnest.nouns import UNSURE_EMOTION, Reply, Sound, Speech, Tone
from earnest.speaking import Speaking, Tones
from earnest.speaking.checking.measures import measure
from earnest.speaking.prosody import join

FOUR = "The kettle is on. I fed the cat. The door is locked. Sleep well."


class Drummer:
    """A voice that says when it was asked for what, and waits for the word to begin."""

    name, rate = "drummer", 16_000

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go = threading.Semaphore(0)

    def speak(self, sentence: str, tone: Tone) -> Iterator[Sound]:
        self.asked.append(sentence)
        assert self.go.acquire(timeout=20)
        noise = np.random.default_rng(len(sentence)).integers(-3_000, 3_000, int(self.rate / tone.rate))
        yield Sound(noise.astype(np.int16), self.rate)


class Broken:
    name, rate = "broken", 16_000

    def speak(self, sentence: str, tone: Tone) -> Iterator[Sound]:  # noqa: ARG002
        raise EngineError("voice broken: it fell silent")
        yield Sound(np.zeros(1, np.int16))


async def collect(speaking: Speaking, text: str, tone: Tone) -> list[Speech]:
    return [speech async for speech in speaking.speak(text, tone)]


def test_the_first_sentence_is_heard_before_the_second_is_made(tones: Tones) -> None:
    async def scene() -> None:
        drummer = Drummer()
        reply = Speaking(drummer, tones).speak(FOUR, Tone())
        drummer.go.release()
        first = await asyncio.wait_for(anext(reply), 10)
        assert first.text == "The kettle is on."
        await _until(lambda: len(drummer.asked) == 2)
        assert drummer.asked == ["The kettle is on.", "I fed the cat."]
        drummer.go.release()
        second = await asyncio.wait_for(anext(reply), 10)
        assert second.text == "I fed the cat."
        drummer.go.release()
        await reply.aclose()

    asyncio.run(scene())


def test_what_was_prepared_is_spoken_and_made_once(tones: Tones) -> None:
    async def scene() -> None:
        drummer = Drummer()
        drummer.go.release(20)
        speaking = Speaking(drummer, tones)
        speaking.prepare("The kettle is on.", Tone())
        await _until(lambda: drummer.asked == ["The kettle is on."])
        assert [speech.text for speech in await collect(speaking, "The kettle is on.", Tone())] == ["The kettle is on."]
        assert drummer.asked == ["The kettle is on."]
        await collect(speaking, "The kettle is on.", Tone())
        assert len(drummer.asked) == 2

    asyncio.run(scene())


@pytest.mark.parametrize(("text", "tone"), [("I fed the cat.", Tone()), ("The kettle is on.", Tone(rate=0.9))])
def test_what_was_prepared_in_vain_is_let_go(tones: Tones, text: str, tone: Tone) -> None:
    async def scene() -> None:
        drummer = Drummer()
        speaking = Speaking(drummer, tones)
        speaking.prepare("The kettle is on. Sleep well.", Tone())
        drummer.go.release(20)
        assert {speech.tone for speech in await collect(speaking, text, tone)} == {tone}
        assert "Sleep well." not in drummer.asked
        assert drummer.asked[-1] == text

    asyncio.run(scene())


def test_closing_makes_nothing_more(tones: Tones) -> None:
    async def scene() -> None:
        drummer = Drummer()
        reply = Speaking(drummer, tones).speak(FOUR, Tone())
        drummer.go.release()
        await asyncio.wait_for(anext(reply), 10)
        await _until(lambda: len(drummer.asked) == 2)
        began = time.perf_counter()
        await reply.aclose()
        assert time.perf_counter() - began < 5.0
        drummer.go.release(10)
        await asyncio.sleep(0)
        assert len(drummer.asked) == 2

    asyncio.run(scene())


def test_a_reply_goes_on_in_the_voice_that_began_it(tones: Tones) -> None:
    async def scene() -> None:
        old, new = Drummer(), Drummer()
        new.name = "new"
        old.go.release(10)
        new.go.release(10)
        speaking = Speaking(old, tones)
        reply = speaking.speak(FOUR, Tone())
        voices = [(await anext(reply)).voice]
        speaking.swap(new)
        voices += [speech.voice async for speech in reply]
        assert voices == ["drummer"] * 4
        assert {speech.voice for speech in await collect(speaking, FOUR, Tone())} == {"new"}

    asyncio.run(scene())


def test_a_failing_voice_is_told(tones: Tones) -> None:
    with pytest.raises(EngineError, match="it fell silent"):
        asyncio.run(collect(Speaking(Broken(), tones), FOUR, Tone()))


@pytest.mark.parametrize("text", ["", "🙂", "...", "<b></b>"])
def test_nothing_to_say_says_nothing(tiny: Voice, tones: Tones, text: str) -> None:
    assert asyncio.run(collect(Speaking(tiny, tones), text, Tone())) == []


def test_pauses_stand_between_sentences_and_not_around_them(tiny: Voice, tones: Tones) -> None:
    short, long = (
        asyncio.run(collect(Speaking(tiny, tones), FOUR, Tone(sentence_pause=pause))) for pause in (0.25, 0.75)
    )
    grown = sum(s.sound.seconds for s in long) - sum(s.sound.seconds for s in short)
    assert grown == pytest.approx(3 * 0.5, abs=0.01)
    assert long[0].sound.seconds == pytest.approx(short[0].sound.seconds)


def test_no_join_clicks_in_any_tone(tiny: Voice, tones: Tones) -> None:
    for tone in tones:
        spoken = join(*(s.sound for s in asyncio.run(collect(Speaking(tiny, tones), FOUR, tone))))
        found = measure(spoken)
        assert (found.clicks, found.clipped) == (0, 0), tone.name


def test_the_card_has_the_last_word_on_a_tone(tiny: Voice, tones: Tones) -> None:
    from earnest.speaking.cards import ToneOverride

    tiny.card = tiny.card.model_copy(update={"tones": {"warm": ToneOverride(rate=0.7)}})  # type: ignore[attr-defined]
    tone = Speaking(tiny, tones).tone_for(Reply("", "warm"), UNSURE_EMOTION, {})
    assert (tone.rate, tone.pitch) == (0.7, tones["warm"].pitch)


class Reader:
    """A voice that makes so many characters a second, and keeps what it was given."""

    name, rate = "reader", 16_000

    def __init__(self, pace: float) -> None:
        self.pace = pace
        self.given: list[str] = []

    def speak(self, sentence: str, tone: Tone) -> Iterator[Sound]:  # noqa: ARG002
        self.given.append(sentence)
        time.sleep(len(sentence) / self.pace)
        noise = np.random.default_rng(1).integers(-3_000, 3_000, self.rate)
        yield Sound(noise.astype(np.int16), self.rate)


LONG = "Your alarm for seven tomorrow has been cancelled and the one for half past eight is still where you left it."


def test_a_phrase_that_is_cut_off_is_spoken_as_one_that_goes_on(tones: Tones) -> None:
    reader = Reader(1_000.0)
    spoken = asyncio.run(collect(Speaking(reader, tones), LONG, Tone()))
    assert reader.given[0] == "Your alarm for seven tomorrow has been cancelled,"
    assert " ".join(speech.text for speech in spoken) == LONG


def test_a_voice_that_proves_quick_is_given_sentences_whole(tones: Tones) -> None:
    reader = Reader(10_000.0)
    speaking = Speaking(reader, tones)
    first, then = (asyncio.run(collect(speaking, LONG, Tone())) for _ in range(2))
    assert (len(first), len(then)) == (2, 1)
    speaking.swap(Reader(10_000.0))
    assert len(asyncio.run(collect(speaking, LONG, Tone()))) == 2


async def _until(true: object) -> None:
    """Let the others work until it is so."""
    assert callable(true)
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.005)
