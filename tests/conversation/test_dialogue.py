"""Who answers, what they ask back, and what happens when people answer otherwise."""

from __future__ import annotations

import asyncio
import logging

import pytest

from earnest.conversation import phrases
from earnest.conversation.phrases import is_never_mind
from earnest.feeling import stays
from earnest.nouns import UNSURE_EMOTION, plain_emotion


def heard(room, *said: str):
    """The answers to several things said one after the other."""

    async def talk():
        return [await room.hear(text) for text in said]

    return asyncio.run(talk())


def test_a_skill_asks_until_it_knows(room):
    first, second, third = heard(room, "brew some tea", "black please", "four")
    assert (first.reply.text, first.expects_answer) == ("Green or black?", True)
    assert (second.reply.text, second.expects_answer) == ("How many minutes?", True)
    assert (third.reply.text, third.expects_answer) == ("black tea, 4 minutes", False)
    assert {answer.intent.skill for answer in (first, second, third)} == {"brew"}


def test_the_mood_of_the_turn_reaches_the_skill(room):
    async def talk():
        await room.hear("brew some tea", plain_emotion("sad"))
        await room.hear("green", UNSURE_EMOTION)
        return await room.hear("three", UNSURE_EMOTION)

    assert asyncio.run(talk()).reply.tone == "warm"


def test_an_answer_that_does_not_fit_is_asked_again_once(room):
    _, again, dropped = heard(room, "brew some tea", "purple monkeys", "purple monkeys")
    assert again.reply.text.endswith("Green or black?")
    assert again.expects_answer
    assert dropped.reply == phrases.say("let_go", "en")
    assert not dropped.expects_answer


def test_a_bare_yes_is_a_whole_answer_and_what_could_go_on_is_not(room):
    async def asked():
        await room.hear("switch the lamp")
        return [room.conversation.completeness(text) for text in ("Yes.", "no", "no make it", "maybe", "four")]

    assert asyncio.run(asked()) == ["whole", "whole", "open", "open", "open"]


def test_never_mind_drops_the_question_and_the_next_turn_is_ordinary(room):
    _, dropped, lamp = heard(room, "brew some tea", "oh never mind", "switch the lamp")
    assert dropped.reply == phrases.say("dropped", "en")
    assert lamp.reply.text == "Shall I?"


def test_a_skill_may_word_its_own_letting_go(room):
    _, dropped = heard(room, "paint the fence", "forget it")
    assert dropped.reply.text == "We leave it unpainted."
    assert room.memory.read_notes("parlour") == {}


def test_a_question_is_put_off_by_another_request_and_comes_back(room):
    _, other, answer, tea = heard(room, "brew some tea", "switch the lamp", "yes", "green")
    assert other.reply.text == "Shall I?"
    assert answer.reply.text == "on Green or black?"
    assert answer.expects_answer
    assert tea.reply.text == "How many minutes?"


def test_a_question_put_off_can_still_be_dropped(room):
    *_, dropped, lamp = heard(room, "brew some tea", "switch the lamp", "yes", "never mind", "switch the lamp")
    assert dropped.reply == phrases.say("dropped", "en")
    assert lamp.reply.text == "Shall I?"


def test_free_text_is_an_answer_even_when_it_sounds_like_a_command(room):
    _, painted = heard(room, "paint the fence", "ponder the universe")
    assert painted.reply.text == "The fence will be ponder the universe."


def test_silence_lets_the_skill_go(room):
    async def talk():
        await room.hear("paint the fence")
        return await room.conversation.silence(room.say), await room.conversation.silence(room.say)

    first, second = asyncio.run(talk())
    assert first.reply.text == "We leave it unpainted."
    assert second is None


def test_interim_words_come_first(room):
    (answer,) = heard(room, "ponder the universe")
    assert room.interim == ["Let me see."]
    assert answer.reply.text == "Forty-two."


def test_a_slow_skill_says_one_moment(room, monkeypatch):
    monkeypatch.setattr("earnest.conversation.exchange.PATIENCE", 0.01)
    heard(room, "ponder the universe")
    assert room.interim[0] == "One moment." or room.interim[1] == "One moment."


def test_a_failing_skill_costs_one_turn_and_tells_no_secret(room, caplog):
    with caplog.at_level(logging.DEBUG):
        failed, lamp = heard(room, "collapse now", "switch the lamp")
    assert failed.reply == phrases.apology("parlour", "en")
    assert lamp.reply.text == "Shall I?"
    assert "secret words" not in caplog.text


