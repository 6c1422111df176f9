"""What was done last can be taken back, corrected and done once more, whatever plugin did it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from earnest.spoken.en.repair import read_repair
from earnest.testing import Rehearsal


@pytest.fixture
def house() -> Iterator[Rehearsal]:
    with Rehearsal("reminders", "voice", "clock", "help", "smalltalk") as rehearsal:
        yield rehearsal


@pytest.mark.parametrize(
    ("said", "kind", "rest"),
    [
        ("no, seven thirty", "correct", "seven thirty"),
        ("make that six", "correct", "six"),
        ("actually tomorrow", "correct", "tomorrow"),
        ("sorry, I meant tea", "correct", "tea"),
        ("No wait, not ten but twelve minutes please", "correct", "twelve minutes"),
        ("oh, change it to half past four", "correct", "half past four"),
        ("eight instead", "correct", "eight"),
        ("and another for ten minutes", "extend", "for ten minutes"),
        ("what about on friday too?", "extend", "on friday"),
        ("same for sunday", "extend", "for sunday"),
        ("and a backup five minutes later", "extend", "five minutes later"),
        ("another", "more", ""),
        ("tell me another one please", "more", ""),
        ("no, leave it at ten", "correct", "ten"),
        ("actually, six was fine", "correct", "six"),
        ("every day actually", "correct", "every day"),
        ("ten minutes earlier please", "correct", "ten minutes earlier"),
        ("it's the crumble", "name", "the crumble"),
        ("undo", "undo", ""),
        ("no wait, I need that", "undo", ""),
        ("scratch that", "undo", ""),
        ("no, not that one", "undo", ""),
        ("Cancel that, please.", "undo", ""),
        ("I've changed my mind", "undo", ""),
    ],
)
def test_it_is_heard(said: str, kind: str, rest: str) -> None:
    found = read_repair(said)
    assert found is not None
    assert (found.kind, found.rest) == (kind, rest)


@pytest.mark.parametrize(
    "said", ["set a timer for ten minutes", "what time is it", "notes are fine", "undone", "otherwise"]
)
def test_what_stands_alone_is_no_repair(said: str) -> None:
    assert read_repair(said) is None


@pytest.mark.parametrize("said", ["another one", "tell me another", "one more please", "have you got another one"])
def test_what_changes_nothing_is_done_once_more(house: Rehearsal, said: str) -> None:
    first = house.hear("tell me a joke")
    second = house.hear(said)
    assert second
    assert second != first
    assert not house.asks


def test_another_of_what_was_set_asks_what_it_needs(house: Rehearsal) -> None:
    house.hear("set a timer for the pasta for ten minutes")
    house.hear("another one")
    assert house.asks
    assert len(house.due) == 1
    house.hear("three minutes")
    assert [due.slots["name"] for due in house.due] == ["", "pasta"]


def test_what_asks_for_more_of_nothing_is_no_request(house: Rehearsal) -> None:
    house.hear("another one")
    assert not house.due


def test_a_timer_just_set_is_taken_back(house: Rehearsal) -> None:
    house.hear("set a timer for ten minutes")
    assert "taken that back" in house.hear("undo")
    assert house.due == []


@pytest.mark.parametrize(
    "said",
    [
        "never mind", "actually forget it", "forget about that", "no", "no not today", "stop it", "drop it",
        "no need after all", "don't bother", "leave it then",
    ],
)  # fmt: skip
def test_what_is_dropped_just_after_it_was_set_is_asked_about(house: Rehearsal, said: str) -> None:
    house.hear("set a timer for ten minutes")
    assert house.hear(said) == "Shall I take that back?"
    house.hear("no")
    assert len(house.due) == 1
    house.hear("set an alarm for six")
    house.hear(said)
    house.hear("yes")
    assert [each.slots["kind"] for each in house.due] == ["timer"]


@pytest.mark.parametrize("between", ["what time is it", None])
def test_a_mere_no_is_about_the_turn_before_it_for_a_minute(house: Rehearsal, between: str | None) -> None:
    house.hear("set a timer for ten minutes")
    house.hear(between) if between else house.travel(timedelta(minutes=2))
    house.hear("never mind")
    assert not house.asks
    assert len(house.due) == 1


@pytest.mark.parametrize(
    ("turns", "reply"),
    [
        (["set a timer for ten minutes", "pause it"], "Paused, with ten minutes left."),
        (["set a timer for ten minutes", "pause it", "resume it"], "It runs again, with ten minutes left."),
        (["set a timer for ten minutes", "extend it by five minutes"], "Now it has fifteen minutes left."),
        (["wake me at six", "turn it off"], "The alarm is off."),
    ],
)
def test_it_is_what_was_just_set(house: Rehearsal, turns: list[str], reply: str) -> None:
    for said in turns:
        house.hear(said)
    assert house.reply == reply


def test_what_was_cancelled_comes_back(house: Rehearsal) -> None:
    house.hear("set an alarm for seven in the morning")
    (before,) = house.due
    house.hear("cancel my alarm")
    assert house.due == []
    house.hear("no, undo that")
    (after,) = house.due
    assert (after.at, after.slots) == (before.at, before.slots)


def test_a_change_of_volume_is_taken_back(house: Rehearsal) -> None:
    house.hear("set the volume to three")
    house.hear("set the volume to nine")
    house.hear("no, undo that")
    assert house.preferences["volume"] == 3


def test_the_length_is_corrected(house: Rehearsal) -> None:
    house.hear("set a timer for ten minutes")
    house.hear("no, make that twelve")
    assert [due.at - house.now for due in house.due] == [timedelta(minutes=12)]


def test_courtesies_in_between_do_not_matter(house: Rehearsal) -> None:
    house.hear("set a timer for ten minutes")
    house.hear("thank you")
    house.hear("undo")
    assert house.due == []


def test_it_is_not_remembered_for_ever(house: Rehearsal) -> None:
    house.hear("set a timer for forty minutes")
    house.travel(timedelta(minutes=20))
    house.hear("cancel that")
    assert len(house.due) == 1


def test_another_one_leaves_the_first(house: Rehearsal) -> None:
    house.hear("set a timer for ten minutes")
    house.hear("and another for twenty minutes")
    assert sorted(due.at - house.now for due in house.due) == [timedelta(minutes=10), timedelta(minutes=20)]


def test_two_times_with_a_task_each_are_two_reminders(house: Rehearsal) -> None:
    house.hear("remind me at five in the afternoon to fetch ellie and at six in the evening to start tea")
    assert [(due.at.hour, due.slots["name"]) for due in house.due] == [(17, "fetch ellie"), (18, "start tea")]


def test_it_is_put_right_with_a_remark_behind(house: Rehearsal) -> None:
    house.hear("remind me at eight in the evening to put the blue bin out")
    house.hear("no, the green bin, it's green this week")
    assert [due.slots["name"] for due in house.due] == ["put the green bin out"]


def test_ten_minutes_later_is_later_than_it_was(house: Rehearsal) -> None:
    house.hear("set an alarm for quarter past six tomorrow morning")
    house.hear("make it ten minutes later")
    assert [(due.at.hour, due.at.minute) for due in house.due] == [(6, 25)]


def test_not_that_one_but_the_other(house: Rehearsal) -> None:
    house.hear("set alarms for seven and eight in the morning")
    house.hear("cancel the seven o'clock alarm")
    house.hear("no, not that one, the eight o'clock one")
    assert [due.at.hour for due in house.due] == [7]


def test_two_requests_in_one_breath_are_both_done(house: Rehearsal) -> None:
    house.hear("set a timer for ten minutes and remind me to call mum at six in the evening")
    assert sorted(due.slots["kind"] for due in house.due) == ["reminder", "timer"]


def test_one_request_with_an_and_in_it_is_one(house: Rehearsal) -> None:
    house.hear("remind me to buy milk and bread at six in the evening")
    (due,) = house.due
    assert due.slots["name"] == "buy milk and bread"


def test_an_answer_that_was_given_is_not_asked_again(house: Rehearsal) -> None:
    house.hear("remind me")
    house.hear("call my sister")
    house.hear("at six in the evening")
    house.hear("no, at eight in the evening")
    (due,) = house.due
    assert (due.slots["name"], due.at.hour) == ("call your sister", 20)


@pytest.mark.parametrize(
    ("turns", "kept"),
    [
        (["set a timer for fifty minutes", "make it an hour ten, and it's the crumble"], {("the crumble", 70)}),
        (["timer ten minutes", "make it twelve", "no, leave it at ten"], {("", 10)}),
        (["timer ten minutes", "make the timer fifteen"], {("", 15)}),
        (["set a bread timer for ten minutes", "it's getting dark", "it's done"], {("bread", 10)}),
        (["pizza timer, fourteen minutes", "and garlic bread, nine minutes"], {("pizza", 14), ("garlic bread", 9)}),
        (
            ["set an egg timer for six minutes", "and another one for the toast, three minutes"],
            {("egg", 6), ("toast", 3)},
        ),
        (["set a timer", "five minutes, no, six"], {("", 6)}),
        (["set a pasta timer for eight minutes and a broccoli timer for five"], {("pasta", 8), ("broccoli", 5)}),
        (["set a rice timer for nine minutes", "cancel the rice timer", "no, I need that"], {("rice", 9)}),
        (["set a rice timer for nine minutes", "no, I need that"], {("rice", 9)}),
        (["set a rice timer for nine minutes", "set a pea timer for four minutes", "stop the rice and the pea"], set()),
        (["set a rice timer for nine minutes", "pause the rice", "start the rice again"], {("rice", 9)}),
        (["set a rice timer for nine minutes", "make it that"], {("rice", 9)}),
    ],
)
def test_timers_after_all_that_was_said(house: Rehearsal, turns: list[str], kept: set[tuple[str, int]]) -> None:
    for said in turns:
        house.hear(said)
    minutes = timedelta(minutes=1)
    there = {(str(due.slots["name"]).removeprefix("the "), round((due.at - house.now) / minutes)) for due in house.due}
    assert there == {(name.removeprefix("the "), length) for name, length in kept}


@pytest.mark.parametrize(
    ("turns", "at"),
    [
        (["wake me at six", "no, seven", "actually, six was fine"], "06:00"),
        (["set an alarm for six thirty in the morning", "push my alarm back to ten to"], "06:50"),
        (["set an alarm for six in the morning", "move my alarm to twenty past"], "06:20"),
        (["set an alarm for six in the morning", "actually make it half past"], "06:30"),
        (["remind me to pack at seven this evening", "make it tomorrow evening instead"], "19:00"),
        (["remind me to pack at seven this evening", "make it tomorrow morning instead"], "07:00"),
        (["set an alarm for half five", "this afternoon"], "17:30"),
        (["set an alarm for six", "every day"], "06:00"),
        (["remind me to call mum at six this evening", "seven"], "19:00"),
        (["set an alarm for six in the morning", "cancel the alarm and set one for eight"], "08:00"),
        (["cancel my alarm", "oh, well set one for quarter to seven then"], "06:45"),
        (["wake me at six", "ten minutes earlier please"], "05:50"),
        (["wake me at six", "an hour earlier"], "05:00"),
        (["wake me every day at seven", "skip tomorrow's alarm", "no, leave it on"], "07:00"),
    ],
)
def test_an_alarm_after_all_that_was_said(house: Rehearsal, turns: list[str], at: str) -> None:
    for said in turns:
        house.hear(said)
    assert [f"{due.at.astimezone(house.now.tzinfo):%H:%M}" for due in house.due] == [at]


def test_a_day_that_there_is_not_is_put_right_in_its_month(house: Rehearsal) -> None:
    house.hear("remind me on the thirty first of June to pay the rent")
    house.hear("the thirtieth, sorry")
    (due,) = house.due
    assert (due.at.month, due.at.day, due.slots["name"]) == (6, 30, "pay the rent")


def test_other_words_for_a_task_and_other_days_of_a_week(house: Rehearsal) -> None:
    house.hear("remind me every Monday and Thursday at four to get bread")
    house.hear("no, get milk")
    house.hear("did I say Thursday? I meant Monday and Wednesday")
    (due,) = house.due
    assert due.slots["name"] == "get milk"
    assert "BYDAY=MO,WE" in str(due.recurrence)


@pytest.mark.parametrize(
    "said",
    [
        "go back to the last track",
        "guess how many sweets are in the jar, that was the game at the fete, I said four hundred",
        "it's getting late",
        "that is better",
    ],
)
def test_what_is_about_something_else_puts_nothing_right(house: Rehearsal, said: str) -> None:
    house.hear("remind me every day at nine in the evening to take my pills")
    before = [(due.at, due.slots) for due in house.due]
    house.hear(said)
    assert [(due.at, due.slots) for due in house.due] == before


@pytest.mark.parametrize("wanted", ["oh no, I do need it", "undo that", "no, put it back"])
def test_what_was_taken_back_is_done_after_all(house: Rehearsal, wanted: str) -> None:
    house.hear("set alarms for six and seven")
    house.hear("cancel that")
    assert not house.due
    house.hear(wanted)
    assert [due.at.astimezone(house.now.tzinfo).hour for due in house.due] == [6, 7]


def test_who_takes_a_cancelling_back_may_cancel_after_all_or_keep_it(house: Rehearsal) -> None:
    house.hear("set an alarm for seven")
    house.hear("cancel the alarm")
    house.hear("undo")
    house.hear("I do need it")
    assert len(house.due) == 1
    house.hear("cancel the alarm")
    house.hear("undo")
    house.hear("oh no, cancel it")
    assert not house.due


def test_cancelling_twice_brings_nothing_back_and_later_it_is_too_late(house: Rehearsal) -> None:
    house.hear("set an alarm for seven")
    house.hear("cancel that")
    house.hear("cancel it")
    assert not house.due
    house.hear("set an alarm for seven")
    house.hear("cancel that")
    house.hear("what time is it")
    house.hear("I do need it")
    assert not house.due


def test_the_last_one_is_the_last_that_was_told(house: Rehearsal) -> None:
    house.hear("set an alarm for eight")
    house.hear("set an alarm for seven")
    house.hear("what alarms have I got")
    assert house.hear("cancel the last one") == "Cancelled: the alarm tomorrow at eight in the morning."
    house.hear("set an alarm for six")
    house.hear("cancel the last one")
    assert [due.at.astimezone(house.now.tzinfo).hour for due in house.due] == [7]


def test_a_verb_that_the_second_leaves_out_is_the_first_ones(house: Rehearsal) -> None:
    house.hear("remind me to take my blue pill at nine this evening and my white pill at nine tomorrow morning")
    assert [due.slots["name"] for due in house.due] == ["take your blue pill", "take your white pill"]


def test_one_word_that_is_no_phrase_is_asked_about(house: Rehearsal) -> None:
    assert house.hear("increase").startswith("Shall I")
    house.hear("yes")
    assert house.hear("unmute") == "I'm not muted."


def test_what_is_said_beside_an_undo_is_no_correction(house: Rehearsal) -> None:
    house.hear("remind me to collect the parcel at five")
    house.hear("move the parcel reminder to seven")
    assert house.hear("undo that, I've just remembered they shut at six") == "All right, I've taken that back."
    assert [due.at.hour for due in house.due] == [17]


def test_a_request_behind_an_undo_is_done(house: Rehearsal) -> None:
    house.hear("set a timer for ten minutes")
    house.hear("scrap that, set an alarm for seven")
    assert [due.slots["kind"] for due in house.due] == ["alarm"]


def test_what_was_set_before_is_taken_back_by_its_name(house: Rehearsal) -> None:
    house.hear("set an alarm for six tomorrow")
    house.hear("move the alarm to eight")
    house.hear("set a timer for ten minutes")
    assert house.hear("take back the alarm I set before") == "All right, I've taken that back."
    assert [due.slots["kind"] for due in house.due] == ["timer"]


def test_what_is_to_stay_is_no_part_of_a_request(house: Rehearsal) -> None:
    house.hear("set an alarm for six tomorrow morning")
    house.hear("remind me at seven tomorrow morning to ring school")
    house.hear("cancel the alarm but leave the reminder")
    assert [due.slots["kind"] for due in house.due] == ["reminder"]


def test_a_mere_keep_it_behind_a_request_is_not_left_out(house: Rehearsal) -> None:
    house.hear("set an alarm for six tomorrow morning")
    house.hear("cancel the alarm, no, keep it")
    assert house.due


def test_a_remark_needs_no_comma(house: Rehearsal) -> None:
    house.hear("set a tea timer for ten minutes")
    house.hear("cancel the tea timer the oven isn't even on")
    assert not house.due


FOLLOWED = {
    "remind me at five to ring Dad / and at six to ring Ray": [("ring Dad", "17:00"), ("ring Ray", "18:00")],
    "ten minute timer for the rice / and twenty for the curry": [("rice", "14:10"), ("curry", "14:20")],
    "set a bread timer for 35 minutes / and one for the rolls, ten minutes less": [
        ("bread", "14:35"),
        ("rolls", "14:25"),
    ],
    "set a timer for ten minutes / it's for the eggs": [("eggs", "14:10")],
    "set a timer for ten minutes / I should have said eight": [("", "14:08")],
    "wake me every day at seven / but not tomorrow, I'm off": [("", "07:00 04")],
    "remind me every day at nine at night to take a pill / not on sunday": [("take a pill", "21:00")],
    "set an alarm for seven / set a timer for ten minutes / as for the alarm, make it eight": [
        ("", "08:00"),
        ("", "14:10"),
    ],
    "rice timer, ten minutes / ham timer, fifty minutes / how long on the ham / give it ten more minutes": [
        ("rice", "14:10"),
        ("ham", "15:00"),
    ],
    "wake me at half five and remind me at quarter to six to pack": [("", "05:30"), ("pack", "05:45")],
    "remind me to ring Pat at five / no wonder she was cross": [("ring Pat", "17:00")],
}


@pytest.mark.parametrize("said", FOLLOWED)
def test_what_follows_goes_on(house: Rehearsal, said: str) -> None:
    for turn in said.split(" / "):
        house.hear(turn)
    found = {(str(due.slots["name"]), f"{due.at:%H:%M}") for due in house.due}
    assert found == {(name, at[:5]) for name, at in FOLLOWED[said]}
    days = {f"{due.at:%d}" for due in house.due}
    assert all(at[6:] in days for _, at in FOLLOWED[said] if at[6:])


def test_whether_to_do_it_is_no_order(house: Rehearsal) -> None:
    assert 'not sure about "should I"' in house.hear("should I set an alarm for six?")
    assert not house.due
