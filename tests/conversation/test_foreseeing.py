"""What changes nothing may be begun before it is sure that all was said; nothing comes of it until then."""

from __future__ import annotations

import asyncio

import pytest

from earnest.nouns import plain_emotion


def seen(room, text: str, *, taken: bool, said: str | None = None, mood: str = "neutral"):
    """What was foreseen of ``text``, whether it was taken, the notes before and after, and the answer to what came."""

    async def talk():
        foreseen = room.conversation.foresee(room.turn(text))
        if foreseen is not None:
            await asyncio.wait({asyncio.create_task(foreseen.answer())}, timeout=2.0)
        before = room.memory.read_notes("parlour")
        turn = room.turn(said or text, plain_emotion(mood))
        answer = await room.conversation.hear(turn, room.say, foreseen if taken else None)
        return foreseen, before, answer

    return asyncio.run(talk())


def test_what_was_begun_early_is_the_answer_and_happens_once(room):
    foreseen, before, answer = seen(room, "gaze out of the window", taken=True)
    assert foreseen.intent.skill == "gaze"
    assert before == {}
    assert answer.reply.text == "I see 1 birds."
    assert room.memory.read_notes("parlour") == {"gazes": 1}
    assert seen(room, "gaze out of the window", taken=True)[2].reply.text == "I see 2 birds."


@pytest.mark.parametrize("text", ["switch the lamp", "brew some tea", "nudge me later", "paint the fence"])
def test_what_may_change_something_is_never_begun_early(room, text):
    assert room.conversation.foresee(room.turn(text)) is None
    assert room.memory.list_due() == []


@pytest.mark.parametrize("text", ["", "i want to kill myself", "undo that", "blorb the quux"])
def test_nor_is_danger_what_takes_back_or_what_nobody_does(room, text):
    assert room.conversation.foresee(room.turn(text)) is None


def test_nothing_is_begun_early_while_a_question_is_open(room):
    async def talk():
        await room.hear("switch the lamp")
        return room.conversation.foresee(room.turn("gaze out of the window"))

    assert asyncio.run(talk()) is None


def test_nothing_has_happened_when_the_voice_goes_on(room):
    foreseen, _, answer = seen(room, "gaze out of the window", taken=True, said="paint the fence")
    assert foreseen is not None
    assert answer.reply.text == "Which colour?"
    assert room.memory.read_notes("parlour") == {}
    assert room.interim == []


def test_another_mood_is_answered_anew(room):
    seen(room, "gaze out of the window", taken=True, mood="sad")
    assert room.memory.read_notes("parlour") == {"gazes": 1}


def test_a_question_and_an_interim_word_wait_until_it_was_meant(room):
    async def talk():
        foreseen = room.conversation.foresee(room.turn("tell me a riddle"))
        early = asyncio.create_task(foreseen.answer())
        done, _ = await asyncio.wait({early}, timeout=0.3)
        assert not done
        assert room.interim == []
        asked = await room.conversation.hear(room.turn("tell me a riddle"), room.say, foreseen)
        assert room.interim == ["Listen."]
        assert (asked.reply.text, asked.expects_answer) == ("What has hands and no arms?", True)
        return await room.hear("a clock")

    assert asyncio.run(talk()).reply.text == "You say a clock, and so do I."


def test_one_that_was_let_go_leaves_the_plugin_at_work(room):
    async def talk():
        foreseen = room.conversation.foresee(room.turn("tell me a riddle"))
        await asyncio.sleep(0.2)
        await foreseen.drop()
        return await room.hear("gaze out of the window")

    assert asyncio.run(talk()).reply.text == "I see 1 birds."
    assert room.interim == []