def test_nobody_answers_kindly(room):
    (answer,) = heard(room, "what is the capital of mongolia")
    assert answer.intent is None
    assert answer.reply.text


def test_nothing_understood_is_said(room):
    assert heard(room, "")[0].reply == phrases.say("not_caught", "en")


def test_a_speech_is_told_to_be_too_much_and_leaves_an_open_question_open(room):
    speech = "and then we went to the market at six " * 500
    alone, asked, again, danger = heard(room, speech, "switch the lamp", speech, f"{speech} i want to kill myself")
    assert alone.reply == phrases.say("too_much", "en")
    assert asked.expects_answer
    assert again.expects_answer
    assert asked.reply.text in again.reply.text
    assert danger.intent.skill == "distress"


def test_distress_comes_before_everything(room):
    _, answer, after = heard(room, "paint the fence", "i want to kill myself", "switch the lamp")
    assert (answer.intent.plugin, answer.intent.skill) == ("house", "distress")
    assert after.reply.text == "Shall I?"
    assert room.memory.read_notes("parlour") == {}


@pytest.mark.parametrize(
    "text", ["never mind", "Nevermind.", "oh forget it please", "cancel that", "stop", "no leave it"]
)
def test_words_that_drop_a_question(text):
    assert is_never_mind(text)


@pytest.mark.parametrize(
    "text", ["no", "i never mind the rain", "stop at six", "cancel my subscription to mars", "black"]
)
def test_words_that_do_not(text):
    assert not is_never_mind(text)


def test_danger_is_heard_after_what_the_house_said_last(room, monkeypatch):
    after = []
    monkeypatch.setattr("earnest.conversation.careful.distress", lambda _, context, *__: after.append(context))
    heard(room, "switch the lamp", "yes")
    assert after == ["", "Shall I?"]


def test_a_hint_of_danger_is_met_with_a_question_and_a_yes_with_the_gravest_answer(room):
    hinted, grave, after = heard(room, "i don't want to wake up tomorrow", "yes", "switch the lamp")
    assert hinted.expects_answer
    assert grave.intent.skill == "distress"
    assert "right now" in grave.reply.text
    assert after.reply.text == "Shall I?"


def test_what_only_sounds_like_an_emergency_is_asked_about(room):
    asked, grave = heard(room, "my chest feels like someone's sitting on it", "yes")
    assert asked.expects_answer
    assert "Does somebody need help" in asked.reply.text
    assert grave.reply.text.startswith("Call ")
    _, fine = heard(room, "my chest feels like someone's sitting on it", "no")
    assert fine.reply == stays("en")


@pytest.mark.parametrize("said", ["help", "Help me!", "please help me", "I need help", "can you help us please"])
@pytest.mark.parametrize(
    "hint",
    [
        "i don't want to wake up tomorrow",
        "my chest feels like someone's sitting on it",
        "i'm hiding in the bathroom from my husband",
    ],
)
def test_whoever_calls_for_help_gets_the_gravest_answer(room, hint, said):
    asked, answered = heard(room, hint, said)
    assert asked.expects_answer
    assert answered.intent.skill == "distress"
    assert answered.reply != stays("en")
    assert not answered.expects_answer


def test_no_skill_answers_a_careful_question(room):
    _, answered = heard(room, "i don't want to wake up tomorrow", "switch the lamp")
    assert answered.reply == stays("en")


@pytest.mark.parametrize("text", ["i don't need help", "help yourself", "no", "can you help me with my homework"])
def test_what_is_no_call_for_help(text):
    assert not phrases.calls_for_help(text)


def test_a_hint_of_danger_denied_is_not_laughed_off(room):
    _, denied = heard(room, "i don't want to wake up tomorrow", "no")
    assert denied.reply == stays("en")


@pytest.mark.parametrize(("said", "kept"), [("yes", True), ("no thanks", False)])
def test_consent_is_asked_for_and_kept(room, said, kept):
    async def talk():
        asked = await room.conversation.ask_consent(room.say)
        return asked, await room.hear(said)

    asked, thanked = asyncio.run(talk())
    assert asked.expects_answer
    assert not thanked.expects_answer
    assert room.memory.consent("emotion") is kept


def test_consent_is_not_asked_for_twice(room):
    async def talk():
        await room.conversation.ask_consent(room.say)
        await room.conversation.silence(room.say)

    asyncio.run(talk())
    assert room.memory.consent("emotion") is None
    assert room.memory.consent("emotion-asked") is True
